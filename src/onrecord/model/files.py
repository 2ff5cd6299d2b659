"""What stands in each kind of file: document record, annotation set, list of annotators."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta

from onrecord.model.base import MAX_MARKS, Frozen, Id, Label, Name, Offset, Prose
from onrecord.model.claims import AUTHOR, Basis, Claim, Precision, Record, Relation
from onrecord.model.labels import labels, one_of
from onrecord.model.marks import Entity, IdentityLink, Kb, Mention, Negative, Quote

if TYPE_CHECKING:
    from typing import TypeAlias

    AnnotatorKind: TypeAlias = str
    Event: TypeAlias = str
    Layer: TypeAlias = str
    Split: TypeAlias = str
    ZoneType: TypeAlias = str
else:
    AnnotatorKind, Event = one_of("annotator_kind", "annotators"), one_of("date_event", "document")
    Layer = one_of("layer")
    Split, ZoneType = one_of("split", "document"), one_of("zone_type", "document")

_Many = Meta(max_length=MAX_MARKS)


class Zone(Frozen, frozen=True):
    """A paragraph of the text and its role; half-open code points."""

    start: Offset
    end: Offset
    type: ZoneType


class TextFacts(Frozen, frozen=True):
    """What the untouched text must be: SHA-256 of its bytes, code points, bytes."""

    sha256: Label
    chars: Offset
    bytes: Offset


class Publisher(Frozen, frozen=True):
    """Who published the document."""

    name: Name
    kb: tuple[Kb, ...] = ()


class DocumentDate(Frozen, frozen=True):
    """Something that happened to the document, when, and what the date rests on."""

    event: Event
    value: Label
    precision: Precision
    basis: Basis
    source: Prose | None


class Rights(Frozen, frozen=True):
    """Who owns the text; its licence, or None where none was given; and the terms it is used under."""

    holder: Name
    license: Name | None
    statement: Prose


class DocumentRecord(Frozen, frozen=True, rename={"schema": "$schema"}):
    """The facts about one document, `corpus/<id>.json`.

    Attributes:
        synthetic: whether the text was invented for the corpus: no such people, places or events.
    """

    schema: Name
    schema_version: Label
    id: Id
    title: Prose
    publisher: Publisher
    url: Prose | None
    byline: Name | None
    language: Label
    split: Split
    dates: Annotated[tuple[DocumentDate, ...], Meta(max_length=100)]
    text: TextFacts
    zones: Annotated[tuple[Zone, ...], _Many]
    rights: Rights
    synthetic: bool = False


class AnnotationSet(Frozen, frozen=True, kw_only=True, rename={"schema": "$schema"}, gc=True, dict=True):
    """All marks of one annotator on one document, `annotations/<annotator>/<document>.json`.

    Attributes:
        layers: what was looked for, each once; None is all. A layer that is not covered is empty, which tells nothing.
        zones: where it was looked for: ascending places, from 0, in the zones of the document's record; None is all.
    """

    schema: Name
    schema_version: Label
    document: Id
    text_sha256: Label
    annotator: Id
    guidelines: Label
    layers: Annotated[tuple[Layer, ...], Meta(min_length=1, max_length=len(labels("layer")))] | None = None
    zones: Annotated[tuple[Offset, ...], Meta(min_length=1, max_length=MAX_MARKS)] | None = None
    entities: Annotated[tuple[Entity, ...], _Many]
    mentions: Annotated[tuple[Mention, ...], _Many]
    identity_links: Annotated[tuple[IdentityLink, ...], _Many]
    quotes: Annotated[tuple[Quote, ...], _Many]
    negatives: Annotated[tuple[Negative, ...], _Many]
    claims: Annotated[tuple[Claim, ...], _Many]
    records: Annotated[tuple[Record, ...], _Many]
    relations: Annotated[tuple[Relation, ...], _Many]

    def covers(self, *layers: str) -> bool:
        """Whether every one of these layers was looked for, at least in some zones.

        >>> from onrecord.loader import load
        >>> load()["cbc-ppe-dispute"].marks.covers("quotes", "claims")
        True
        """
        return self.layers is None or set(layers) <= set(self.layers)

    @cached_property
    def ids(self) -> list[str]:
        """The id of every thing in the set, layer by layer; states of records last."""
        layers = self.entities, self.mentions, self.quotes, self.negatives, self.claims, self.relations, self.records
        ids = [item.id for layer in layers for item in layer]
        return ids + [state.id for record in self.records for state in record.states]

    @cached_property
    def entity_ids(self) -> frozenset[str]:
        """The ids of all entities."""
        return frozenset([e.id for e in self.entities])

    @cached_property
    def mentioned(self) -> frozenset[str]:
        """The ids that mentions refer to."""
        return frozenset([m.entity for m in self.mentions])

    @cached_property
    def referred(self) -> frozenset[str]:
        """The ids by which anything but a mention refers to an entity."""
        found = {q.addressee for q in self.quotes}.union(
            [q.source.entity for q in self.quotes if q.source],
            [c.subject for c in self.claims],
            [c.claimant for c in self.claims if c.claimant != AUTHOR],
            [r.entity for r in self.records],
            [end for link in self.identity_links for end in (link.a, link.b)],
        )
        return frozenset([id for id in found if id is not None])

    @cached_property
    def dangling(self) -> frozenset[str]:
        """Every id that something refers to and that nothing of the right kind has."""
        quotes, claims, relations = self.quotes, self.claims, self.relations
        states = [state for record in self.records for state in record.states]
        to_quotes = {q.parent for q in quotes}.union([r.quote for c in claims for r in c.realizations])
        to_claims = {s.ended_by for s in states}.union([r.to for r in relations], *[s.claims for s in states])
        claim_ids = {c.id for c in claims}
        found = (
            (self.referred | self.mentioned)
            .difference(self.entity_ids)
            .union(
                to_quotes.difference([q.id for q in quotes]),
                to_claims - claim_ids,
                {r.from_ for r in relations}.difference(claim_ids, [s.id for s in states]),
            )
        )
        return frozenset([id for id in found if id is not None])


class Annotator(Frozen, frozen=True):
    """Who or what marked.

    Attributes:
        id: name of the folder of its annotation sets.
        kind: human, model, rule or adjudication; stated truthfully.
        note: how the marks were made.
        guidelines: version of the guidelines followed.
    """

    id: Id
    kind: AnnotatorKind
    note: Prose
    guidelines: Label


class Annotators(Frozen, frozen=True, rename={"schema": "$schema"}):
    """Everyone who marked, `annotations/annotators.json`."""

    schema: Name
    schema_version: Label
    annotators: Annotated[tuple[Annotator, ...], _Many]

    @property
    def guidelines(self) -> dict[str, str]:
        """For the id of every annotator the version of the guidelines followed."""
        return {each.id: each.guidelines for each in self.annotators}
