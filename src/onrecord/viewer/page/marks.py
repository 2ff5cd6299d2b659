"""Every mark that a page shows, with the classes by which its style sheet draws it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.metrics.layers import pieces, realized
from onrecord.viewer.segments import Mark, marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from onrecord.metrics.layers import Piece
    from onrecord.model import Document

LANES = {"entity": "e", "claim": "c"}
"""Layers that are drawn as lines under the words, and what the classes of their lanes begin with."""
CONTESTED = "x"
"""The same for claims that are contested."""
DEEPEST = 2
"""Lanes that a layer has; what nests deeper shares the last one."""


def page_marks(document: Document) -> list[Mark]:
    """Every span of everything marked, in text order.

    The lines of one layer lie in lanes: what holds another mark lies in a lower one, as far as there are lanes.
    """
    kinds = {mention.id: mention.entity for mention in document.mentions}
    types = {entity.id: entity.type for entity in document.entities}
    modes = {quote.id: quote.mode for quote in document.quotes}
    found = []
    for mark in [*marks(document), *_others(document)]:
        if mark.layer == "entity":
            named = f"entity t-{types.get(kinds[mark.id], '')}"
        elif mark.layer in ("source", "cue", "content"):
            named = f"quote {mark.layer} q-{modes[mark.id]}"
        else:
            named = mark.classes or mark.layer
        found.append(mark._replace(classes=named))
    return sorted(_in_lanes(found))


def _others(document: Document) -> Iterator[Mark]:
    """The marks that only pages show: claims, what signals a relation, and what looks like a quote and is none."""
    contents = {quote.id: quote.content.spans for quote in document.quotes}
    contested = {claim.id for claim in document.contested_claims()}
    for claim in document.claims:
        named = "claim contested" if claim.id in contested else "claim"
        yield from _marks(pieces(realized(claim, contents)), "claim", claim.id, f"claim: {claim}", named)
    for relation in document.relations:
        told = f"{relation.type} {relation.to}"
        yield from _marks(pieces(relation.signal), "signal", relation.id, told, f"signal r-{relation.type}")
    for negative in document.marks.negatives if document.marks else ():
        told = f"no quote: {negative.reason}"
        yield from _marks(pieces(negative.spans), "negative", negative.id, told, f"negative n-{negative.reason}")


def _marks(where: Iterable[Piece], layer: str, id: str, told: str, named: str) -> Iterator[Mark]:
    for start, end in where:
        yield Mark(start, end, layer, id, told, named)


def _in_lanes(found: Sequence[Mark]) -> Iterator[Mark]:
    for layer, letter in LANES.items():
        of_layer = [mark for mark in found if mark.layer == layer]
        lanes = _lanes({(mark.start, mark.end) for mark in of_layer})
        for mark in of_layer:
            drawn = CONTESTED if "contested" in mark.classes else letter
            lane = min(lanes[mark.start, mark.end], DEEPEST)
            yield mark._replace(classes=f"{mark.classes} {drawn}{lane}")
    yield from (mark for mark in found if mark.layer not in LANES)


def _lanes(places: Iterable[Piece]) -> dict[Piece, int]:
    """A lane for each place, from 1: the innermost places have 1, and no two that overlap have the same.

    >>> _lanes([(0, 9), (2, 4), (5, 7), (6, 8)])
    {(2, 4): 1, (6, 8): 1, (5, 7): 2, (0, 9): 3}
    """
    lanes: dict[Piece, int] = {}
    open_: list[list[int]] = []  # start, end, lane: whatever is above another overlaps it and has a higher lane

    def close() -> None:
        start, end, lane = open_.pop()
        lanes[start, end] = lane
        if open_:
            open_[-1][2] = max(open_[-1][2], lane + 1)

    for start, end in sorted(places, key=lambda place: (place[0], -place[1])):
        while open_ and open_[-1][1] <= start:
            close()
        open_.append([start, end, 1])
    while open_:
        close()
    return lanes
