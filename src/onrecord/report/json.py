"""For programs: one JSON object with everything that the text form says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.check import Report
    from onrecord.problems import Problem


def as_json(report: Report) -> Iterator[str]:
    """One JSON object: `files` (name, total, skipped) and `problems` with the fields of the text form."""
    result = {
        "files": [{"name": f.name, "total": f.total, "skipped": f.skipped or None} for f in report.files],
        "problems": [_row(p) for p in report.problems],
        "exit_code": report.exit_code,
    }
    yield dumped(result)


def dumped(value: object) -> str:
    """JSON in which nothing stands raw that a terminal or GitHub's runner would obey.

    >>> print(dumped(["##[group]" + chr(0x7F) + chr(0x202E)]))
    [
     "\\u0023#[group]\\u007f\\u202e"
    ]
    """
    import json  # here: the text form, at every commit of someone, should not wait for it

    return json.dumps(value, ensure_ascii=True, indent=1).replace("##[", "\\u0023#[")


def _row(p: Problem) -> dict[str, Any]:
    article = dict(zip(("start", "end", "line", "col"), p.article[:4], strict=True)) if p.article else None
    return {
        "code": p.code, "name": p.name, "message": p.message, "file": p.file, "line": p.line, "col": p.col,
        "pointer": p.pointer, "article": article,
    }  # fmt: skip
