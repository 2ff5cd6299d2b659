"""Bootstrap intervals: how much a figure hangs on which documents or zones happen to be in the corpus.

Percentile bootstrap (Efron 1979, "Bootstrap methods: another look at the jackknife") over whole units of text, since
the marks of one text depend on each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from onrecord.metrics.columns import Floats

LEVEL = 95
"""Percent of resamples that the interval holds."""


def resamples(units: int, times: int, seed: int) -> npt.NDArray[np.float32]:
    """How often each unit is drawn: a row for each of `times` resamples of `units` units, drawn with replacement.

    Fewer than two units cannot be resampled: no rows. The same seed gives the same rows.

    >>> resamples(3, 2, seed=0).sum(axis=1).tolist()
    [3.0, 3.0]
    """
    if units < 2:
        return np.empty((0, units), np.float32)
    draw = np.random.default_rng(seed)
    return draw.multinomial(units, np.full(units, 1 / units), size=times).astype(np.float32)


def f1_interval(
    drawn: npt.NDArray[np.float32], credit: Floats, gold: Floats, pred: Floats
) -> tuple[float, float] | None:
    """The interval of F1, from the credit and the numbers of gold and predicted marks of each unit.

    Resamples without any mark are left out. None where nothing is left, or nothing was drawn. It always holds the F1 of
    the whole, which the percentiles of a skewed distribution need not.

    >>> f1_interval(resamples(4, 100, 0), *np.array([[1, 1, 1, 1], [1, 1, 1, 1], [1, 1, 1, 1]]))
    (1.0, 1.0)
    """
    sums = drawn @ np.stack((credit, gold + pred), axis=1)
    some = sums[:, 1] > 0
    if not some.any():
        return None
    tail = (100 - LEVEL) / 2
    low, high = np.percentile(2 * sums[some, 0] / sums[some, 1], (tail, 100 - tail)).tolist()
    whole = float(2 * credit.sum() / (gold.sum() + pred.sum()))
    return min(low, whole), max(high, whole)
