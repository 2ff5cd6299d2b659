"""Quotation marks: which words stand inside them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.model import Span

OPENING = "“\"‘'«„‹「『»›"
CLOSING = "”\"’'»“‹›」』«‘"

MARKS = "“”\"«»„‹›「」『』‘'"
MARK = re.compile(f"[{MARKS}]")
PAIR = re.compile(
    r"""“[^“”]*”|"[^"]*"|«[^»]*»|„[^“”]*[“”]|‹[^›]*›|「[^」]*」|『[^』]*』
      |(?<!\w)‘(?:[^’]|’(?=\w))*’(?!\w)|(?<!\w)'(?:[^']|'(?=\w))*'(?!\w)""",
    re.VERBOSE,
)


def all_inside(text: str, spans: tuple[Span, ...]) -> bool:
    """Whether every one of `spans` is inside quotation marks, marks included.

    A quotation that goes on in the next paragraph has no closing mark at the end of the first.
    """
    for i, span in enumerate(spans):
        words = span.text
        if words[0] not in OPENING or _gap(words):
            return False
        if words[-1] not in CLOSING or len(words) == 1:
            between = text[span.end : spans[i + 1].start] if i + 1 < len(spans) else "."
            if between.strip() or "\n" not in between:
                return False
    return True


def _gap(words: str) -> bool:
    """Whether words stand between two quotations, as in `“a” and “b”`."""
    if MARK.search(words, 1, len(words) - 1) is None:
        return False
    rest = PAIR.sub("", words).lstrip()
    return bool(rest) and rest[0] not in OPENING and any(c.isalnum() for c in rest)


def marked(words: str) -> bool:
    """Whether a quotation mark stands in `words`; the apostrophe inside a word is none.

    >>> marked("Canada's"), marked("'Canada'"), marked("so “good”")
    (False, True, True)
    """
    edges = " " + words + " "
    return any(
        [m[0] != "'" or not (edges[m.start() - 1].isalnum() and edges[m.end()].isalnum()) for m in MARK.finditer(edges)]
    )


def pairs(text: str, spans: tuple[Span, ...]) -> list[tuple[int, int]]:
    """Every quotation inside `spans` or right around one of them, marks included; offsets of the text."""
    found = []
    for span in spans:
        before, after = text[span.start - 1 : span.start] if span.start else "", text[span.end : span.end + 1]
        if before and after and before in OPENING and after in CLOSING:
            found.append((span.start - 1, span.end + 1))
        if marked(span.text):
            found += [(span.start + m.start(), span.start + m.end()) for m in PAIR.finditer(span.text)]
    return found
