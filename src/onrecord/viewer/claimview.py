"""The claim graph in words: who made each contested claim, where, what bears on it, what the record said then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.model import joined
from onrecord.problems import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.model import Claim, Document, Relation


def claim_lines(document: Document) -> Iterator[str]:
    """Every contested claim with its makers, places, evidence and record states; no verdict."""
    contested = document.contested_claims()
    yield f"{shown(document.title, 400)}: {len(contested)} contested of {len(document.claims)} claims"
    for claim in contested:
        yield ""
        yield from (shown(line, 2000) for line in _claim(document, claim))


def _claim(document: Document, claim: Claim) -> Iterator[str]:
    said = f", {claim.made_at} ({claim.made_at.basis})" if claim.made_at else ""
    yield f"{claim.id}  {claim.proposition}"
    yield f"    made by {document.claimant(claim) or 'the writer'}{said}"
    for realization in claim.realizations:
        if realization.quote:
            quote = document.quote(realization.quote)
            yield f"    {realization.fidelity}: {quote.cue or '(no cue)'} - {quote} [{quote.content.spans[0].start}]"
        else:
            yield f"    {realization.fidelity}: {joined(realization.spans)}"
    for relation in document.relations_to(claim):
        yield from _evidence(document, relation)
    for record in document.records:
        state = document.record_at(record.id, claim)
        if state:
            yield f"    when it was said, {record.id} was in state {state.id}: {_voices(document, state.claims)}"


def _evidence(document: Document, relation: Relation) -> Iterator[str]:
    signal = f", signal: {joined(relation.signal)}" if relation.signal else ""
    facts = ", ".join(word for word in (relation.timing, relation.independence) if word)
    yield f"    {relation.type} by {relation.from_}{f' ({facts})' if facts else ''}{signal}"


def _voices(document: Document, claims: tuple[str, ...]) -> str:
    return "; ".join(document.claim(id).proposition for id in claims) or "no claim listed"
