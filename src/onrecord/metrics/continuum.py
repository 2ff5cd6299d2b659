"""The annotated zones of a document as one stretch of positions, and marks laid on it: for alpha and kappa."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from onrecord.spans import token_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.metrics.columns import Ints
    from onrecord.metrics.layers import Layer, Piece
    from onrecord.model import Document


class Continuum(NamedTuple):
    """The annotated zones of one document put end to end: in text order where each starts, ends, and begins on it."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    bases: tuple[int, ...]
    length: int

    def place(self, pieces: Iterable[Piece]) -> tuple[Piece, ...]:
        """The pieces on the continuum, cut where zones end; what is outside of zones is left out.

        >>> Continuum((0, 12), (10, 15), (0, 10), 13).place([(8, 13)])
        ((8, 10), (10, 11))
        """
        found = []
        for start, end in pieces:
            at = bisect_right(self.ends, start)
            while at < len(self.starts) and self.starts[at] < end:
                by = self.bases[at] - self.starts[at]
                found.append((max(start, self.starts[at]) + by, min(end, self.ends[at]) + by))
                at += 1
        return tuple(found)


class Placed(NamedTuple):
    """A mark on a continuum, at least one piece of it, and its first label ("" in a layer without)."""

    pieces: tuple[Piece, ...]
    label: str


class Marked(NamedTuple):
    """One layer: its first labels, ascending; each name's marks document by document, the longest first; and how many
    marks of each name stand outside of the annotated zones."""

    layer: Layer
    labels: tuple[str, ...]
    marks: dict[str, list[list[Placed]]]
    outside: dict[str, int]

    def numbered(self, name: str, document: int) -> list[tuple[int, tuple[Piece, ...]]]:
        """The marks of one name on one document, with the number of their label."""
        return [(self.labels.index(mark.label), mark.pieces) for mark in self.marks[name][document]]


def continuum(document: Document) -> Continuum:
    """Its zones but boilerplate, where nothing is annotated."""
    zones = sorted((zone.start, zone.end) for zone in document.zones if zone.type != "boilerplate")
    ends = np.cumsum([0, *(end - start for start, end in zones)]).tolist()
    return Continuum(tuple(start for start, _ in zones), tuple(end for _, end in zones), tuple(ends[:-1]), ends[-1])


def place(layer: Layer, documents: Sequence[Document], grounds: Sequence[Continuum], names: Sequence[str]) -> Marked:
    """The marks of a layer on the continua of their documents; the longest first, of equally long ones the first."""
    made: dict[str, list[list[Placed]]] = {name: [] for name in names}
    outside = dict.fromkeys(names, 0)
    for name in names:
        for document, ground in zip(documents, grounds, strict=True):
            marks = [
                Placed(ground.place(mark.pieces), (*mark.labels, "")[0]) for mark in layer.marks(document.sets[name])
            ]
            inside = [mark for mark in marks if mark.pieces]
            inside.sort(key=lambda mark: (-sum(end - start for start, end in mark.pieces), mark.pieces))
            made[name].append(inside)
            outside[name] += len(marks) - len(inside)
    labels = {mark.label for sets in made.values() for marks in sets for mark in marks}
    return Marked(layer, tuple(sorted(labels)), made, outside)


def tokens(document: Document, ground: Continuum) -> tuple[Ints, Ints]:
    """Starts and ends of all tokens on the continuum."""
    parts = [np.empty((2, 0), np.int64)]
    for start, end, base in zip(ground.starts, ground.ends, ground.bases, strict=True):
        _, first, last = token_columns(document.text, start, end)
        parts.append(np.array((first, last), np.int64) + base - start)
    starts, ends = np.concatenate(parts, axis=1)
    return starts, ends


def apart(marks: Iterable[Placed], length: int) -> list[Placed]:
    """The marks that share no position with one before them.

    >>> [mark.label for mark in apart([Placed(((0, 4),), "a"), Placed(((1, 2),), "b"), Placed(((4, 5),), "c")], 5)]
    ['a', 'c']
    """
    taken, kept = bytearray(length), []
    for mark in marks:
        if all(taken.find(1, start, end) < 0 for start, end in mark.pieces):
            kept.append(mark)
            for start, end in mark.pieces:
                taken[start:end] = b"\1" * (end - start)
    return kept
