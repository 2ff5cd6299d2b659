"""Outside knowledge: what others have published on the claims of a document. No annotator's mark, and never in gold."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from onrecord.model.base import MAX_MARKS, Frozen, Id, Label, Name, Prose


class Report(Frozen, frozen=True):
    """A public report of a fact: who published it, when (None where that is not known), and its address."""

    publisher: Name
    date: Label | None
    url: Prose


class Evidence(Frozen, frozen=True):
    """A fact that was reported elsewhere.

    Attributes:
        statement: the fact in plain words, with no verdict.
        date: when it happened, as YYYY, YYYY-MM or YYYY-MM-DD; None where the reports do not tell.
        about: ids of the claims and states of records in gold that it bears on; may be empty.
        reports: what it rests on; at least one.
        note: where reports differ, and what else a reader must know; or None.
    """

    id: Id
    statement: Prose
    date: Label | None
    about: Annotated[tuple[Id, ...], Meta(max_length=100)]
    reports: Annotated[tuple[Report, ...], Meta(min_length=1, max_length=100)]
    note: Prose | None = None

    def __str__(self) -> str:
        return self.statement


class EvidenceFile(Frozen, frozen=True, rename={"schema": "$schema"}):
    """All evidence on one document, `evidence/<document>.json`."""

    schema: Name
    schema_version: Label
    document: Id
    evidence: Annotated[tuple[Evidence, ...], Meta(max_length=MAX_MARKS)]
