"""What a step of an exercise is, and the small judges that most steps share. Feedback never tells the answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from onrecord.corpus import Corpus


class Case(NamedTuple):
    """What a step is judged by: the shipped corpus, which has the answers, and the folder of the course."""

    corpus: Corpus
    folder: Path


class Verdict(NamedTuple):
    """How good an answer is.

    Attributes:
        share: of the step's points, from 0 to 1.
        lines: feedback; safe to print, and without the answer.
    """

    share: float
    lines: tuple[str, ...] = ()


class Step(NamedTuple):
    """One question of an exercise.

    Attributes:
        id: exercise and step, "1.3".
        points: for an answer that is right.
        rule: the page and section of the guidelines that the answer rests on.
        accepted: every answer that is right, the usual one first; empty where marks are compared with gold.
        judge: the verdict on an answer, which is any JSON value but null.
        partial: what part of the points is given for, in a marking guide.
    """

    id: str
    title: str
    points: int
    rule: str
    accepted: Callable[[Case], tuple[Any, ...]]
    judge: Callable[[Any, Case], Verdict]
    partial: str = ""


class Exercise(NamedTuple):
    """One exercise: its files are called `<number>-<name>`.

    Attributes:
        documents: what is copied for it: texts and records.
        sets: annotation sets that are copied for it, as (annotator, document): to read, never an answer.
        secret: documents whose marks are its answers.
    """

    number: int
    name: str
    documents: tuple[str, ...]
    sets: tuple[tuple[str, str], ...]
    secret: tuple[str, ...]
    steps: tuple[Step, ...]

    @property
    def stem(self) -> str:
        """The name of its files, without the ending.

        >>> Exercise(1, "reading", (), (), (), ()).stem
        '1-reading'
        """
        return f"{self.number}-{self.name}"


class Slip(NamedTuple):
    """A value that a known mistake leads to, what to say of it, and the share of the points that it earns."""

    value: Callable[[Case], Any]
    said: str
    share: float = 0.5


def value_step(
    id: str, title: str, points: int, rule: str, answers: Callable[[Case], tuple[Any, ...]], otherwise: str,
    *slips: Slip,
) -> Step:  # fmt: skip
    """A step whose answer is one of a few values; known slips get their own feedback, all else `otherwise`."""

    def judge(value: Any, case: Case) -> Verdict:
        accepted = answers(case)
        if any(same(value, each) for each in accepted):
            return Verdict(1)
        if type(value) is not type(accepted[0]):
            return Verdict(0, (f"The answer is {kind(accepted[0])}, not {kind(value)}.",))
        for slip in slips:
            if same(value, slip.value(case)):
                return Verdict(slip.share, (slip.said,))
        return Verdict(0, (otherwise,))

    partial = "; ".join(f"{slip.share * points:g}: {slip.said}" for slip in slips if slip.share)
    return Step(id, title, points, rule, answers, judge, partial)


def items_step(
    id: str, title: str, points: int, rule: str, answers: Callable[[Case], list[Any]], said: tuple[str, ...],
    also: tuple[tuple[str, str], ...] = (),
) -> Step:  # fmt: skip
    """A step whose answer is a list of fixed length, each item for an equal share; `said` has a line for each.

    Args:
        also: other words for an item that is right: (other, usual).
    """
    usual = dict(also)

    def judge(value: Any, case: Case) -> Verdict:
        wanted = answers(case)
        if not isinstance(value, list):
            return Verdict(0, (f"The answer is a list of {len(wanted)} items, not {kind(value)}.",))
        if len(value) != len(wanted):
            than = "longer" if len(value) > len(wanted) else "shorter"
            return Verdict(0, (f"The answer is a list of {len(wanted)} items; yours is {than}.",))
        named = [usual.get(item, item) if isinstance(item, str) else item for item in value]
        right = [same(one, other) for one, other in zip(named, wanted, strict=True)]
        return Verdict(sum(right) / len(right), tuple(line for line, good in zip(said, right, strict=True) if not good))

    partial = "; ".join(("an equal share for each item", *(f"{other} counts as {item}" for other, item in also)))
    return Step(id, title, points, rule, lambda case: (answers(case),), judge, partial)


def same(value: Any, other: Any) -> bool:
    """Whether two JSON values are one; True is not 1, and a number may be written as 1.0.

    >>> same(1, True), same([1, "a"], [1.0, "a"])
    (False, True)
    """
    if isinstance(value, list) and isinstance(other, list):
        return len(value) == len(other) and all(map(same, value, other))
    return isinstance(value, bool) == isinstance(other, bool) and bool(value == other)


def kind(value: Any) -> str:
    """What a JSON value is, for people.

    >>> kind(True), kind([1])
    ('yes or no (True, False)', 'a list')
    """
    if isinstance(value, bool):
        return "yes or no (True, False)"
    names = {int: "a whole number", float: "a number with a point", str: "words", list: "a list", dict: "a dict"}
    return names.get(type(value), "nothing")
