"""`onrecord agree`."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.errors import UsageError
from onrecord.metrics.agreement import agreement
from onrecord.metrics.layers import chosen
from onrecord.problems import shown
from onrecord.report.json import dumped
from onrecord.selection import left_out, select
from onrecord.store import default_root, find_root
from onrecord.viewer.coefficients import agreement_lines


@click.command("agree")
@click.argument("names", nargs=-1, metavar="A B [C ...]")
@click.option("--layer", "layers", multiple=True, help="Only this layer; may be given again.")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="How to print.")
@click.option("--gamma", "with_gamma", is_flag=True, help="Gamma, too: needs the optional package, and time.")
@click.option(
    "--root", type=click.Path(path_type=Path), help="Corpus root; default: the current folder's, else the shipped."
)
def command(names: tuple[str, ...], layers: tuple[str, ...], form: str, with_gamma: bool, root: Path | None) -> None:
    """Say how far A, B, ... agree: annotators, or paths to an annotation set or a folder of them.

    Krippendorff's alpha for unitizing, Cohen's and Fleiss' kappa, pairwise F1, agr, alpha of labels; each with what it
    stands on, its range and its source.
    """
    if len(names) < 2:
        raise UsageError(f"{len(names)} name{'s' * (len(names) != 1)}; agreement needs at least two annotators")
    wanted = chosen(layers)
    selection = select(names, root or find_root(Path()) or default_root())
    found = agreement(selection.documents, names, wanted)
    if with_gamma:
        from onrecord.metrics.gamma import gamma

        # Beside the others of its layer; sorting keeps the order of the rest.
        order = [layer.name for layer in wanted]
        there = {each.layer for each in found}
        added = (gamma(selection.documents, names, layer) for layer in wanted if layer.name in there)
        found = tuple(sorted((*found, *added), key=lambda each: order.index(each.layer)))
    documents = [document.id for document in selection.documents]
    if form == "json":
        head = {"names": names, "documents": documents, **selection.omitted}
        rows = [each._asdict() for each in found]
        click.echo(dumped({**head, "coefficients": rows}))
        return
    who = ", ".join(shown(name) for name in names)
    click.echo(f"{who}: {len(documents)} document{'s' * (len(documents) != 1)}")
    for line in (*agreement_lines(found), *left_out(selection)):
        click.echo(line)
