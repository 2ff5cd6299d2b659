"""How much there is of each layer of marks, and how far annotators agree on it: Markdown tables for people."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from onrecord.model.labels import labels

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onrecord.corpus import Corpus
    from onrecord.metrics.agreement import Coefficient
    from onrecord.model import Document

LAYERS = ("entities", "mentions", "quotes", "negatives", "claims", "records", "relations", "identity_links")
"""The lists of an annotation set."""

FIGURES = {"u_alpha": "alpha", "f1": "exact F1", "agr_mean": "overlap"}
"""The coefficients that `agreement_table` shows, and what it calls them."""

LEGEND = """\
Alpha is Krippendorff's for unitizing, over code points: 1 is perfect, 0 is chance. F1 counts marks of the same text
and, where brackets name a label, of the same label; overlap (`agr`) is the share of marks that have words in common
with some mark of the other annotator. Both go from 0 to 1, and are means over pairs of annotators. Spans are the marks
of all annotators; `-` is undefined. `onrecord agree` gives every coefficient with its source."""

# A set is already checked: only the items of its lists are told apart, not what is in them.
_Lists = msgspec.defstruct("_Lists", [(layer, list[msgspec.Raw]) for layer in LAYERS])
_decoder = msgspec.json.Decoder(_Lists)


def layer_counts(raw: bytes) -> Counter[str]:
    """How many items each layer of an annotation set has, by layer.

    Args:
        raw: the set as JSON, in any order of keys.

    >>> from onrecord.loader import load
    >>> layer_counts(msgspec.json.encode(load()["cbc-ppe-dispute"].sets["pass-a"]))["quotes"]
    20
    """
    lists = _decoder.decode(raw)
    return Counter({layer: len(getattr(lists, layer)) for layer in LAYERS})


def counts_table(corpus: Corpus) -> str:
    """Texts and the marks in view: a row for each real document, one for the synthetic ones of each split, and all.

    Code points are those of the texts; a record counts once, however many states it has.
    """
    real = {f"`{d.id}` (`{d.record.split}`)": [d] for d in corpus.values() if not d.synthetic}
    made = {
        f"synthetic (`{split}`)": [d for d in corpus.values() if d.synthetic and d.record.split == split]
        for split in labels("split", "document")
    }
    rows = {**real, **made, "all": list(corpus.values())}
    head = ("texts", "documents", "code points", "zones", *map(spelled, LAYERS))
    return markdown_table(head, {name: _sums(documents) for name, documents in rows.items() if documents})


def agreement_table(groups: Mapping[str, Sequence[Coefficient]]) -> str:
    """Agreement on each layer, side by side for groups of annotators, and what the figures mean.

    Args:
        groups: for each group's name what `onrecord.agreement` says of it, all of the same layers.

    Shown are `FIGURES`, of more than two annotators the means of their pairs (alpha is of all together), with two
    decimals, and how many marks they stand on.
    """
    # The mean of pairs comes after them, and is the one that stays.
    found = {(name, each.layer, each.coefficient): each for name, some in groups.items() for each in some}
    head = ["layer"]
    for name in groups:
        first, *others = FIGURES.values()
        head += [f"{name}: {first}", *others, "spans"]
    rows: dict[str, list[str | int]] = {}
    for layer, label in {each.layer: each.label for each in found.values() if each.coefficient == "u_alpha"}.items():
        cells = rows.setdefault(f"`{layer}` ({label})" if label else f"`{layer}`", [])
        for name in groups:
            values = [found[name, layer, kind].value for kind in FIGURES]
            cells += ["-" if value is None else f"{value:.2f}" for value in values]
            cells.append(found[name, layer, "f1"].n)
    return f"{markdown_table(head, rows)}\n\n{LEGEND}"


def markdown_table(head: Sequence[str], rows: Mapping[str, Sequence[str | int]]) -> str:
    """A Markdown table: the names of rows to the left, their cells to the right. Nothing is escaped.

    >>> print(markdown_table(["split", "quotes"], {"train": [1234]}))
    | split | quotes |
    |---|---:|
    | train | 1,234 |
    """
    rule = f"|---|{'---:|' * (len(head) - 1)}"
    return "\n".join([_line(head), rule, *(_line([name, *cells]) for name, cells in rows.items())])


def spelled(layer: str) -> str:
    """A layer's name as words.

    >>> spelled("identity_links")
    'identity links'
    """
    return layer.replace("_", " ")


def _sums(documents: Sequence[Document]) -> tuple[int, ...]:
    points, zones = (sum(map(len, each)) for each in zip(*((d.text, d.zones) for d in documents), strict=True))
    sets = [document.marks for document in documents if document.marks]
    return len(documents), points, zones, *(sum(len(getattr(marks, layer)) for marks in sets) for layer in LAYERS)


def _line(cells: Sequence[str | int]) -> str:
    return f"| {' | '.join(f'{cell:,}' if isinstance(cell, int) else cell for cell in cells)} |"
