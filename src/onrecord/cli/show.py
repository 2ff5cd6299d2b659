"""`onrecord show`."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.store import default_root, find_root, read_corpus
from onrecord.viewer.claimview import claim_lines, evidence_lines
from onrecord.viewer.rows import printable
from onrecord.viewer.terminal import text_lines


@click.command("show")
@click.argument("document")
@click.option("--claims", is_flag=True, help="Only the contested claims, with what bears on them.")
@click.option("--evidence", is_flag=True, help="Only what others have published on the claims: outside knowledge.")
@click.option("--annotator", default="gold", show_default=True, help="Whose marks to show.")
@click.option(
    "--root", type=click.Path(path_type=Path), help="Corpus root; default: the current folder's, else the shipped."
)
def command(document: str, claims: bool, evidence: bool, annotator: str, root: Path | None) -> None:
    """Show DOCUMENT (its id) with its marks."""
    corpus = read_corpus(root or find_root(Path()) or default_root(), annotator)
    shown_document = corpus[document].by(annotator)
    lines = evidence_lines if evidence else claim_lines if claims else text_lines
    # Whether colours are wanted is settled already; click would take out those that FORCE_COLOR asks for.
    click.echo(printable(lines(shown_document)), nl=False, color=True)
