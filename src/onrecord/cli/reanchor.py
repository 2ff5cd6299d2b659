"""`onrecord reanchor`."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.anchors import CHANGED, LOST, VERDICTS
from onrecord.errors import UsageError
from onrecord.problems import quoted, shown
from onrecord.proposal import read_text
from onrecord.reanchor import judge, plan, write
from onrecord.report import as_text
from onrecord.report.json import dumped
from onrecord.spans import Offsets
from onrecord.store import find_root, need

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.anchors import CarriedSet, Fallen, Row
    from onrecord.check import Report
    from onrecord.model import Span
    from onrecord.reanchor import Plan

ROWS = 100
"""So many spans of a set are listed as text; how many there are is told. JSON has all."""

NAMED = 5
"""So many places where lost words still stand are listed as text."""

WIDTH = 60
"""Code points of a span's words that a line repeats."""


@click.command("reanchor")
@click.argument("document", metavar="DOC")
@click.option("--to", "new", required=True, type=click.Path(path_type=Path), metavar="NEW.txt", help="The new text.")
@click.option("--drop-lost", "drop", is_flag=True, help="Take out marks whose words are gone, and what refers to them.")
@click.option("--dry-run", "dry", is_flag=True, help="Say what would become of every mark; write nothing.")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="How to print.")
@click.option("--root", type=click.Path(path_type=Path), help="Corpus root; default: the current folder's.")
def command(document: str, new: Path, drop: bool, dry: bool, form: str, root: Path | None) -> int:
    """Bring DOC to a corrected text: its marks and zones are carried to where their words stand in NEW.txt.

    Each span is kept, moved, changed or lost. Text, record and every annotation set are written if all of them pass
    `onrecord check` then, and if nothing is lost or --drop-lost is given; else nothing is, and the exit code is 1.
    """
    home = root or find_root(Path())
    if home is None or not (home / "corpus").is_dir():
        raise UsageError(f"{home or Path()}: no corpus here; name one by --root")
    found = plan(home, document, read_text(need(new.parent, new.name), new))
    report = judge(found)
    code = report.exit_code or int(found.lost > 0 and not drop)
    if not (code or dry):
        write(found)
    written = [] if code or dry else [name for name, _, _ in found.files]
    told = [dumped(_json(found, report, written, code))] if form == "json" else _lines(found, report)
    for line in told:
        click.echo(line)
    if form == "text":
        click.echo(_end(found, written, code, drop))
    return code


def _lines(plan: Plan, report: Report) -> Iterator[str]:
    """What becomes of each set, its changed, lost and ambiguous spans, the zones, the problems there would be."""
    old, new = Offsets(plan.old), Offsets(plan.new)
    yield f"{shown(plan.document)}: {len(plan.old):,} -> {len(plan.new):,} code points"
    for name in plan.done:
        yield f"{shown(name, 400)}: marks this text already"
    for name, one in plan.sets:
        counts = _counts(one)
        told = ", ".join(f"{counts[verdict]} {verdict}" for verdict in VERDICTS)
        yield f"{shown(name, 400)}: {told} ({counts['ambiguous']} ambiguous)"
        rows = [row for row in one.rows if row.carried.verdict in (CHANGED, LOST) or row.carried.ambiguous]
        yield from (f"  {_row(row, old, new)}" for row in rows[:ROWS])
        if len(rows) > ROWS:
            yield f"  {len(rows) - ROWS} more of {len(rows)} not shown; --format json has all"
        # Of a mention or negative that goes the words are lost, as its own line says.
        yield from (f"  {_fall(fall)}" for fall in one.fallen if not fall.name.startswith(("mentions/", "negatives/")))
    for i, (zone, origin) in enumerate(plan.zones):
        if origin is None:
            words = quoted(plan.new[zone.start : zone.end], WIDTH)
            yield f"zone {i} is new: {_at(new, zone.start)} {words}; proposed as {zone.type}, and marked by nobody"
    for name in plan.bare:
        yield f"{shown(name, 400)}: no paragraph that it covers is in the new text; restore one, or remove this file"
    for name in plan.stale:
        yield f"{shown(name, 400)}: counts in the old text and cannot be replayed on the new one; left as it is"
    if report.exit_code:
        yield "Problems in the files as they would be written:"
        yield from as_text(report)


def _row(row: Row, old: Offsets, new: Offsets) -> str:
    """One span: the mark, the verdict, where it was and is, its words, where they stand else."""
    carried, where = row.carried, _at(old, row.old.start)
    head = shown(f"{row.layer}/{row.mark} {row.part}: {carried.verdict}", 400)
    before, after = _cut(row.old.text, carried.span.text if carried.span else row.old.text)
    if carried.span:
        where += f" -> {_at(new, carried.span.start)}"
    line = f"{head} {where} {before}" + (f" -> {after}" if carried.verdict == CHANGED else "")
    if carried.ambiguous:
        line += "; ambiguous: equal words beside it"
    if carried.places.number:
        listed = ", ".join(_at(new, start) for start, _ in carried.places.listed[:NAMED])
        more = f" and {carried.places.number - NAMED} more" if carried.places.number > NAMED else ""
        line += f"; the same words stand at {listed}{more}"
    return line


def _cut(old: str, new: str) -> tuple[str, str]:
    """Old and new words, safe to print, from shortly before the first sign that is not the same."""
    first = len(os.path.commonprefix([old, new]))
    begin = max(0, first - WIDTH // 2) if first < max(len(old), len(new)) > WIDTH else 0
    before, after = (quoted("…" * bool(begin) + words[begin:], WIDTH) for words in (old, new))
    return before, after


def _fall(fall: Fallen) -> str:
    without = ", ".join(fall.without)
    if fall.gone:
        return shown(f"{fall.name} goes" + (f", without {without}" if without else ""), 400)
    return shown(f"{fall.name} no longer refers to {without}", 400)


def _at(offsets: Offsets, offset: int) -> str:
    return "{}:{}".format(*offsets.line_col(offset))


def _counts(one: CarriedSet) -> Counter[str]:
    counts = Counter(row.carried.verdict for row in one.rows)
    counts["ambiguous"] = sum(row.carried.ambiguous for row in one.rows)
    return counts


def _end(plan: Plan, written: list[str], code: int, drop: bool) -> str:
    if written:
        return f"wrote {shown(', '.join(written), 4000)}"
    if plan.bare:
        return "Nothing written: a set would cover nothing; restore a paragraph it covers, or remove its file, first"
    if plan.lost and not drop:
        return f"Nothing written: {plan.lost} spans are lost; correct the new text, or --drop-lost takes them out"
    if code:
        return "Nothing written: the result has problems; correct the new text, or the marks concerned, first"
    return "Nothing written" if plan.files else "Nothing to do: text, record and sets are those of the new text"


def _json(plan: Plan, report: Report, written: list[str], code: int) -> dict[str, Any]:
    return {
        "document": plan.document,
        "text": {"old": len(plan.old), "new": len(plan.new), "sha256": plan.facts.sha256},
        "done": plan.done,
        "sets": [
            {
                "name": name,
                "counts": {key: _counts(one)[key] for key in (*VERDICTS, "ambiguous")},
                "spans": [_evidence(row) for row in one.rows],
                "fallen": [fall._asdict() for fall in one.fallen],
            }
            for name, one in plan.sets
        ],
        "zones": [
            {"start": zone.start, "end": zone.end, "type": zone.type, "origin": origin} for zone, origin in plan.zones
        ],
        "bare": plan.bare,
        "decisions": plan.stale,
        "problems": [str(problem) for problem in report.problems],
        "written": written,
        "exit_code": code,
    }


def _evidence(row: Row) -> dict[str, Any]:
    carried = row.carried
    return {
        "layer": row.layer,
        "mark": row.mark,
        "part": row.part,
        "piece": row.piece,
        "verdict": carried.verdict,
        "ambiguous": carried.ambiguous,
        "old": _place(row.old),
        "new": carried.span and _place(carried.span),
        "old_words": row.old.text,
        "new_words": carried.span and carried.span.text,
        "candidates": [{"start": start, "end": end} for start, end in carried.places.listed],
        "candidates_total": carried.places.number,
    }


def _place(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}
