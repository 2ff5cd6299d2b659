"""Chance-corrected agreement on items: Cohen's and Fleiss' kappa, Krippendorff's nominal alpha.

All are made of confusion tables, one for each pair of raters: whole numbers that can be added up document by document,
so that no item need be held. Each is at most 1 (perfect), 0 where agreement is what chance gives, below 0 where it is
less, and None where undefined: no items, or only one category.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.metrics.columns import Ints
    from onrecord.metrics.layers import Piece


def confusion(one: Ints, other: Ints, categories: int) -> Ints:
    """How often one rater says i where the other says j, as a square table; ratings are numbers from 0.

    >>> confusion(np.array([0, 1, 1]), np.array([0, 1, 0]), 2).tolist()
    [[1, 0], [1, 1]]
    """
    table: Ints = np.bincount(one * categories + other, minlength=categories**2).reshape(categories, categories)
    return table


def cohen(table: Ints) -> float | None:
    """Cohen's kappa of two raters (Cohen 1960, "A coefficient of agreement for nominal scales").

    (agreement - chance) / (1 - chance), where chance is that of two raters who keep their own frequencies. From -1 to
    1; None without items, or where both know only one and the same category.

    >>> cohen(np.array([[20, 5], [10, 15]]))
    0.4
    """
    total, same, chance = _counts(table)
    return (total * same - chance) / (total**2 - chance) if total**2 != chance else None


def fleiss(tables: Sequence[Ints]) -> float | None:
    """Fleiss' kappa of n >= 2 raters (Fleiss 1971, "Measuring nominal scale agreement among many raters").

    Takes the confusion table of every pair of raters. Agreement is the mean over pairs; chance is that of raters who
    all have the pooled frequencies. From -1 to 1; None without items or pairs, or with one category.

    >>> fleiss([np.array([[20, 5], [10, 15]])])
    0.3939393939393939
    """
    total, same, chance = _counts(_pooled(tables))
    return (total * same - chance) / (total**2 - chance) if total**2 != chance else None


def nominal_alpha(table: Ints) -> float | None:
    """Krippendorff's alpha of two raters' nominal labels (Krippendorff 2019, "Content Analysis", 4th ed., 12.3).

    1 - observed / expected disagreement, where what is expected is that of labels drawn without replacement from all.
    At most 1; None without items, or with one category.

    >>> round(nominal_alpha(np.array([[20, 5], [10, 15]])), 3)
    0.4
    """
    total, same, chance = _counts(_pooled([table]))
    return 1 - (total - 1) * (total - same) / (total**2 - chance) if total**2 != chance else None


def mean(values: Iterable[float | None]) -> float | None:
    """The plain mean, over pairs of raters; None where one of them is undefined, or there is none.

    >>> mean([0.5, 1.0]), mean([0.5, None])
    (0.75, None)
    """
    known = list(values)
    defined = [value for value in known if value is not None]
    return sum(defined) / len(defined) if defined and len(defined) == len(known) else None


def ratings(marks: Sequence[tuple[int, Sequence[Piece]]], none: int, starts: Ints, ends: Ints) -> Ints:
    """For each item of the text the category of the first of `marks` that shares a position with it, else `none`.

    Args:
        marks: category and half-open pieces of each.
        starts, ends: of the items, in order, not overlapping: tokens.

    >>> ratings([(0, [(3, 5)]), (1, [(0, 9)])], 2, np.array([0, 4, 9]), np.array([3, 8, 12])).tolist()
    [1, 0, 2]
    """
    rows = [(rank, start, end) for rank, (_, pieces) in enumerate(marks) for start, end in pieces]
    rank, start, end = np.array(rows, np.int64).reshape(-1, 3).T
    first, last = np.searchsorted(ends, start, "right"), np.searchsorted(starts, end, "left")
    some = first < last
    best = _first(first[some], last[some], rank[some], np.full(len(starts), len(marks), np.int64))
    found: Ints = np.array([*(category for category, _ in marks), none], np.int64)[best]
    return found


def _first(start: Ints, end: Ints, rank: Ints, best: Ints) -> Ints:
    """For each place the lowest rank of the pieces that cover it, or what stands in `best`.

    A piece is written as two runs of 2**n places; runs are then halved, all at once. So time grows with the number of
    pieces and with the places times the logarithm of the longest piece, however deep pieces nest.
    """
    level = np.frexp(end - start)[1] - 1
    for at in range(int(level.max(initial=-1)), -1, -1):
        best[2**at :] = np.minimum(best[2**at :], best[: -(2**at)])
        some = level == at
        np.minimum.at(best, start[some], rank[some])
        np.minimum.at(best, end[some] - 2**at, rank[some])
    return best


def _counts(table: Ints) -> tuple[int, int, int]:
    """How many items, on how many both agree, and the sum of products of the two frequencies of each category."""
    rows, columns = table.sum(axis=1).tolist(), table.sum(axis=0).tolist()
    return sum(rows), int(np.trace(table)), sum(row * column for row, column in zip(rows, columns, strict=True))


def _pooled(tables: Sequence[Ints]) -> Ints:
    """All pairs together, each both ways round."""
    table: Ints = np.sum(tables, axis=0) if len(tables) else np.zeros((0, 0), np.int64)
    return table + table.T
