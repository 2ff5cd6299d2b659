"""`onrecord baseline`."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord import codec
from onrecord.baseline import annotate
from onrecord.problems import shown
from onrecord.store import default_root, find_root, read_corpus
from onrecord.writing import write_file


@click.command("baseline")
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--root", type=click.Path(path_type=Path), help="Corpus root; default: the current folder's, else the shipped."
)
def command(target: Path, root: Path | None) -> None:
    """Annotate every document by rules alone and write the sets to DIR, to be scored: `onrecord score gold DIR`."""
    corpus = read_corpus(root or find_root(Path()) or default_root())
    for document in corpus.values():
        write_file(target / f"{document.id}.json", codec.encode(annotate(document)))
    click.echo(shown(f"{target}: {len(corpus)} annotation sets", limit=4000))
