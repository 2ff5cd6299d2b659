"""Coreference: how well one grouping of mentions into entities agrees with another. B-cubed, CEAF-e, LEA.

A mention is where it stands; nothing is done to mentions that only one side has (Pradhan et al. 2014, "Scoring
coreference partitions of predicted mentions: a reference implementation"). Each function gives sums, so that those of
several documents add up to those of all.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from onrecord.metrics.assignment import assign

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    Clusters = Sequence[frozenset[Hashable]]


class Sums(NamedTuple):
    """Recall is `found` / `key`, precision `right` / `response`; each undefined where its denominator is 0."""

    found: float
    key: float
    right: float
    response: float


def b_cubed(key: Clusters, response: Clusters) -> Sums:
    """Bagga and Baldwin 1998, "Algorithms for scoring coreference chains": mention by mention, from 0 to 1.

    >>> sums = b_cubed([frozenset("abc"), frozenset("defg")], [frozenset("ab"), frozenset("cd"), frozenset("fghi")])
    >>> round(sums.found / sums.key, 2), round(sums.right / sums.response, 2)
    (0.42, 0.5)
    """
    shared = _shared(key, response)
    found = sum(n * n / len(key[k]) for (k, _), n in shared.items())
    right = sum(n * n / len(response[r]) for (_, r), n in shared.items())
    return Sums(found, sum(map(len, key)), right, sum(map(len, response)))


def ceaf_e(key: Clusters, response: Clusters) -> Sums:
    """Luo 2005, "On coreference resolution performance metrics", with phi 4: entity by entity, from 0 to 1.

    >>> sums = ceaf_e([frozenset("abc"), frozenset("defg")], [frozenset("ab"), frozenset("cd"), frozenset("fghi")])
    >>> round(sums.found / sums.key, 2), round(sums.right / sums.response, 2)
    (0.65, 0.43)
    """
    shared = _shared(key, response)
    k, r = np.array(list(shared), np.int64).reshape(-1, 2).T
    alike = np.array([2 * n / (len(key[one]) + len(response[other])) for (one, other), n in shared.items()])
    edges, _ = assign(k, r, alike, np.ones(len(key), np.int64), np.ones(len(response), np.int64))
    total = float(alike[edges].sum())
    return Sums(total, len(key), total, len(response))


def lea(key: Clusters, response: Clusters) -> Sums:
    """Moosavi and Strube 2016, "Which coreference evaluation metric do you trust?": link by link, from 0 to 1.

    An entity of one mention has one link, to itself.

    >>> sums = lea([frozenset("abc"), frozenset("defg")], [frozenset("ab"), frozenset("cd"), frozenset("fghi")])
    >>> round(sums.found / sums.key, 2), round(sums.right / sums.response, 2)
    (0.24, 0.33)
    """
    shared = _shared(key, response)
    found = right = 0.0
    for (k, r), n in shared.items():
        alone = n == len(key[k]) == len(response[r]) == 1
        found += len(key[k]) * (1 if alone else _links(n) / max(_links(len(key[k])), 1))
        right += len(response[r]) * (1 if alone else _links(n) / max(_links(len(response[r])), 1))
    return Sums(found, sum(map(len, key)), right, sum(map(len, response)))


def _shared(key: Clusters, response: Clusters) -> Counter[tuple[int, int]]:
    """How many mentions each cluster of the one shares with each of the other, where it is any."""
    where: dict[Hashable, int] = {mention: r for r, cluster in enumerate(response) for mention in cluster}
    return Counter((k, where[mention]) for k, cluster in enumerate(key) for mention in cluster if mention in where)


def _links(mentions: int) -> int:
    return mentions * (mentions - 1) // 2


MEASURES = {"b_cubed": b_cubed, "ceaf_e": ceaf_e, "lea": lea}
