"""The ids inside things: what a thing refers to, and the same thing under other ids."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import json
from msgspec.structs import replace

from onrecord.model import Claim, Entity, IdentityLink, Mention, Negative, Quote, Record, Relation
from onrecord.model.claims import AUTHOR

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import TypeAlias

    from onrecord.model import State

    Thing: TypeAlias = Entity | Mention | IdentityLink | Quote | Negative | Claim | Record | Relation
    Ids = Mapping[str, str]

TYPES: dict[str, type[Thing]] = {
    "entities": Entity,
    "mentions": Mention,
    "identity_links": IdentityLink,
    "quotes": Quote,
    "negatives": Negative,
    "claims": Claim,
    "records": Record,
    "relations": Relation,
}
"""The layers of an annotation set, in its order, and what each holds."""


def references(thing: Thing) -> Iterator[str]:
    """Every id by which `thing` refers to others; the writer of the story is none.

    >>> list(references(IdentityLink("one-source", "second-source", "possible")))
    ['one-source', 'second-source']
    """
    match thing:
        case Mention():
            yield thing.entity
        case IdentityLink():
            yield from (thing.a, thing.b)
        case Quote():
            yield from (id for id in (thing.source and thing.source.entity, thing.addressee, thing.parent) if id)
        case Claim():
            yield from (id for id in (thing.claimant, thing.subject) if id and id != AUTHOR)
            yield from (place.quote for place in thing.realizations if place.quote)
        case Record():
            yield thing.entity
            for state in thing.states:
                yield from state.claims
                yield from (id for id in (state.ended_by,) if id)
        case Relation():
            yield from (thing.from_, thing.to)


def provides(thing: Thing) -> tuple[str, ...]:
    """The ids by which others may refer to `thing`: its own and those of its states; a link between entities has none.

    >>> provides(Entity("ottawa", "GPE", "Ottawa", "named"))
    ('ottawa',)
    """
    if isinstance(thing, IdentityLink):
        return ()
    return (thing.id, *(state.id for state in thing.states)) if isinstance(thing, Record) else (thing.id,)


def plain(thing: Thing) -> dict[str, Any]:
    """`thing` as JSON has it.

    >>> plain(IdentityLink("a", "b", "likely"))
    {'a': 'a', 'b': 'b', 'certainty': 'likely'}
    """
    value: dict[str, Any] = json.decode(json.encode(thing))
    return value


def renamed(thing: Thing, new: Ids) -> Thing:
    """`thing` with every id in it, its own too, looked up in `new`; raises KeyError for one that is not there.

    >>> renamed(IdentityLink("a", "b", "likely"), {"a": "x", "b": "y"})
    IdentityLink(a='x', b='y', certainty='likely')
    """
    match thing:
        case Mention():
            return replace(thing, id=new[thing.id], entity=new[thing.entity])
        case IdentityLink():
            return replace(thing, a=new[thing.a], b=new[thing.b])
        case Quote():
            return _quote(thing, new)
        case Claim():
            return _claim(thing, new)
        case Record():
            states = tuple(_state(state, new) for state in thing.states)
            return replace(thing, id=new[thing.id], entity=new[thing.entity], states=states)
        case Relation():
            return replace(thing, id=new[thing.id], from_=new[thing.from_], to=new[thing.to])
        case _:
            return replace(thing, id=new[thing.id])


def _quote(quote: Quote, new: Ids) -> Quote:
    source = quote.source and replace(quote.source, entity=new[quote.source.entity])
    addressee, parent = _maybe(quote.addressee, new), _maybe(quote.parent, new)
    return replace(quote, id=new[quote.id], source=source, addressee=addressee, parent=parent)


def _claim(claim: Claim, new: Ids) -> Claim:
    return replace(
        claim,
        id=new[claim.id],
        claimant=AUTHOR if claim.claimant == AUTHOR else new[claim.claimant],
        subject=_maybe(claim.subject, new),
        realizations=tuple(replace(place, quote=_maybe(place.quote, new)) for place in claim.realizations),
    )


def _state(state: State, new: Ids) -> State:
    claims = tuple(new[id] for id in state.claims)
    return replace(state, id=new[state.id], claims=claims, ended_by=_maybe(state.ended_by, new))


def _maybe(id: str | None, new: Ids) -> str | None:
    return None if id is None else new[id]
