"""Printing a report: text for people, JSON for programs, workflow commands for GitHub. Data is always escaped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onrecord.problems import Problem, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.check import FileReport, Report


def as_text(report: Report) -> Iterator[str]:
    """One line a problem, `file:line:col: CODE name: message`, and a last line that adds up."""
    for file in report.files:
        for problem in file.problems:
            article = problem.article
            place = f" [{problem.pointer}]" if problem.path else ""
            words = f" (article {article.line}:{article.col}, {article.start}-{article.end})" if article else ""
            yield shown(f"{problem}{place}{words}", limit=4000)
        if file.total > len(file.problems):
            yield f"{shown(file.name, 400)}: {file.total - len(file.problems)} more of {file.total} problems not shown"
        if file.skipped:
            yield f"{shown(file.name, 400)}: skipped: {shown(file.skipped, 400)}"
    yield summary(report)


def summary(report: Report) -> str:
    """`N files, M with problems (P in all), K skipped`."""
    wrong = sum(1 for f in report.files if f.total)
    total = sum(f.total for f in report.files)
    skipped = sum(1 for f in report.files if f.skipped)
    return f"{len(report.files)} files, {wrong} with problems ({total} in all), {skipped} skipped"


def as_json(report: Report) -> Iterator[str]:
    """One JSON object: `files` (name, total, skipped) and `problems` with the fields of the text form."""
    import json  # here: the text form, at every commit of someone, should not wait for it

    result = {
        "files": [{"name": f.name, "total": f.total, "skipped": f.skipped or None} for f in report.files],
        "problems": [_row(p) for p in report.problems],
        "exit_code": report.exit_code,
    }
    yield json.dumps(result, ensure_ascii=True, indent=1)


def as_github(report: Report) -> Iterator[str]:
    """Workflow commands, one a problem; data escapes %, CR and LF, and in properties also : and ,."""
    for p in report.problems:
        place = f",line={p.line},col={p.col}" if p.line is not None else ""
        yield f"::error file={_property(p.file)}{place},title={_property(f'{p.code} {p.name}')}::{_data(p.message)}"
    yield from (_trailer(f) for f in report.files if f.skipped or f.total > len(f.problems))
    yield summary(report)


def _trailer(file: FileReport) -> str:
    what = file.skipped or f"{file.total} problems in all"
    return f"::error file={_property(file.name)}::{_data(what)}"


def _row(p: Problem) -> dict[str, Any]:
    return {
        "code": p.code, "name": p.name, "message": p.message, "file": p.file, "line": p.line, "col": p.col,
        "pointer": p.pointer, "article": p.article._asdict() if p.article else None,
    }  # fmt: skip


def _data(text: str) -> str:
    return shown(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"), limit=4000)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


FORMATS = {"text": as_text, "json": as_json, "github": as_github}
