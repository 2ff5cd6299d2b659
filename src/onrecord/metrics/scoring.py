"""How well a prediction fits gold: precision, recall and F1 of the marks of each layer, with and without labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from onrecord.metrics.columns import columns, ground, in_tokens, in_units
from onrecord.metrics.coverage import covering
from onrecord.metrics.matching import CRITERIA, match
from onrecord.metrics.resampling import f1_interval, resamples

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from onrecord.metrics.columns import Columns, Floats, Ground
    from onrecord.metrics.layers import Layer, Mark
    from onrecord.model import Document

UNITS = ("characters", "tokens")
"""What shared text is counted in: code points, or tokens (`spans.tokens`)."""


class Score(NamedTuple):
    """One line of a score.

    Attributes:
        layer: what is scored.
        label: an attribute ("type": the labels must agree), one of its values ("type=PERSON"), the plain mean over the
            values ("type, macro"), a coreference measure, or None: labels do not matter.
        criterion: exact, partial or overlap (`matching`); "matched" of what was matched by overlap; "endpoints".
        unit: what it stands on: code points, tokens, or whole relations, mentions, entities.
        gold, pred: how many there are on each side; 0 for a mean.
        credit: what matched; whole numbers but for partial credit and coreference.
        precision, recall, f1: from 0 to 1; None where undefined (nothing to divide by). F1 is
            2 credit / (gold + pred) (van Rijsbergen 1979, "Information retrieval").
        low, high: the bootstrap interval of F1, or None.
    """

    layer: str
    label: str | None
    criterion: str
    unit: str
    gold: int
    pred: int
    credit: float
    precision: float | None
    recall: float | None
    f1: float | None
    low: float | None = None
    high: float | None = None


class Frame(NamedTuple):
    """What all lines of one score share: the texts, who marked them, the unit, and what is resampled."""

    documents: tuple[Document, ...]
    gold: str
    pred: str
    unit: str
    times: int
    seed: int
    ground: Ground
    starts: npt.NDArray[np.int64]
    drawn: npt.NDArray[np.float32]

    def covering(self, *layers: str) -> Frame | None:
        """The same for those documents of which both sides cover all of `layers`; None where there is none."""
        some = covering(self.documents, (self.gold, self.pred), layers)
        if len(some) == len(self.documents):
            return self
        return frame(some, self.gold, self.pred, self.unit, self.times, self.seed) if some else None

    def marks(self, layer: Layer, who: str) -> list[tuple[int, Mark]]:
        """All marks of a layer, each with the position of its document."""
        bases = self.ground.bases.tolist()
        return [
            (base, mark)
            for base, document in zip(bases, self.documents, strict=False)
            for mark in layer.marks(document.sets[who])
        ]

    def columns(self, marks: Sequence[tuple[int, Mark]], values: Sequence[str] = (), at: int | None = None) -> Columns:
        """The marks as columns in the unit of the frame, with the unit of text that each stands in."""
        found = in_units(columns(marks, values, at), self.starts)
        return found if self.unit == "characters" else in_tokens(found, self.ground.token_start, self.ground.token_end)


def frame(
    documents: Sequence[Document], gold: str, pred: str, unit: str = "characters", times: int = 1000, seed: int = 0
) -> Frame:
    """A frame for documents whose `sets` hold both names.

    Resampled are documents, or the annotated zones where there is only one document.
    """
    found = ground(documents)
    starts = found.bases[:-1] if len(documents) > 1 else np.unique(np.append(0, found.zone_start))
    drawn = resamples(len(starts), times, seed)
    return Frame(tuple(documents), gold, pred, unit, times, seed, found, starts, drawn)


def scores(frame: Frame, layers: Sequence[Layer]) -> tuple[Score, ...]:
    """Every line of every one of `layers`, in their order; none of a layer that no document has from both sides."""
    frames = ((layer, frame.covering(*layer.needs)) for layer in layers)
    return tuple(score for layer, some in frames if some for score in score_layer(some, layer))


def line(
    layer: str, label: str | None, criterion: str, unit: str, gold: float, pred: float, credit: float,
    interval: tuple[float, float] | None = None,
) -> Score:  # fmt: skip
    """A score from what there is on each side and the credit."""
    precision = credit / pred if pred else None
    recall = credit / gold if gold else None
    f1 = 2 * credit / (gold + pred) if gold + pred else None
    low, high = interval or (None, None)
    return Score(layer, label, criterion, unit, int(gold), int(pred), credit, precision, recall, f1, low, high)


def score_layer(frame: Frame, layer: Layer) -> Iterator[Score]:
    """Every line of one layer: without labels, then for each attribute all labels, their mean, and each one."""
    gold, pred = frame.marks(layer, frame.gold), frame.marks(layer, frame.pred)
    yield from score_marks(frame, layer.name, None, frame.columns(gold), frame.columns(pred))
    for at, attribute in enumerate(layer.attributes):
        values = sorted({mark.labels[at] for _, mark in (*gold, *pred)})
        one, other = frame.columns(gold, values, at), frame.columns(pred, values, at)
        yield from score_marks(frame, layer.name, attribute, one, other, values)


def score_marks(
    frame: Frame, layer: str, attribute: str | None, gold: Columns, pred: Columns, values: Sequence[str] = ()
) -> Iterator[Score]:
    """Lines for all criteria; with an attribute only marks of one label may match, and each of `values` has its own."""
    for criterion in CRITERIA:
        found = match(gold, pred, criterion, labels=attribute is not None)
        one, other = (gold.label, pred.label) if values else (gold.label * 0, pred.label * 0)
        unit = pred.unit.copy()
        unit[found.right] = gold.unit[found.left]  # a pair is drawn as one, wherever its marks begin
        tables = (
            _table(frame, one[found.left], gold.unit[found.left], len(values), found.credit),
            _table(frame, one, gold.unit, len(values)),
            _table(frame, other, unit, len(values)),
        )
        yield _counted(frame, layer, attribute, criterion, *(table.sum(axis=0) for table in tables))
        if values:
            each = [
                _counted(frame, layer, f"{attribute}={value}", criterion, *rows)
                for value, *rows in zip(values, *tables, strict=True)
            ]
            yield macro(f"{attribute}, macro", each)
            yield from each


def macro(label: str, each: Sequence[Score]) -> Score:
    """The plain mean of the defined figures of several lines."""
    means = []
    for name in ("precision", "recall", "f1"):
        known = [value for score in each if (value := getattr(score, name)) is not None]
        means.append(sum(known) / len(known) if known else None)
    return Score(each[0].layer, label, each[0].criterion, each[0].unit, 0, 0, 0.0, *means)


def _table(frame: Frame, label: npt.NDArray[np.int64], unit: npt.NDArray[np.int64], labels: int,
           credit: Floats | None = None) -> Floats:  # fmt: skip
    """The number of marks, or the sum of their credit, by label and unit of text."""
    shape = max(labels, 1), len(frame.starts)
    return np.bincount(label * shape[1] + unit, credit, shape[0] * shape[1]).astype(np.float64).reshape(shape)


def _counted(frame: Frame, layer: str, label: str | None, criterion: str, credit: Floats, gold: Floats, pred: Floats
             ) -> Score:  # fmt: skip
    interval = f1_interval(frame.drawn, credit, gold, pred)
    one, other, both = (float(part.sum()) for part in (gold, pred, credit))
    return line(layer, label, criterion, frame.unit, one, other, both, interval)
