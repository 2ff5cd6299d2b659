"""Rules over data that is already typed: one small function each, in families, listed here by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.rules import (
    claims,
    corpus,
    coverage,
    documents,
    entities,
    evidence,
    quotes,
    records,
    references,
    spans,
    strict,
)
from onrecord.rules.base import CorpusContext, DocumentContext, EvidenceContext, Finding, Rule, SetContext

if TYPE_CHECKING:
    from collections.abc import Iterable

DOCUMENT_RULES: tuple[Rule, ...] = documents.RULES
SET_RULES: tuple[Rule, ...] = (
    spans.RULES + entities.RULES + quotes.RULES + claims.RULES + records.RULES + references.RULES + coverage.RULES
)
STRICT_RULES: tuple[Rule, ...] = strict.RULES
CORPUS_RULES: tuple[Rule, ...] = corpus.RULES
EVIDENCE_RULES: tuple[Rule, ...] = evidence.RULES
RULES: tuple[Rule, ...] = DOCUMENT_RULES + SET_RULES + STRICT_RULES + CORPUS_RULES + EVIDENCE_RULES

Context = DocumentContext | SetContext | CorpusContext | EvidenceContext


def run(rules: Iterable[Rule], context: Context) -> list[tuple[str, Finding]]:
    """What `rules` find in `context`, each with the rule's code, in the order of the rules; empty for valid data."""
    return [(rule.code, finding) for rule in rules for finding in rule.find(context)]


__all__ = [
    "CORPUS_RULES",
    "DOCUMENT_RULES",
    "EVIDENCE_RULES",
    "RULES",
    "SET_RULES",
    "STRICT_RULES",
    "CorpusContext",
    "DocumentContext",
    "EvidenceContext",
    "Finding",
    "Rule",
    "SetContext",
    "run",
]
