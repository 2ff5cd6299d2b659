"""Disagreements for a terminal: a list by kind, or both sides' marks beside each other, zone by zone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.metrics.comparison import KINDS
from onrecord.spans import Offsets
from onrecord.viewer.rows import Line, Pair, line
from onrecord.viewer.segments import marks
from onrecord.viewer.terminal import marked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.metrics.comparison import Difference, Reading
    from onrecord.model import Document

SHOWN = 60
"""Code points of the words concerned that a list repeats."""


def difference_lines(document: Document, left: str, right: str, found: Sequence[Difference]) -> Iterator[Line]:
    """Every disagreement, grouped by kind, with line and column in the article, its words, and both readings."""
    width = max(len(left), len(right)) + 2
    places = Offsets(document.text)
    yield line("", (f"{document.id}: {len(found)} differences", "bold"), f" between {left} and {right}")
    for kind in KINDS:
        of_kind = [difference for difference in found if difference.kind == kind]
        if of_kind:
            yield line("")
            yield line("", (f"{kind} ({len(of_kind)})", "bold"))
        for difference in of_kind:
            yield line("  ", _what(difference), _where(document, places, difference))
            for who, reading in ((left, difference.left), (right, difference.right)):
                yield line(f"      {who:{width}}", *_reading(reading))


def side_by_side(document: Document, left: str, right: str, found: Sequence[Difference]) -> Iterator[Line | Pair]:
    """Every zone with a disagreement as each side marks it, and under it what they disagree on."""
    one, other = marks(document.by(left)), marks(document.by(right))
    yield Pair(line("", (left, "bold")), line("", (right, "bold")))
    for zone in document.zones:
        here = [d for d in found if d.start is not None and zone.start <= d.start < zone.end]
        if here:
            yield line("")
            yield Pair(Line("", marked(document.text, zone, one)), Line("", marked(document.text, zone, other)))
            yield from _pairs(here)
    elsewhere = [d for d in found if d.start is None]
    if elsewhere:
        yield line("")
        yield line("", ("without a place in the text", "bold"))
        yield from _pairs(elsewhere)


def _pairs(found: Sequence[Difference]) -> Iterator[Line | Pair]:
    for difference in found:
        yield line("  * ", (f"{difference.kind}: ", "bold"), _what(difference))
        sides = (line("      ", *_reading(side)) for side in (difference.left, difference.right))
        yield Pair(*sides)


def _what(difference: Difference) -> str:
    return f"{difference.layer} {difference.field}".rstrip()


def _where(document: Document, places: Offsets, difference: Difference) -> str:
    if difference.start is None:
        return ""
    at, col = places.line_col(difference.start)
    words = " … ".join(document.text[start:end] for start, end in difference.pieces)
    return f" at {at}:{col}, {words if len(words) <= SHOWN else words[: SHOWN - 1] + '…'}"


def _reading(reading: Reading | None) -> Iterator[str | tuple[str, str]]:
    if reading is None:
        yield "(has none)", "dim"
        return
    yield f"{reading.id}: "
    yield reading.value or "(none)"
