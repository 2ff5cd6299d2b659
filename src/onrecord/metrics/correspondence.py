"""Which thing of one annotation set is which of another: ids differ, so what stands in the text decides.

Every map is one to one and optimal (`assignment`): marks by shared text, exactly equal ones first; entities by shared
mentions; claims by the words that make them, then by their propositions; states by shared claims.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from onrecord.metrics import layers
from onrecord.metrics.assignment import assign
from onrecord.metrics.columns import columns
from onrecord.metrics.matching import overlapping
from onrecord.model.claims import AUTHOR
from onrecord.spans import token_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from onrecord.metrics.layers import Mark
    from onrecord.model import AnnotationSet, Entity

    Map = Mapping[str, str]


class Correspondence(NamedTuple):
    """Ids of the left set and their counterparts in the right one; what has none is not in the map."""

    mentions: Map
    entities: Map
    quotes: Map
    negatives: Map
    claims: Map
    states: Map
    records: Map

    @property
    def ends(self) -> dict[str, str]:
        """What a relation may run from: claims and states."""
        return {**self.claims, **self.states}


def correspond(left: AnnotationSet, right: AnnotationSet) -> Correspondence:
    """The counterparts in two annotation sets of one text; every id must be unique in its set.

    Raises `UsageError` for sets in which thousands of marks lie over one another.
    """
    mentions = _marks(list(layers.mentions(left)), list(layers.mentions(right)))
    entities = _entities(left, right, mentions)
    quotes = _marks(list(layers.contents(left)), list(layers.contents(right)))
    negatives = _marks(list(layers.negatives(left)), list(layers.negatives(right)))
    claims = _claims(left, right, {**entities, AUTHOR: AUTHOR})
    states, records = _records(left, right, claims, entities)
    return Correspondence(mentions, entities, quotes, negatives, claims, states, records)


def _best(left: Sequence[str], right: Sequence[str], edges: Mapping[tuple[int, int], float]) -> dict[str, str]:
    """The one-to-one map of greatest weight."""
    i, j = np.array(list(edges), np.int64).reshape(-1, 2).T
    weight = np.array(list(edges.values()), np.float64)
    used, _ = assign(i, j, weight, np.ones(len(left), np.int64), np.ones(len(right), np.int64))
    return {left[one]: right[other] for one, other in zip(i[used].tolist(), j[used].tolist(), strict=True)}


def _dice(left: Sequence[Mark], right: Sequence[Mark]) -> Iterator[tuple[int, int, float]]:
    """Every pair of marks that share text, with Dice's coefficient."""
    one, other = columns((0, mark) for mark in left), columns((0, mark) for mark in right)
    i, j, shared = overlapping(one, other)
    alike = 2 * shared / (one.size[i] + other.size[j])
    return zip(i.tolist(), j.tolist(), alike.tolist(), strict=True)


def _marks(left: Sequence[Mark], right: Sequence[Mark]) -> dict[str, str]:
    """Marks of one layer. Two that are the same go together before any that only overlap; labels and ids break ties."""
    edges = {}
    for i, j, alike in _dice(left, right):
        same_labels = sum(map(str.__eq__, left[i].labels, right[j].labels)) / 1000
        edges[i, j] = alike + (alike == 1) + same_labels + (left[i].id == right[j].id) / 10_000
    return _best([mark.id for mark in left], [mark.id for mark in right], edges)


def _entities(left: AnnotationSet, right: AnnotationSet, mentions: Map) -> dict[str, str]:
    """Entities by the share of their mentions that correspond (CEAF's phi 4); those never mentioned by their name."""
    one = {entity.id: n for n, entity in enumerate(left.entities)}
    other = {entity.id: n for n, entity in enumerate(right.entities)}
    of_left = {mention.id: one[mention.entity] for mention in left.mentions}
    of_right = {mention.id: other[mention.entity] for mention in right.mentions}
    at, there = ({mention.id: mention.spans[0].start for mention in side.mentions} for side in (left, right))
    sizes = Counter(of_left.values()), Counter(of_right.values())
    edges: dict[tuple[int, int], float] = {}
    for a, b in mentions.items():
        i, j = of_left[a], of_right[b]
        # Of clusters that share equally much, those that share what comes first go together.
        edges[i, j] = edges.get((i, j), 0) + 2 / (sizes[0][i] + sizes[1][j]) + 1e-6 / (2 + at[a] + there[b])
    named, theirs = _once(left.entities), _once(right.entities)
    for name in named.keys() & theirs.keys():
        pair = one[named[name]], other[theirs[name]]
        edges[pair] = edges.get(pair, 0) + 1e-6
    return _best(list(one), list(other), edges)


def _once(entities: Sequence[Entity]) -> dict[str, str]:
    """The ids of entities that are the only one of their name."""
    times = Counter(entity.name for entity in entities)
    return {entity.name: entity.id for entity in entities if times[entity.name] == 1}


def _claims(left: AnnotationSet, right: AnnotationSet, entities: Map) -> dict[str, str]:
    """Claims by the words that make them; several in one quote by proposition and claimant."""
    one, other = {c.id: c for c in left.claims}, {c.id: c for c in right.claims}
    marks, others = list(layers.claims(left)), list(layers.claims(right))
    edges = {}
    for i, j, alike in _dice(marks, others):
        a, b = one[marks[i].id], other[others[j].id]
        told = alike_words(a.proposition, b.proposition)
        edges[i, j] = alike + told + (entities.get(a.claimant) == b.claimant) / 10
    return _best([mark.id for mark in marks], [mark.id for mark in others], edges)


def alike_words(left: str, right: str) -> float:
    """Dice's coefficient of the words of two sentences, from 0 to 1; 0 for two without words.

    >>> alike_words("The page was changed.", "The page changed.")
    0.888...
    """
    one, other = ({word.casefold() for word in token_columns(text)[0]} for text in (left, right))
    return 2 * len(one & other) / (len(one) + len(other) or 1)


def _places(marks: AnnotationSet) -> list[tuple[int, int]]:
    """For every state its place in its record, and the number of the record."""
    return [(k, r) for r, record in enumerate(marks.records) for k in range(len(record.states))]


def _records(left: AnnotationSet, right: AnnotationSet, claims: Map, entities: Map) -> tuple[Map, Map]:
    """States by the claims they list and the one that ended them; records by their entity and their states."""
    one = [(state, r) for r, record in enumerate(left.records) for state in record.states]
    other = [(state, r) for r, record in enumerate(right.records) for state in record.states]
    listing: dict[str, list[int]] = {}
    for j, (state, _) in enumerate(other):
        for id in filter(None, (*state.claims, state.ended_by)):
            listing.setdefault(id, []).append(j)
    edges: dict[tuple[int, int], float] = {}
    for i, (state, _) in enumerate(one):
        for id in filter(None, (*state.claims, state.ended_by)):
            for j in listing.get(claims.get(id, ""), ()):
                size = len(state.claims) + len(other[j][0].claims) + 2
                edges[i, j] = edges.get((i, j), 0) + 2 / size
    # States that list nothing go by their place in the records of one entity.
    places = {(entities.get(left.records[r].entity), k): i for i, (k, r) in enumerate(_places(left))}
    for j, (k, r) in enumerate(_places(right)):
        if (right.records[r].entity, k) in places:
            pair = places[right.records[r].entity, k], j
            edges[pair] = edges.get(pair, 0) + 0.01
    states = _best([state.id for state, _ in one], [state.id for state, _ in other], edges)
    of_left, of_right = {s.id: r for s, r in one}, {s.id: r for s, r in other}
    weights: dict[tuple[int, int], float] = {}
    for a, b in states.items():
        weights[of_left[a], of_right[b]] = weights.get((of_left[a], of_right[b]), 0) + 1
    of_entity = {record.entity: j for j, record in enumerate(right.records)}
    for i, record in enumerate(left.records):
        j = of_entity.get(entities.get(record.entity, ""), -1)
        if j >= 0:
            weights[i, j] = weights.get((i, j), 0) + 0.5
    return states, _best([r.id for r in left.records], [r.id for r in right.records], weights)
