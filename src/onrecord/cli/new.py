"""`onrecord new`."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

import click
from msgspec.structs import replace

from onrecord import codec
from onrecord.check import PEOPLE
from onrecord.errors import UsageError, unknown
from onrecord.model import AnnotationSet, Annotator, Annotators
from onrecord.model.labels import labels
from onrecord.problems import shown
from onrecord.rules import CORPUS_RULES, run
from onrecord.rules.base import CorpusContext
from onrecord.schema import schema_name
from onrecord.store import find_root, list_files, read_annotators, read_documents, stems, typed
from onrecord.writing import write_file

KINDS = labels("annotator_kind", "annotators")


@click.command("new")
@click.argument("document")
@click.option("--annotator", required=True, metavar="ID", help="Who marks; also the name of the folder.")
@click.option("--kind", type=click.Choice(KINDS), help="Who or what a new annotator is; stated truthfully.")
@click.option("--note", help="How a new annotator works, in plain words.")
@click.option(
    "--guidelines", metavar="VERSION", help="The version that a new annotator follows; default: the newest in the list."
)
@click.option("--root", type=click.Path(path_type=Path), help="Corpus root; default: the current folder's.")
def command(
    document: str, annotator: str, kind: str | None, note: str | None, guidelines: str | None, root: Path | None
) -> None:
    """Begin to mark DOCUMENT (its id): write an empty draft, annotations/ID/DOCUMENT.json.

    Whoever is not in annotations/annotators.json yet is added to it, and must say --kind and --note.
    """
    home = root or find_root(Path())
    if home is None or not (home / "corpus").is_dir():
        raise UsageError(f"{home or Path()}: no corpus here; name one by --root, or make one by `onrecord init DIR`")
    names = list_files(home)
    if f"corpus/{document}.json" not in names:
        raise unknown("document", document, stems(names))
    (found,) = read_documents(home, [f"corpus/{document}.json"])
    _demand_free(home, annotator, document)
    people = read_annotators(home)
    version = people.guidelines.get(annotator)
    target = home / "annotations" / annotator / f"{document}.json"
    if version is None:
        entry = _entry(people, annotator, kind, note, guidelines)
        written = _sound(replace(people, annotators=(*people.annotators, entry)))
        write_file(home / PEOPLE, written)
        version = entry.guidelines
        click.echo(shown(f"added {annotator} to {home / PEOPLE}: {entry.kind}, guidelines {version}", limit=400))
    elif kind or note or guidelines:
        raise UsageError(f"{annotator!r} is in {PEOPLE} already; leave out --kind, --note and --guidelines")
    write_file(target, codec.encode(_draft(document, found.record.text.sha256, annotator, version)))
    path = os.path.relpath(target)
    click.echo(shown(f'wrote {path}; write your marks into it: a span may be words alone, {{"text": "…"}}', limit=400))
    click.echo(shown(f"next: onrecord resolve {shlex.quote(path)}", limit=400))


def _demand_free(home: Path, annotator: str, document: str) -> None:
    """Raise where the annotator's id is none, or the file is there already or would lie elsewhere."""
    for _, finding in run(CORPUS_RULES, CorpusContext((), Annotators("", "", ()), (annotator,))):
        raise UsageError(f"{finding.message} (--annotator)")
    folder = home / "annotations" / annotator
    if not Path(os.path.realpath(folder)).is_relative_to(os.path.realpath(home)):
        raise UsageError(f"{folder} is a link that leads out of the corpus; put a folder there")
    if os.path.lexists(folder / f"{document}.json"):
        raise UsageError(f"{folder / document}.json is there already; go on in that file, or name another annotator")


def _entry(people: Annotators, annotator: str, kind: str | None, note: str | None, guidelines: str | None) -> Annotator:
    known = ", ".join(sorted(people.guidelines)) or "nobody"
    if kind is None or note is None:
        asked = f"--kind ({', '.join(KINDS)}) and, in plain words, how by --note"
        raise UsageError(f"{annotator!r} is not in {PEOPLE} yet (listed: {known}); say truthfully who marks by {asked}")
    if guidelines is None and not people.annotators:
        raise UsageError(f"{PEOPLE} lists nobody yet; say by --guidelines which version you follow, such as 1.0")
    return Annotator(annotator, kind, note, guidelines or max(people.guidelines.values(), key=_number))


def _number(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def _sound(people: Annotators) -> bytes:
    """The list as it is written; raises where `check` would find fault with it."""
    try:
        written = codec.encode(people)
    except UnicodeEncodeError:
        raise UsageError("--note holds bytes that are not UTF-8; write it anew") from None
    _, faults = typed(written, Annotators)
    for _, path, message in faults:
        raise UsageError(f"--{path[-1]}: {message}")
    return written


def _draft(document: str, sha256: str, annotator: str, guidelines: str) -> AnnotationSet:
    return AnnotationSet(
        schema=schema_name("draft"), schema_version="1", document=document, text_sha256=sha256, annotator=annotator,
        guidelines=guidelines, entities=(), mentions=(), identity_links=(), quotes=(), negatives=(), claims=(),
        records=(), relations=(),
    )  # fmt: skip
