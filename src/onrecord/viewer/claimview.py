"""The claim graph in words: who made each contested claim, where, what bears on it, what the record said then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.model import joined
from onrecord.viewer.rows import Line, line
from onrecord.viewer.terminal import STYLES, invented, quote_parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.model import Claim, Document, Realization, Relation, State

_ITEM, _UNDER = "  - ", "      "


def claim_lines(document: Document) -> Iterator[Line]:
    """Every contested claim with its makers, places, evidence and record states; no verdict."""
    contested = document.contested_claims()
    count = f": {len(contested)} contested of {len(document.claims)} claims{invented(document)}"
    yield line("", (document.title, "bold"), count)
    for claim in contested:
        yield line("")
        yield from _claim(document, claim)


def evidence_lines(document: Document) -> Iterator[Line]:
    """What others have published on the claims, with when, where, and which claims of gold it is about."""
    head = "outside knowledge, which no annotator has marked; no verdict"
    yield line("", (document.title, "bold"), f": {len(document.evidence)} facts, {head}")
    for evidence in document.evidence:
        yield line("")
        when = f", {evidence.date}" if evidence.date else ""
        about = f", on {', '.join(evidence.about)}" if evidence.about else ""
        yield line(f"{evidence.id}{when}{about}  ", (evidence.statement, "bold"))
        if evidence.note:
            yield line(_ITEM, evidence.note)
        for report in evidence.reports:
            yield line(_UNDER, report.publisher, f", {report.date or 'no date'}: ", report.url)


def _claim(document: Document, claim: Claim) -> Iterator[Line]:
    said = f", {claim.made_at} ({claim.made_at.basis})" if claim.made_at else ""
    yield line(f"{claim.id}  ", (claim.proposition, "bold"))
    yield line(_ITEM, "made by ", (_claimant(document, claim), STYLES["source"]), said)
    for realization in claim.realizations:
        yield _place(document, realization)
    for relation in document.relations_to(claim):
        yield from _evidence(document, relation)
    for relation in document.relations:
        if relation.from_ == claim.id:
            yield line(_ITEM, f"itself {relation.type} {relation.to}: ", _voice(document, relation.to))
    for record in document.records:
        state = document.record_at(record.id, claim)
        if state:
            yield line(_ITEM, f"when it was said, {record.id} was in state {state.id}{_end(document, state)}")


def _place(document: Document, realization: Realization) -> Line:
    if realization.quote:
        quote = document.quote(realization.quote)
        return line(_ITEM, f"{realization.fidelity}, {quote.id}: ", *quote_parts(document, quote))
    return line(_ITEM, f"{realization.fidelity}: ", joined(realization.spans))


def _evidence(document: Document, relation: Relation) -> Iterator[Line]:
    """How something bears on the claim, then who says what there: ids alone would send the reader to the files."""
    signal = f", signal: {joined(relation.signal)}" if relation.signal else ""
    facts = ", ".join(filter(None, (relation.timing, relation.independence)))
    yield line(_ITEM, f"{relation.type} by {relation.from_}{f' ({facts})' if facts else ''}{signal}")
    for record in document.records:
        for state in record.states:
            if state.id == relation.from_:
                name = document.entity(record.entity).name
                for id in state.claims:
                    yield line(_UNDER, (name, STYLES["source"]), f", {id}: {document.claim(id)}")
    if any(claim.id == relation.from_ for claim in document.claims):
        yield line(_UNDER, _voice(document, relation.from_))


def _voice(document: Document, id: str) -> str:
    claim = document.claim(id)
    return f"{_claimant(document, claim)}: {claim}"


def _claimant(document: Document, claim: Claim) -> str:
    return str(document.claimant(claim) or "the writer")


def _end(document: Document, state: State) -> str:
    return f", which ended when: {document.claim(state.ended_by)}" if state.ended_by else ""
