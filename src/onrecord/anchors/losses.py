"""What cannot stay in an annotation set once some of its marks are gone: what refers to them and to nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from onrecord.metrics.references import TYPES, provides, references
from onrecord.model import Claim, Entity, IdentityLink, Mention, Quote, Record, Relation
from onrecord.model.claims import AUTHOR

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from onrecord.metrics.references import Thing
    from onrecord.model import AnnotationSet

    Ids = Collection[str]


class Fallen(NamedTuple):
    """A thing that is gone, or that refers to less than before.

    Attributes:
        name: layer and id ("claims/c3"); of an identity link, those of its two entities.
        gone: whether it is no longer in the set.
        without: what it referred to and no longer does, or why it is gone; ids.
    """

    name: str
    gone: bool
    without: tuple[str, ...]


def settled(marks: AnnotationSet, before: AnnotationSet) -> AnnotationSet:
    """`marks`, a part of `before`, without entities that lack a mention now and without what refers to nothing.

    An addressee, a subject, a parent, one of several realizations are left out; what cannot be without the thing it
    refers to goes with it. Whether the rest still says something true, the rules and a person have to say.
    """
    whole = before.covers("mentions") and before.zones is None

    def known(of: AnnotationSet) -> frozenset[str]:
        return of.mentioned if whole else of.mentioned | of.referred

    while True:
        idle = known(before) - known(marks)
        ids = {id for thing in _things(marks) for id in provides(thing)} - idle
        kept = {layer: tuple(filter(None, [_kept(thing, ids) for thing in getattr(marks, layer)])) for layer in TYPES}
        then = replace(marks, **kept)
        if then == marks:
            return marks
        marks = then


def fallen(before: AnnotationSet, after: AnnotationSet) -> tuple[Fallen, ...]:
    """Everything of `before` that is not in `after`, or refers to less there; in the order of layers."""
    ids = {id for thing in _things(after) for id in provides(thing)}
    found = []
    for layer in TYPES:
        there = {_name(layer, thing): thing for thing in getattr(after, layer)}
        for thing in getattr(before, layer):
            name, old = _name(layer, thing), dict.fromkeys(references(thing))
            left = set(references(there[name])) if name in there else ids
            without = tuple(id for id in old if id not in left)
            if without or name not in there:
                found.append(Fallen(name, name not in there, without))
    return tuple(found)


def _things(marks: AnnotationSet) -> Iterator[Thing]:
    return (thing for layer in TYPES for thing in getattr(marks, layer))


def _name(layer: str, thing: Thing) -> str:
    return f"{layer}/{f'{thing.a}/{thing.b}' if isinstance(thing, IdentityLink) else thing.id}"


def _kept(thing: Thing, ids: Ids) -> Thing | None:
    """The thing without references to what is not among `ids`; None where it cannot be without one."""
    match thing:
        case Entity():
            return thing if thing.id in ids else None
        case Mention():
            return thing if thing.entity in ids else None
        case IdentityLink():
            return thing if thing.a in ids and thing.b in ids else None
        case Quote():
            source = thing.source if thing.source and thing.source.entity in ids else None
            return replace(
                thing, source=source, addressee=_maybe(thing.addressee, ids), parent=_maybe(thing.parent, ids)
            )
        case Claim():
            return _claim(thing, ids)
        case Record():
            return _record(thing, ids)
        case Relation():
            return thing if thing.from_ in ids and thing.to in ids else None
    return thing


def _claim(claim: Claim, ids: Ids) -> Claim | None:
    places = tuple(place for place in claim.realizations if place.quote is None or place.quote in ids)
    if not places or (claim.claimant != AUTHOR and claim.claimant not in ids):
        return None
    return replace(claim, realizations=places, subject=_maybe(claim.subject, ids))


def _record(record: Record, ids: Ids) -> Record | None:
    if record.entity not in ids:
        return None
    states = [
        replace(s, claims=tuple(c for c in s.claims if c in ids), ended_by=_maybe(s.ended_by, ids))
        for s in record.states
    ]
    return replace(record, states=tuple(states))


def _maybe(id: str | None, ids: Ids) -> str | None:
    return id if id in ids else None
