"""Exercise 2: marking names, numbers and times, and measuring them against gold."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from onrecord.course.steps import Case, Exercise, Step, Verdict, items_step, kind
from onrecord.errors import UsageError
from onrecord.selection import select
from onrecord.store import default_root

if TYPE_CHECKING:
    from onrecord.model import AnnotationSet, Document

STORY, FERRY, PARAGRAPHS = "lantern-festival-app", "ferry-crew-count", (2, 3)
ENOUGH = 0.9
"""From this F1 on the marks have full points, so that one difference of view costs nothing."""

SCORES = (
    "Precision: hits, divided by all marks of the set that is measured.",
    "Recall: hits, divided by all marks of gold.",
    "F1: 2 × precision × recall / (precision + recall), from the numbers before rounding.",
)


class Name(NamedTuple):
    """A mention of level NAM: half-open code points and the type of its entity."""

    start: int
    end: int
    type: str


def names(marks: AnnotationSet) -> set[Name]:
    """All names, numbers and times of a set, by the first piece of each."""
    types = {entity.id: entity.type for entity in marks.entities}
    found = ((mention.spans[0], mention.entity) for mention in marks.mentions if mention.level == "NAM")
    return {Name(span.start, span.end, types[entity]) for span, entity in found}


def _counts(case: Case) -> list[int]:
    sets = case.corpus[STORY].sets
    gold, other = ({(m.spans[0].start, m.spans[0].end) for m in sets[who].mentions} for who in ("gold", "practice-a"))
    return [len(gold & other), len(gold - other), len(other - gold)]


def _percents(hits: int, misses: int, extras: int) -> list[int]:
    """Precision, recall and F1, rounded; 0 where nothing was marked."""
    ratios = ((hits, hits + extras), (hits, hits + misses), (2 * hits, 2 * hits + extras + misses))
    return [round(100 * part / whole) if whole else 0 for part, whole in ratios]


def _compared(value: Any, case: Case) -> tuple[Document, set[Name], set[Name]]:
    """The document, gold's names and the student's, in the paragraphs of the exercise."""
    if not isinstance(value, str):
        raise UsageError(f"the answer is the path of an annotation set, not {kind(value)}")
    path = (case.folder / Path(value)).resolve()
    if not path.is_relative_to(case.folder.resolve()) or not path.is_file():
        raise UsageError("there is no such file in the course's folder; give the path of your annotation set")
    (document,) = select(("gold", str(path)), default_root()).documents
    if document.id != FERRY:
        raise UsageError("this set marks another story")
    whole = case.corpus[FERRY]
    zones = [whole.zones[number] for number in PARAGRAPHS]
    gold, mine = (
        {n for n in names(marks) if any(z.start <= n.start < z.end for z in zones)}
        for marks in (whole.sets["gold"], document.sets[str(path)])
    )
    return whole, gold, mine


def _marks(value: Any, case: Case) -> Verdict:
    """F1 over names, where the right place with another type, or an overlap, is half a hit."""
    document, gold, mine = _compared(value, case)
    places = {(n.start, n.end) for n in gold}
    retyped = {n for n in mine - gold if (n.start, n.end) in places}
    missed = {n for n in gold - mine if (n.start, n.end) not in {(m.start, m.end) for m in retyped}}
    spare = mine - gold - retyped
    cut = {n for n in spare if any(n.start < m.end and m.start < n.end for m in missed)}
    near = min(len(cut), len(missed))
    credit = len(gold & mine) + (len(retyped) + near) / 2
    share = 2 * credit / (len(gold) + len(mine))
    lines = []
    for number in PARAGRAPHS:
        zone = document.zones[number]
        hit, kinds, cuts, extra, lost = (
            sum(zone.start <= n.start < zone.end for n in some)
            for some in (gold & mine, retyped, cut, spare - cut, missed)
        )
        lines.append(
            f"Paragraph [{number}]: as in gold {hit}, with another type {kinds}, with another extent {cuts}, "
            f"not in gold {extra}, still to find {max(lost - cuts, 0)}."
        )
    pages = ((retyped, "types"), (cut, "extents"), (spare - cut, "levels"), (missed, "numbers-dates-money"))
    lines += [f"Read guidelines/mentions.md#{page}" for some, page in pages if some]
    return Verdict(1 if share >= ENOUGH else share, tuple(lines))


def _own(value: Any, case: Case) -> Verdict:
    """The three figures of the set that step 2.3 judged, which the student may have measured at any level."""
    from onrecord.course.answers import read_answers

    path = read_answers(case.folder).get("2.3")
    if path is None:
        return Verdict(0, ("First answer step 2.3: it is your marks that are measured.",))
    _, gold, mine = _compared(path, case)
    hits, misses, extras = (len(each) for each in (_at(gold) & _at(mine), _at(gold) - _at(mine), _at(mine) - _at(gold)))
    return items_step("", "", 1, "", lambda _: _percents(hits, misses, extras), SCORES).judge(value, case)


def _at(some: set[Name]) -> set[tuple[int, int]]:
    return {(name.start, name.end) for name in some}


STEPS: tuple[Step, ...] = (
    items_step(
        "2.1", "Hits, misses, extras", 3, "guidelines/mentions.md#extents", _counts,
        (
            "Hits are what both sets have: gold & other.",
            "Misses are what only gold has: gold - other.",
            "Extras are what only the other set has: other - gold.",
        ),
    ),
    items_step(
        "2.2", "Precision, recall, F1", 3, "guidelines/mentions.md#extents", lambda case: _percents(*_counts(case)),
        SCORES,
    ),
    Step(
        "2.3", "Mark two paragraphs", 10, "guidelines/mentions.md#which-phrases-are-marked", lambda case: (), _marks,
        "F1 over names, numbers and times; the right place with another type, or words in common, is half a hit",
    ),
    Step(
        "2.4", "Measure yourself", 3, "guidelines/mentions.md#which-phrases-are-marked", lambda case: (), _own,
        "an equal share for each of the three figures of the student's own marks",
    ),
)  # fmt: skip

EXERCISE = Exercise(2, "marking", (STORY, FERRY), (("gold", STORY), ("practice-a", STORY)), (FERRY,), STEPS)
