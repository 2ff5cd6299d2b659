"""An annotation set carried to a new text: every span with its verdict, and what falls with those that are lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from msgspec.structs import replace

from onrecord.anchors.losses import fallen, settled
from onrecord.model import Mention, Negative, Part, Source

if TYPE_CHECKING:
    from onrecord.anchors.anchoring import Anchors, Carried
    from onrecord.anchors.losses import Fallen
    from onrecord.model import AnnotationSet, Claim, Quote, Span

    Spans = tuple[Span, ...]

M = TypeVar("M", Mention, Negative)
P = TypeVar("P", Part, Source)


class Row(NamedTuple):
    """The evidence for one span.

    Attributes:
        layer: the list of the set that the mark is in.
        mark: its id.
        part: where in the mark the span is: spans, source, cue, content, signal, or realizations/0, ...
        piece: its place among the spans of that part, from 0.
        old: the span in the old text.
        carried: what became of it.
    """

    layer: str
    mark: str
    part: str
    piece: int
    old: Span
    carried: Carried


class CarriedSet(NamedTuple):
    """An annotation set on the new text, without what is lost, and how it came about.

    Attributes:
        rows: the evidence, one for each span of the old set.
        fallen: things that are gone or refer to less than before.
    """

    marks: AnnotationSet
    rows: tuple[Row, ...]
    fallen: tuple[Fallen, ...]


def carry_set(marks: AnnotationSet, anchors: Anchors) -> CarriedSet:
    """Carry every span of a set that marks the old text; its hash and the zones it covers are left as they are.

    A mark in pieces keeps those that are not lost; without any it is gone, and so is what refers to nothing then.
    """
    carrier = _Carrier(anchors)
    found = replace(
        marks,
        mentions=carrier.plain("mentions", marks.mentions),
        quotes=tuple(filter(None, map(carrier.quote, marks.quotes))),
        negatives=carrier.plain("negatives", marks.negatives),
        claims=tuple(map(carrier.claim, marks.claims)),
        relations=tuple(
            replace(r, signal=carrier.spans("relations", r.id, "signal", r.signal)) for r in marks.relations
        ),
    )
    found = settled(found, marks)
    return CarriedSet(found, tuple(carrier.rows), fallen(marks, found))


class _Carrier:
    """Carries the parts of marks and keeps the evidence."""

    def __init__(self, anchors: Anchors) -> None:
        self.anchors = anchors
        self.rows: list[Row] = []

    def spans(self, layer: str, mark: str, part: str, spans: Spans) -> Spans:
        rows = [Row(layer, mark, part, i, span, self.anchors.carry(span)) for i, span in enumerate(spans)]
        self.rows += rows
        return tuple(row.carried.span for row in rows if row.carried.span)

    def plain(self, layer: str, marks: tuple[M, ...]) -> tuple[M, ...]:
        found = [replace(mark, spans=self.spans(layer, mark.id, "spans", mark.spans)) for mark in marks]
        return tuple(mark for mark in found if mark.spans)

    def quote(self, quote: Quote) -> Quote | None:
        source, cue = self._part(quote.id, "source", quote.source), self._part(quote.id, "cue", quote.cue)
        content = self._part(quote.id, "content", quote.content)
        return replace(quote, source=source, cue=cue, content=content) if content else None

    def claim(self, claim: Claim) -> Claim:
        places = [
            replace(place, spans=self.spans("claims", claim.id, f"realizations/{i}", place.spans))
            for i, place in enumerate(claim.realizations)
        ]
        return replace(claim, realizations=tuple(place for place in places if place.quote or place.spans))

    def _part(self, mark: str, name: str, part: P | None) -> P | None:
        new = self.spans("quotes", mark, name, part.spans) if part else ()
        return replace(part, spans=new) if part and new else None
