"""Points and feedback for every step: as lines, JSON and CSV."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any, NamedTuple

from onrecord.course.steps import Verdict
from onrecord.errors import OnRecordError
from onrecord.problems import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from onrecord.course.steps import Case, Step


class Result(NamedTuple):
    """One step, judged.

    Attributes:
        status: done, partial, wrong, or open where there is no answer yet.
        points, of: what was earned, and what can be.
        rule: where the guidelines say why.
        feedback: what to do next; empty for what is done.
    """

    step: str
    title: str
    status: str
    points: float
    of: int
    rule: str
    feedback: tuple[str, ...]


def graded(steps: Iterable[Step], answers: Mapping[str, Any], case: Case) -> tuple[Result, ...]:
    """A result for every step, in their order; answers to other steps are left alone."""
    return tuple(_result(step, answers.get(step.id), case) for step in steps)


def _result(step: Step, answer: Any, case: Case) -> Result:
    if answer is None:
        return Result(step.id, step.title, "open", 0, step.points, step.rule, ("Not answered yet.",))
    try:
        verdict = step.judge(answer, case)
    except OnRecordError as error:
        verdict = Verdict(0, (shown(error, 400),))
    status = "done" if verdict.share == 1 else "partial" if verdict.share > 0 else "wrong"
    points = round(verdict.share * step.points, 2)
    return Result(step.id, step.title, status, points, step.points, step.rule, verdict.lines)


def lines(result: Result) -> Iterator[str]:
    """A result for people: points, then feedback, then the rule where something is left to do."""
    yield f"{result.step}  {result.title}  {result.status}: {result.points:g} of {result.of}"
    yield from (f"     {line}" for line in result.feedback)
    if result.status in ("partial", "wrong"):
        yield f"     See {result.rule}"


def as_text(results: Sequence[Result]) -> str:
    """All results for people, with the sum."""
    told = [line for result in results for line in lines(result)]
    return "\n".join((*told, f"{sum(r.points for r in results):g} of {sum(r.of for r in results)} points"))


def as_json(results: Sequence[Result]) -> str:
    """All results and the sum, as JSON."""
    total = {"points": round(sum(r.points for r in results), 2), "of": sum(r.of for r in results)}
    return json.dumps({**total, "steps": [result._asdict() for result in results]}, indent=1, ensure_ascii=False)


def as_csv(results: Sequence[Result]) -> str:
    """A row for every step, for a gradebook; several lines of feedback are joined by spaces."""
    stream = io.StringIO()
    table = csv.writer(stream, lineterminator="\n")
    table.writerow(Result._fields)
    table.writerows((*result[:-1], " ".join(result.feedback)) for result in results)
    return stream.getvalue().rstrip("\n")
