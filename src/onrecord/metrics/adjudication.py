"""Annotation sets of several annotators merged into one, with a decision for every conflict.

What all read in the same way is taken; what they do not is a conflict, and taken once it is decided. Nothing is in the
result that refers to something that is not.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from msgspec import UNSET
from msgspec.structs import replace

from onrecord import codec
from onrecord.errors import UsageError
from onrecord.metrics.answers import answered, own_reading
from onrecord.metrics.conflicts import Ground, conflicts, key, reviews
from onrecord.metrics.coverage import shared_layers
from onrecord.metrics.decisions import OWN, REVIEW, VERSION, Counts, Decisions, Waiting
from onrecord.metrics.groups import grouped
from onrecord.metrics.naming import called, differing, named
from onrecord.metrics.references import TYPES, provides, references, renamed
from onrecord.model import Record, Relation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onrecord.metrics.decisions import Conflict
    from onrecord.metrics.groups import Groups
    from onrecord.metrics.layers import Piece
    from onrecord.metrics.references import Thing
    from onrecord.model import AnnotationSet

    Origins = dict[str, tuple[str, ...]]
    Things = dict[str, Thing]


class Merge(NamedTuple):
    """What a merge gives.

    Attributes:
        marks: the merged annotation set, in a fixed order.
        decisions: every conflict with its decision, and what waits; for the decisions file.
        origins: for each thing in `marks`, by layer and id there ("quotes/q03"): the annotators whose reading it is, or
            ("own",).
    """

    marks: AnnotationSet
    decisions: Decisions
    origins: Mapping[str, tuple[str, ...]]


def adjudicate(sets: Mapping[str, AnnotationSet], text: str, into: str, decided: Decisions | None = None) -> Merge:
    """Merge the annotation sets of one text.

    Args:
        sets: by annotator, two or more; in each, ids are unique and lead somewhere.
        text: that they mark.
        into: the annotator whose set is made.
        decided: the decisions of an earlier merge, filled in.

    The order of `sets` changes nothing, and the decisions that come out give the same when they go in. Raises
    `UsageError` for sets that cannot be merged, and for decisions that do not fit them as they are now.
    """
    _demand_mergeable(sets, into)
    found = grouped(sets)
    head = next(iter(sets.values()))
    version = decided.guidelines if decided else UNSET
    empty = replace(head, annotator=into, guidelines=version or head.guidelines, **dict.fromkeys(TYPES, ()))
    every = conflicts(found, text)
    if decided:
        added = [conflict.id for conflict in decided.conflicts if conflict.kind == REVIEW]
        every = answered(decided, {**reviews(found, text, added), **every}, found.names, empty)
    things, origins = _taken(found, every)
    owners, subject = _owners(found, things), f"decisions on {head.document} for {into}"
    waiting = _waiting(things, owners, subject)
    kept = {id: thing for id, thing in things.items() if id not in waiting}
    names = named((decided and decided.ids) or {}, owners, kept.values(), subject)
    new = {id: called(id, names) for id in kept}
    marks = _ordered({new[id]: renamed(thing, names) for id, thing in kept.items()}, empty)
    decisions = Decisions(
        VERSION, head.document, head.text_sha256, found.names, into, tuple(every.values()),
        tuple(Waiting(id, missing) for id, missing in waiting.items()), _counts(found, every, waiting),
        version, differing(names), sha256(codec.encode(marks)).hexdigest(),
    )  # fmt: skip
    return Merge(marks, decisions, {new[id]: origins[id] for id in kept})


def _demand_mergeable(sets: Mapping[str, AnnotationSet], into: str) -> None:
    """Raise `UsageError` for sets that are not of one text and guideline, and for names that would mean two things."""
    names = ", ".join(sorted(sets))
    if len(sets) < 2:
        raise UsageError(f"{names or 'nothing'}: one set is no merge; name two or more annotators")
    if into in sets:
        raise UsageError(f"{into!r} is merged and cannot be what is made; name another annotator to merge into")
    if OWN in sets:
        raise UsageError(f"{OWN!r} is what an adjudicator's own readings are called; give that annotator another id")
    if len({(marks.document, marks.text_sha256) for marks in sets.values()}) > 1:
        raise UsageError(f"{names} do not mark the same text; merge sets of one document")
    if len({marks.guidelines for marks in sets.values()}) > 1:
        raise UsageError(f"{names} do not follow the same version of the guidelines; bring them to one first")
    if len({(shared_layers([marks]), marks.zones) for marks in sets.values()}) > 1:
        raise UsageError(f"{names} do not cover the same layers and zones; merge sets that do")


def _taken(found: Groups, every: Mapping[str, Conflict]) -> tuple[Things, Origins]:
    """What is agreed or decided, by layer and id, and whose reading it is."""
    things: Things = {}
    origins: Origins = {}
    for group in found.groups:
        id = key(group)
        chosen = every[id].chosen if id in every else found.names[0]
        if chosen is None:
            continue
        own = chosen == OWN
        thing = own_reading(every[id]) if own else group.readings[found.names.index(chosen)]
        if thing is not None:
            holders = zip(found.names, group.readings, strict=True)
            things[id] = thing
            origins[id] = (OWN,) if own else tuple(name for name, reading in holders if reading == thing)
    for id in every.keys() - {key(group) for group in found.groups}:  # nobody but the adjudicator has them
        thing = own_reading(every[id])
        if thing is not None:
            things[id], origins[id] = thing, (OWN,)
    return things, origins


def _counts(found: Groups, every: Mapping[str, Conflict], waiting: Mapping[str, object]) -> Counts:
    decided = sum(conflict.chosen is not None for conflict in every.values())
    agreed = sum(key(group) not in every for group in found.groups)
    return Counts(agreed, len(every), decided, len(every) - decided, len(waiting))


def _owners(found: Groups, things: Things) -> dict[str, str]:
    """For each id that may be referred to, the thing it belongs to, by layer and id."""
    readings = [(key(group), reading) for group in found.groups for reading in group.readings if reading]
    return {id: owner for owner, thing in (*readings, *things.items()) for id in provides(thing)}


def _waiting(things: Things, owners: Mapping[str, str], subject: str) -> dict[str, tuple[str, ...]]:
    """What cannot be in the result, and the things it refers to that are not in there either.

    Raises `UsageError` for a reference that no merge could fill; only a reading of an adjudicator's own has one.
    """
    users: dict[str, list[str]] = {}
    for name, thing in things.items():
        for id in references(thing):
            if id not in owners:
                raise UsageError(f"{subject}: {name}: {id!r} is the id of nothing in this merge; correct the reading")
            users.setdefault(id, []).append(name)
    there = {id for thing in things.values() for id in provides(thing)}
    lost = [id for id in users if id not in there]
    missing: dict[str, set[str]] = {}
    while lost:
        id = lost.pop()
        for name in users.get(id, ()):
            if name not in missing:
                lost += provides(things[name])
            missing.setdefault(name, set()).add(owners[id])
    return {name: tuple(sorted(missing[name])) for name in things if name in missing}


def _ordered(things: Things, empty: AnnotationSet) -> AnnotationSet:
    """An annotation set of these things, by where they stand in the text, then by id; records and relations by id."""
    ground = Ground.of(things.values())

    def order(name: str) -> tuple[bool, tuple[Piece, ...], str]:
        thing = things[name]
        where = () if isinstance(thing, Record | Relation) else ground.pieces(thing)
        return not where, where, name

    layers: dict[str, list[Thing]] = {layer: [] for layer in TYPES}
    for name in sorted(things, key=order):
        layers[name.partition("/")[0]].append(things[name])
    return replace(empty, **{layer: tuple(found) for layer, found in layers.items()})
