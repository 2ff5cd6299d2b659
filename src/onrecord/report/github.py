"""For GitHub's runner: workflow commands, one a problem."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.problems import shown
from onrecord.report.text import summary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.check import FileReport, Report


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


def _data(text: str) -> str:
    return shown(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"), limit=4000)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
