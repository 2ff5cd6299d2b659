"""Lines, arrows and time lines of the claim graph as SVG paths."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.viewer.page.rows import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.viewer.page.layout import Point

BEND = 8.0
"""How round a corner of a line is."""
# Each type of relation has a head of its own, drawn for a line that runs to the right and ends at 0,0.
HEADS = {
    "supports": ((-13, -7), (0, 0), (-13, 7)),
    "contradicts": ((-13, -7), (0, 0), (-13, 7)),
    "qualifies": ((-14, 0), (-7, -6), (0, 0), (-7, 6)),
    "restates": ((-11, -5.5), (0, -5.5), (0, 5.5), (-11, 5.5)),
}


def line(points: Sequence[Point]) -> str:
    """The data of a path through points, with round corners; its dashes begin at the first point.

    >>> line([(0, 0), (20, 0), (20, 40)])
    'M0 0L12 0Q20 0 20 8L20 40'
    """
    parts = [f"M{_at(points[0])}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        start, end = (_towards(corner, other) for other in (before, after))
        parts.append(f"L{_at(start)}Q{_at(corner)} {_at(end)}")
    return "".join([*parts, f"L{_at(points[-1])}"])


def head(kind: str, points: Sequence[Point]) -> str:
    """The data of the path of an arrow's head at the first of the points of a line; contradictions have a bar, too.

    >>> head("supports", [(100, 10), (60, 10)])
    'M87 3L100 10L87 17Z'
    """
    (x, y), (away, _) = points[:2]
    turned = 1 if away <= x else -1
    placed = [(x + turned * across, y + down) for across, down in HEADS[kind]]
    bar = f"M{_at((x - turned * 18, y - 8))}L{_at((x - turned * 18, y + 8))}" if kind == "contradicts" else ""
    return f"M{'L'.join(map(_at, placed))}Z{bar}"


def _at(point: Point) -> str:
    return f"{number(point[0])} {number(point[1])}"


def _towards(corner: Point, other: Point) -> Point:
    """The point on the way from a corner where its bend begins."""
    (x, y), (to_x, to_y) = corner, other
    far = abs(to_x - x) + abs(to_y - y)
    part = min(BEND, far / 2) / far if far else 0.0
    return x + (to_x - x) * part, y + (to_y - y) * part
