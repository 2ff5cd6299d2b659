"""The form of a decisions file: every conflict of a merge, its readings, and what was decided on which ground.

decisions/<into>/<document>.json, one conflict a line. An adjudicator fills in `chosen` and `rule`, perhaps `own`,
`note`, `guidelines` and `ids`; all the rest is written by the merge.
"""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from msgspec import UNSET, Meta, UnsetType

from onrecord import codec
from onrecord.errors import UsageError
from onrecord.model.base import Frozen, Id, Label, Prose

VERSION = "1"

ID = "[a-z0-9][a-z0-9-]{0,63}"
"""The grammar of ids."""

OWN = "own"
"""Chosen where no annotator's reading is right: then `own` is the thing itself, or null to leave it out."""

REVIEW = "review"
"""The kind of what an adjudicator adds to the list: a thing all agree on, to be changed, or one nobody else has."""


class Reading(Frozen, frozen=True):
    """One reading of a thing: who holds it, and the thing as JSON with merged ids, or None: there is no such thing."""

    annotators: tuple[str, ...]
    value: dict[str, Any] | None


class Conflict(Frozen, frozen=True, kw_only=True):
    """Something that annotators read in different ways.

    Attributes:
        id: layer and merged id, "quotes/q03".
        kind: missing, extent, label, role, speaker, link or wording: the first of these that differs; or "review":
            an adjudicator has added this conflict to the list, on a thing that all agree on or that nobody else has.
        place: where it begins and ends in the text, in code points; None for what stands nowhere.
        words: those at the place, cut.
        readings: each that someone holds, by the first of its annotators.
        chosen: the annotator whose reading is taken, "own", or None while the conflict is open.
        own: the adjudicator's reading, if "own" is chosen; merged ids, its own id included.
        rule: the guideline that the choice rests on.
        note: anything else.
    """

    id: str
    kind: str
    place: tuple[int, int] | None
    words: str
    readings: tuple[Reading, ...]
    chosen: str | None
    own: dict[str, Any] | None | UnsetType = UNSET
    rule: Prose | None
    note: Prose | UnsetType = UNSET

    @property
    def touched(self) -> bool:
        """Whether an adjudicator has written anything here."""
        return (self.chosen, self.own, self.rule, self.note) != (None, UNSET, None, UNSET)


class Waiting(Frozen, frozen=True, rename={"for_": "for"}):
    """A thing that is agreed or decided, but refers to things that are not in the result (JSON key "for")."""

    id: str
    for_: tuple[str, ...]


class Counts(Frozen, frozen=True):
    """How many things: `agreed` and `conflicts` are all there are, `decided` and `open` are all conflicts."""

    agreed: int
    conflicts: int
    decided: int
    open: int
    waiting: int


class Decisions(Frozen, frozen=True):
    """A decisions file.

    Attributes:
        guidelines: version that the decisions follow and the result names, where it is not that of the sets merged; an
            adjudicator writes it.
        ids: for each merged id that is not the id in the result, that one; all else in the file has merged ids.
        result_sha256: of the annotation set that the last merge with these decisions wrote.
    """

    schema_version: Label
    document: Id
    text_sha256: Label
    annotators: tuple[str, ...]
    into: Id
    conflicts: Annotated[tuple[Conflict, ...], Meta(max_length=100_000)]
    waiting: Annotated[tuple[Waiting, ...], Meta(max_length=100_000)]
    counts: Counts
    guidelines: Label | UnsetType = UNSET
    ids: dict[Id, Annotated[str, Meta(pattern=rf"^{ID}\Z")]] | UnsetType = UNSET
    result_sha256: Label | UnsetType = UNSET


def convert(plain: object) -> Decisions:
    """The decisions in a JSON value; raises `UsageError` that says where it is not of the form.

    >>> convert({})
    Traceback (most recent call last):
    onrecord.errors.UsageError: Object missing required field `schema_version`; write decisions as the merge lists them
    """
    try:
        return msgspec.convert(plain, Decisions)
    except msgspec.ValidationError as error:
        raise UsageError(f"{error}; write decisions as the merge lists them") from None


def encode(decisions: Decisions) -> bytes:
    """Canonical JSON, one conflict a line; reading it back gives an equal value, and that the same bytes."""
    return codec.encode(decisions)
