"""The article as set text: every zone in its typographic role, with its marks; for pages and notebooks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from onrecord.viewer.page.escape import classes, label, text
from onrecord.viewer.segments import by_zone, segments

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.model import Document, Zone
    from onrecord.viewer.segments import Mark, Segment

HEADINGS = {"headline": "h2", "subhead": "h3"}
PARTS = ("source", "cue", "content")
"""The layers that are parts of a quote."""


class Passage(NamedTuple):
    """One zone as HTML, and the ids of the quotes that have words in it, in text order."""

    html: str
    quotes: tuple[str, ...]


class Prose(NamedTuple):
    """A text as HTML: a passage for each zone, and the ids of elements in them."""

    passages: tuple[Passage, ...]
    anchors: frozenset[str]


def prose(document: Document, over: Sequence[Mark], anchor: str = "", side: str = "") -> Prose:
    """Every zone with its marks; the text content of each element is the zone's text, code point by code point.

    Args:
        over: marks in text order.
        anchor: what the id of an element begins with; it goes on with the id of the thing that begins there. Without
            it there are no ids, and each mark tells in a tooltip what it is: notebooks have neither lists nor script.
        side: "other" for the second of two texts in one page, whose headings are no headings of the page.
    """
    near = by_zone(document.zones, over)
    firsts: dict[str, int] = {}
    for zone, marks in zip(document.zones, near, strict=True):
        for mark in marks:
            firsts.setdefault(mark.id, max(mark.start, zone.start))
    passages = []
    for place, (zone, marks) in enumerate(zip(document.zones, near, strict=True)):
        words = []
        for segment in segments(document.text, zone.start, zone.end, marks):
            begun = dict.fromkeys(mark.id for mark in segment.marks if firsts[mark.id] == segment.start)
            words.append(_segment(segment, [anchor + id for id in begun] if anchor else None))
        quotes = tuple(dict.fromkeys(mark.id for mark in marks if mark.layer in PARTS))
        passages.append(Passage(_zone(place, zone, "".join(words), side, marks), quotes))
    return Prose(tuple(passages), frozenset(anchor + id for id in firsts) if anchor else frozenset())


def _zone(place: int, zone: Zone, words: str, side: str, marks: Sequence[Mark]) -> str:
    tag = "p" if side else HEADINGS.get(zone.type, "p")
    quoted = "quoted" if any(mark.layer == "content" for mark in marks) else ""
    where = f' data-zone="{place}" data-start="{zone.start}"' + (f' data-side="{side}"' if side else "")
    return f"<{tag}{classes('zone', zone.type, quoted)}{where}>{words}</{tag}>"


def _segment(segment: Segment, anchors: Sequence[str] | None) -> str:
    """A stretch of text; several things that begin with it each get a place to jump to."""
    words = text(segment.text)
    if not segment.marks:
        return words
    names = classes(*dict.fromkeys(_names(segment)))
    if anchors is None:
        title = label("; ".join(f"{mark.id} {mark.label}" for mark in segment.marks))
        return f'<mark{names} title="{title}">{words}</mark>'
    before = "".join(f'<a id="{text(id)}"></a>' for id in anchors[1:])
    here = f' id="{text(anchors[0])}"' if anchors else ""
    told = " ".join(dict.fromkeys(f"{m.id}:{m.layer}" if m.layer in PARTS else m.id for m in segment.marks))
    return f'{before}<mark{here}{names} data-marks="{text(told)}">{words}</mark>'


def _names(segment: Segment) -> Iterator[str]:
    """The classes of all that lies over a segment; a quote inside a quote is deep, and its ends are told."""
    contents = 0
    for mark in segment.marks:
        yield from mark.classes.split()
        if mark.layer == "content":
            contents += 1
            if mark.start == segment.start:
                yield "open"
            if mark.end == segment.end:
                yield "close"
    if contents > 1:
        yield "deep"
