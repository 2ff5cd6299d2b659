"""`onrecord diff`."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.metrics.comparison import compare, difference_rows
from onrecord.report.json import dumped
from onrecord.selection import left_out, select
from onrecord.store import default_root, find_root
from onrecord.viewer.differences import difference_lines, side_by_side
from onrecord.viewer.rows import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.metrics.comparison import Difference
    from onrecord.model import Document


@click.command("diff")
@click.argument("left")
@click.argument("right")
@click.option("--side-by-side", "beside", is_flag=True, help="Show both sides' marks beside each other.")
@click.option("--exit-code", "telling", is_flag=True, help="End with 1 where there are differences.")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="How to print.")
@click.option(
    "--root", type=click.Path(path_type=Path), help="Corpus root; default: the current folder's, else the shipped."
)
def command(left: str, right: str, beside: bool, telling: bool, form: str, root: Path | None) -> int:
    """List every disagreement between LEFT and RIGHT: annotators, or paths to an annotation set or a folder of them.

    Each with its place, both readings and its kind: missing, extent, label, role, speaker, link or wording.
    """
    selection = select((left, right), root or find_root(Path()) or default_root(), twice=True)
    found = {d.id: (d, compare(d.sets[left], d.sets[right])) for d in selection.documents}
    if form == "json":
        documents = {id: _as_json(document, differences) for id, (document, differences) in found.items()}
        head = {"left": left, "right": right, **selection.omitted}
        click.echo(dumped({**head, "documents": documents}))
    else:
        lines = side_by_side if beside else difference_lines
        for document, differences in found.values():
            # Whether colours are wanted is settled already; click would take out those that FORCE_COLOR asks for.
            click.echo(printable(lines(document, left, right, differences)), nl=False, color=True)
        for words in left_out(selection):
            click.echo(words)
    return 1 if telling and any(differences for _, differences in found.values()) else 0


def _as_json(document: Document, differences: Sequence[Difference]) -> dict[str, Any]:
    counts = Counter(difference.kind for difference in differences)
    return {"counts": counts, "differences": difference_rows(document.text, differences)}
