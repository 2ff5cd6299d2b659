"""Frozen data. Field names are the JSON keys (two are renamed: "$schema" and "from"); offsets are code points."""

from onrecord.model.base import MAX_MARKS, MAX_OFFSET, MAX_SPANS, MAX_STRING, Frozen, Span, joined
from onrecord.model.claims import Claim, DateValue, Realization, Record, Relation, State
from onrecord.model.document import Document
from onrecord.model.evidence import Evidence, EvidenceFile, Report
from onrecord.model.files import (
    AnnotationSet,
    Annotator,
    Annotators,
    DocumentDate,
    DocumentRecord,
    Publisher,
    Rights,
    TextFacts,
    Zone,
)
from onrecord.model.marks import Entity, IdentityLink, Kb, Mention, Negative, Part, Quote, Source

__all__ = [
    "MAX_MARKS",
    "MAX_OFFSET",
    "MAX_SPANS",
    "MAX_STRING",
    "AnnotationSet",
    "Annotator",
    "Annotators",
    "Claim",
    "DateValue",
    "Document",
    "DocumentDate",
    "DocumentRecord",
    "Entity",
    "Evidence",
    "EvidenceFile",
    "Frozen",
    "IdentityLink",
    "Kb",
    "Mention",
    "Negative",
    "Part",
    "Publisher",
    "Quote",
    "Realization",
    "Record",
    "Relation",
    "Report",
    "Rights",
    "Source",
    "Span",
    "State",
    "TextFacts",
    "Zone",
    "joined",
]
