"""`onrecord adjudicate`."""

from __future__ import annotations

import os
import re
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click
from msgspec import UNSET
from msgspec.structs import replace

from onrecord import codec, codes, jsontext
from onrecord.errors import InvalidDataError, UsageError
from onrecord.metrics.adjudication import Merge, adjudicate
from onrecord.metrics.decisions import ID, convert, encode
from onrecord.metrics.naming import keep_ids
from onrecord.model import AnnotationSet
from onrecord.model.base import MAX_FILE
from onrecord.problems import Path as JsonPath
from onrecord.problems import Problem, shown
from onrecord.rules import SET_RULES, run
from onrecord.rules.base import DocumentContext, set_context
from onrecord.selection import BROKEN, left_out, select
from onrecord.spans import Offsets
from onrecord.store import default_root, find_root, need, typed
from onrecord.writing import write_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from msgspec import UnsetType

    from onrecord.metrics.decisions import Conflict, Decisions, Reading
    from onrecord.model import Document

SHORT = 60
"""Code points of a reading that a list repeats."""


class _Made(NamedTuple):
    """What comes of one document.

    Attributes:
        gold: where the merged set goes.
        old: the bytes there now, or None.
        decisions: where the decisions go.
        recorded: the SHA-256 in the decisions there now.
    """

    document: Document
    merge: Merge
    gold: Path
    old: bytes | None
    decisions: Path
    recorded: str | UnsetType

    @property
    def steps(self) -> tuple[tuple[Path, bytes], ...]:
        """What is written, in order: decisions come first, since they are what cannot be made again.

        They get the new SHA-256 last. Killed before the set is written, a run leaves the old one and its hash; killed
        after it, the set that those decisions give. Either way the next run may replace it.
        """
        found = self.merge.decisions
        early = encode(replace(found, result_sha256=self.recorded))
        return (self.decisions, early), (self.gold, codec.encode(self.merge.marks)), (self.decisions, encode(found))


@click.command("adjudicate")
@click.argument("names", nargs=-1, required=True, metavar="A B [C]...")
@click.option("--into", required=True, metavar="ANNOTATOR", help="Whose annotation sets are made, for instance gold.")
@click.option(
    "--decisions", "log", type=click.Path(path_type=Path), help="Default: decisions/<into>/<document>.json in the root."
)
@click.option("--dry-run", "dry", is_flag=True, help="List the open conflicts and write nothing.")
@click.option("--keep-ids", "keep", is_flag=True, help="Things that the set to be replaced has, too, keep their ids.")
@click.option("--force", is_flag=True, help="Replace annotation sets that are not as an adjudication has written them.")
@click.option(
    "--root", type=click.Path(path_type=Path), help="Corpus root; default: the current folder's, else the shipped."
)
def command(
    names: tuple[str, ...], into: str, log: Path | None, dry: bool, keep: bool, force: bool, root: Path | None
) -> int:
    """Merge the annotation sets of A, B, ...: annotators, or paths to an annotation set or a folder of them.

    What all agree on is taken. Every conflict is listed in a decisions file: fill in "chosen" (an annotator, or "own"
    with the thing under "own") and "rule" (the guideline), and run the same command again. Exit code 1 while
    something is open.
    """
    home = root or find_root(Path()) or default_root()
    if not re.fullmatch(ID, into):
        raise UsageError(f"{into!r} is no id of an annotator; use 1 to 64 of a-z, 0-9 and hyphen")
    if into in names:
        raise UsageError(f"{into!r} is merged and cannot be what is made; name another annotator to merge into")
    selection = select(names, home, whole=True)
    if log and len(selection.documents) > 1:
        raise UsageError(f"--decisions is for one document, {len(selection.documents)} are shared; leave it out")
    made = [_made(home, document, names, into, log, keep) for document in selection.documents]
    if not dry:
        _write(home, made, force)
    for one in made:
        for line in (_summary(one), *(_open_lines(one) if dry else _written_lines(one))):
            click.echo(line)
    for line in left_out(selection):
        click.echo(line)
    counts = [one.merge.decisions.counts for one in made]
    return 1 if any(count.open or count.waiting for count in counts) else 0


def _made(home: Path, document: Document, names: tuple[str, ...], into: str, log: Path | None, keep: bool) -> _Made:
    """The merge of one document, its decisions read; raises where they are wrong."""
    by = [document.sets[name] for name in names]
    sets = {marks.annotator: marks for marks in by}
    if len(sets) < len(by):
        raise UsageError(f"{', '.join(names)}: two sets of {document.id} are of one annotator; merge different ones")
    name = f"annotations/{into}/{document.id}.json"
    gold, old = home / name, _bytes(home, name)
    decisions = log or home / "decisions" / into / f"{document.id}.json"
    decided = _read(decisions)
    merge = adjudicate(sets, document.text, into, decided)
    _demand_sound(document, merge, decisions)
    if keep and old is not None:
        found = keep_ids(merge.decisions, merge.marks, sets, _replaced(document, gold, old))
        merge = adjudicate(sets, document.text, into, found)
    return _Made(document, merge, gold, old, decisions, decided.result_sha256 if decided else UNSET)


def _bytes(root: Path, name: str) -> bytes | None:
    """The bytes of a file, or None where there is no file yet."""
    if not os.path.lexists(root / name):
        return None
    return need(root, name)


def _read(path: Path) -> Decisions | None:
    """The decisions in a file, or None where there is no file yet."""
    raw = _bytes(path.parent, path.name)
    if raw is None:
        return None
    text, plain, faults = jsontext.read(raw)
    if faults:
        places = Offsets(text)
        raise InvalidDataError(
            [
                Problem(f.code, codes.name(f.code), f.message, str(path), f.path, *places.line_col(f.offset))
                for f in faults
            ]
        )
    try:
        return convert(plain)
    except UsageError as error:
        raise UsageError(f"{path}: {error}") from None


def _faults(document: Document, raw: bytes) -> tuple[AnnotationSet | None, list[tuple[str, JsonPath, str]]]:
    """An annotation set that can be compared, or what is wrong with it: code, path in the file, message."""
    marks, faults = typed(raw, AnnotationSet)
    if marks:
        context = DocumentContext(document.record, document.text, document.text.encode(), document.id)
        found = run(SET_RULES, set_context(marks, context))
        faults = [(code, finding.path, finding.message) for code, finding in found if code in BROKEN]
    return marks, faults


def _replaced(document: Document, gold: Path, old: bytes) -> AnnotationSet:
    """The set whose ids are to be kept."""
    marks, faults = _faults(document, old)
    if faults or marks is None:
        code, path, message = faults[0]
        at = "".join(f"/{part}" for part in path)
        raise UsageError(f"{gold}: its ids cannot be kept: {at}: {code} {message}; or leave out --keep-ids")
    return marks


def _demand_sound(document: Document, merge: Merge, decisions: Path) -> None:
    """Raise where the result could not be read again: sets that were read can be, so an own reading is the cause."""
    _, faults = _faults(document, codec.encode(merge.marks))
    if faults:
        code, path, message = faults[0]
        at = "".join(f"/{part}" for part in path)
        if len(path) > 1 and path[0] != "identity_links":
            id = getattr(merge.marks, str(path[0]))[path[1]].id
            back = {new: merged for merged, new in (merge.decisions.ids or {}).items()}
            at = f"{path[0]}/{back.get(id, id)}"
        raise UsageError(f"{decisions}: {at} could not be written: {code} {message}")


def _demand_ours(one: _Made) -> None:
    """Raise where the set to be replaced is not as the last run with these decisions left it."""
    if one.old is None or sha256(one.old).hexdigest() in (one.recorded, one.merge.decisions.result_sha256):
        return
    if one.recorded is UNSET:
        fact = f"no adjudication on record has written it (no result_sha256 in {one.decisions})"
    else:
        fact = f"it was changed after the adjudication wrote it (its SHA-256 is not the one in {one.decisions})"
    raise UsageError(f"{one.gold}: {fact}; save what is to be kept, then --force replaces it")


def _write(home: Path, made: list[_Made], force: bool) -> None:
    """Write every file, unless one would take away what was made by hand or lies elsewhere."""
    for one in made:
        if not force:
            _demand_ours(one)
        if not Path(os.path.realpath(one.gold.parent)).is_relative_to(os.path.realpath(home)):
            raise UsageError(f"{one.gold.parent} is a link that leads out of the corpus; put a folder there")
        for path, raw in one.steps:
            if len(raw) > MAX_FILE:
                raise UsageError(f"{path}: it would be {len(raw):,} bytes, the limit is {MAX_FILE:,}; merge fewer sets")
    for one in made:
        for path, raw in one.steps:
            write_file(path, raw)


def _summary(one: _Made) -> str:
    count = one.merge.decisions.counts
    told = f"{count.conflicts} conflicts = {count.decided} decided + {count.open} open"
    return f"{shown(one.document.id)}: {count.agreed} agreed, {told}, {count.waiting} waiting"


def _written_lines(one: _Made) -> Iterator[str]:
    for path in (one.decisions, one.gold):
        yield f"  wrote {shown(path, limit=400)}"


def _open_lines(one: _Made) -> Iterator[str]:
    """A line for each open conflict: id, kind, line and column, who reads it how; and for each thing that waits."""
    places = Offsets(one.document.text)
    for conflict in one.merge.decisions.conflicts:
        if conflict.chosen is None:
            where = ":".join(map(str, places.line_col(conflict.place[0]))) if conflict.place else "-"
            yield shown(f"  {conflict.id}  {conflict.kind}  {where}  {'; '.join(_short(conflict))}", limit=400)
    for waiting in one.merge.decisions.waiting:
        yield shown(f"  {waiting.id}  waits for {', '.join(waiting.for_)}", limit=400)


def _short(conflict: Conflict) -> Iterator[str]:
    """Each reading in some words: what of it is not the same in all."""
    values = [reading.value for reading in conflict.readings if reading.value is not None]
    same = {key for key in values[0] if len(values) > 1 and all(v.get(key) == values[0][key] for v in values)}
    for reading in conflict.readings:
        yield f"{', '.join(reading.annotators)}: {_words(reading, same)}"


def _words(reading: Reading, same: set[str]) -> str:
    if reading.value is None:
        return "(has none)"
    told = {key: value for key, value in reading.value.items() if key not in same}
    return shown(_joined(told) or "(none)", limit=SHORT)


def _joined(value: Any) -> str:
    """A value of JSON in short: spans by their words."""
    if isinstance(value, dict):
        return value.get("text") or ", ".join(f"{key} {_joined(inner)}" for key, inner in value.items())
    if isinstance(value, list):
        return " … ".join(map(_joined, value))
    return "none" if value is None else str(value)
