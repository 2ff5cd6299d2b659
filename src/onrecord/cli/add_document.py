"""`onrecord add-document`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord import codec
from onrecord.errors import UsageError
from onrecord.model import DocumentRecord
from onrecord.model.files import Rights
from onrecord.model.labels import labels
from onrecord.problems import quoted, shown
from onrecord.proposal import new_record, propose_title, read_text
from onrecord.rules import CORPUS_RULES, DOCUMENT_RULES, run
from onrecord.rules.base import CorpusContext, DocumentContext
from onrecord.spans import Offsets
from onrecord.store import find_root, list_files, need, read_file, typed
from onrecord.writing import write_file

if TYPE_CHECKING:
    from collections.abc import Iterator

ASKED = {
    "title": ("--title", "Title"),
    "publisher": ("--publisher", "Who published it"),
    "holder": ("--rights-holder", "Who holds the rights in the text"),
    "license": ("--rights-license", "Its licence (an SPDX identifier, or none)"),
    "statement": ("--rights", "The terms on which it is used here, in plain words"),
}
"""What a record needs and no text tells: the option, and the question for a terminal."""


@click.command("add-document")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--id", "name", help="The document's id: a-z, 0-9 and -. Default: the file's name without its ending.")
@click.option("--title", help="Default: the headline, where the text begins with one.")
@click.option("--publisher", help="Who published the text.")
@click.option("--url", help="Address of the published page.")
@click.option("--byline", help="Who wrote it, as printed.")
@click.option("--language", default="en", show_default=True, help="ISO 639: two or three letters.")
@click.option("--split", type=click.Choice(labels("split", "document")), default="test", show_default=True)
@click.option("--published", metavar="DATE", help="YYYY, YYYY-MM or YYYY-MM-DD, as precisely as it is known.")
@click.option("--rights-holder", "holder", help="Who holds the rights in the text.")
@click.option("--rights-license", "license", help="Its licence, an SPDX identifier; none where none was given.")
@click.option("--rights", "statement", help="The terms on which it is used here, in plain words.")
@click.option("--synthetic", is_flag=True, help="It was invented for the corpus: no such people, places or events.")
@click.option("--root", type=click.Path(path_type=Path), help="Corpus root; default: the current folder's.")
def command(file: Path, name: str | None, root: Path | None, **facts: Any) -> None:
    """Add FILE, a text in UTF-8, to a corpus: its bytes untouched, and a record of the facts with proposed zones.

    What the record needs and no option says is asked for on a terminal; elsewhere it is refused. Rights are never
    guessed.
    """
    home = root or find_root(Path())
    if home is None or not (home / "corpus").is_dir():
        raise UsageError(f"{home or Path()}: no corpus here; name one by --root, or make one by `onrecord init DIR`")
    id = file.stem if name is None else name
    raw = need(file.parent, file.name)
    text = read_text(raw, file)
    _demand_free(home, id, raw)
    title = propose_title(text) if facts["title"] is None else facts["title"]
    facts = _completed(file, facts | {"title": title})
    holder, license, statement = (facts.pop(key) for key in ("holder", "license", "statement"))
    rights = Rights(holder, None if license.casefold() == "none" else license, statement)
    record = new_record(id, text, rights=rights, **facts)
    written = _sound(file, record, text)
    for path, content in ((f"corpus/{id}.txt", raw), (f"corpus/{id}.json", written)):
        write_file(home / path, content)
        click.echo(shown(f"wrote {home / path}", limit=400))
    for line in _told(record, text):
        click.echo(line)


def _demand_free(home: Path, id: str, raw: bytes) -> None:
    """Raise where the id is none, is taken, or its files would lie elsewhere.

    A text that stands in its place already, the same byte for byte, only lacks its record.
    """
    for _, finding in run(CORPUS_RULES, CorpusContext((id,), None, ())):
        raise UsageError(f"{finding.message} (--id)")
    if not Path(os.path.realpath(home / "corpus")).is_relative_to(os.path.realpath(home)):
        raise UsageError(f"{home / 'corpus'} is a link that leads out of the corpus; put a folder there")
    for name in list_files(home):
        if name.casefold() not in (f"corpus/{id}.txt", f"corpus/{id}.json"):
            continue
        if name != f"corpus/{id}.txt" or read_file(home, name).raw != raw:
            raise UsageError(f"{home / name} is there already; choose another id by --id")


def _completed(file: Path, facts: dict[str, Any]) -> dict[str, Any]:
    """The facts, with what is still missing asked of whoever sits at the terminal."""
    missing = [key for key in ASKED if facts[key] is None]
    if missing and not sys.stdin.isatty():
        options = ", ".join(ASKED[key][0] for key in missing)
        raise UsageError(f"{file}: the record lacks what only you can say; give {options}")
    return facts | {key: click.prompt(ASKED[key][1], err=True) for key in missing}


def _sound(file: Path, record: DocumentRecord, text: str) -> bytes:
    """The record as it is written; raises where `check` would find fault with it."""
    try:
        written = codec.encode(record)
    except UnicodeEncodeError:
        raise UsageError(f"{file}: an option holds bytes that are not UTF-8; write it anew") from None
    value, faults = typed(written, DocumentRecord)
    found = [("".join(f"/{part}" for part in path), message) for _, path, message in faults]
    if value:
        context = DocumentContext(value, text, text.encode(), value.id)
        found = [("".join(f"/{part}" for part in f.path), f.message) for _, f in run(DOCUMENT_RULES, context)]
    if found:
        raise UsageError(f"{file}: no record can be made of this: " + "; ".join(": ".join(each) for each in found))
    return written


def _told(record: DocumentRecord, text: str) -> Iterator[str]:
    """The proposed zones, body summed up, and what to do now."""
    yield "its zones are a proposal, made from blank lines alone; correct their types in the record:"
    places = Offsets(text)
    others = [zone for zone in record.zones if zone.type != "body"]
    for zone in others:
        line, col = places.line_col(zone.start)
        yield f"  {zone.type:<9} {line}:{col}  {quoted(text[zone.start : zone.end])}"
    yield f"  body      {len(record.zones) - len(others)} of {len(record.zones)} paragraphs"
    yield f"next: onrecord new {record.id} --annotator YOU"
