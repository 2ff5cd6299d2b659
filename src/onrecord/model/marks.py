"""Marks on the text: entities and their mentions, quotes, negatives."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from onrecord.model.base import Frozen, Id, Name, Prose, Span, Spans, joined
from onrecord.model.labels import one_of

if TYPE_CHECKING:
    from typing import TypeAlias

    Certainty: TypeAlias = str
    EntityType: TypeAlias = str
    Identity: TypeAlias = str
    Level: TypeAlias = str
    Mode: TypeAlias = str
    QuoteType: TypeAlias = str
    Reason: TypeAlias = str
else:
    Certainty, EntityType, Identity = one_of("certainty"), one_of("entity_type"), one_of("identity")
    Level, Mode, QuoteType, Reason = one_of("level"), one_of("mode"), one_of("quote_type"), one_of("negative_reason")


class Kb(Frozen, frozen=True):
    """An identifier of an entity in a knowledge base, with the source that pairs the two."""

    id: Name
    source: Prose


class Entity(Frozen, frozen=True):
    """Someone or something the story refers to.

    Attributes:
        id: unique in the annotation set.
        type: one of OntoNotes 5's eighteen types, or OTHER.
        name: how to call it in a list; need not occur in the text.
        identity: named, anonymous, collective or unnamed.
        kb: identifiers elsewhere; often empty.
    """

    id: Id
    type: EntityType
    name: Name
    identity: Identity
    kb: tuple[Kb, ...] = ()

    def __str__(self) -> str:
        return self.name


class Mention(Frozen, frozen=True):
    """One place where the text refers to an entity.

    Attributes:
        entity: id of the one entity it refers to.
        level: NAM, NOM or PRO (ACE).
        metonymy: whether the name stands for something close to it (a building for those who work there).
        note: the annotator's remark, or None.
    """

    id: Id
    entity: Id
    level: Level
    spans: Spans
    metonymy: bool = False
    note: Prose | None = None

    def __str__(self) -> str:
        return joined(self.spans)


class IdentityLink(Frozen, frozen=True):
    """Two entities that may be one; the text does not force it."""

    a: Id
    b: Id
    certainty: Certainty


class Part(Frozen, frozen=True):
    """The words of a quote's cue or content."""

    spans: Spans

    def __str__(self) -> str:
        return joined(self.spans)


class Source(Frozen, frozen=True):
    """Who a quote is attributed to, and the words that name the source there."""

    entity: Id
    spans: Spans

    def __str__(self) -> str:
        return joined(self.spans)


class Quote(Frozen, frozen=True):
    """One source's one act of saying, thinking or wanting, as reported (PARC 3.0, PolNeAR).

    Attributes:
        mode: direct, indirect, mixed or free_indirect.
        type: assertion, belief, fact or eventuality (PDTB).
        source: None where the text names none.
        cue: the words that report; None where there are none.
        content: what was said, thought or wanted.
        addressee: id of the entity spoken to, or None.
        parent: id of the quote this one is reported inside, or None.
    """

    id: Id
    mode: Mode
    type: QuoteType
    source: Source | None
    cue: Part | None
    content: Part
    addressee: Id | None
    parent: Id | None

    def __str__(self) -> str:
        return str(self.content)

    def _repr_html_(self) -> str:
        """What a notebook shows: its own words. Whom the words of its source mean, only its document knows."""
        parts = (("b", self.source), ("i", self.cue), ("mark", self.content))
        told = " ".join(f"<{tag}>{escape(str(words))}</{tag}>" for tag, words in parts if words)
        return f"<p>{told} <small>{escape(f'{self.id}: {self.mode}, {self.type}')}</small></p>"


class Negative(Frozen, frozen=True):
    """Words that look like a quote and are none, with the reason."""

    id: Id
    reason: Reason
    spans: Spans

    def __str__(self) -> str:
        return joined(self.spans)


__all__ = ["Entity", "IdentityLink", "Kb", "Mention", "Negative", "Part", "Quote", "Source", "Span"]
