"""The answers of one student: a table by step in `answers.json`, written by the exercises or by hand."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.course.grading import graded, lines
from onrecord.course.steps import Case
from onrecord.errors import UsageError, unknown
from onrecord.problems import shown
from onrecord.store import default_root, need, read_corpus
from onrecord.writing import write_file

if TYPE_CHECKING:
    from onrecord.course.steps import Step

ANSWERS, COURSE = "answers.json", "course.json"
"""Files of a course's folder: what was answered, and what makes it a course."""


def answer(step: str, value: Any) -> float:
    """Keep the answer to a step, print the feedback on it, and give its points.

    Args:
        step: its id, "1.3".
        value: a number, words, a path, or a list or dict of these; `...` is no answer yet.

    Raises `UsageError` outside a course's folder, for an unknown step, and for a value that JSON cannot hold.
    """
    folder = _here()
    found = _step(step)
    held = read_answers(folder) | {step: _plain(step, value)}
    write_answers(folder, {id: each for id, each in held.items() if each is not None})
    (result,) = graded((found,), held, case(folder))
    print("\n".join(lines(result)))
    return result.points


def read_answers(folder: Path) -> dict[str, Any]:
    """The answers in a course's folder, by step; none where there is no file yet.

    Raises `UsageError` where the file is not such a table, and what `store.need` raises.
    """
    path = folder / ANSWERS
    if not os.path.lexists(path):
        return {}
    try:
        found = json.loads(need(folder, ANSWERS))
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path}: not JSON ({shown(error)}); mend it, or delete it and run the exercises") from None
    if not isinstance(found, dict):
        raise UsageError(f'{path}: not a table of answers, {{"1.1": …}}; delete it and run the exercises')
    return found


def write_answers(folder: Path, answers: dict[str, Any]) -> None:
    """Put a table of answers in the place of the one that is there; a line for each step."""
    rows = (f"{json.dumps(id)}: {json.dumps(answers[id], ensure_ascii=False)}" for id in sorted(answers))
    write_file(folder / ANSWERS, ("{\n" + ",\n".join(rows) + "\n}\n").encode("utf-8", "backslashreplace"))


def find_course(path: Path) -> Path | None:
    """The course's folder that `path` is or lies in, or None."""
    path = Path(os.path.abspath(path))
    return next((folder for folder in (path, *path.parents) if (folder / COURSE).is_file()), None)


def case(folder: Path) -> Case:
    """What the answers in a folder are judged by."""
    return Case(read_corpus(default_root()), folder)


def _here() -> Path:
    """The course's folder that a notebook or a script runs in."""
    found = find_course(Path()) or find_course(Path(sys.argv[0]).parent)
    if found is None:
        raise UsageError(f"{Path.cwd()}: no course here; go to the folder that `onrecord course start DIR` made")
    return found


def _step(id: str) -> Step:
    from onrecord.course.checks import STEPS  # here: the checks' modules need not be loaded to find a folder

    if id not in STEPS:
        raise unknown("step", id, STEPS)
    return STEPS[id]


def _plain(step: str, value: Any) -> Any:
    """The value as JSON gives it back; `...` is null in it, and None where nothing else is there."""
    try:
        text = json.dumps(value, default=_other, allow_nan=False)
    except (TypeError, ValueError) as error:
        raise UsageError(f"step {step}: {shown(error)}; an answer is a number, words, or a list of these") from None
    return None if _blank(value) else json.loads(text)


def _blank(value: Any) -> bool:
    """Whether a value is `...`, or a list or dict of nothing else."""
    if isinstance(value, dict):
        value = list(value.values())
    return value is ... or (isinstance(value, (list, tuple)) and bool(value) and all(map(_blank, value)))


def _other(value: Any) -> Any:
    """What JSON has no form for: `...` is nothing, a path is words, a set or tuple a list."""
    if value is ...:
        return None
    if isinstance(value, Path):
        return value.as_posix()
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} is no answer")
