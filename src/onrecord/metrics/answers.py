"""What an adjudicator answered to the conflicts of a merge: whether it still fits them, and what it comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec import UNSET
from msgspec.structs import replace

from onrecord.errors import UsageError
from onrecord.metrics.decisions import OWN, REVIEW, VERSION
from onrecord.metrics.references import TYPES, plain
from onrecord.model import IdentityLink

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onrecord.metrics.decisions import Conflict, Decisions
    from onrecord.metrics.references import Thing
    from onrecord.model import AnnotationSet


def answered(
    decided: Decisions, conflicts: Mapping[str, Conflict], names: Sequence[str], empty: AnnotationSet
) -> dict[str, Conflict]:
    """The conflicts of now, with what was decided on them then.

    Args:
        decided: what an adjudicator filled in.
        conflicts: of now, by id.
        names: of the annotators merged.
        empty: says which document, which text and whose set it is.

    Raises `UsageError` where a decision is on another merge, on a conflict that is gone or reads otherwise now, names
    no annotator of the merge, or rests on no rule.
    """
    subject = f"decisions on {empty.document} for {empty.annotator}"
    said = decided.schema_version, decided.document, decided.text_sha256, decided.into
    meant = VERSION, empty.document, empty.text_sha256, empty.annotator
    for one, other in zip(said, meant, strict=True):
        if one != other:
            raise UsageError(f"{subject}: the file is for {one!r}, not {other!r}; name the decisions of this merge")
    touched = [conflict for conflict in decided.conflicts if conflict.touched]
    faults = [f"{c.id}: {fault}" for c in touched if (fault := _fault(c, conflicts.get(c.id), names))]
    if len({conflict.id for conflict in touched}) < len(touched):
        faults.append("a conflict is decided twice; keep one of the two")
    if faults:
        more = f" (and {len(faults) - 1} more such decisions)" if len(faults) > 1 else ""
        raise UsageError(f"{subject}: {faults[0]}{more}")
    return {**conflicts, **{then.id: _carried(then, conflicts[then.id]) for then in touched}}


def own_reading(conflict: Conflict) -> Thing | None:
    """The reading that an adjudicator gave, or None to leave the thing out.

    Raises ValueError for what is no such thing.

    >>> from onrecord.metrics.decisions import Conflict
    >>> own = {"a": "ottawa", "b": "canada", "certainty": "possible"}
    >>> given = {"chosen": "own", "own": own, "rule": "section 1"}
    >>> conflict = Conflict(id="identity_links/canada/ottawa", kind="label", place=None, words="", readings=(), **given)
    >>> own_reading(conflict)
    IdentityLink(a='ottawa', b='canada', certainty='possible')
    """
    if conflict.own is None:
        return None
    layer, _, id = conflict.id.partition("/")
    thing = msgspec.convert(conflict.own, TYPES[layer])
    found = {thing.a, thing.b} if isinstance(thing, IdentityLink) else {thing.id}
    meant = set(id.split("/")[:2])
    if found != meant:
        raise ValueError(f"its id is {'/'.join(sorted(found))!r}, not {'/'.join(sorted(meant))!r}")
    return thing


def _fault(then: Conflict, now: Conflict | None, names: Sequence[str]) -> str | None:
    """What is wrong with a decision, and what to do; None for nothing."""
    if then.chosen is not None and then.chosen not in (*names, OWN):
        return f"{then.chosen!r} is no annotator of this merge; choose one of {', '.join(names)}, or {OWN}"
    if now is None:
        return "there is no such conflict any more; take it out of the file"
    if then.kind == REVIEW and (then.chosen != OWN or then.id.partition("/")[0] not in TYPES):
        return f"all agree on it, or nobody has it; choose {OWN}, for a thing of {', '.join(TYPES)}"
    if then.readings != now.readings:
        return "its readings have changed since; take it out of the file, merge again, and decide it anew"
    if then.chosen is not None and not (then.rule or "").strip():
        return "it is decided without a rule; say which guideline the decision rests on"
    return _own_fault(then) if then.chosen == OWN else None


def _own_fault(then: Conflict) -> str | None:
    if then.own is UNSET:
        return f"{OWN!r} is chosen and not given; give the thing, or null to leave it out"
    try:
        own_reading(then)
    except ValueError as error:
        return f"its own reading is no such thing ({error}); write it as the readings are written"
    return None


def _carried(then: Conflict, now: Conflict) -> Conflict:
    """The conflict of now with the decision of then; an own reading that is chosen is written as all things are."""
    own = then.own
    if then.chosen == OWN:
        thing = own_reading(then)
        own = None if thing is None else plain(thing)
    return replace(now, chosen=then.chosen, own=own, rule=then.rule, note=then.note)
