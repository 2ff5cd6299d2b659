"""Every disagreement between two annotation sets of one text: what it is about, where, and both readings."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from onrecord.metrics.correspondence import correspond
from onrecord.metrics.layers import pieces, realized
from onrecord.model import joined
from onrecord.spans import Offsets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from onrecord.metrics.correspondence import Correspondence
    from onrecord.metrics.layers import Piece
    from onrecord.model import AnnotationSet, Claim, Quote, Span

KINDS = ("missing", "extent", "label", "role", "speaker", "link", "wording")
"""missing: only one side has it. extent: other words. label: another value of a closed list, or another date. role:
one side has a source, cue or addressee and the other has none, or the words play another part. speaker: another source
or claimant. link: another entity, parent, subject, quote or claim is meant. wording: a name, proposition or note."""


class Reading(NamedTuple):
    """What one side says: the id of its thing, the value in question ("" for none), and the words it stands on."""

    id: str
    value: str
    pieces: tuple[Piece, ...] = ()


class Difference(NamedTuple):
    """One disagreement.

    Attributes:
        kind: one of `KINDS`.
        layer: entities, mentions, quotes, negatives, claims, records, relations or identity_links.
        field: what of the thing differs, as the annotation set calls it; "" where the whole thing is missing.
        left, right: both readings; None for a thing that this side does not have.
    """

    kind: str
    layer: str
    field: str
    left: Reading | None
    right: Reading | None

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The words concerned, of the left side if it has any; half-open code points, perhaps none."""
        return next((side.pieces for side in (self.left, self.right) if side and side.pieces), ())

    @property
    def start(self) -> int | None:
        """Where it begins in the text; None for what stands nowhere."""
        return self.pieces[0][0] if self.pieces else None


def compare(left: AnnotationSet, right: AnnotationSet) -> tuple[Difference, ...]:
    """Every disagreement, by place in the text; what stands nowhere comes first.

    What is the same thing on both sides is settled by `correspondence`; ids may differ. `compare(b, a)` finds the same,
    with left and right exchanged. What stands on a layer that one side does not cover is not compared.
    """
    maps = correspond(left, right)
    every = (difference for layer in _LAYERS for difference in layer(left, right, maps))
    compared = [each for each in every if left.covers(*_needs(each)) and right.covers(*_needs(each))]
    found = _roles([each for each in compared if _mentioned(each, left, right)])
    return tuple(
        sorted(found, key=lambda d: (-1 if d.start is None else d.start, KINDS.index(d.kind), d.layer, d.field))
    )


def difference_rows(text: str, found: Sequence[Difference]) -> list[dict[str, Any]]:
    """Differences for JSON, each with its place: code points, line and column, or None where it stands nowhere.

    Args:
        text: of the document.
    """
    places = Offsets(text)
    rows = []
    for each in found:
        at = None if each.start is None else places.place(each.start, each.pieces[-1][1])._asdict()
        sides = {name: side and side._asdict() for name, side in (("left", each.left), ("right", each.right))}
        rows.append({"kind": each.kind, "layer": each.layer, "field": each.field, "place": at, **sides})
    return rows


def _needs(difference: Difference) -> tuple[str, ...]:
    """What both sides must cover for the difference to be one: without mentions entities are not told apart."""
    layer, field = difference.layer, difference.field
    return (*_NEEDS.get(layer, (layer,)), *_NEEDS.get(f"{layer} {field}", ()))


def _mentioned(difference: Difference, left: AnnotationSet, right: AnnotationSet) -> bool:
    """Whether an entity that one side lacks is mentioned where both have looked; other differences always count."""
    if difference.layer != "entities" or difference.kind != "missing":
        return True
    there = ((difference.left, left), (difference.right, right))
    return all(side.id in marks.mentioned for side, marks in there if side)


_NEEDS = {
    "entities": ("mentions",),
    "identity_links": ("identity_links", "mentions"),
    "records": ("records", "claims"),
    "relations": ("relations", "claims", "records"),
    "quotes source.entity": ("mentions",),
    "quotes addressee": ("mentions",),
    "claims claimant": ("mentions",),
    "claims subject": ("mentions",),
    "claims realizations.quote": ("quotes",),
    "records entity": ("mentions",),
}
"""The layers that a thing, or a field of it, stands on; a thing that is not here, on its own."""

_ROLES = ("source", "cue", "addressee")  # what a quote may have or not


class _Field(NamedTuple):
    """A field of a thing: its kind, its name, what it says on one side; `meant` is what is compared."""

    kind: str
    name: str
    value: str
    pieces: tuple[Piece, ...]
    meant: Any


def _matched(
    layer: str, left: Sequence[Any], right: Sequence[Any], pairs: Mapping[str, str],
    fields: Callable[[Any, bool], Iterable[_Field]],
) -> Iterator[Difference]:  # fmt: skip
    """Things of one layer: those without a counterpart, then fields that differ. The first field tells of the whole.

    Args:
        fields: takes a thing and whether it is of the left side; what the left side means is in ids of the right one.
    """
    theirs = {thing.id: thing for thing in right}
    for thing in left:
        ours = tuple(fields(thing, True))
        if thing.id not in pairs:
            yield Difference("missing", layer, "", Reading(thing.id, ours[0].value, ours[0].pieces), None)
            continue
        other = theirs[pairs[thing.id]]
        whole, *rest = fields(other, False)
        for one, two in zip(ours, (whole, *rest), strict=True):
            if one.meant == two.meant:
                continue
            absent = one.name in _ROLES and not (one.value and two.value)
            kind = "role" if absent else one.kind
            yield Difference(kind, layer, one.name, _reading(thing.id, one, ours[0]), _reading(other.id, two, whole))
    counted = set(pairs.values())
    for thing in right:
        if thing.id not in counted:
            first = next(iter(fields(thing, False)))
            yield Difference("missing", layer, "", None, Reading(thing.id, first.value, first.pieces))


def _reading(id: str, field: _Field, whole: _Field) -> Reading:
    """A field without words of its own stands where its thing stands."""
    return Reading(id, field.value, field.pieces if field.kind == "extent" else whole.pieces)


def _words(name: str, spans: Iterable[Span] | None) -> _Field:
    """The extent of a mark, or of a part of one."""
    covered = tuple(spans or ())
    return _Field("extent", name, joined(covered), pieces(covered), pieces(covered))


def _value(kind: str, name: str, value: object) -> _Field:
    text = "" if value is None else str(value)
    return _Field(kind, name, text, (), text)


def _link(name: str, id: str | None, map: Mapping[str, str], left: bool, kind: str = "link") -> _Field:
    """A reference; what the left side refers to is looked up on the right one, unlike any id where it is nothing."""
    meant = map.get(id, ("left", id)) if left and id is not None else id
    return _Field(kind, name, id or "", (), meant)


def _entities(left: AnnotationSet, right: AnnotationSet, maps: Correspondence) -> Iterator[Difference]:
    first = [{mention.entity: pieces(mention.spans) for mention in reversed(side.mentions)} for side in (right, left)]

    def fields(entity: Any, of_left: bool) -> Iterator[_Field]:
        yield _value("wording", "name", entity.name)._replace(pieces=first[of_left].get(entity.id, ()))
        yield _value("label", "type", entity.type)
        yield _value("label", "identity", entity.identity)
        yield _value("link", "kb", ", ".join(sorted(kb.id for kb in entity.kb)))

    return _matched("entities", left.entities, right.entities, maps.entities, fields)


def _mentions(left: AnnotationSet, right: AnnotationSet, maps: Correspondence) -> Iterator[Difference]:
    def fields(mention: Any, first: bool) -> Iterator[_Field]:
        yield _words("", mention.spans)
        yield _link("entity", mention.entity, maps.entities, first)
        yield _value("label", "level", mention.level)
        yield _value("label", "metonymy", mention.metonymy)
        yield _value("wording", "note", mention.note)

    return _matched("mentions", left.mentions, right.mentions, maps.mentions, fields)


def _identity_links(left: AnnotationSet, right: AnnotationSet, maps: Correspondence) -> Iterator[Difference]:
    theirs = {frozenset((link.a, link.b)): link for link in right.identity_links}
    for link in left.identity_links:
        ends = frozenset(maps.entities.get(id, f"left {id}") for id in (link.a, link.b))
        other = theirs.pop(ends, None)
        ours = Reading(f"{link.a} = {link.b}", link.certainty)
        if other is None:
            yield Difference("missing", "identity_links", "", ours, None)
        elif other.certainty != link.certainty:
            their = Reading(f"{other.a} = {other.b}", other.certainty)
            yield Difference("label", "identity_links", "certainty", ours, their)
    for other in theirs.values():
        yield Difference("missing", "identity_links", "", None, Reading(f"{other.a} = {other.b}", other.certainty))


def _quotes(left: AnnotationSet, right: AnnotationSet, maps: Correspondence) -> Iterator[Difference]:
    def fields(quote: Quote, first: bool) -> Iterator[_Field]:
        yield _words("", quote.content.spans)
        yield _words("source", quote.source.spans if quote.source else ())
        yield _words("cue", quote.cue.spans if quote.cue else ())
        yield _value("label", "mode", quote.mode)
        yield _value("label", "type", quote.type)
        yield _link("source.entity", quote.source.entity if quote.source else None, maps.entities, first, "speaker")
        yield _link("addressee", quote.addressee, maps.entities, first)
        yield _link("parent", quote.parent, maps.quotes, first)

    return _matched("quotes", left.quotes, right.quotes, maps.quotes, fields)


def _negatives(left: AnnotationSet, right: AnnotationSet, maps: Correspondence) -> Iterator[Difference]:
    def fields(negative: Any, _: bool) -> Iterator[_Field]:
        yield _words("", negative.spans)
        yield _value("label", "reason", negative.reason)

    return _matched("negatives", left.negatives, right.negatives, maps.negatives, fields)


def _claims(left: AnnotationSet, right: AnnotationSet, maps: Correspondence) -> Iterator[Difference]:
    contents = [{quote.id: quote.content.spans for quote in side.quotes} for side in (right, left)]
    people = {**maps.entities, "author": "author"}

    def fields(claim: Claim, first: bool) -> Iterator[_Field]:
        yield _words("", realized(claim, contents[first]))
        yield _value("wording", "proposition", claim.proposition)
        yield _link("claimant", claim.claimant, people, first, "speaker")
        yield _link("subject", claim.subject, maps.entities, first)
        made = claim.made_at
        yield _value("label", "made_at", made and f"{made.value} ({made.precision}, {made.basis})")
        yield _value("label", "fidelity", ", ".join(sorted(r.fidelity for r in claim.realizations)))
        quotes = sorted(r.quote for r in claim.realizations if r.quote)
        meant = sorted(maps.quotes.get(id, f"left {id}") for id in quotes) if first else quotes
        yield _Field("link", "realizations.quote", ", ".join(quotes), (), meant)

    return _matched("claims", left.claims, right.claims, maps.claims, fields)


def _records(left: AnnotationSet, right: AnnotationSet, maps: Correspondence) -> Iterator[Difference]:
    def fields(record: Any, first: bool) -> Iterator[_Field]:
        yield _link("entity", record.entity, maps.entities, first)

    def state_fields(state: Any, first: bool) -> Iterator[_Field]:
        meant = sorted(maps.claims.get(id, f"left {id}") for id in state.claims) if first else sorted(state.claims)
        yield _Field("link", "states.claims", ", ".join(state.claims), (), meant)
        yield _link("states.ended_by", state.ended_by, maps.claims, first)

    yield from _matched("records", left.records, right.records, maps.records, fields)
    ours, theirs = ([state for record in side.records for state in record.states] for side in (left, right))
    yield from _matched("records", ours, theirs, maps.states, state_fields)


def _relations(left: AnnotationSet, right: AnnotationSet, maps: Correspondence) -> Iterator[Difference]:
    waiting: dict[tuple[str, str], list[Any]] = {}
    for relation in right.relations:
        waiting.setdefault((relation.from_, relation.to), []).append(relation)
    pairs = {}
    for relation in left.relations:
        there = waiting.get((maps.ends.get(relation.from_, ""), maps.claims.get(relation.to, "")))
        if there:
            alike = min(there, key=lambda other: other.type != relation.type)  # noqa: B023
            there.remove(alike)
            pairs[relation.id] = alike.id

    def fields(relation: Any, _: bool) -> Iterator[_Field]:
        told = f"{relation.from_} {relation.type} {relation.to}"
        yield _words("", relation.signal)._replace(name="signal", value=joined(relation.signal) or told)
        yield _value("label", "type", relation.type)
        yield _value("label", "timing", relation.timing)
        yield _value("label", "independence", relation.independence)

    return _matched("relations", left.relations, right.relations, pairs, fields)


_LAYERS = (_entities, _identity_links, _mentions, _quotes, _negatives, _claims, _records, _relations)


def _roles(found: Sequence[Difference]) -> list[Difference]:
    """Words that one side marks as a quote and the other as none differ in their role: one difference, not two."""
    quotes = [d for d in found if d.kind == "missing" and d.layer == "quotes"]
    joint: dict[int, Difference] = {}
    gone: set[int] = set()
    for negative in (d for d in found if d.kind == "missing" and d.layer == "negatives"):
        for quote in quotes:
            opposite = (quote.left is None) != (negative.left is None)
            if opposite and id(quote) not in gone and _meet(quote.pieces, negative.pieces):
                readings = (quote.left or negative.left, quote.right or negative.right)
                joint[id(negative)] = Difference("role", "quotes", "quote or negative", *readings)
                gone.add(id(quote))
                break
    return [joint.get(id(d), d) for d in found if id(d) not in gone]


def _meet(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    return any(a < d and c < b for a, b in left for c, d in right)
