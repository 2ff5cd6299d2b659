"""The marking guide: what each step is worth, what is accepted, what earns a part of the points."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.course.steps import Case, Exercise


def guide(exercises: Iterable[Exercise], case: Case) -> str:
    """The whole guide, in Markdown; accepted answers are computed from the corpus."""
    return "\n".join(("# Marking guide", *(line for each in exercises for line in _lines(each, case)))) + "\n"


def _lines(exercise: Exercise, case: Case) -> Iterator[str]:
    yield f"\n## {exercise.stem}: {sum(step.points for step in exercise.steps)} points"
    for step in exercise.steps:
        yield f"\n### {step.id} {step.title}\n"
        yield f"- Points: {step.points}"
        yield f"- Rule: `{step.rule}`"
        yield from (f"- Accepted: {_code(value)}" for value in step.accepted(case))
        if step.partial:
            yield f"- Part of the points: {step.partial}"


def _code(value: Any) -> str:
    """A value as it stands in `answers.json`; signs that nobody sees are spelt out."""
    return f"`{json.dumps(value)}`"
