"""Claims, the records that speak to them, and the relations between them: the claim graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from msgspec import Meta

from onrecord.model.base import Frozen, Id, Label, Prose, Span, Spans
from onrecord.model.labels import one_of

if TYPE_CHECKING:
    from typing import TypeAlias

    Basis: TypeAlias = str
    Fidelity: TypeAlias = str
    Independence: TypeAlias = str
    Precision: TypeAlias = str
    RelationType: TypeAlias = str
    Timing: TypeAlias = str
else:
    Basis, Precision, Fidelity = one_of("date_basis"), one_of("date_precision"), one_of("fidelity")
    RelationType, Timing, Independence = one_of("relation_type"), one_of("timing"), one_of("independence")


AUTHOR = "author"
"""The claimant that is no entity: the writer of the story."""


class DateValue(Frozen, frozen=True):
    """A date: `value` as YYYY, YYYY-MM or YYYY-MM-DD, how precise it is, and what it rests on."""

    value: Label
    precision: Precision
    basis: Basis

    def __str__(self) -> str:
        return self.value


class Realization(Frozen, frozen=True):
    """A place where a claim is made: a quote (by id) or spans of the writer's own words; exactly one of the two.

    Attributes:
        fidelity: verbatim, paraphrase or author.
    """

    fidelity: Fidelity
    quote: Id | None = None
    spans: Annotated[tuple[Span, ...], Meta(max_length=100)] = ()


class Claim(Frozen, frozen=True):
    """A checkable proposition that the story asserts, itself or through a source.

    Attributes:
        proposition: one plain sentence in the annotator's words.
        claimant: id of the entity that makes it, or "author".
        subject: id of the entity it is about, or None.
        realizations: everywhere it is made.
        made_at: when it was made, or None where nothing tells.
    """

    id: Id
    proposition: Prose
    claimant: Id
    subject: Id | None
    realizations: Annotated[tuple[Realization, ...], Meta(max_length=100)]
    made_at: DateValue | None

    def __str__(self) -> str:
        return self.proposition


class State(Frozen, frozen=True):
    """A record's wording at one time.

    Attributes:
        claims: ids of the claims the record makes in this state.
        ended_by: id of the claim that reports the change that ended it, or None.
    """

    id: Id
    claims: tuple[Id, ...]
    ended_by: Id | None = None


class Record(Frozen, frozen=True):
    """A document or page whose wording matters; its states are in time order."""

    id: Id
    entity: Id
    states: Annotated[tuple[State, ...], Meta(min_length=1, max_length=100)]


class Relation(Frozen, frozen=True, rename={"from_": "from"}):
    """How one claim, or one state of a record, bears on a claim.

    Attributes:
        type: supports, contradicts, qualifies or restates.
        from_: id of a claim or of a record's state (JSON key "from").
        to: id of a claim.
        signal: the words that mark the relation; may be empty.
        timing: of evidence: in_force_when_said, before, after, unknown; or None.
        independence: of evidence: independent, same_origin, post_hoc, unknown; or None.
    """

    id: Id
    type: RelationType
    from_: Id
    to: Id
    signal: Spans = ()
    timing: Timing | None = None
    independence: Independence | None = None


__all__ = ["AUTHOR", "Claim", "DateValue", "Realization", "Record", "Relation", "State"]
