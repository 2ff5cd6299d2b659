"""The files of a course: what students get, free of answers, and what teachers get. Equal inputs, equal bytes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from msgspec.structs import replace

from onrecord import codec
from onrecord.course.answers import COURSE
from onrecord.course.checks import EXERCISES, STEPS
from onrecord.course.guide import guide
from onrecord.course.sources import notebook, student
from onrecord.store import need, read_annotators

if TYPE_CHECKING:
    from pathlib import Path

    from onrecord.course.steps import Case, Exercise

POINTS = {step.id: step.points for step in STEPS.values()}


def student_files(root: Path) -> dict[str, bytes]:
    """Names and bytes of the students' folder.

    Args:
        root: the shipped corpus, with `course/` and `docs/guidelines/` beside it.
    """
    sources = {each.stem: student(_source(root, each)) for each in EXERCISES}
    return {"README.md": need(root, "course/STUDENT.md"), **_exercises(sources), **_data(root)}


def teacher_files(root: Path, case: Case) -> dict[str, bytes]:
    """Names and bytes of the teachers' folder: exercises with solutions, and how to mark them."""
    sources = {each.stem: _source(root, each) for each in EXERCISES}
    head = {"README.md": need(root, "course/TEACHER.md"), "MARKING.md": guide(EXERCISES, case).encode()}
    return head | _exercises(sources) | _data(root)


def _source(root: Path, exercise: Exercise) -> str:
    return need(root, f"course/{exercise.stem}.py").decode()


def _exercises(sources: dict[str, str]) -> dict[str, bytes]:
    """Each exercise as a script and as a notebook."""
    scripts = {f"{stem}.py": source.encode() for stem, source in sources.items()}
    return scripts | {f"{stem}.ipynb": notebook(source, POINTS) for stem, source in sources.items()}


def _data(root: Path) -> dict[str, bytes]:
    """Texts, records and the marks to read, guidelines, and the file that makes the folder a course.

    No schemas: their examples are marks of the article.
    """
    documents = sorted({id for each in EXERCISES for id in each.documents})
    sets = sorted({pair for each in EXERCISES for pair in each.sets})
    names = [f"corpus/{id}.{ending}" for id in documents for ending in ("json", "txt")]
    names += [f"annotations/{who}/{id}.json" for who, id in sets]
    names += ["corpus/LICENSE.md", "annotations/LICENSE.md"]
    files = {name: need(root, name) for name in names}
    guidelines = sorted((root / "docs/guidelines").glob("*.md"))
    files |= {f"guidelines/{path.name}": need(root, f"docs/guidelines/{path.name}") for path in guidelines}
    people = read_annotators(root)
    present = tuple(each for each in people.annotators if each.id in {who for who, _ in sets})
    files["annotations/annotators.json"] = codec.encode(replace(people, annotators=present))
    files[COURSE] = (json.dumps({"exercises": [each.stem for each in EXERCISES]}) + "\n").encode()
    return files
