"""`onrecord score`."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.measure import scored
from onrecord.problems import shown
from onrecord.report.json import dumped
from onrecord.selection import left_out, select
from onrecord.store import default_root, find_root
from onrecord.viewer.figures import score_lines


@click.command("score")
@click.argument("gold")
@click.argument("pred")
@click.option("--layer", "layers", multiple=True, help="Only this layer; may be given again.")
@click.option("--unit", default="characters", show_default=True, help="Count shared text in characters or tokens.")
@click.option("--resamples", default=1000, show_default=True, help="Of the bootstrap; 0: no intervals.")
@click.option("--seed", default=0, show_default=True, help="Of the bootstrap.")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="How to print.")
@click.option(
    "--root", type=click.Path(path_type=Path), help="Corpus root; default: the current folder's, else the shipped."
)
def command(
    gold: str, pred: str, layers: tuple[str, ...], unit: str, resamples: int, seed: int, form: str, root: Path | None
) -> None:
    """Score PRED against GOLD: annotators, or paths to an annotation set or a folder of them.

    Precision, recall and F1 per layer, label and role; speakers, claimants, relations, coreference.
    """
    selection = select((gold, pred), root or find_root(Path()) or default_root(), twice=True)
    found = scored(selection, layers, unit, resamples, seed)
    documents = [document.id for document in selection.documents]
    if form == "json":
        head = {"gold": gold, "pred": pred, "documents": documents, **selection.omitted}
        settings = {"unit": unit, "resamples": resamples, "seed": seed, "interval_percent": 95}
        click.echo(dumped({**head, **settings, "scores": [score._asdict() for score in found]}))
        return
    click.echo(f"{shown(pred)} against {shown(gold)}, {len(documents)} document{'s' * (len(documents) != 1)}")
    for line in (*score_lines(found), *left_out(selection)):
        click.echo(line)
