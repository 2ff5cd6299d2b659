"""What the things of a merge are called in its result: by their merged ids, or by ids that people know them by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET
from msgspec.structs import replace

from onrecord.errors import UsageError
from onrecord.metrics.answers import own_reading
from onrecord.metrics.decisions import OWN
from onrecord.metrics.groups import fresh_id, grouped
from onrecord.metrics.references import provides
from onrecord.model.claims import AUTHOR

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from msgspec import UnsetType

    from onrecord.metrics.decisions import Decisions
    from onrecord.metrics.references import Thing
    from onrecord.model import AnnotationSet

    Ids = Mapping[str, str]


def differing(names: Ids) -> dict[str, str] | UnsetType:
    """Names as a decisions file has them: in order, only those that differ from the merged id; not set for none.

    >>> differing({"q2": "q7", "q1": "q1"})
    {'q2': 'q7'}
    """
    return {id: new for id, new in sorted(names.items()) if id != new} or UNSET


def named(ids: Ids, merged: Iterable[str], things: Iterable[Thing], subject: str) -> dict[str, str]:
    """The id in the result of every merged id.

    Args:
        ids: those that differ.
        merged: every id in the merge, whether or not it is in the result.
        things: the result, with merged ids.
        subject: what errors are about.

    Raises `UsageError` for an id of nothing, and where two things would have one id.

    >>> named({"q2": "q7"}, ["q1", "q2"], [], "decisions")
    {'q1': 'q1', 'q2': 'q7'}
    """
    names = {id: ids.get(id, id) for id in merged}
    holders: dict[str, str] = {}
    # An id that is kept for a thing is kept for it while that is not in the result, too.
    for id in (*ids, *(id for thing in things for id in provides(thing))):
        if id not in names:
            raise UsageError(f"{subject}: ids: {id!r} is the id of nothing in this merge; take it out of the file")
        new = names[id]
        if id in ids and new == AUTHOR:
            raise UsageError(f"{subject}: ids: {id!r} would be {new!r}, which is the writer; give it another id")
        other = holders.setdefault(new, id)
        if other != id:
            raise UsageError(f"{subject}: ids: {other!r} and {id!r} would both be {new!r}; give one of them another id")
    return names


def called(name: str, names: Ids) -> str:
    """A thing's layer and id under other names; an identity link goes by its entities, and perhaps a number.

    >>> called("identity_links/a/b/2", {"a": "x", "b": "y"})
    'identity_links/x/y/2'
    """
    layer, *parts = name.split("/")
    return "/".join((layer, *(names[id] for id in parts[:2]), *parts[2:]))


def keep_ids(
    found: Decisions, marks: AnnotationSet, sets: Mapping[str, AnnotationSet], replaced: AnnotationSet
) -> Decisions:
    """The decisions of a merge with `ids` filled in, so that what is in the set to be replaced keeps its id.

    Args:
        found: what `adjudicate` gives for `sets`.
        marks: the same; in this set and all others ids are unique and lead somewhere.
        sets: by annotator.
        replaced: the set that has the ids.

    Ids that the decisions have stay. What has no counterpart in `replaced` keeps its merged id, or has a number added
    where that is taken: no id of `replaced` comes to mean another thing. Raises `UsageError` for sets of two texts.
    """
    if (replaced.document, replaced.text_sha256) != (marks.document, marks.text_sha256):
        raise UsageError(f"the set to be replaced does not mark the text of {marks.document}; merge into another set")
    last = f"{max(sets)}~"  # after all others, whose groups and ids are the same without it, therefore
    *ids, theirs = grouped({**sets, last: replaced}).ids
    of_sets = {id for side in ids for id in side.values()}
    known = _counterparts(found, marks, replaced)
    for old, id in theirs.items():
        if id in of_sets:
            known.setdefault(id, old)  # open, waiting or decided against: a later result may have it
    names = dict(found.ids or {})
    taken = set(names.values())
    for id, counterpart in known.items():
        if counterpart and id not in names and counterpart not in taken:
            names[id] = counterpart
            taken.add(counterpart)
    taken.update(replaced.ids)
    owns = (own_reading(conflict) for conflict in found.conflicts if conflict.chosen == OWN)
    rest = of_sets.union(*(provides(own) for own in owns if own)) - names.keys()
    for id in sorted(rest, key=lambda id: (id in taken, id)):  # those that may stay come first
        names[id] = fresh_id(id, taken)
        taken.add(names[id])
    return replace(found, ids=differing(names))


def _counterparts(found: Decisions, marks: AnnotationSet, replaced: AnnotationSet) -> dict[str, str | None]:
    """For every merged id in the result, the id that the thing has in `replaced`, or None."""
    theirs = {new: old for old, new in grouped({"a": marks, "b": replaced}).ids[1].items()}
    back = {new: id for id, new in (found.ids or {}).items()}
    return {back.get(id, id): theirs.get(id) for id in marks.ids}
