"""What the claim graph shows together: claims and states of records that relations join, in columns."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from onrecord.model import Document, Record, Relation

SWEEPS = 4
"""How often each column is put in the order of what its boxes are joined to."""


class Contest(NamedTuple):
    """Claims and states of records that are joined.

    Attributes:
        columns: ids of claims and states, at least two columns. Where there are records, the first holds their
            states and the claims that tell of their changes, in time order. What is joined stands in one column or
            in two beside each other.
        relations: all of them in file order.
        records: those whose states are among them.
    """

    columns: tuple[tuple[str, ...], ...]
    relations: tuple[Relation, ...]
    records: tuple[Record, ...]


def contests(document: Document, starts: Iterable[str]) -> list[Contest]:
    """What is joined to each claim that it starts from, then to each record; a relation to nothing is left out.

    >>> from onrecord.loader import load
    >>> [each.columns for each in contests(load()["cbc-ppe-dispute"], ["c38"])]
    [(('hhs-website-before', 'c41', 'hhs-website-after'), ('c38', 'c39'))]
    """
    claims = {claim.id for claim in document.claims}
    chains = {record.id: _chain(record, claims) for record in document.records}
    known = claims.union(*chains.values())
    relations = [each for each in document.relations if each.from_ in known and each.to in known]
    pairs = [(each.from_, each.to) for each in relations]
    joined = _joined(pairs + [(chain[0], other) for chain in chains.values() for other in chain[1:]])
    parts: dict[str, int] = {}
    for number, start in enumerate([*starts, *(chain[0] for chain in chains.values())]):
        if start not in parts:
            parts |= dict.fromkeys(_levels([start], joined), number)
    inside: dict[int, tuple[list[str], list[Relation], list[Record]]] = {n: ([], [], []) for n in parts.values()}
    for claim in document.claims:
        if claim.id in parts:
            inside[parts[claim.id]][0].append(claim.id)
    for relation in relations:
        if relation.to in parts:
            inside[parts[relation.to]][1].append(relation)
    for record in document.records:
        inside[parts[chains[record.id][0]]][2].append(record)
    found = []
    for ids, bearing, records in inside.values():
        timed = list(dict.fromkeys(id for record in records for id in chains[record.id]))
        found.append(Contest(_columns(timed, ids, bearing), tuple(bearing), tuple(records)))
    return found


def _chain(record: Record, claims: set[str]) -> list[str]:
    """The states of a record, each with the claim that tells of its end."""
    ids = [(state.id, state.ended_by) for state in record.states]
    return [id for pair in ids for id in pair if id and (id == pair[0] or id in claims)]


def _joined(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    joined: dict[str, list[str]] = defaultdict(list)
    for one, other in pairs:
        joined[one].append(other)
        joined[other].append(one)
    return joined


def _levels(starts: Iterable[str], joined: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """How many steps everything is away that can be reached."""
    levels = dict.fromkeys(starts, 0)
    reached = list(levels)
    for one in reached:
        for other in joined.get(one, ()):
            if other not in levels:
                levels[other] = levels[one] + 1
                reached.append(other)
    return levels


def _columns(timed: list[str], claims: Sequence[str], relations: Sequence[Relation]) -> tuple[tuple[str, ...], ...]:
    """Columns by the number of steps from the records, or from the first claim: folded, so that three are enough."""
    joined = _joined((each.from_, each.to) for each in relations)
    levels = _levels(timed or claims[:1], joined)
    side = {id: 2 - level % 2 if level and timed else level % 2 for id, level in levels.items()}
    if not timed and sum(side[each.to] - side[each.from_] for each in relations) < 0:
        side = {id: 1 - column for id, column in side.items()}  # most lines run to the right, as one reads
    columns = [[*timed], [], []]
    for id in claims:
        if id not in timed:
            columns[side[id]].append(id)
    return tuple(map(tuple, _in_order(columns if columns[2] else columns[:2], bool(timed), joined)))


def _in_order(columns: list[list[str]], fixed: bool, joined: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Each column in the order of what its boxes are joined to (barycentres: Sugiyama, Tagawa and Toda 1981).

    Args:
        fixed: whether the first is in order already.
    """
    rank = {id: (at + 0.5) / len(column) for column in columns for at, id in enumerate(column)}
    for sweep in range(SWEEPS):
        for column in columns[1:] if sweep % 2 == 0 or fixed else columns[:1]:
            near = {id: [rank[other] for other in joined.get(id, [id])] for id in column}
            column.sort(key=lambda id: sum(near[id]) / len(near[id]))
            rank |= {id: (at + 0.5) / len(column) for at, id in enumerate(column)}
    return columns
