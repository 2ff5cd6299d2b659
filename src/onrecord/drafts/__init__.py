"""Drafts: annotation sets whose spans are words without offsets. Here the words are found in the text."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from onrecord.drafts.choice import Wanted, chosen, notes
from onrecord.drafts.form import fault, is_draft, mapped
from onrecord.drafts.nearest import Nearest
from onrecord.schema import schema_name

if TYPE_CHECKING:
    from onrecord.problems import Path

_STAND_IN = {"start": 0, "end": 1, "text": "?"}


class Found(NamedTuple):
    """A span that was found.

    Attributes:
        path: keys and indices that lead to it in the file.
        start, end: half-open code points of the text.
        notes: what the annotator should know, a clause each: signs that differ, places counted that look alike.
    """

    path: Path
    start: int
    end: int
    notes: tuple[str, ...]


class Resolution(NamedTuple):
    """What comes of a draft.

    Attributes:
        value: the same JSON with full spans. One with a problem is a stand-in of the right form, so that the schema can
            judge the rest; the value is to be used only where there are no problems.
        found: every span that was found, in file order.
        problems: code, path and message of every other, in file order.
    """

    value: Any
    found: tuple[Found, ...]
    problems: tuple[tuple[str, Path, str], ...]


def resolve(value: Any, text: str) -> Resolution:
    """Find every span of a draft in `text`: plain JSON of any shape in, plain JSON out.

    A span with offsets stays as it is. `$schema` becomes that of annotation sets where it was that of drafts.

    >>> made = resolve({"negatives": [{"spans": [{"text": "our", "occurrence": 2}]}]}, "ours: our word, our stockpile")
    >>> made.value
    {'negatives': [{'spans': [{'start': 16, 'end': 19, 'text': 'our'}]}]}
    """
    drafts: dict[Path, dict[str, Any]] = {}

    def note(path: Path, span: dict[str, Any]) -> dict[str, Any]:
        if is_draft(span):
            drafts[path] = span
        return span

    mapped(value, note)
    answers = _answers(drafts, Nearest(text))
    found = tuple(answer for path in drafts if isinstance(answer := answers[path], Found))
    full = {f.path: {"start": f.start, "end": f.end, "text": text[f.start : f.end]} for f in found}
    made = mapped(value, lambda path, span: full.get(path, _STAND_IN if path in drafts else span))
    if isinstance(made, dict) and made.get("$schema") == schema_name("draft"):
        made["$schema"] = schema_name("annotation-set")
    refused = tuple((path, answer) for path in drafts if not isinstance(answer := answers[path], Found))
    return Resolution(made, found, tuple((code, path, message) for path, (code, message) in refused))


def _answers(drafts: dict[Path, dict[str, Any]], search: Nearest) -> dict[Path, Found | tuple[str, str]]:
    """For each draft its span, or code and message; the same words are looked for once."""
    answers: dict[Path, Found | tuple[str, str]] = {}
    wanted = []
    for path, span in drafts.items():
        if wrong := fault(span):
            answers[path] = "DR302", wrong
        else:
            wanted.append((Wanted(span["text"].strip(), span.get("before", ""), span.get("after", "")), path))
    wanted.sort(key=lambda each: each[0])
    for what, group in groupby(wanted, key=lambda each: each[0]):
        hits = search.hits(*what)
        for _, path in group:
            start = chosen(search, hits, what, drafts[path].get("occurrence"))
            if isinstance(start, int):
                told = notes(search, hits, drafts[path]["text"], start)
                answers[path] = Found(path, start, start + len(what.words), told)
            else:
                answers[path] = start
    return answers


__all__ = ["Found", "Resolution", "resolve"]
