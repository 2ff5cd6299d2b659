"""Where the boxes of a graph stand and how its lines run: columns of boxes, every line in the gap between two columns.

Nothing lies on anything else by construction: bands lie below each other, labels stand in the middle of a gap, and
lines go up or down beside them only, each group in a track of its own.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from onrecord.viewer.page.bands import Band, Edge, Gap, gap
from onrecord.viewer.page.heights import Box, heights

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

Point = tuple[float, float]
HEAD = 26.0
"""Beside a box, for the heads of arrows."""
TRACK = 14.0
"""Between two lines that go up or down."""
BENT = 60.0
"""What a line may cost in the heights of boxes to run straight."""
TRIED = 60
"""In pictures of more boxes none is spread: each would have to be tried."""


class Rect(NamedTuple):
    """A rectangle; y goes down."""

    x: float
    y: float
    width: float
    height: float


class Route(NamedTuple):
    """How a line runs, from its target to its source, and where on it the middle of its label is."""

    points: tuple[Point, ...]
    label: Point


class Layout(NamedTuple):
    """The size of the whole, and everything by its id."""

    width: float
    height: float
    boxes: dict[str, Rect]
    routes: dict[str, Route]


def place(
    columns: Sequence[Sequence[Box]], edges: Sequence[Edge], widths: Sequence[float], label: float, whole: float,
    spread: Collection[str] = (),
) -> Layout:  # fmt: skip
    """Places boxes and lines; the order of boxes in a column is kept.

    Args:
        columns: from left to right, at least two; some may be empty.
        edges: between boxes of one column or of two beside each other.
        widths: of the columns.
        label: the width of labels; they have more if there is room.
        whole: the width of it all, where lines do not need more.
        spread: boxes at which more than one line may run straight, so that they may grow high.
    """
    side = {box.id: number for number, column in enumerate(columns) for box in column}
    rank = {box.id: (at + 0.5) / len(column) for column in columns for at, box in enumerate(column)}
    between: list[list[Edge]] = [[] for _ in columns[1:]]
    for edge in edges:
        one, other = side[edge.source], side[edge.target]
        between[max(one - 1, 0) if one == other else min(one, other)].append(edge)
    rights = [{id: number < column for id, column in side.items()} for number in range(len(between))]
    gaps = [gap(some, right, rank, spread) for some, right in zip(between, rights, strict=True)]
    spans, lines = heights(columns, gaps)
    turns = [_turns(*each) for each in zip(gaps, lines, rights, strict=True)]
    rooms = [2 * HEAD + TRACK * sum(turn.counts) + label if turn.gap.edges else 0.0 for turn in turns]
    broad = [bool(room and column) for room, column in zip(rooms, columns[1:], strict=True)]
    spare = max(0.0, whole - sum(widths) - sum(rooms)) / max(1, sum(broad))
    rooms = [room + spare * each for room, each in zip(rooms, broad, strict=True)]
    x, rects = 0.0, {}
    routes: dict[str, Route] = {}
    for column, width, turn, room in zip_longest(columns, widths, turns, rooms):
        for box in column:
            top, bottom = spans[box.id]
            rects[box.id] = Rect(x, top, width, bottom - top)
        x += width
        if room:
            routes |= _routes(turn, x, x + room)
            x += room
    ends = [at + band.below for line in lines for band, at in line.items()]
    height = max([rect.y + rect.height for rect in rects.values()] + ends, default=0.0)
    return Layout(x, height, rects, routes)


def best(
    columns: Sequence[Sequence[Box]], edges: Sequence[Edge], widths: Sequence[float], label: float, whole: float
) -> Layout:
    """What `place` gives for the boxes to be spread that make the picture plainest: low boxes, few bends."""
    found = place(columns, edges, widths, label, whole)
    ids = [box.id for column in columns for box in column]
    spread: set[str] = set()
    for id in ids if len(ids) <= TRIED else ():
        other = place(columns, edges, widths, label, whole, {*spread, id})
        if _cost(other) < _cost(found):
            found = other
            spread.add(id)
    return found


def _cost(layout: Layout) -> float:
    falls = (abs(route.points[0][1] - route.points[-1][1]) for route in layout.routes.values())
    return sum(rect.height for rect in layout.boxes.values()) + sum(BENT + fall / 2 for fall in falls if fall)


class _Turns(NamedTuple):
    """Where the lines of a gap go up or down.

    Attributes:
        gap: the gap.
        line: how far down the line of each band is.
        right: for each box whether it stands on the right.
        tracks: for each port to which lines bend: on the right or not, and in which track, from the boxes.
        counts: how many tracks there are on the left and on the right.
    """

    gap: Gap
    line: Mapping[Band, float]
    right: Mapping[str, bool]
    tracks: dict[Band, tuple[bool, int]]
    counts: tuple[int, int]


def _turns(gap: Gap, line: Mapping[Band, float], right: Mapping[str, bool]) -> _Turns:
    """Lines turn where they have reached their target, but on the other side if they must come back to their column."""
    reaches: dict[Band, list[float]] = defaultdict(list)
    sides: dict[Band, bool] = {}
    for edge in gap.edges:
        port = gap.ports[edge.id]
        reaches[port] += line[gap.lanes[edge.id]], line[port]
        sides[port] = not right[edge.source]
    tracks: dict[Band, tuple[bool, int]] = {}
    counts = []
    for side in (False, True):
        bent = {port: (min(ys), max(ys)) for port, ys in reaches.items() if sides[port] is side and min(ys) < max(ys)}
        found = _tracks(bent)
        tracks |= {port: (side, track) for port, track in found.items()}
        counts.append(max(found.values(), default=-1) + 1)
    return _Turns(gap, line, right, tracks, (counts[0], counts[1]))


def _tracks(bent: Mapping[Band, tuple[float, float]]) -> dict[Band, int]:
    """A track for each group of lines, so that no two in one track are at one height.

    >>> _tracks({Band(("a",), 9, 9): (0, 50), Band(("b",), 9, 9): (40, 90), Band(("c",), 9, 9): (70, 80)}).values()
    dict_values([0, 1, 0])
    """
    found = {}
    ends: list[float] = []
    for band, (low, high) in sorted(bent.items(), key=lambda item: item[1]):
        track = next((track for track, end in enumerate(ends) if end < low), len(ends))
        ends[track : track + 1] = [high]
        found[band] = track
    return found


def _routes(turns: _Turns, x: float, end: float) -> dict[str, Route]:
    """How each line of a gap runs that reaches from `x` to `end`."""
    left, right = (HEAD + TRACK * count for count in turns.counts)
    routes = {}
    for edge in turns.gap.edges:
        port, y = turns.gap.ports[edge.id], turns.line[turns.gap.lanes[edge.id]]
        target, source = (end if turns.right[box] else x for box in (edge.target, edge.source))
        points = [(target, turns.line[port]), (source, y)]
        if turns.line[port] != y:
            side, track = turns.tracks[port]
            turn = end - HEAD - TRACK * track if side else x + HEAD + TRACK * track
            points[1:1] = [(turn, turns.line[port]), (turn, y)]
        routes[edge.id] = Route(tuple(points), ((x + left + end - right) / 2, y))
    return routes
