"""One-to-one alignment of two lists of marks: exact, partial or overlap; never greedy.

For partial and overlap the alignment is an optimal assignment (Kuhn 1955, "The Hungarian method for the assignment
problem"): no pairing that uses each mark at most once has more credit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from onrecord.errors import UsageError
from onrecord.metrics.assignment import assign
from onrecord.metrics.columns import Columns

if TYPE_CHECKING:
    from onrecord.metrics.columns import Floats, Ints

CRITERIA = ("exact", "partial", "overlap")
"""exact: the same text, credit 1. partial: credit is Dice's coefficient. overlap: some shared position, credit 1."""

MAX_PAIRS = 100
"""Overlapping pairs a mark, on average, that are still aligned: more is no annotation (the first million is free)."""


class Matching(NamedTuple):
    """Pairs of marks: the number of the left one, of the right one, and the credit (0 < credit <= 1) of the pair."""

    left: Ints
    right: Ints
    credit: Floats


def match(left: Columns, right: Columns, criterion: str = "exact", labels: bool = False) -> Matching:
    """Align two lists of marks one to one.

    Args:
        criterion: one of `CRITERIA`.
        labels: whether only marks of one label may be paired.

    Dice's coefficient of two marks (Dice 1945, "Measures of the amount of ecologic association between species") is
    twice their shared length over the sum of their lengths, in positions: code points, or tokens. Marks are exactly
    the same if they cover the same positions. Time grows about linearly with the number of overlapping pairs; over
    `MAX_PAIRS` of them a mark raise `UsageError`.

    >>> from onrecord.metrics.columns import columns
    >>> from onrecord.metrics.layers import Mark
    >>> gold = columns([(0, Mark("a", ((0, 4),))), (0, Mark("b", ((6, 9),)))])
    >>> found = columns([(0, Mark("c", ((0, 2), (6, 7))))])
    >>> [match(gold, found, criterion).credit.round(2).tolist() for criterion in CRITERIA]
    [[], [0.57], [1.0]]
    """
    if labels:
        left, right = _apart(left, right)
    keys = _keys(left, right)
    one, left_first, left_many = _grouped(keys[0])
    other, right_first, right_many = _grouped(keys[1])
    if criterion == "exact":
        _, i, j = np.intersect1d(one.key, other.key, assume_unique=True, return_indices=True)
        times, credit = np.minimum(left_many[i], right_many[j]), np.ones(len(i))
    else:
        i, j, shared = overlapping(_only(left, left_first), _only(right, right_first))
        dice = 2 * shared / (left.size[left_first][i] + right.size[right_first][j])
        # Of pairings with equally many pairs, overlap takes the one that shares most.
        weight = dice if criterion == "partial" else 1 + dice / (1 + left.total + right.total)
        edges, times = assign(i, j, weight, left_many, right_many)
        i, j, credit = i[edges], j[edges], dice[edges] if criterion == "partial" else np.ones(len(edges))
    return Matching(one.members(i, times), other.members(j, times), np.repeat(credit, times))


class _Groups(NamedTuple):
    """Marks that are the same: the key of each group, and the marks group by group."""

    key: Ints
    order: Ints
    begin: Ints

    def members(self, group: Ints, times: Ints) -> Ints:
        """Marks of the groups, as many of each as `times` says; none twice."""
        by_group = np.argsort(group, kind="stable")
        used = np.cumsum(times[by_group]) - times[by_group]
        first = np.flatnonzero(np.diff(group[by_group], prepend=-1))
        used -= np.repeat(used[first], np.diff(first, append=len(group)))
        begin = np.empty(len(group), np.int64)
        begin[by_group] = self.begin[group[by_group]] + used
        ramp = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
        taken: Ints = self.order[np.repeat(begin, times) + ramp]
        return taken


def _grouped(keys: Ints) -> tuple[_Groups, Ints, Ints]:
    """The groups, the first mark of each, and how many marks it has."""
    order = np.argsort(keys, kind="stable")
    begin = np.flatnonzero(np.diff(keys[order], prepend=keys[order[:1]] - 1))
    return _Groups(keys[order[begin]], order, begin), order[begin], np.diff(begin, append=len(keys))


def _apart(left: Columns, right: Columns) -> tuple[Columns, Columns]:
    """Each label on a line of its own, so that marks of two labels never overlap."""
    length = 1 + max((int(side.end.max()) for side in (left, right) if len(side.end)), default=0)

    def moved(side: Columns) -> Columns:
        by = (side.label[side.mark] + 1) * length
        return side._replace(start=side.start + by, end=side.end + by)

    return moved(left), moved(right)


def _keys(left: Columns, right: Columns) -> tuple[Ints, Ints]:
    """A number for each mark, the same for marks that cover the same positions, on either side."""
    longest = 1 + max((int((side.end - side.start).max()) for side in (left, right) if len(side.end)), default=0)
    known: dict[object, int] = {}

    def keys(side: Columns) -> Ints:
        count = np.bincount(side.mark, minlength=side.total)
        found = np.empty(side.total, np.int64)
        found[side.mark] = side.start * longest + (side.end - side.start)
        begin = np.cumsum(count) - count
        for mark in np.flatnonzero(count != 1).tolist():
            part = slice(begin[mark], begin[mark] + count[mark])
            pieces = side.start[part].tobytes() + side.end[part].tobytes()
            found[mark] = -1 - known.setdefault(pieces or object(), len(known))  # no position: like no other
        return found

    return keys(left), keys(right)


def _only(side: Columns, marks: Ints) -> Columns:
    """These marks, in this order."""
    number = np.full(side.total, -1, np.int64)
    number[marks] = np.arange(len(marks))
    kept = number[side.mark] >= 0
    return Columns(
        number[side.mark[kept]], side.start[kept], side.end[kept], side.label[marks], side.unit[marks]
    )  # fmt: skip


def overlapping(left: Columns, right: Columns) -> tuple[Ints, Ints, Ints]:
    """Every pair of marks that share positions, and how many they share."""
    by_start = np.argsort(left.start, kind="stable")  # neighbours are looked up one after another: in cache
    mark, start, end = (column[by_start] for column in (left.mark, left.start, left.end))
    order = np.argsort(right.start, kind="stable")
    exponent = np.frexp(right.end[order] - right.start[order])[1]
    limit = 1_000_000 + MAX_PAIRS * (left.total + right.total)
    parts = [np.empty((3, 0), np.int64)]
    # Pieces of about one length at a time: so what begins near a piece but ends before it is looked at seldom.
    for size in np.unique(exponent).tolist():
        some = order[exponent == size]
        starts = right.start[some]
        low = np.searchsorted(starts, start - 2**size, "right")
        many = np.maximum(np.searchsorted(starts, end, "left") - low, 0)
        limit -= int(many.sum())
        if limit < 0:
            raise UsageError(
                f"over {MAX_PAIRS} overlapping pairs a mark; check that neither side repeats or nests its marks"
            )
        one = np.repeat(np.arange(len(many)), many)
        other = some[np.repeat(low - np.cumsum(many) + many, many) + np.arange(len(one))]
        shared = np.minimum(end[one], right.end[other]) - np.maximum(start[one], right.start[other])
        parts.append(np.stack((mark[one], right.mark[other], shared))[:, shared > 0])
    i, j, shared = np.concatenate(parts, axis=1)
    pairs, first = np.unique(i * (right.total + 1) + j, return_inverse=True)
    return pairs // (right.total + 1), pairs % (right.total + 1), np.bincount(first, shared).astype(np.int64)
