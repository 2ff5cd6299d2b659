"""The gap between two columns of a graph, cut into bands: one below the other, each for one line and its label.

A line leaves its box in a band of its own and reaches its target in another, or in the same if it can run straight;
lines of one kind to one box share the band in which they reach it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from heapq import merge
from itertools import accumulate, groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

PORT = 9.0
"""Kept free above and below a line where it reaches a box."""


class Edge(NamedTuple):
    """A line to be drawn between two boxes, with the heights of its label above and below it.

    Lines of one kind to one box end in one arrow.
    """

    id: str
    source: str
    target: str
    kind: str
    above: float
    below: float


class Band(NamedTuple):
    """A strip of a gap from one box to the other, above and below a line.

    `what` begins with the id of the box where the band belongs: the source of its line, or what lines of a kind reach.
    """

    what: tuple[str, ...]
    above: float
    below: float

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.above + self.below


class Gap(NamedTuple):
    """The lines between two columns.

    Attributes:
        edges: the lines.
        bands: from top to bottom.
        joined: the bands that end at each box, in this order.
        lanes: the band in which each line leaves its source, by its id.
        ports: the band in which each line reaches its target, by its id.
    """

    edges: tuple[Edge, ...]
    bands: tuple[Band, ...]
    joined: dict[str, list[Band]]
    lanes: dict[str, Band]
    ports: dict[str, Band]


def gap(edges: Sequence[Edge], right: Mapping[str, bool], rank: Mapping[str, float], spread: Collection[str]) -> Gap:
    """Bands for lines between two columns, or between boxes of one of them.

    Args:
        right: for each box whether it stands in the right column.
        rank: how far down in its column a box stands, from 0 to 1.
        spread: boxes at which more than one line may run straight, so that they may grow high.
    """
    lanes = {edge.id: Band((edge.source, "lane", edge.id), edge.above, edge.below) for edge in edges}
    ports = {edge.id: Band(_port(edge, right), PORT, PORT) for edge in edges}
    others: dict[Band, list[float]] = defaultdict(list)
    for edge in edges:
        others[lanes[edge.id]].append(rank[edge.target])
        others[ports[edge.id]].append(rank[edge.source])
    mean = {band: sum(ranks) / len(ranks) for band, ranks in others.items()}
    order = sorted(mean, key=lambda band: (rank[_box(band)], _box(band), mean[band]))
    straight = _straight(edges, lanes, ports, order, right, spread)
    sides = [[straight.get(band, band) for band in order if right[_box(band)] is side] for side in (False, True)]
    joined: dict[str, list[Band]] = defaultdict(list)
    for band in order:
        joined[_box(band)].append(straight.get(band, band))
    ends: dict[Band, set[str]] = defaultdict(set)
    for box, some in joined.items():
        for band in some:
            ends[band].add(box)
    aims = mean | {band: rank[_box(band)] for band in lanes.values()}
    bands = tuple(_merged(sides[0], sides[1], ends, aims))
    return Gap(tuple(edges), bands, dict(joined), lanes, {id: straight.get(band, band) for id, band in ports.items()})


def _box(band: Band) -> str:
    return band.what[0]


def _port(edge: Edge, right: Mapping[str, bool]) -> tuple[str, ...]:
    """A line between boxes of one column comes back from the far side of the gap, past the labels."""
    far = right[edge.source] is right[edge.target]
    return edge.target, "far" if far else "near", edge.kind


def _straight(
    edges: Sequence[Edge], lanes: Mapping[str, Band], ports: Mapping[str, Band], order: Sequence[Band],
    right: Mapping[str, bool], spread: Collection[str],
) -> dict[Band, Band]:  # fmt: skip
    """Ports with the lane that each is to be one band with, so that a line runs straight: as many as do not cross.

    One for a box that is not to be spread: with two it would have to be as high as they are apart.
    """
    at: dict[Band, int] = {}
    for box, some in groupby(order, key=_box):
        first = len(at)
        at |= {band: first + place * (box in spread) for place, band in enumerate(some)}
    pairs = []
    for edge in edges:
        ends = at[lanes[edge.id]], at[ports[edge.id]]
        if right[edge.source] is not right[edge.target]:
            pairs.append((ends[right[edge.source]], -ends[right[edge.target]], edge.id))
    pairs.sort(key=lambda pair: pair[:2])
    chosen = (pairs[place][2] for place in _ascending([-pair[1] for pair in pairs]))
    return {ports[id]: lanes[id] for id in chosen}


def _ascending(values: Sequence[int]) -> list[int]:
    """The places of a longest strictly ascending subsequence (patience sorting).

    >>> _ascending([3, 1, 2, 0, 4])
    [1, 2, 4]
    """
    lowest: list[int] = []  # at n the lowest last value of a sequence of n + 1 values, in `places` where it stands
    places: list[int] = []
    before: list[int] = []
    for place, value in enumerate(values):
        length = bisect_left(lowest, value)
        before.append(places[length - 1] if length else -1)
        if lowest[length : length + 1] != [value]:
            lowest[length : length + 1] = [value]
            places[length : length + 1] = [place]
    found = places[-1:]
    while found and before[found[-1]] >= 0:
        found.append(before[found[-1]])
    return found[::-1]


def _merged(
    left: Sequence[Band], right: Sequence[Band], ends: Mapping[Band, set[str]], aims: Mapping[Band, float]
) -> Iterator[Band]:
    """Both sequences as one; what is in both stands in the same order in both.

    Args:
        ends: the boxes that each band ends at.
        aims: how far down, from 0 to 1, each band would best be.
    """
    common = set(left) & set(right)
    rest = iter(right)
    run: list[Band] = []
    before: set[str] = set()
    for band in left:
        if band not in common:
            run.append(band)
            continue
        yield from _between(run, list(iter(rest.__next__, band)), before, ends[band], aims)
        yield band
        run, before = [], ends[band]
    yield from _between(run, list(rest), before, set(), aims)


def _between(
    left: Sequence[Band], right: Sequence[Band], before: set[str], after: set[str], aims: Mapping[Band, float]
) -> Iterator[Band]:
    """Both sequences as one between two bands that end at the boxes `before` and `after`.

    What ends at one of these stays near it, the lower nearer, so that no box grows higher than it must.
    """
    parts = []
    for run in (left, right):
        first = next((place for place, band in enumerate(run) if _box(band) not in before), len(run))
        last = next((place for place in range(len(run), first, -1) if _box(run[place - 1]) not in after), first)
        parts.append((run[:first], run[first:last], run[last:]))
    firsts, middles, lasts = zip(*parts, strict=True)
    for some in sorted(firsts, key=_high):
        yield from some
    aimed = (zip(accumulate((aims[band] for band in run), max), run, strict=True) for run in middles)
    yield from (band for _, band in merge(*aimed, key=itemgetter(0)))
    for some in sorted(lasts, key=_high, reverse=True):
        yield from some


def _high(bands: Sequence[Band]) -> float:
    return sum(band.height for band in bands)
