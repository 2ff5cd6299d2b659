"""How far two or more annotators agree on each layer, each figure with what it stands on, its range and its source."""

from __future__ import annotations

from itertools import combinations, groupby
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from onrecord.metrics import unitizing
from onrecord.metrics.columns import columns
from onrecord.metrics.continuum import Continuum, Marked, apart, continuum, place, tokens
from onrecord.metrics.coverage import covering
from onrecord.metrics.kappa import cohen, confusion, fleiss, mean, nominal_alpha, ratings
from onrecord.metrics.matching import match, overlapping

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from onrecord.metrics.columns import Columns, Ints
    from onrecord.metrics.layers import Layer
    from onrecord.model import Document

    Pair = tuple[str, str]

CHARACTERS, TOKENS = "characters of annotated zones", "tokens of annotated zones"
CHANCE, SHARE = "at most 1: 1 = perfect, 0 = chance, below 0 = less than chance", "0 to 1: 1 = perfect"
UNITIZING = "Krippendorff, Mathet, Bouvry and Widlöcher 2016; Krippendorff 2019, section 12.6"
AGR = "Wiebe, Wilson and Cardie 2005, Annotating expressions of opinions and emotions in language"
KINDS = {
    "u_alpha": (CHANCE, UNITIZING),
    "|u_alpha": (CHANCE, UNITIZING),
    "cu_alpha": (CHANCE, UNITIZING),
    "(k)u_alpha": (CHANCE, UNITIZING),
    "cohen_kappa": (CHANCE, "Cohen 1960, A coefficient of agreement for nominal scales"),
    "fleiss_kappa": (CHANCE, "Fleiss 1971, Measuring nominal scale agreement among many raters"),
    "f1": (SHARE, "Hripcsak and Rothschild 2005, Agreement, the F-measure, and reliability in information retrieval"),
    "agr": (SHARE, AGR),
    "agr_mean": (SHARE, AGR),
    "alpha_labels": (CHANCE, "Krippendorff 2019, Content Analysis, section 12.3"),
}
"""The range and the source of each coefficient."""


class Coefficient(NamedTuple):
    """One figure of agreement.

    Attributes:
        layer: what is compared.
        coefficient: one of `KINDS`, or gamma.
        label: the attribute whose labels count ("type"), one of its values ("type=PERSON"), or None: no label counts.
        pair: the two names; for agr whose marks, and whose marks they should meet. None: all names together.
        value: None where undefined.
        n: how much of `unit` it stands on.
        unit: characters (code points) or tokens of annotated zones; spans, of both sides unless `note` says else.
        range: what values mean.
        source: the paper that defines it.
        note: what was left out, and how much of the text the figure is about; "" if nothing is to be said.
    """

    layer: str
    coefficient: str
    label: str | None
    pair: Pair | None
    value: float | None
    n: int
    unit: str
    range: str
    source: str
    note: str = ""


def agreement(documents: Sequence[Document], names: Sequence[str], layers: Sequence[Layer]) -> tuple[Coefficient, ...]:
    """Every coefficient of every layer, for documents whose `sets` hold a set of each of at least two names.

    A layer is that of the documents in which all names cover it; one that they cover in none has no coefficient.

    Alpha and kappa need units that do not overlap: of marks across or inside others the longest counts, and a token
    counts for the longest mark on it. Labels are those of the layer's first attribute; `alpha_labels` takes each.
    """
    found: list[Coefficient] = []
    for some, alike in groupby(layers, lambda layer: covering(documents, names, layer.needs)):
        found += _of_all(some, names, tuple(alike)) if some else ()
    return tuple(found)


def _of_all(documents: Sequence[Document], names: Sequence[str], layers: Sequence[Layer]) -> list[Coefficient]:
    """The same for at least one document, where all names cover every one of `layers` in every document."""
    grounds = [continuum(document) for document in documents]
    marked = [place(layer, documents, grounds, names) for layer in layers]
    tables = _confusions(documents, grounds, names, marked)
    found: list[Coefficient] = []
    for each, pairs in zip(marked, tables, strict=True):
        found += _alphas(each, grounds)
        found += _kappas(each, pairs)
        found += _spans(each.layer, documents, names)
    return found


def _confusions(
    documents: Sequence[Document], grounds: Sequence[Continuum], names: Sequence[str], marked: Sequence[Marked]
) -> list[dict[Pair, Ints]]:
    """For each layer and pair of names, how often a token is this to one and that to the other; O comes last."""
    sizes = [len(each.labels) + 1 for each in marked]
    tables = [{pair: np.zeros((size, size), np.int64) for pair in combinations(names, 2)} for size in sizes]
    for number, (document, ground) in enumerate(zip(documents, grounds, strict=True)):
        where = tokens(document, ground)
        for each, size, pairs in zip(marked, sizes, tables, strict=True):
            said = {name: ratings(each.numbered(name, number), size - 1, *where) for name in names}
            for (one, other), table in pairs.items():
                table += confusion(said[one], said[other], size)
    return tables


def _alphas(marked: Marked, grounds: Sequence[Continuum]) -> Iterator[Coefficient]:
    """The family of alpha for unitizing."""
    attribute = next(iter(marked.layer.attributes), None)
    sums, note = _tally(marked, grounds, None)

    def made(kind: str, value: float | None, label: str | None, *notes: str) -> Coefficient:
        return _made(marked.layer, kind, label, None, value, sums.length, CHARACTERS, "; ".join(filter(None, notes)))

    yield made("u_alpha", unitizing.u_alpha(sums), attribute, note)
    yield made("|u_alpha", unitizing.binary_alpha(sums), None, note)
    yield made("cu_alpha", unitizing.cu_alpha(sums), attribute, _coverage(unitizing.coverage(sums)), note)
    for label in marked.labels if attribute else ():
        share = _coverage(unitizing.coverage(sums, label)) if label in sums.values else ""
        value = unitizing.k_alpha(sums, label) if label in sums.values else None
        yield made("(k)u_alpha", value, f"{attribute}={label}", share, note)
    for label in marked.labels if attribute else ():
        alone, note = _tally(marked, grounds, label)
        yield made("|u_alpha", unitizing.binary_alpha(alone), f"{attribute}={label}", note)


def _tally(marked: Marked, grounds: Sequence[Continuum], label: str | None) -> tuple[unitizing.Tally, str]:
    """The sums of marks that do not overlap, all or those of one label, and a note of what was left out."""
    observers = []
    inside = dict.fromkeys(marked.marks, 0)
    for name, sets in marked.marks.items():
        units: list[unitizing.Unit] = []
        base = 0
        for ground, marks in zip(grounds, sets, strict=True):
            wanted = [mark for mark in marks if label in (None, mark.label)]
            kept = apart(wanted, ground.length)
            inside[name] += len(wanted) - len(kept)
            units += [(base + start, base + end, mark.label) for mark in kept for start, end in mark.pieces]
            base += ground.length
        observers.append(units)
    notes = _left("inside or across others", inside), _left("outside of annotated zones", marked.outside)
    return unitizing.tally(observers, sum(ground.length for ground in grounds)), "; ".join(filter(None, notes))


def _kappas(marked: Marked, tables: dict[Pair, Ints]) -> Iterator[Coefficient]:
    """Cohen's kappa of each pair, their mean where there are more than one, and Fleiss' of all."""
    label = next(iter(marked.layer.attributes), None)
    n = int(next(iter(tables.values())).sum())
    for pair, value in _with_mean({pair: cohen(table) for pair, table in tables.items()}):
        yield _made(marked.layer, "cohen_kappa", label, pair, value, n, TOKENS)
    yield _made(marked.layer, "fleiss_kappa", label, None, fleiss(list(tables.values())), n, TOKENS)


def _spans(layer: Layer, documents: Sequence[Document], names: Sequence[str]) -> Iterator[Coefficient]:
    """Pairwise F1 of exact spans, agr both ways, and alpha of the labels of spans matched by overlap."""
    sides, sizes = _sides(layer, documents, names)
    label = next(iter(layer.attributes), None)
    pairs = list(combinations(names, 2))

    def total(who: Sequence[str]) -> int:
        return sum(sides[name][0].total for name in who)

    for pair, value in _with_mean({(a, b): _f1(sides[a][0], sides[b][0], label is not None) for a, b in pairs}):
        yield _made(layer, "f1", label, pair, value, total(pair or names), "spans")
    shares = {(a, b): _agr(sides[a][0], sides[b][0]) for a, b in pairs}
    for (a, b), (there, back) in shares.items():
        yield _made(layer, "agr", None, (a, b), there, total([a]), "spans of the first")
        yield _made(layer, "agr", None, (b, a), back, total([b]), "spans of the first")
    for pair, value in _with_mean({pair: mean(both) for pair, both in shares.items()}):
        yield _made(layer, "agr_mean", None, pair, value, total(pair or names), "spans")
    for pair in pairs if label else ():
        # The measure does not ask who is first; the choice between equally good pairings could.
        one, other = (sides[name] for name in sorted(pair))
        found = match(one[0], other[0], "overlap")
        for at, attribute in enumerate(layer.attributes):
            table = confusion(one[at].label[found.left], other[at].label[found.right], sizes[at])
            yield _made(layer, "alpha_labels", attribute, pair, nominal_alpha(table), len(found.left), "matched spans")


def _sides(
    layer: Layer, documents: Sequence[Document], names: Sequence[str]
) -> tuple[dict[str, list[Columns]], list[int]]:
    """All marks of each name, once with the labels of each attribute; and how many labels each attribute has."""
    bases = np.cumsum([0, *(len(document.text) + 1 for document in documents)]).tolist()
    marks = {
        name: [
            (base, mark) for base, each in zip(bases, documents, strict=False) for mark in layer.marks(each.sets[name])
        ]
        for name in names
    }
    if not layer.attributes:
        return {name: [columns(found)] for name, found in marks.items()}, []
    ways = range(len(layer.attributes))
    values = [sorted({mark.labels[at] for found in marks.values() for _, mark in found}) for at in ways]
    sides = {name: [columns(found, values[at], at) for at in ways] for name, found in marks.items()}
    return sides, [len(each) for each in values]


def _f1(one: Columns, other: Columns, labels: bool) -> float | None:
    """Twice the number of equal spans over that of all."""
    total = one.total + other.total
    return 2 * len(match(one, other, "exact", labels).left) / total if total else None


def _agr(one: Columns, other: Columns) -> tuple[float | None, float | None]:
    """The share of either's marks that overlap some mark of the other."""
    left, right, _ = overlapping(one, other)
    met = (len(np.unique(left)), one.total), (len(np.unique(right)), other.total)
    there, back = (some / total if total else None for some, total in met)
    return there, back


def _with_mean(values: Mapping[Pair, float | None]) -> list[tuple[Pair | None, float | None]]:
    """The values of all pairs, and their mean where there are several."""
    several = [(None, mean(values.values()))] if len(values) > 1 else []
    return [*values.items(), *several]


def _coverage(share: float | None) -> str:
    return "" if share is None else f"coverage {share:.3f}"


def _left(why: str, counts: dict[str, int]) -> str:
    """How many marks of whom were left out; "" for none."""
    some = [f"{count} of {name}" for name, count in counts.items() if count]
    return f"left out {why}: {', '.join(some)}" if some else ""


def _made(
    layer: Layer, coefficient: str, label: str | None, pair: Pair | None, value: float | None, n: int, unit: str,
    note: str = "",
) -> Coefficient:  # fmt: skip
    return Coefficient(layer.name, coefficient, label, pair, value, n, unit, *KINDS[coefficient], note)
