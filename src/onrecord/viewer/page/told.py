"""Lists of what is claimed: every claim with what bears on it, records with their states, and outside knowledge."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from onrecord.model import joined
from onrecord.model.claims import AUTHOR
from onrecord.viewer.page.escape import classes, link, text, to
from onrecord.viewer.page.lists import plain, section

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from onrecord.model import Claim, Document, Evidence, Record, Relation, State


class _Names(NamedTuple):
    """What things are called: entities by name, claims by proposition, states by the record's name and their own id."""

    entities: dict[str, str]
    ends: dict[str, str]
    known: Collection[str]

    def end(self, id: str) -> str:
        """A link to a claim or a state in its list."""
        return to(f"i-{id}", text(self.ends.get(id, id)), self.known)


def claim_list(document: Document, known: Collection[str]) -> str:
    """Every claim, contested ones first: who makes it, where, and what bears on it. No verdict."""
    names = _names(document, known)
    bearing: dict[str, list[str]] = defaultdict(list)
    for relation in document.relations:
        told = _told(relation)
        bearing[relation.to].append(f"{names.end(relation.from_)} <em>{plain(relation.type)}</em> this{told}")
        bearing[relation.from_].append(f"it <em>{plain(relation.type)}</em> {names.end(relation.to)}{told}")
    contested = {claim.id for claim in document.contested_claims()}
    ordered = sorted(document.claims, key=lambda claim: claim.id not in contested)
    rows = (_claim(each, each.id in contested, bearing[each.id], names) for each in ordered)
    return section("claims", "Claims", rows)


def record_list(document: Document, known: Collection[str]) -> str:
    """Every record, with what it says in each of its states, in time order."""
    names = _names(document, known)
    return section("records", "Records", (_record(record, names) for record in document.records))


def evidence_list(document: Document, known: Collection[str]) -> str:
    """What others have published on the claims; no annotator has marked it."""
    names = _names(document, known)
    note = "What others have published on the claims of gold. No annotator has marked it; no verdict."
    return section("evidence", "Outside knowledge", (_evidence(each, names) for each in document.evidence), note)


def _names(document: Document, known: Collection[str]) -> _Names:
    entities = {entity.id: entity.name for entity in document.entities}
    ends = {claim.id: claim.proposition for claim in document.claims}
    for record in document.records:
        ends |= {state.id: f"{entities.get(record.entity, record.id)}, {state.id}" for state in record.states}
    return _Names(entities, ends, known)


def _told(relation: Relation) -> str:
    """How a relation is signalled, and what is known of it as evidence."""
    facts = ", ".join(plain(fact) for fact in (relation.timing, relation.independence) if fact)
    signal = f": “{text(joined(relation.signal))}”" if relation.signal else ""
    return f"{signal}{f' <small>({facts})</small>' if facts else ''}"


def _claim(claim: Claim, contested: bool, bearing: list[str], names: _Names) -> str:
    who = "the writer" if claim.claimant == AUTHOR else names.entities.get(claim.claimant, claim.claimant)
    made = f", {text(claim.made_at)} <small>(from {plain(claim.made_at.basis)})</small>" if claim.made_at else ""
    about = f", about {text(names.entities.get(claim.subject, claim.subject))}" if claim.subject else ""
    sign = " <strong>contested</strong>" if contested else ""
    rows = "".join(f"<li>{row}</li>" for row in bearing)
    return (
        f'<li id="i-{text(claim.id)}"{classes("contested" if contested else "")}>'
        f"<b>{text(who)}</b>{made}{sign}{to(f'p-{claim.id}', text(claim), names.known, 'words')}"
        f"<small>{text(claim.id)}{about}: {', '.join(dict.fromkeys(_places(claim, names)))}</small>"
        f"{f'<ul>{rows}</ul>' if rows else ''}</li>"
    )


def _places(claim: Claim, names: _Names) -> Iterator[str]:
    for place in claim.realizations:
        where = f" in {to(f'p-{place.quote}', text(place.quote), names.known)}" if place.quote else ""
        yield f"{plain(place.fidelity)}{where}"


def _record(record: Record, names: _Names) -> str:
    states = "".join(_state(state, names) for state in record.states)
    name = names.entities.get(record.entity, record.entity)
    head = f"<b>{text(name)}</b> <small>{text(record.id)}</small>"
    return f'<li id="i-{text(record.id)}">{head}<ol>{states}</ol></li>'


def _state(state: State, names: _Names) -> str:
    says = "".join(f"<li>{names.end(id)}</li>" for id in state.claims)
    ended = f"<small>until: {names.end(state.ended_by)}</small>" if state.ended_by else ""
    return f'<li id="i-{text(state.id)}"><small>{text(state.id)}</small><ul>{says}</ul>{ended}</li>'


def _evidence(evidence: Evidence, names: _Names) -> str:
    about = ", ".join(to(f"i-{id}", text(id), names.known) for id in evidence.about)
    reports = "".join(f"<li>{link(r.url, r.publisher)}, {text(r.date or 'no date')}</li>" for r in evidence.reports)
    facts = "; ".join(filter(None, (text(evidence.date or ""), f"on {about}" if about else "")))
    note = f"<p>{text(evidence.note)}</p>" if evidence.note else ""
    return f'<li><span class="words">{text(evidence)}</span><small>{facts}</small>{note}<ul>{reports}</ul></li>'
