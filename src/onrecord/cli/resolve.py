"""`onrecord resolve`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from onrecord import codec, drafts, jsontext, placing, schema
from onrecord.check import CAP, FileReport, Reader, Report
from onrecord.errors import MachineError, UsageError
from onrecord.model import AnnotationSet
from onrecord.model.base import MAX_FILE
from onrecord.problems import quoted, shown
from onrecord.report import as_text
from onrecord.rules.base import Finding
from onrecord.spans import Offsets
from onrecord.store import default_root, find_root, list_files, need, read_file
from onrecord.writing import write_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from onrecord.rules.base import DocumentContext

AROUND = 24
"""Code points of the text that are shown on both sides of what was found."""

OTHER_TEXT = "ID704"
"""Words that were meant to be found in another text are not looked for in this one."""


class _Target(NamedTuple):
    """The file to resolve: the folder and the name it is reported by, the corpus, and the judge of its bytes."""

    folder: Path
    name: str
    reader: Reader
    judge: Callable[[str, bytes], FileReport]


class _Draft(NamedTuple):
    """What was read: the file's text, the JSON in it, the document it marks (None: no such), and what comes of it."""

    text: str
    plain: Any
    document: DocumentContext | None
    made: drafts.Resolution


@click.command("resolve")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--dry-run", "dry", is_flag=True, help="Show what would be found, and what check would say; write nothing."
)
@click.option("--root", type=click.Path(path_type=Path), help="The corpus that a file outside any corpus belongs to.")
def command(file: Path, dry: bool, root: Path | None) -> int:
    """Find the words of FILE, a draft, in its text, and make an annotation set of it.

    In a draft a span may be {"text": "Ottawa"}, where these words stand once; else with "occurrence": 2, or with the
    words right "before" or "after" it. FILE is written only if every span was found; then it is checked.
    """
    target = _target(file, root)
    raw = need(target.folder, target.name)
    text, plain, faults = jsontext.read(raw)
    if faults:
        return _end((), target.judge(target.name, raw), "nothing was written")
    draft = _draft(target, text, plain)
    if problems := _problems(target, draft):
        found, all_ = len(draft.made.found), len(draft.made.found) + len(draft.made.problems)
        counted = f"{found:,} of {all_:,} spans found; " if draft.document else ""
        return _end((), problems, f"{counted}nothing was written: mend the file, then run this again")
    if draft.made.value == plain:
        return _end((), target.judge(target.name, raw), "every span has its offsets already; nothing was written")
    written = codec.encode(codec.convert(draft.made.value, AnnotationSet))
    verdict = target.judge(target.name, written)
    told = f"{len(draft.made.found):,} spans found"
    if draft.document is None or any(problem.code == OTHER_TEXT for problem in verdict.problems):
        return _end((), _in_draft(target, draft, verdict), "nothing was written: mend the file, then run this again")
    if dry:
        return _end(_found(draft), _in_draft(target, draft, verdict), f"{told}; nothing was written (--dry-run)")
    _write(target, raw, written)
    return _end(_found(draft), verdict, f"{told}; wrote {shown(file, 400)}")


def _target(path: Path, root: Path | None) -> _Target:
    if not os.path.lexists(path):
        raise UsageError(f"{path}: no such file; name a draft, or make one by `onrecord new DOCUMENT --annotator ID`")
    home = find_root(path)
    parts = Path(os.path.abspath(path)).relative_to(home).parts if home else ()
    if home and len(parts) == 3 and parts[0] == "annotations":
        reader = Reader(home, list_files(home))
        return _Target(home, "/".join(parts), reader, reader.report)
    if path.is_dir() or parts[:1] in (("corpus",), ("annotations",), ("evidence",)):
        raise UsageError(f"{path}: no draft; name a file annotations/<annotator>/<document>.json")
    corpus = root or home or find_root(Path()) or default_root()
    reader = Reader(corpus, list_files(corpus))
    return _Target(path.parent, path.name, reader, reader.loose)


def _draft(target: _Target, text: str, plain: Any) -> _Draft:
    id = plain.get("document") if isinstance(plain, dict) else None
    document = target.reader.document(id) if isinstance(id, str) else None
    return _Draft(text, plain, document, drafts.resolve(plain, document.text if document else ""))


def _problems(target: _Target, draft: _Draft) -> FileReport | None:
    """What hinders an annotation set: the rest of the file against the schema, and spans that were not found."""
    found = schema.findings("annotation-set", draft.made.value)
    found += draft.made.problems if draft.document else ()
    return _report(target, draft, [(code, Finding(path, message)) for code, path, message in found]) if found else None


def _in_draft(target: _Target, draft: _Draft, verdict: FileReport) -> FileReport:
    """A verdict on the annotation set with its places in the draft, which stays as it is."""
    found = [(p.code, Finding(p.path, p.message, p.article[:2] if p.article else None)) for p in verdict.problems]
    return _report(target, draft, found)._replace(total=verdict.total)


def _report(target: _Target, draft: _Draft, found: list[tuple[str, Finding]]) -> FileReport:
    problems = placing.findings(target.name, draft.text, draft.plain, found, draft.document, CAP)
    return FileReport(target.name, tuple(problems[:CAP]), len(problems))


def _found(draft: _Draft) -> Iterator[str]:
    """A line for each span: the mark, its words, where they are, what stands around, and what one should know."""
    text = draft.document.text if draft.document else ""
    places = Offsets(text)
    for path, start, end, notes in draft.made.found:
        mark = "/".join(map(str, placing.steady(draft.plain, path)))
        at = ":".join(map(str, places.line_col(start)))
        around = " ".join(text[max(0, start - AROUND) : min(end, start + AROUND) + AROUND].split())
        told = f"{mark}: {quoted(text[start:end], 40)} at {at} ({start}-{end}) in {quoted('…' + around + '…')}"
        yield shown("  " + "; ".join((told, *notes)), limit=1000)


def _write(target: _Target, before: bytes, after: bytes) -> None:
    """Put the annotation set in the place of the draft; a link stays, and the file it leads to is written."""
    path = target.folder / target.name
    if len(after) > MAX_FILE:
        raise UsageError(f"{path}: it would be {len(after):,} bytes, the limit is {MAX_FILE:,}; divide the document")
    if read_file(target.folder, target.name).raw != before:
        raise MachineError(f"{path}: it was changed meanwhile and is left as it is; run this again")
    write_file(Path(os.path.realpath(path)), after)


def _end(found: Iterator[str] | tuple[()], verdict: FileReport, outcome: str) -> int:
    report = Report((verdict,))
    for line in (*found, *as_text(report), outcome):
        click.echo(line)
    return report.exit_code
