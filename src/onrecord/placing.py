"""Where problems are: line and column in the file, the place in the article, the words around, and the ids on the way.

Loaded only where there is something to report. A report holds no file and no article, only what is shown of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onrecord import codes, jsontext
from onrecord.problems import Excerpt, Problem
from onrecord.spans import Offsets, line_cols

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.problems import Path
    from onrecord.rules.base import DocumentContext, Finding

KEPT = 80
"""Code points kept of what stands before a place, in it, and after it."""


def faults(name: str, text: str, found: Sequence[jsontext.Fault], most: int) -> list[Problem]:
    """Faults of gate 1 in the file `name` as problems; the first `most` have the words around."""
    lines = Offsets(text)
    problems = [_problem(f.code, f.message, name, f.path, lines.line_col(f.offset)) for f in found]
    for k, fault in enumerate(found[:most]):
        problems[k] = problems[k]._replace(excerpt=around(text, fault.offset, fault.offset), steady=fault.path)
    return problems


def findings(
    name: str,
    text: str,
    value: object,
    found: Sequence[tuple[str, Finding]],
    document: DocumentContext | None,
    most: int,
) -> list[Problem]:
    """Findings in the file `name` as problems, in file order; the first `most` have the words around.

    `value` is what stands in `text`: plain JSON, or the model made of it. Spans of findings count in `document`.
    """
    where = jsontext.locate(text, {finding.path for _, finding in found})
    ordered = sorted(found, key=lambda r: (where[r[1].path], r[0]))
    places = line_cols(text, [where[finding.path] for _, finding in ordered])
    article = Offsets(document.text if document else "")
    problems: list[Problem] = []
    for (code, (path, message, span)), at in zip(ordered, places, strict=True):
        problem = _problem(code, message, name, path, at)
        if document and span and 0 <= span[0] <= span[1] <= len(document.text):
            problem = problem._replace(article=article.place(*span)._replace(file=f"corpus/{document.stem}.txt"))
        if len(problems) < most:
            problem = _shown(problem, text, where[path], article.text)._replace(steady=steady(value, path))
        problems.append(problem)
    return problems


def _shown(problem: Problem, text: str, start: int, article: str) -> Problem:
    """`problem` with the words around its places; the whole file has none."""
    place = problem.article
    return problem._replace(
        excerpt=around(text, start, jsontext.extent(text, start)) if problem.path else None,
        article=place and place._replace(excerpt=around(article, place.start, place.end)),
    )


def around(text: str, start: int, end: int) -> Excerpt | None:
    """The line of `text` in which `[start, end)` begins, cut; None where the line is empty.

    `…` stands for what was cut, and for the lines in which a place goes on. White space at the edges is left out.

    >>> around("one\\n  two three", 6, 9)
    Excerpt(before='', marked='two', after=' three', end=(2, 6))
    """
    before = text[max(0, start - KEPT) : start].rpartition("\n")[2].lstrip(" \t")
    if start > KEPT and "\n" not in text[start - KEPT - 1 : start]:
        before = "…" + before
    marked = text[start : min(end, start + KEPT)].partition("\n")[0]
    after = text[end : end + KEPT].partition("\n")[0].rstrip(" \t\r") if start + len(marked) == end else "…"
    if not before + marked + after:
        return None
    return Excerpt(before, marked, after, next(line_cols(text, [end])) if end > start else None)


def steady(value: Any, path: Path) -> Path:
    """`path` with the id of an item in place of its index in `value`.

    >>> steady({"quotes": [{"id": "q7", "cue": None}]}, ("quotes", 0, "cue"))
    ('quotes', 'q7', 'cue')
    """
    steps: list[str | int] = []
    for key in path:
        if isinstance(key, int):
            value = value[key] if isinstance(value, list | tuple) and key < len(value) else None
            id = _member(value, "id")
            steps.append(id if isinstance(id, str) else key)
        else:
            value = _member(value, key)
            steps.append(key)
    return tuple(steps)


def _member(value: Any, key: str) -> Any:
    return value.get(key) if isinstance(value, dict) else getattr(value, key, None)


def _problem(code: str, message: str, file: str, path: Path, at: tuple[int, int]) -> Problem:
    return Problem(code, codes.name(code), message, file, path, *at)
