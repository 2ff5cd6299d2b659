"""The JSON that the script of a page reads: the text, the marks, the labels, and what is derived from them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import msgspec

from onrecord import codes
from onrecord.metrics.comparison import difference_rows
from onrecord.model.labels import schema

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.metrics.comparison import Difference
    from onrecord.model import AnnotationSet, Annotator, Document

VERSION = 1
"""Of the form of the JSON."""

FAMILIES = ("SP2", "EN3", "QT4", "CL5", "RC6", "ID7")
"""The codes of rules that a person who marks can break."""


def data(
    document: Document, annotator: Annotator | None, other: AnnotationSet | None, found: Sequence[Difference], mode: str
) -> bytes:
    """All of it, as JSON.

    Args:
        annotator: whose marks are in view, as far as that is known.
        other: the annotation set they are compared with.
        found: their differences.
        mode: read or practice.

    Offsets are code points. `set` and `other` are annotation sets as files have them, or null.
    """
    record = document.record
    published = next((date.value for date in record.dates if date.event == "published"), None)
    facts = {
        "id": document.id, "title": document.title, "text": document.text, "sha256": record.text.sha256,
        "zones": record.zones, "published": published, "language": record.language,
    }  # fmt: skip
    who = {"id": document.annotator, "kind": None, "note": None, "guidelines": None}
    return msgspec.json.encode(
        {
            "version": VERSION,
            "document": facts,
            "annotator": annotator or who,
            "set": document.marks,
            "other": other,
            "differences": difference_rows(document.text, found),
            "head": _head(),
            "labels": _labels(),
            "rules": _rules(),
            "derived": _derived(document),
            "mode": mode,
        }
    )


def _head() -> dict[str, str]:
    """What every annotation set begins with."""
    keys = schema("annotation-set")["properties"]
    return {key: keys[key]["const"] for key in ("$schema", "schema_version")}


def _labels() -> dict[str, list[str]]:
    """Every closed list, by the name that its schema gives it."""
    kinds = (schema(kind)["$defs"] for kind in ("document", "annotators", "annotation-set"))
    return {name: form["enum"] for forms in kinds for name, form in forms.items() if "enum" in form}


def _rules() -> dict[str, str]:
    """The first sentences of the pages of rules, by code."""
    return {
        code.code: code.page.partition("\n\n")[0].replace("\n", " ")
        for code in codes.CODES
        if code.code.startswith(FAMILIES)
    }


def _derived(document: Document) -> dict[str, Any]:
    """What marks tell and no file holds: speakers, contested claims, what a record said when a claim was made."""
    homes = {state.id: record.id for record in document.records for state in record.states}
    at: dict[str, dict[str, str]] = defaultdict(dict)
    for relation in document.relations:
        if relation.timing == "in_force_when_said" and relation.from_ in homes:
            at[relation.to].setdefault(homes[relation.from_], relation.from_)
    return {
        "speakers": {quote.id: quote.source.entity if quote.source else None for quote in document.quotes},
        "contested": [claim.id for claim in document.contested_claims()],
        "record_at": at,
    }
