"""What annotators disagree on, thing by thing: of which kind it is, where it stands, and who reads it how."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec.structs import replace

from onrecord.metrics.comparison import KINDS
from onrecord.metrics.decisions import REVIEW, Conflict, Reading
from onrecord.metrics.layers import pieces, realized
from onrecord.metrics.references import plain
from onrecord.model import Claim, Entity, IdentityLink, Mention, Negative, Quote, Record, Relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.metrics.groups import Group, Groups
    from onrecord.metrics.layers import Piece
    from onrecord.metrics.references import Thing
    from onrecord.model import Span

    Facets = dict[str, tuple[Any, ...]]

SHOWN = 80
"""Code points of the words concerned that a conflict repeats."""


class Ground(NamedTuple):
    """What it takes to say where things of one set stand.

    Attributes:
        contents: of each quote.
        first: the first mention of each entity.
    """

    contents: dict[str, tuple[Span, ...]]
    first: dict[str, tuple[Span, ...]]

    @classmethod
    def of(cls, things: Iterable[Thing]) -> Ground:
        """The ground of a set's things."""
        contents: dict[str, tuple[Span, ...]] = {}
        first: dict[str, tuple[Span, ...]] = {}
        for thing in things:
            if isinstance(thing, Quote):
                contents[thing.id] = thing.content.spans
            elif isinstance(thing, Mention):
                known = first.get(thing.entity)
                if known is None or pieces(thing.spans) < pieces(known):
                    first[thing.entity] = thing.spans
        return cls(contents, first)

    def pieces(self, thing: Thing) -> tuple[Piece, ...]:
        """Where `thing` stands: an entity at its first mention, a claim where it is made; perhaps nowhere."""
        match thing:
            case Mention() | Negative():
                return pieces(thing.spans)
            case Quote():
                return pieces(thing.content.spans)
            case Claim():
                return pieces(realized(thing, self.contents))
            case Relation():
                return pieces(thing.signal)
            case Entity():
                return pieces(self.first.get(thing.id, ()))
            case _:
                return ()


def conflicts(found: Groups, text: str) -> dict[str, Conflict]:
    """Every group that not all annotators read in the same way, by conflict id; none is decided."""
    grounds = _grounds(found)
    every = (_conflict(group, found.names, grounds, text) for group in found.groups if len(set(group.readings)) > 1)
    return {conflict.id: conflict for conflict in every}


def reviews(found: Groups, text: str, wanted: Iterable[str]) -> dict[str, Conflict]:
    """What an adjudicator may change although nobody disagrees: the agreed things of these ids, and new ones.

    A new thing has no reading; what it is, the adjudicator says.
    """
    grounds = _grounds(found)
    agreed = {key(group): group for group in found.groups if len(set(group.readings)) == 1}
    return {
        id: replace(_conflict(agreed[id], found.names, grounds, text), kind=REVIEW)
        if id in agreed
        else Conflict(id=id, kind=REVIEW, place=None, words="", readings=(), chosen=None, rule=None)
        for id in wanted
    }


def _grounds(found: Groups) -> list[Ground]:
    return [Ground.of(filter(None, side)) for side in zip(*(group.readings for group in found.groups), strict=True)]


def _conflict(group: Group, names: Sequence[str], grounds: Sequence[Ground], text: str) -> Conflict:
    """The readings of a group, undecided."""
    readings = held(group, names)
    places = (ground.pieces(r) for ground, r in zip(grounds, group.readings, strict=True) if r)
    where = next(filter(None, places), ())
    words = " … ".join(text[start:end] for start, end in where)
    return Conflict(
        id=key(group),
        kind=kind([value for value, _ in readings]),
        place=(where[0][0], where[-1][1]) if where else None,
        words=words if len(words) <= SHOWN else words[: SHOWN - 1] + "…",
        readings=tuple(Reading(who, None if value is None else plain(value)) for value, who in readings),
        chosen=None,
        rule=None,
    )


def key(group: Group) -> str:
    """The id of a thing among all layers: "quotes/q03"."""
    return f"{group.layer}/{group.id}"


def held(group: Group, names: Sequence[str]) -> list[tuple[Thing | None, tuple[str, ...]]]:
    """Every reading that someone holds, with those who do; by the first of them."""
    found: dict[Thing | None, tuple[str, ...]] = {}
    for name, reading in zip(names, group.readings, strict=True):
        found[reading] = (*found.get(reading, ()), name)
    return list(found.items())


def kind(readings: Sequence[Thing | None]) -> str:
    """The first of `KINDS` in which readings of one thing differ, or `REVIEW` where they do not.

    >>> kind([IdentityLink("a", "b", "likely"), IdentityLink("a", "b", "possible")])
    'label'
    """
    facets = [_facets(reading) for reading in readings if reading]
    if len(facets) < len(readings):
        return "missing"
    return next((kind for kind in KINDS if any(map(_differ, *(facet.get(kind, ()) for facet in facets)))), REVIEW)


def _differ(*values: object) -> bool:
    """Whether values differ; None is no value."""
    return len({value for value in values if value is not None}) > 1


def _facets(thing: Thing) -> Facets:
    """All that a thing says, by the kind of the difference; as many values of a kind for every thing of one layer."""
    match thing:
        case Entity():
            return {"label": (thing.type, thing.identity), "link": (thing.kb,), "wording": (thing.name,)}
        case Mention():
            return {
                "extent": (thing.spans,),
                "label": (thing.level, thing.metonymy),
                "link": (thing.entity,),
                "wording": (thing.note or "",),
            }
        case IdentityLink():
            return {"label": (thing.certainty,)}
        case Quote():
            return _quote(thing)
        case Negative():
            return {"extent": (thing.spans,), "label": (thing.reason,)}
        case Claim():
            return _claim(thing)
        case Record():
            return {"link": (thing.entity, thing.states)}
        case Relation():
            return {"extent": (thing.signal,), "label": (thing.type, thing.timing or "", thing.independence or "")}


def _quote(quote: Quote) -> Facets:
    source, cue = quote.source, quote.cue
    return {
        "extent": (quote.content, source and source.spans, cue),
        "label": (quote.mode, quote.type),
        "role": (source is None, cue is None, quote.addressee is None),
        "speaker": (source and source.entity,),
        "link": (quote.addressee, quote.parent or ""),
    }


def _claim(claim: Claim) -> Facets:
    places = claim.realizations
    return {
        "extent": (tuple(place.spans for place in places),),
        "label": (tuple(place.fidelity for place in places), (claim.made_at,)),
        "speaker": (claim.claimant,),
        "link": (claim.subject or "", tuple(place.quote for place in places)),
        "wording": (claim.proposition,),
    }
