"""Counterparts without doubt: `correspondence`, and ids where the text alone does not tell two things apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onrecord.metrics.correspondence import correspond

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from onrecord.model import AnnotationSet

    Map = Mapping[str, str]


def counterparts(left: AnnotationSet, right: AnnotationSet) -> dict[str, Map]:
    """What `correspond` finds, layer by layer: which ids of `left` are which of `right`.

    Equal claims, states that list the same, and entities that are never mentioned go by their ids, where those are the
    same and all else is, too: a set is then its own counterpart, thing by thing. Raises what `correspond` raises.
    """
    maps = correspond(left, right)
    entities = _settled(maps.entities, left.entities, right.entities, lambda one, other: one == other, False)
    claims = _settled(maps.claims, left.claims, right.claims, lambda one, other: one == other)

    def same_state(one: Any, other: Any) -> bool:
        told = [id and claims.get(id, "") for id in (*one.claims, one.ended_by)]
        return told == [*other.claims, other.ended_by]

    ours, theirs = ([state for record in side.records for state in record.states] for side in (left, right))
    states = _settled(maps.states, ours, theirs, same_state)

    def same_record(one: Any, other: Any) -> bool:
        told = [states.get(state.id) for state in one.states]
        return entities.get(one.entity) == other.entity and told == [state.id for state in other.states]

    records = _settled(maps.records, left.records, right.records, same_record)
    return {**maps._asdict(), "entities": entities, "claims": claims, "states": states, "records": records}


def _settled(
    found: Map, left: Iterable[Any], right: Iterable[Any], same: Callable[[Any, Any], bool], swap: bool = True
) -> dict[str, str]:
    """A one-to-one map in which things of one id that are the same go together.

    Args:
        swap: whether they do so even if one of them had another counterpart.
    """
    there = dict(found)
    back = {id: other for other, id in there.items()}
    theirs = {thing.id: thing for thing in right}
    for thing in left:
        id = thing.id
        if there.get(id) == id or id not in theirs or not same(thing, theirs[id]):
            continue
        if not swap and (id in there or id in back):
            continue
        ours, other = back.pop(id, None), there.pop(id, None)
        there[id] = back[id] = id
        if ours is not None:
            del there[ours]
        if other is not None:
            del back[other]
        if ours is not None and other is not None:
            there[ours], back[other] = other, ours
    return there
