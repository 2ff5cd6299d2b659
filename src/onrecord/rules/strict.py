"""ST9xx: what gold must hold beyond a valid set; `onrecord check --strict`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.model.labels import labels
from onrecord.problems import quoted
from onrecord.rules.base import Finding, Rule, SetContext, extent

if TYPE_CHECKING:
    from collections.abc import Iterator


def partial(context: SetContext) -> Iterator[Finding]:
    """Gold covers every layer and every zone, so that what it does not have is not there.

    **Bad** `"layers": ["quotes"]`; `"zones": [0, 1]` of five.

    **Good** neither key.

    **Fix** mark what is missing and take the key out, or keep the set as a pass of its annotator.
    """
    advice = "mark them and take the key out, or keep the set as a pass"
    lacking = [layer for layer in labels("layer") if not context.marks.covers(layer)]
    if lacking:
        yield Finding(("layers",), f"the set does not cover {', '.join(lacking)}; {advice}")
    zones = context.marks.zones
    missing = len(context.document.record.zones) - len(set(zones)) if zones else 0
    if missing > 0:
        yield Finding(("zones",), f"the set does not cover {missing} of the document's zones; {advice}")


def inside_quote(context: SetContext) -> Iterator[Finding]:
    """A claim that is made in a quote of its claimant is realized by the quote, never by spans inside it.

    So does a claim keep its place if the quote's extent is corrected, and two passes do not differ in how much of the
    quote they take.

    **Bad** `{"spans": […], "fidelity": "verbatim"}`, the words in the content of `q3`.

    **Good** `{"quote": "q3", "fidelity": "verbatim"}`.

    **Fix** name the quote; of nested ones, the innermost.
    """
    for i, k, claim, place, _ in context.realizations:
        if place.spans and (around := context.quote_of(claim.claimant, place.spans)):
            found = f"{quoted(place.spans[0].text, 40)} is inside the quote {quoted(around.id)}"
            path = ("claims", i, "realizations", k, "spans")
            yield Finding(path, f'{found}; write "quote": "{around.id}" in place of spans', extent(place.spans))


def idle_entity(context: SetContext) -> Iterator[Finding]:
    """Names, numbers and times are always marked; another entity is there because something refers to it.

    A quote, a claim, a record or an identity link does.

    **Bad** an entity whose only mention is "the river", while nobody speaks of it.

    **Good** the same entity as the subject of a claim.

    **Fix** remove the entity and its mentions, or mark what refers to it.
    """
    marks = context.marks
    kept = marks.referred.union([m.entity for m in marks.mentions if m.level == "NAM"])
    for i, entity in enumerate(marks.entities):
        if entity.id not in kept:
            found = f"the entity {quoted(entity.id)} has no name in the text, and nothing but mentions refers to it"
            yield Finding(("entities", i), f"{found}; remove it with its mentions, or mark what refers to it")


def other_guidelines(context: SetContext) -> Iterator[Finding]:
    """A set follows the version of the guidelines that `annotations/annotators.json` states for its annotator.

    **Bad** `"guidelines": "1.1"` in a set of `gold`, whose entry says `"1.2"`.

    **Good** both `"1.2"`, the set having been read again for what changed.

    **Fix** bring the set to that version, or correct the entry.
    """
    marks = context.marks
    stated = (context.annotators or {}).get(marks.annotator, marks.guidelines)
    if stated != marks.guidelines:
        found = (
            f"the set follows version {marks.guidelines}, annotators.json says {stated} for {quoted(marks.annotator)}"
        )
        yield Finding(("guidelines",), f"{found}; bring one to the other")


RULES = (
    Rule("ST901", "partial-coverage", partial),
    Rule("ST902", "realization-inside-quote", inside_quote),
    Rule("ST903", "idle-entity", idle_entity),
    Rule("ST904", "other-guidelines", other_guidelines),
)
