"""`onrecord course`."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.cli.init import demand_empty
from onrecord.course.answers import case, find_course, read_answers
from onrecord.course.bundle import student_files, teacher_files
from onrecord.course.checks import EXERCISES
from onrecord.course.grading import as_csv, as_json, as_text, graded
from onrecord.errors import UsageError, unknown
from onrecord.problems import shown
from onrecord.store import default_root
from onrecord.writing import write_file

FORMATS = {"text": as_text, "json": as_json, "csv": as_csv}


@click.group("course", context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Exercises that check themselves, offline."""


@command.command("start")
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--teacher", is_flag=True, help="Make DIR/student and DIR/teacher, with solutions and a marking guide.")
def start(target: Path, teacher: bool) -> None:
    """Lay out the exercises with their data in DIR, a new or empty folder; there are no answers in it."""
    demand_empty(target)
    root = default_root()
    files = student_files(root)
    if teacher:
        files = {f"student/{name}": raw for name, raw in files.items()}
        files |= {f"teacher/{name}": raw for name, raw in teacher_files(root, case(target)).items()}
    for name, raw in sorted(files.items()):
        write_file(target / name, raw)
    first = target / "teacher" if teacher else target
    click.echo(shown(f"{target}: {len(EXERCISES)} exercises; {first / 'README.md'} says how to go on", limit=4000))


@command.command("check")
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), default=Path())
@click.option("--exercise", type=int, help="Only the exercise of this number.")
@click.option("--format", "form", type=click.Choice(tuple(FORMATS)), default="text", help="How to print.")
def check(folder: Path, exercise: int | None, form: str) -> int:
    """Give points and feedback for the answers in DIR; ends with 0 when all steps are done, else with 1."""
    home = find_course(folder)
    if home is None:
        raise UsageError(f"{folder}: no course here; make one by `onrecord course start DIR`")
    numbers = {str(each.number): each for each in EXERCISES}
    if exercise is not None and str(exercise) not in numbers:
        raise unknown("exercise", exercise, numbers)
    chosen = EXERCISES if exercise is None else (numbers[str(exercise)],)
    results = graded((step for each in chosen for step in each.steps), read_answers(home), case(home))
    click.echo(FORMATS[form](results))
    return 0 if all(result.status == "done" for result in results) else 1
