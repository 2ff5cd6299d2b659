"""What annotation sets cover: only what all of them have looked for, where all of them have, can be compared."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from msgspec.structs import replace

from onrecord.model.labels import labels

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from onrecord.model import AnnotationSet, Claim, Document, Realization, Record, Span

    Cut = Callable[[tuple[Span, ...]], tuple[Span, ...]]


def covering(documents: Sequence[Document], names: Sequence[str], layers: Sequence[str]) -> tuple[Document, ...]:
    """The documents of which every one of `names` covers every one of `layers`."""
    return tuple(each for each in documents if all(each.sets[name].covers(*layers) for name in names))


def shared_layers(sets: Collection[AnnotationSet]) -> tuple[str, ...]:
    """The layers that all of `sets` cover, in the schema's order."""
    return tuple(layer for layer in labels("layer") if all(marks.covers(layer) for marks in sets))


def uncovered_zones(marks: AnnotationSet, document: Document) -> tuple[int, ...]:
    """The zones of a document that a set does not cover, by their places in its record."""
    every = range(len(document.zones))
    return () if marks.zones is None else tuple(sorted(set(every).difference(marks.zones)))


def shared(document: Document) -> Document:
    """A document with those zones alone that all its sets cover, and its sets with what stands in them.

    Pieces of marks elsewhere are taken away. A mark without a piece is gone, and so is what has lost all that it is
    about: a claim without a realization, a state without a claim, a relation without an end, an entity that nothing
    refers to. Source, cue and signal go with what they belong to. The document itself where every set covers all zones.
    """
    without = {zone for marks in document.sets.values() for zone in uncovered_zones(marks, document)}
    if not without:
        return document
    starts = [zone.start for zone in document.zones]
    kept = frozenset(range(len(starts))) - without

    def cut(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(span for span in spans if bisect_right(starts, span.start) - 1 in kept)

    zones = tuple(document.zones[place] for place in sorted(kept))
    sets = {name: _within(marks, cut) for name, marks in document.sets.items()}
    return replace(document, record=replace(document.record, zones=zones), sets=sets)


def _within(marks: AnnotationSet, cut: Cut) -> AnnotationSet:
    """The marks of which `cut` leaves something."""
    mentions = tuple(replace(m, spans=spans) for m in marks.mentions if (spans := cut(m.spans)))
    negatives = tuple(replace(n, spans=spans) for n in marks.negatives if (spans := cut(n.spans)))
    contents = {q.id: spans for q in marks.quotes if (spans := cut(q.content.spans))}
    quotes = tuple(
        replace(q, content=replace(q.content, spans=contents[q.id]), parent=q.parent if q.parent in contents else None)
        for q in marks.quotes
        if q.id in contents
    )
    claims = tuple(
        replace(c, realizations=places) for c in marks.claims if (places := tuple(_places(c, contents, cut)))
    )
    told = {claim.id for claim in claims}
    records = tuple(record for each in marks.records if (record := _record(each, told)).states)
    ends = told.union(state.id for record in records for state in record.states)
    relations = tuple(r for r in marks.relations if r.from_ in ends and r.to in told)
    left = replace(
        marks, zones=None, mentions=mentions, identity_links=(), quotes=quotes, negatives=negatives, claims=claims,
        records=records, relations=relations,
    )  # fmt: skip
    known = left.mentioned | left.referred
    return replace(
        left,
        entities=tuple(entity for entity in marks.entities if entity.id in known),
        identity_links=tuple(link for link in marks.identity_links if link.a in known and link.b in known),
    )


def _places(claim: Claim, contents: Collection[str], cut: Cut) -> Iterator[Realization]:
    for place in claim.realizations:
        if place.quote is not None:
            if place.quote in contents:
                yield place
        elif spans := cut(place.spans):
            yield replace(place, spans=spans)


def _record(record: Record, told: Collection[str]) -> Record:
    """The states that list, or end with, one of the claims `told`."""
    states = (
        replace(
            state,
            claims=tuple(id for id in state.claims if id in told),
            ended_by=state.ended_by if state.ended_by in told else None,
        )
        for state in record.states
    )
    return replace(record, states=tuple(state for state in states if state.claims or state.ended_by))
