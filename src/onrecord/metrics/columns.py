"""Marks of many documents as columns of numbers, on one long line of positions: what the fast comparisons work on."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from onrecord.spans import token_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy.typing as npt

    from onrecord.metrics.layers import Mark
    from onrecord.model import Document

    Ints = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]


class Columns(NamedTuple):
    """Marks, piece by piece. Positions count on from document to document, so that marks of two never overlap.

    Attributes:
        mark: for each piece, the number of its mark; ascending.
        start, end: for each piece, half-open positions; in order within a mark, not touching.
        label: for each mark, the number of its label (-1: none).
        unit: for each mark, the number of the document or zone it stands in.
    """

    mark: Ints
    start: Ints
    end: Ints
    label: Ints
    unit: Ints

    @property
    def total(self) -> int:
        """How many marks there are."""
        return len(self.label)

    @property
    def size(self) -> Ints:
        """How long each mark is: code points, or tokens after `in_tokens`."""
        return np.bincount(self.mark, self.end - self.start, self.total).astype(np.int64)


class Ground(NamedTuple):
    """What the positions of several documents are.

    Attributes:
        bases: the position of the first code point of each document, and one past the last; documents do not touch.
        token_start, token_end: positions of every token.
        zone_start: positions of the annotated zones.
        zone_end: where they end.
        zone_document: the number of each zone's document.
    """

    bases: Ints
    token_start: Ints
    token_end: Ints
    zone_start: Ints
    zone_end: Ints
    zone_document: Ints


def ground(documents: Sequence[Document]) -> Ground:
    """The positions of `documents`, in their order; boilerplate is no annotated zone."""
    lengths = [len(document.text) + 1 for document in documents]
    bases = np.concatenate(([0], np.cumsum(lengths, dtype=np.int64)))
    starts: list[int] = []
    ends: list[int] = []
    zones: list[tuple[int, int, int]] = []
    for number, (document, base) in enumerate(zip(documents, bases.tolist(), strict=False)):
        for zone in document.zones:
            if zone.type == "boilerplate":
                continue
            zones.append((base + zone.start, base + zone.end, number))
        _, first, last = token_columns(document.text)
        starts += [base + start for start in first]
        ends += [base + end for end in last]
    columns = np.array(zones, np.int64).reshape(-1, 3)
    return Ground(bases, np.array(starts, np.int64), np.array(ends, np.int64), *columns.T)


def columns(marks: Iterable[tuple[int, Mark]], labels: Sequence[str] = (), attribute: int | None = None) -> Columns:
    """Marks with the position of their document's first code point.

    Args:
        labels: every label there is; its place in the list is its number.
        attribute: which of the marks' labels to take; None: none.
    """
    numbers = {label: number for number, label in enumerate(labels)}
    mark: list[int] = []
    start: list[int] = []
    end: list[int] = []
    label: list[int] = []
    for count, (base, each) in enumerate(marks):
        label.append(-1 if attribute is None else numbers[each.labels[attribute]])
        for first, last in each.pieces:
            mark.append(count)
            start.append(base + first)
            end.append(base + last)
    made = [np.array(column, np.int64) for column in (mark, start, end, label, [-1] * len(label))]
    return Columns._make(made)


def in_units(marks: Columns, starts: Ints) -> Columns:
    """The same marks, each told which unit of the text it begins in; `starts` of the units ascend."""
    first = np.flatnonzero(np.diff(marks.mark, prepend=-1))
    return marks._replace(unit=np.searchsorted(starts, marks.start[first], "right") - 1)


def in_tokens(marks: Columns, token_start: Ints, token_end: Ints) -> Columns:
    """The same marks with tokens for positions: a piece takes in every token it shares a code point with.

    A mark of white space alone keeps no piece, and is like no other.
    """
    start = np.searchsorted(token_end, marks.start, "right")
    end = np.searchsorted(token_start, marks.end, "left")
    some = start < end
    mark, start, end = marks.mark[some], start[some], end[some]
    first = np.ones(len(mark), bool)
    first[1:] = (mark[1:] != mark[:-1]) | (start[1:] > end[:-1])
    begins = np.flatnonzero(first)
    end = np.maximum.reduceat(end, begins) if len(begins) else end
    return marks._replace(mark=mark[begins], start=start[begins], end=end)
