"""Annotation sets of one text side by side: which things of several annotators are one, and how each of them reads it.

Things of two sets are paired by `correspondence`; a group grows annotator by annotator, in the order of their names.
"""

from __future__ import annotations

from collections import Counter, deque
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from onrecord.metrics.counterparts import counterparts
from onrecord.metrics.references import TYPES, renamed
from onrecord.model import IdentityLink

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Mapping, Sequence

    from onrecord.metrics.references import Thing
    from onrecord.model import AnnotationSet

    Map = Mapping[str, str]
    Node = tuple[str, int]  # a layer, and the number of a group in it
    Pairs = dict[
        tuple[int, int], dict[str, Map]
    ]  # of two sets: layer by layer, what in the first is which of the second

MAX_ID = 64
_MARKED = ("entities", "mentions", "quotes", "negatives", "claims", "records")
_NAMED = (*_MARKED, "states", "relations")


class Group(NamedTuple):
    """One thing as several annotators read it.

    Attributes:
        layer: the field of the annotation set it is in.
        id: its merged id; of an identity link, those of its two entities ("a/b").
        readings: for each annotator, the thing with merged ids, or None where this annotator has none. Annotators who
            agree have equal readings.
    """

    layer: str
    id: str
    readings: tuple[Thing | None, ...]


class Groups(NamedTuple):
    """Every thing of several annotation sets.

    Attributes:
        names: of the annotators, sorted.
        groups: layer by layer, in the order of ids.
        ids: for each annotator, the merged id of each id in the set.
    """

    names: tuple[str, ...]
    groups: tuple[Group, ...]
    ids: tuple[Map, ...]


def grouped(sets: Mapping[str, AnnotationSet]) -> Groups:
    """The groups of annotation sets of one text, by annotator; the order in which they are given changes nothing.

    In each set ids are unique and lead somewhere. The merged id of a group is the one that its first annotator gives
    it; where another group has that already, a number is added: those of earlier annotators keep theirs. Raises
    `UsageError` for sets in which thousands of marks lie over one another.
    """
    names = tuple(sorted(sets))
    every = [sets[name] for name in names]
    pairs: Pairs = {
        (j, k): counterparts(every[j], every[k]) for k in range(len(every)) for j in range(k)
    }  # fmt: skip
    nodes: list[dict[str, Node]] = [{} for _ in every]
    for layer in _MARKED:
        things = [[thing.id for thing in getattr(marks, layer)] for marks in every]
        _join(nodes, layer, things, lambda j, k, layer=layer: pairs[j, k][layer])  # type: ignore[misc]
    _join_states(nodes, every, pairs)
    _join_relations(nodes, every)
    ids = _merged_ids(nodes)
    found = [*_named_groups(every, ids), *_link_groups(every, ids)]
    rank = list(TYPES)
    return Groups(names, tuple(sorted(found, key=lambda group: (rank.index(group.layer), group.id))), tuple(ids))


def _join(
    nodes: list[dict[str, Node]], layer: str, things: Sequence[Sequence[str]], pairs: Callable[[int, int], Map]
) -> None:
    """Put every thing of a layer into a group, at most one of each annotator in each.

    Args:
        nodes: the group of each id, by annotator; is added to.
        things: ids in the layer, by annotator.
        pairs: takes two annotators, the earlier one first.
    """
    members: list[set[int]] = []
    for k, ids in enumerate(things):
        for j in range(k):
            back = {other: id for id, other in pairs(j, k).items()}
            for id in ids:
                if id in nodes[k] or id not in back:
                    continue
                node = nodes[j][back[id]]
                if k not in members[node[1]]:
                    members[node[1]].add(k)
                    nodes[k][id] = node
        for id in ids:
            if id not in nodes[k]:
                nodes[k][id] = layer, len(members)
                members.append({k})


def _join_states(nodes: list[dict[str, Node]], every: Sequence[AnnotationSet], pairs: Pairs) -> None:
    """States are one only if their records are."""
    of = [{state.id: record.id for record in marks.records for state in record.states} for marks in every]

    def within(j: int, k: int) -> Map:
        there = pairs[j, k]["states"].items()
        return {id: other for id, other in there if nodes[j][of[j][id]] == nodes[k][of[k][other]]}

    _join(nodes, "states", [list(states) for states in of], within)


def _join_relations(nodes: list[dict[str, Node]], every: Sequence[AnnotationSet]) -> None:
    """Relations are one if their ends are; of several between the same ends, those of one type, then of one id."""
    keys: list[dict[str, tuple[Hashable, ...]]] = []
    for k, marks in enumerate(every):
        ends = {r.id: (nodes[k][r.from_], nodes[k][r.to]) for r in marks.relations}
        keys.append({r.id: ((ends[r.id], r.type, r.id), (ends[r.id], r.type), (ends[r.id],)) for r in marks.relations})
    _join(nodes, "relations", [list(side) for side in keys], lambda j, k: _paired(keys[j], keys[k]))


def _paired(left: Mapping[str, tuple[Hashable, ...]], right: Mapping[str, tuple[Hashable, ...]]) -> dict[str, str]:
    """Ids that go together by equal keys, the strictest first; each at most once."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for number in range(len(next(iter(left.values()), ()))):
        waiting: dict[Hashable, deque[str]] = {}
        for id, keys in left.items():
            if id not in found:
                waiting.setdefault(keys[number], deque()).append(id)
        for other, keys in right.items():
            there = waiting.get(keys[number])
            if there and other not in taken:
                found[there.popleft()] = other
                taken.add(other)
    return found


def _merged_ids(nodes: Sequence[Mapping[str, Node]]) -> list[dict[str, str]]:
    """For each annotator, the merged id of each own one."""
    first: dict[Node, tuple[int, int, str]] = {}
    for k, groups in enumerate(nodes):
        for id, node in groups.items():
            first.setdefault(node, (k, _NAMED.index(node[0]), id))
    taken: set[str] = set()
    merged: dict[Node, str] = {}
    for (_, _, id), node in sorted((key, node) for node, key in first.items()):
        merged[node] = fresh_id(id, taken)
        taken.add(merged[node])
    return [{id: merged[node] for id, node in groups.items()} for groups in nodes]


def fresh_id(id: str, taken: Collection[str]) -> str:
    """`id` where it is not taken, else with the first number from 2 on that makes it one that is not.

    >>> fresh_id("c25", {"c25", "c25-2"})
    'c25-3'
    """
    number, fresh = 1, id
    while fresh in taken:
        number += 1
        fresh = f"{id[: MAX_ID - 1 - len(str(number))]}-{number}"
    return fresh


def _named_groups(every: Sequence[AnnotationSet], ids: Sequence[Map]) -> list[Group]:
    """The groups of all things that have an id of their own."""
    found: dict[tuple[str, str], list[Thing | None]] = {}
    for k, marks in enumerate(every):
        for layer in (*_MARKED, "relations"):
            for thing in getattr(marks, layer):
                readings = found.setdefault((layer, ids[k][thing.id]), [None] * len(every))
                readings[k] = renamed(thing, ids[k])
    return [Group(layer, id, tuple(readings)) for (layer, id), readings in found.items()]


def _link_groups(every: Sequence[AnnotationSet], ids: Sequence[Map]) -> list[Group]:
    """Identity links are one if they join the same two entities, whichever comes first; readings put the same first."""
    found: dict[tuple[str, ...], list[Thing | None]] = {}
    first: dict[tuple[str, ...], IdentityLink] = {}
    for k, marks in enumerate(every):
        seen: Counter[tuple[str, ...]] = Counter()
        for link in marks.identity_links:
            a, b = ids[k][link.a], ids[k][link.b]
            pair = min(a, b), max(a, b)
            seen[pair] += 1
            key = (*pair, str(seen[pair])) if seen[pair] > 1 else pair
            ends = first.setdefault(key, replace(link, a=a, b=b))
            found.setdefault(key, [None] * len(every))[k] = replace(link, a=ends.a, b=ends.b)
    return [Group("identity_links", "/".join(key), tuple(readings)) for key, readings in found.items()]
