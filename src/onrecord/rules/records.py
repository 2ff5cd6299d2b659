"""RC6xx: records, their states, and relations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.problems import quoted
from onrecord.rules.base import Finding, Rule, SetContext, extent

if TYPE_CHECKING:
    from collections.abc import Iterator

_IN_FORCE = "in_force_when_said"


def self_relation(context: SetContext) -> Iterator[Finding]:
    """A relation joins two claims, or a state and a claim; a claim does not bear on itself.

    **Bad** `{"from": "c1", "to": "c1"}`.

    **Good** `{"from": "c1", "to": "c2"}`.

    **Fix** name the other end, or remove the relation.
    """
    for i, relation in enumerate(context.marks.relations):
        if relation.from_ == relation.to:
            found = f"the relation runs from {quoted(relation.to)} to itself"
            yield Finding(("relations", i, "to"), f"{found}; name the other end, or remove it", extent(relation.signal))


def duplicate_relation(context: SetContext) -> Iterator[Finding]:
    """The same two ends are joined once by the same type.

    **Bad** two `contradicts` from `s1` to `c1`.

    **Good** one, with every signal in it.

    **Fix** join the signals and remove one.
    """
    relations = context.marks.relations
    if len({(r.type, r.from_, r.to) for r in relations}) == len(relations):
        return
    first: dict[tuple[str, str, str], int] = {}
    for i, relation in enumerate(relations):
        k = first.setdefault((relation.type, relation.from_, relation.to), i)
        if k != i:
            found = f"{quoted(relations[k].id)} has the same type and ends"
            yield Finding(("relations", i), f"{found}; keep one, with every signal in it", extent(relation.signal))


def bare_evidence(context: SetContext) -> Iterator[Finding]:
    """What a record says is evidence only if one knows when it said so and whether it is independent.

    **Bad** a relation from a state without `timing` or `independence`.

    **Good** both; `unknown` where the story does not tell.

    **Fix** add what is missing.
    """
    states = context.states
    for i, relation in enumerate(context.marks.relations):
        if relation.from_ in states and (relation.timing is None or relation.independence is None):
            lacking = [name for name in ("timing", "independence") if getattr(relation, name) is None]
            found = f"the relation runs from the state {quoted(relation.from_)} and has no {' and no '.join(lacking)}"
            yield Finding(("relations", i), f"{found}; add it, or say unknown", extent(relation.signal))


def two_in_force(context: SetContext) -> Iterator[Finding]:
    """When a claim was made, one wording of a record was in force, not two.

    **Bad** `in_force_when_said` from two states of a record to the same claim.

    **Good** one; the other is `before` or `after`.

    **Fix** correct the timing of the state that was not in force.
    """
    states = context.states
    seen: dict[tuple[int, str], str] = {}
    for i, relation in enumerate(context.marks.relations):
        if relation.timing == _IN_FORCE and relation.from_ in states:
            other = seen.setdefault((states[relation.from_][0], relation.to), relation.from_)
            if other != relation.from_:
                both = f"{quoted(other)} and {quoted(relation.from_)} of one record"
                found = f"{both} are both in force for {quoted(relation.to)}"
                yield Finding(("relations", i, "timing"), f"{found}; only one can be", extent(relation.signal))


def timing_order(context: SetContext) -> Iterator[Finding]:
    """States stand in time order: one `after` the claim comes later than the one in force, one `before` it earlier.

    **Bad** state 2 in force when said, state 1 `after`.

    **Good** state 1 in force, state 2 `after`.

    **Fix** correct the timing, or the order of the states.
    """
    states, relations = context.states, context.marks.relations
    latest: dict[tuple[int, str], int] = {}  # of the states that are not after the claim
    first: dict[tuple[int, str], int] = {}  # of those in force
    for relation in relations:
        if relation.timing in (_IN_FORCE, "before") and relation.from_ in states:
            record, at = states[relation.from_]
            key = record, relation.to
            latest[key] = max(at, latest.get(key, at))
            if relation.timing == _IN_FORCE:
                first[key] = min(at, first.get(key, at))
    for i, relation in enumerate(relations if latest else ()):
        if relation.from_ not in states or relation.timing not in ("before", "after"):
            continue
        record, at = states[relation.from_]
        key = record, relation.to
        if relation.timing == "after" and at <= latest.get(key, -1):
            fact = f"state {latest[key] + 1} of the record is in force or before, and this is state {at + 1}"
        elif relation.timing == "before" and at >= first.get(key, at + 1):
            fact = f"state {first[key] + 1} of the record is in force, and this is state {at + 1}"
        else:
            continue
        found = f"the timing is {relation.timing}, but {fact}"
        yield Finding(("relations", i, "timing"), f"{found}; correct one of the two", extent(relation.signal))


def ended_before(context: SetContext) -> Iterator[Finding]:
    """A state whose end was reported before a claim was made was not in force when it was made.

    Dates are compared as far as both are known: a year with a day says nothing within that year.

    **Bad** `in_force_when_said` for a claim of 4 April, from a state that ended by a claim of 2 April.

    **Good** timing `before`, or the right dates.

    **Fix** correct the timing, or `made_at` of one of the two claims.
    """
    marks = context.marks
    made = {c.id: c.made_at.value for c in marks.claims if c.made_at}
    ends = {s.id: made[s.ended_by] for r in marks.records for s in r.states if s.ended_by in made}
    for i, relation in enumerate(marks.relations if ends else ()):
        if relation.timing == _IN_FORCE and relation.from_ in ends and relation.to in made:
            end, said = ends[relation.from_], made[relation.to]
            known = min(len(end), len(said))
            if end[:known] < said[:known]:
                found = f"the claim was made {said}, but the end of the state was reported {end}"
                yield Finding(("relations", i, "timing"), f"{found}; correct one of them", extent(relation.signal))


def post_hoc(context: SetContext) -> Iterator[Finding]:
    """Evidence is `post_hoc` if it was made to agree afterwards; then it is `after` the claim.

    **Bad** `"timing": "before", "independence": "post_hoc"`.

    **Good** `"timing": "after", "independence": "post_hoc"`.

    **Fix** correct the timing or the independence.
    """
    for i, relation in enumerate(context.marks.relations):
        if relation.independence == "post_hoc" and relation.timing != "after":
            timing = f"its timing is {quoted(relation.timing)}" if relation.timing else "it has no timing"
            found = f"the evidence is post_hoc, but {timing}"
            path = ("relations", i, "independence")
            yield Finding(path, f"{found}; use after, or another independence", extent(relation.signal))


def state_chain(context: SetContext) -> Iterator[Finding]:
    """A state ends where the next begins: each but the last has `ended_by`, the last has none.

    **Bad** two states, the first without `ended_by`.

    **Good** `ended_by` names the claim that reports the change.

    **Fix** name that claim; take `ended_by` from the last state, or add the state that followed.
    """
    for i, record in enumerate(context.marks.records):
        last = len(record.states) - 1
        for k, state in enumerate(record.states):
            if k < last and state.ended_by is None:
                found = f"the state {quoted(state.id)} is followed by another and has no ended_by"
                yield Finding(("records", i, "states", k), f"{found}; name the claim that reports the change")
            elif k == last and state.ended_by is not None:
                found = f"the last state {quoted(state.id)} is ended by {quoted(state.ended_by)}, but none follows"
                path = ("records", i, "states", k, "ended_by")
                yield Finding(path, f"{found}; add the next state, or remove ended_by")


RULES = (
    Rule("RC601", "relation-to-itself", self_relation),
    Rule("RC602", "duplicate-relation", duplicate_relation),
    Rule("RC603", "evidence-without-timing", bare_evidence),
    Rule("RC604", "two-states-in-force", two_in_force),
    Rule("RC605", "timing-out-of-order", timing_order),
    Rule("RC606", "post-hoc-not-after", post_hoc),
    Rule("RC607", "state-chain-broken", state_chain),
    Rule("RC608", "state-ended-before-claim", ended_before),
)
