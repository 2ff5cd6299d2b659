"""`onrecord view`."""

from __future__ import annotations

import os
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from onrecord.errors import UsageError, unknown
from onrecord.problems import shown
from onrecord.rules.base import DocumentContext
from onrecord.selection import demand_sound
from onrecord.store import default_root, find_root, list_files, read_annotators, read_documents, read_sets, stems
from onrecord.viewer.page import GENERATOR, page
from onrecord.writing import write_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import AnnotationSet, Document

GOLD = "gold"


@click.command("view")
@click.argument("document", required=False, metavar="[DOC]")
@click.option("--claims", is_flag=True, help="The claim graph first, and nothing but the text after it.")
@click.option("--compare", metavar="ANNOTATOR", help="Show these marks, too, side by side with all differences.")
@click.option("--practice", is_flag=True, help="Hide the marks: mark the text yourself, then compare.")
@click.option("--annotator", default=GOLD, show_default=True, help="Whose marks to show.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Default: DOC.html in the current folder."
)
@click.option("--no-open", "quiet", is_flag=True, help="Write the page and open no browser.")
@click.option(
    "--root", type=click.Path(path_type=Path), help="Corpus root; default: the current folder's, else the shipped."
)
def command(
    document: str | None, claims: bool, compare: str | None, practice: bool, annotator: str, output: Path | None,
    quiet: bool, root: Path | None,
) -> None:  # fmt: skip
    """Write DOC (its id) with its marks as one page that needs no network, and open it.

    Without DOC it is the first text that is not synthetic. Marks are those of an annotator, or of an annotation set in
    a file or folder outside the corpus.
    """
    if (claims, compare is not None, practice).count(True) > 1:
        raise UsageError("--claims, --compare and --practice make different pages; give one of them")
    home = root or find_root(Path()) or default_root()
    people = read_annotators(home).annotators
    names = list_files(home)
    found, right = _document(home, names, document or _first(home, names), annotator, compare)
    if practice and found.marks is None:
        raise UsageError(
            f"{annotator} has not marked {found.id}: there is nothing to compare with; leave out --practice"
        )
    kind = "-claims" if claims else "-practice" if practice else f"-and-{right}" if right else ""
    target = output or Path(f"{found.id}{kind}.html")
    _demand_ours(target)
    write_file(target, page(found, people, right, practice, claims).encode())
    click.echo(shown(f"wrote {target}", limit=4000))
    if not quiet and not webbrowser.open(target.absolute().as_uri()):
        click.echo("no browser could be opened; open the file in one")


def _first(home: Path, names: Sequence[str]) -> str:
    """The id of the first text that is not synthetic, or of the first."""
    ids = stems(names)
    if not ids:
        raise UsageError(f"{home}: the corpus holds no document; add one by `onrecord add-document`")
    records = read_documents(home, [f"corpus/{id}.json" for id in ids])
    return next((each.id for each in records if not each.synthetic), ids[0])


def _document(
    home: Path, names: Sequence[str], id: str, annotator: str, compare: str | None
) -> tuple[Document, str | None]:
    """The document with the sets that are shown, none but these being read, and the name of the set on the right."""
    if f"corpus/{id}.json" not in names:
        raise unknown("document", id, stems(names))
    wanted = [annotator] if compare is None else [annotator, compare]
    files = [f"corpus/{id}.json", f"evidence/{id}.json", *(f"annotations/{name}/{id}.json" for name in wanted)]
    (found,) = read_documents(home, [file for file in files if file in names])
    context = DocumentContext(found.record, found.text, found.text.encode(), id)
    sets: dict[str, AnnotationSet] = {}
    for name in wanted:
        marks = found.sets.get(name) or _outside(name, id)
        if marks is None and not (name == GOLD and compare is None):
            who = {each.split("/")[1] for each in names if each.endswith(f"/{id}.json") and each.count("/") == 2}
            raise unknown("annotator, file or folder", name, who)
        if marks is not None:
            demand_sound(name, marks, context)
            sets[marks.annotator if marks.annotator not in sets else f"{marks.annotator}-again"] = marks
    left, right = (*sets, None, None)[:2]
    return replace(found, sets=sets, annotator=left or annotator), right


def _outside(name: str, id: str) -> AnnotationSet | None:
    """The annotation set of a document in a file or folder, or None where there is no such file."""
    if not os.path.exists(name):
        return None
    sets = read_sets(Path(name))
    if id not in sets:
        raise UsageError(f"{name}: no annotation set of {id} (of: {', '.join(sets) or 'nothing'}); name another file")
    return sets[id]


def _demand_ours(target: Path) -> None:
    """Raise where the page would take the place of something that is no page of ours."""
    if target.is_dir():
        raise UsageError(f"{target} is a folder; name a file in it")
    if target.exists():
        with target.open("rb") as file:
            if GENERATOR.encode() not in file.read(2000):
                raise UsageError(f"{target} is there already and is no page of ours; name another file by -o")
