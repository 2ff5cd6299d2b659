"""For people: a line a problem, and below it the lines of the file and of the article with carets under the place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.problems import named, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from onrecord.check import Report
    from onrecord.problems import Excerpt, Problem

    Paint = Callable[..., str]

MARGINS = ("   file |", "article |")
"""What begins an excerpt's line: indented and ruled off, so that no words of a file pass for a line of the report."""


def as_text(report: Report, colour: bool = False) -> Iterator[str]:
    """`file:line:col: CODE name: message` for each problem, its excerpts, and a last line that adds up."""
    paint = _style() if colour else _plain
    for line, problem in _lines(report, paint):
        yield line
        if problem:
            excerpts = (problem.excerpt, problem.article.excerpt if problem.article else None)
            for margin, excerpt in zip(MARGINS, excerpts, strict=True):
                yield from _excerpt(margin, excerpt, paint)


def as_lines(report: Report) -> Iterator[str]:
    """The text form without excerpts: one line a problem, for tools that read lines."""
    return (line for line, _ in _lines(report, _plain))


def summary(report: Report) -> str:
    """`N files, M with problems (P in all), K skipped`."""
    wrong = sum(1 for f in report.files if f.total)
    total = sum(f.total for f in report.files)
    skipped = sum(1 for f in report.files if f.skipped)
    return f"{len(report.files)} files, {wrong} with problems ({total} in all), {skipped} skipped"


def _lines(report: Report, paint: Paint) -> Iterator[tuple[str, Problem | None]]:
    for file in report.files:
        for problem in file.problems:
            yield _line(problem, paint), problem
        if file.total > len(file.problems):
            more = f"{file.total - len(file.problems)} more of {file.total} problems not shown"
            yield f"{paint(named(file.name), bold=True)}: {more}", None
        if file.skipped:
            yield f"{paint(named(file.name), bold=True)}: skipped: {shown(file.skipped, 400)}", None
    yield summary(report), None


def _line(problem: Problem, paint: Paint) -> str:
    article = problem.article
    pointer = f" [{problem.pointer}]" if problem.path else ""
    words = f" (article {article.line}:{article.col}, {article.start}-{article.end})" if article else ""
    code = paint(problem.code, fg="red", bold=True)
    return f"{paint(problem.place, bold=True)}: {code} {problem.name}: {shown(problem.message + pointer + words, 4000)}"


def _excerpt(margin: str, excerpt: Excerpt | None, paint: Paint) -> Iterator[str]:
    if excerpt:
        from onrecord.report.cells import rows  # here: a clean corpus has nothing to measure

        line, carets = rows(excerpt)
        yield f"  {paint(margin, fg='blue')} {line}"
        yield f"  {paint(' ' * (len(margin) - 1) + '|', fg='blue')} {paint(carets, fg='red')}"


def _plain(text: str, **_: object) -> str:
    return text


def _style() -> Paint:
    from click import style

    return style
