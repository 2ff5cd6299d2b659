"""The text cut at every edge of a mark: each segment with the layers and ids that lie over it."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.model import Document, Entity, Mention, Span, Zone


class Mark(NamedTuple):
    """One span of one mark.

    Attributes:
        start, end: half-open code points of the text.
        layer: entity, source, cue or content; a page has claim, signal, negative and difference, too.
        id: of the mention, quote, claim, ... it belongs to.
        label: what to call it.
        classes: what a style sheet knows it by; only pages have style sheets.
    """

    start: int
    end: int
    layer: str
    id: str
    label: str
    classes: str = ""


class Segment(NamedTuple):
    """A stretch of text with the same marks over all of it; half-open code points."""

    start: int
    end: int
    text: str
    marks: tuple[Mark, ...]


def marks(document: Document) -> list[Mark]:
    """Every span of every mention and quote of the annotator in view, in text order."""
    entities = {e.id: e for e in document.entities}
    found = [_mark(s, "entity", m.id, _label(m, entities.get(m.entity))) for m in document.mentions for s in m.spans]
    for quote in document.quotes:
        speaker = str(document.speaker(quote) or "no source named")
        found += [_mark(s, "content", quote.id, f"{quote.mode}: {speaker}") for s in quote.content.spans]
        found += [_mark(s, "cue", quote.id, "cue") for s in (quote.cue.spans if quote.cue else ())]
        found += [_mark(s, "source", quote.id, "source") for s in (quote.source.spans if quote.source else ())]
    return sorted(found)


def by_zone(zones: Sequence[Zone], over: Sequence[Mark]) -> list[list[Mark]]:
    """The marks that touch each zone, in the order given; zones ascend."""
    found: list[list[Mark]] = [[] for _ in zones]
    ends = [zone.end for zone in zones]
    for mark in over:
        for place in range(bisect_right(ends, mark.start), len(zones)):
            if zones[place].start >= mark.end:
                break
            found[place].append(mark)
    return found


def segments(text: str, start: int, end: int, over: list[Mark]) -> Iterator[Segment]:
    """Cut `text[start:end]` at every edge of the marks that touch it; joined, the segments are that text.

    Args:
        over: marks in text order; only those that touch the place are looked at twice.
    """
    near = [mark for mark in over if mark.start < end and start < mark.end]
    edges = {start, end, *(e for mark in near for e in (mark.start, mark.end) if start < e < end)}
    begun = 0
    open_: list[Mark] = []
    for a, b in pairwise(sorted(edges)):
        while begun < len(near) and near[begun].start <= a:
            open_.append(near[begun])
            begun += 1
        open_ = [mark for mark in open_ if mark.end > a]
        yield Segment(a, b, text[a:b], tuple(open_))


def _label(mention: Mention, entity: Entity | None) -> str:
    """The entity's type; after pronouns and descriptions of someone with a name ("the president") also who it is."""
    if entity is None:
        return "?"
    described = mention.level == "PRO" or (mention.level == "NOM" and entity.identity == "named")
    if not described or str(mention).casefold() in entity.name.casefold():
        return entity.type
    return f"{entity.type}: {entity.name}"


def _mark(span: Span, layer: str, id: str, label: str) -> Mark:
    return Mark(span.start, span.end, layer, id, label)
