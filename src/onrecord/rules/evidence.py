"""EV9xx: outside evidence, whose file knows the document by its id and gold's claims by theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.problems import quoted
from onrecord.rules.base import EvidenceContext, Finding, Rule
from onrecord.rules.dates import fault

if TYPE_CHECKING:
    from collections.abc import Iterator

_PRECISION = {4: "year", 7: "month", 10: "day"}


def about_nothing(context: EvidenceContext) -> Iterator[Finding]:
    """Evidence bears on claims, or states of records, of the gold annotation set; another id leads nowhere.

    **Bad** `"about": ["c99"]`, where gold has no `c99`.

    **Good** `"about": ["c38"]`.

    **Fix** give the id of a claim or state in `annotations/gold/<document>.json`; for facts about the text as a whole
    leave `about` empty.
    """
    if context.gold is None:
        return
    known = {claim.id for claim in context.gold.claims}
    known.update(state.id for record in context.gold.records for state in record.states)
    for i, evidence in enumerate(context.file.evidence):
        for k, id in enumerate(evidence.about):
            if id not in known:
                found = f"{quoted(id)} is no claim and no state of gold"
                yield Finding(("evidence", i, "about", k), f"{found}; name one, or leave it out")


def date_invalid(context: EvidenceContext) -> Iterator[Finding]:
    """Dates of facts and reports exist.

    **Bad** `"date": "2020-02-30"`.

    **Good** `"date": "2020-02-28"`, or `"2020-02"` where the day is not known.

    **Fix** correct the date, or give null where nothing tells it.
    """
    for i, evidence in enumerate(context.file.evidence):
        dates = [
            (("date",), evidence.date),
            *((("reports", k, "date"), r.date) for k, r in enumerate(evidence.reports)),
        ]
        for path, value in dates:
            wrong = fault(value, _PRECISION.get(len(value), "day")) if value is not None else None
            if wrong:
                yield Finding(("evidence", i, *path), wrong)


def not_stem(context: EvidenceContext) -> Iterator[Finding]:
    """One id, one stem: the file of the evidence on a document has the document's name.

    **Bad** `evidence/masks.json` with `"document": "other"`.

    **Good** `evidence/masks.json` with `"document": "masks"`.

    **Fix** rename the file, or correct the id.
    """
    if context.file.document != context.stem:
        found = f"the document is {quoted(context.file.document)}, the file {quoted(context.stem)}"
        yield Finding(("document",), f"{found}; rename the file, or correct the id")


def duplicate(context: EvidenceContext) -> Iterator[Finding]:
    """Every fact has an id of its own, by which errata and papers can name it.

    **Bad** two rows with `"id": "briefing"`.

    **Good** `"briefing"` and `"briefing-2"`.

    **Fix** give one of them another id.
    """
    seen: set[str] = set()
    for i, evidence in enumerate(context.file.evidence):
        if evidence.id in seen:
            yield Finding(("evidence", i, "id"), f"the id {quoted(evidence.id)} is given twice; choose another")
        seen.add(evidence.id)


RULES = (
    Rule("EV901", "evidence-about-nothing", about_nothing),
    Rule("EV902", "evidence-date-invalid", date_invalid),
    Rule("EV903", "evidence-not-stem", not_stem),
    Rule("EV904", "duplicate-evidence", duplicate),
)
