"""Zones of a document carried to a new text, whose paragraphs they must fit."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from onrecord.model import Zone
from onrecord.spans import paragraphs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.anchors.anchoring import Anchors

BODY = "body"
"""The type proposed for a paragraph that holds nothing of the old text."""


class CarriedZone(NamedTuple):
    """A paragraph of the new text as a zone, and the place (from 0) of the old zone most of whose words it has, if any.

    It has that zone's type; without one, `BODY` is a proposal.
    """

    zone: Zone
    origin: int | None


def carry_zones(zones: Sequence[Zone], anchors: Anchors) -> tuple[CarriedZone, ...]:
    """A zone for every paragraph of the new text, in order."""
    found = paragraphs(anchors.new)
    starts, ends = [start for start, _ in found], [end for _, end in found]
    shares: list[dict[int, int]] = [{} for _ in found]
    for number, zone in enumerate(zones):
        for piece in anchors.pieces(zone.start, zone.end):
            for k in range(bisect_right(ends, piece.new), bisect_left(starts, piece.new_end)):
                both = min(piece.new_end, ends[k]) - max(piece.new, starts[k])
                shares[k][number] = shares[k].get(number, 0) + both
    carried = []
    for (start, end), share in zip(found, shares, strict=True):
        origin = max(share, key=lambda number: share[number], default=None)
        carried.append(CarriedZone(Zone(start, end, BODY if origin is None else zones[origin].type), origin))
    return tuple(carried)


def covered(zones: Sequence[int] | None, carried: Sequence[CarriedZone]) -> tuple[int, ...] | None:
    """Which of the carried zones a set covers that has covered the old zones `zones`; None is all, before and after.

    Nobody has read what is new: a set that covered all no longer does where a paragraph was added.
    """
    read = None if zones is None else set(zones)
    found = [i for i, (_, origin) in enumerate(carried) if origin is not None and (read is None or origin in read)]
    return None if len(found) == len(carried) else tuple(found)
