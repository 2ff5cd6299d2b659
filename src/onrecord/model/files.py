"""What stands in each kind of file: document record, annotation set, list of annotators."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from onrecord.model.base import MAX_MARKS, Frozen, Id, Label, Name, Offset, Prose
from onrecord.model.claims import Claim, Record, Relation
from onrecord.model.marks import Entity, IdentityLink, Kb, Mention, Negative, Quote

_Many = Meta(max_length=MAX_MARKS)


class Zone(Frozen, frozen=True):
    """A paragraph of the text and its role; half-open code points."""

    start: Offset
    end: Offset
    type: Label


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

    event: Label
    value: Label
    precision: Label
    basis: Label
    source: Prose | None


class Rights(Frozen, frozen=True):
    """Who owns the text; its licence, or None where none was given; and the terms it is used under."""

    holder: Name
    license: Name | None
    statement: Prose


class DocumentRecord(Frozen, frozen=True, rename={"schema": "$schema"}):
    """The facts about one document, `corpus/<id>.json`."""

    schema: Name
    schema_version: Label
    id: Id
    title: Prose
    publisher: Publisher
    url: Prose | None
    byline: Name | None
    language: Label
    split: Label
    dates: Annotated[tuple[DocumentDate, ...], Meta(max_length=100)]
    text: TextFacts
    zones: Annotated[tuple[Zone, ...], _Many]
    rights: Rights


class AnnotationSet(Frozen, frozen=True, rename={"schema": "$schema"}):
    """All marks of one annotator on one document, `annotations/<annotator>/<document>.json`."""

    schema: Name
    schema_version: Label
    document: Id
    text_sha256: Label
    annotator: Id
    guidelines: Label
    entities: Annotated[tuple[Entity, ...], _Many]
    mentions: Annotated[tuple[Mention, ...], _Many]
    identity_links: Annotated[tuple[IdentityLink, ...], _Many]
    quotes: Annotated[tuple[Quote, ...], _Many]
    negatives: Annotated[tuple[Negative, ...], _Many]
    claims: Annotated[tuple[Claim, ...], _Many]
    records: Annotated[tuple[Record, ...], _Many]
    relations: Annotated[tuple[Relation, ...], _Many]


class Annotator(Frozen, frozen=True):
    """Who or what marked.

    Attributes:
        id: name of the folder of its annotation sets.
        kind: human, model, rule or adjudication; stated truthfully.
        note: how the marks were made.
        guidelines: version of the guidelines followed.
    """

    id: Id
    kind: Label
    note: Prose
    guidelines: Label


class Annotators(Frozen, frozen=True, rename={"schema": "$schema"}):
    """Everyone who marked, `annotations/annotators.json`."""

    schema: Name
    schema_version: Label
    annotators: Annotated[tuple[Annotator, ...], _Many]
