"""How far down the boxes and lines of a graph are: as the longest paths through what must be below what."""

from __future__ import annotations

from collections import defaultdict
from graphlib import TopologicalSorter
from itertools import chain, pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from onrecord.viewer.page.bands import Band, Gap

BELOW = 26.0
"""Between a box and the next below it."""
INSET = 20.0
"""Between a corner of a box and the lines that end at it."""
SETTLING = 3
"""How often boxes are moved down to their lines, and lines to the other boxes that they end at."""


class Box(NamedTuple):
    """A box to be placed: at least so high; `above` is kept free for its heading."""

    id: str
    height: float
    above: float = 0.0


def heights(
    columns: Sequence[Sequence[Box]], gaps: Sequence[Gap]
) -> tuple[dict[str, tuple[float, float]], list[dict[Band, float]]]:
    """Top and bottom of every box, and where the line of every band is.

    All is as high up as can be; but a box that need not reach up to its place stands lower, and then what is joined
    to it does, too, so that no box is higher than its lines need.
    """
    after: dict[Hashable, list[tuple[Hashable, float]]] = defaultdict(list)  # what comes after what, and how far
    firsts: dict[str, list[tuple[Hashable, float]]] = defaultdict(
        list
    )  # of each box: first lines, how far from its top
    for number, each in enumerate(gaps):
        for band in each.bands[:1]:
            after[number, band].append((None, band.above))
        for upper, lower in pairwise(each.bands):
            after[number, lower].append(((number, upper), upper.below + lower.above))
    for upper_box, lower_box in chain.from_iterable(map(pairwise, columns)):
        after[lower_box.id, "top"].append(((upper_box.id, "bottom"), BELOW + lower_box.above))
    boxes = {box.id: box for column in columns for box in column}
    for box in boxes.values():
        after[box.id, "top"].append((None, box.above))
        after[box.id, "bottom"].append(((box.id, "top"), box.height))
    for number, each in enumerate(gaps):
        for id, bands in each.joined.items():
            reach = sum(upper.below + lower.above for upper, lower in pairwise(bands))
            inset = max(INSET, (boxes[id].height - reach) / 2)
            firsts[id].append(((number, bands[0]), inset))
            after[number, bands[0]].append(((id, "top"), inset))
            after[id, "bottom"].append(((number, bands[-1]), INSET))
    order = tuple(TopologicalSorter({key: [one for one, _ in some] for key, some in after.items()}).static_order())
    at = _least(order, after)
    for _ in range(SETTLING):
        for id, lines in firsts.items():
            after[id, "top"].append((None, max(at[first] - inset for first, inset in lines)))
        at = _least(order, after)
    spans = {}
    for box in boxes.values():
        bottom = at[box.id, "bottom"]
        spans[box.id] = min([bottom - box.height, *(at[first] - inset for first, inset in firsts[box.id])]), bottom
    return spans, [{band: at[number, band] for band in each.bands} for number, each in enumerate(gaps)]


def _least(
    order: Sequence[Hashable], after: Mapping[Hashable, Sequence[tuple[Hashable, float]]]
) -> dict[Hashable, float]:
    """The least values that lie so far after others, which come earlier in `order`; what is after nothing is 0.

    >>> _least("abc", {"b": [("a", 2)], "c": [("a", 3), ("b", 2)]})
    {'a': 0.0, 'b': 2.0, 'c': 4.0}
    """
    at: dict[Hashable, float] = {}
    for key in order:
        at[key] = max((at[one] + distance for one, distance in after.get(key, ())), default=0.0)
    return at
