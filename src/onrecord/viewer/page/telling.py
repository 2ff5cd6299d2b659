"""What the claim graph says in its boxes and beside its lines, in plain words. No verdict."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from onrecord.model import joined
from onrecord.model.claims import AUTHOR
from onrecord.viewer.page.rows import Words

if TYPE_CHECKING:
    from collections.abc import Collection

    from onrecord.model import Claim, Document, Record, Relation
    from onrecord.viewer.page.contests import Contest

TIMING = {
    "in_force_when_said": "in force when this was said",
    "before": "no longer in force when this was said",
    "after": "came after this was said",
    "unknown": "not told when",
}
INDEPENDENCE = {
    "independent": "independent",
    "same_origin": "from the same origin",
    "post_hoc": "made to agree afterwards (post\u00a0hoc)",
}


class Telling:
    """The words for one document's claims, states and relations, by id."""

    def __init__(self, document: Document, contested: Collection[str]) -> None:
        """Looks everything up that other words need; `contested` are ids of claims."""
        self._entities = {entity.id: entity.name for entity in document.entities}
        self._claims = {claim.id: claim for claim in document.claims}
        self._contested = contested
        self._states = {
            state.id: (record, number) for record in document.records for number, state in enumerate(record.states)
        }
        self._changes = {state.ended_by for record in document.records for state in record.states}
        self._said: dict[str, list[str]] = defaultdict(list)  # who spoke while a state was in force
        for relation in document.relations:
            if relation.timing == "in_force_when_said" and relation.to in self._claims:
                claim = self._claims[relation.to]
                self._said[relation.from_].append(f"{self._who(claim)}{f', {claim.made_at}' if claim.made_at else ''}")

    def box(self, id: str) -> list[Words]:
        """Who, what and when of a claim; of a state what it says, and who spoke while it was in force."""
        return self._state(id) if id in self._states else self._claim(self._claims[id])

    def title(self, contest: Contest, place: int, of: int) -> str:
        """What a part of the graph is called."""
        contested = any(id in self._contested for ids in contest.columns for id in ids)
        return f"{place} of {of}: {'contested' if contested else 'not contested'}"

    def in_force(self, id: str) -> bool:
        """Whether a state was in force when somebody spoke."""
        return id in self._said

    def chain(self, record: Record) -> set[str]:
        """The states of a record, and the claims that tell of their ends."""
        return {id for state in record.states for id in (state.id, state.ended_by) if id}

    def is_state(self, id: str) -> bool:
        """Whether it is a state of a record, not a claim."""
        return id in self._states

    def classes(self, id: str) -> str:
        """What a style sheet knows a box by."""
        if id in self._states:
            return "state"
        return " ".join(["box", *["change"] * (id in self._changes), *["contested"] * (id in self._contested)])

    def label(self, relation: Relation) -> list[Words]:
        """The type of a relation, and the words that signal it."""
        found = [Words("kind", relation.type)]
        if relation.signal:
            found.append(Words("signal", f"“{joined(relation.signal)}”", f"p-{relation.id}"))
        return found

    def facts(self, relation: Relation) -> list[Words]:
        """What is known of a relation as evidence; what is not is told of records alone, and only of the timing."""
        told = []
        if relation.timing and (relation.timing != "unknown" or relation.from_ in self._states):
            told.append(TIMING[relation.timing])
        if relation.independence and relation.independence != "unknown":
            told.append(INDEPENDENCE[relation.independence])
        return [Words("facts", ", ".join(told))] if told else []

    def sentence(self, relation: Relation) -> str:
        """A relation as one sentence."""
        facts = [f"signal: “{joined(relation.signal)}”"] if relation.signal else []
        facts += [fact.words for fact in self.facts(relation)]
        return "; ".join([f"{self._name(relation.from_)} {relation.type} {self._name(relation.to)}", *facts])

    def heading(self, record: Record) -> list[Words]:
        """What stands above the states of a record."""
        return [
            Words("part", "Record, from earlier to later" if record.states[1:] else "Record"),
            Words("who", self._entities.get(record.entity, record.entity)),
        ]

    def _claim(self, claim: Claim) -> list[Words]:
        when = f"said {claim.made_at}" if claim.made_at else "not dated"
        when += " · contested" if claim.id in self._contested else ""
        found = [Words("who", self._who(claim)), Words("what", claim.proposition), Words("when", when)]
        return [Words("part", "Then it changed, says"), *found] if claim.id in self._changes else found

    def _state(self, id: str) -> list[Words]:
        record, number = self._states[id]
        found = [Words("part", f"State {number + 1} of {len(record.states)}" if record.states[1:] else "Its wording")]
        claims = [self._claims[id] for id in record.states[number].claims if id in self._claims]
        found += [Words("what", claim.proposition, f"p-{claim.id}") for claim in claims]
        if not claims:
            found.append(Words("when", "No claim of its own is marked."))
        said = "; ".join(dict.fromkeys(self._said.get(id, ())))
        return [*found, *([Words("force", f"In force when this was said: {said}")] if said else [])]

    def _who(self, claim: Claim) -> str:
        return "the writer" if claim.claimant == AUTHOR else self._entities.get(claim.claimant, claim.claimant)

    def _name(self, id: str) -> str:
        if id not in self._states:
            return f"{self._who(self._claims[id])} ({self._claims[id]})"
        record, number = self._states[id]
        name = self._entities.get(record.entity, record.entity)
        return f"{name}, state {number + 1} of {len(record.states)}," if record.states[1:] else name
