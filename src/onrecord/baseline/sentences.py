"""Sentences by rule: where one ends is told by its sign and by what follows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_END = re.compile(r"[.!?][\"”’')]*(?=\s+[\"“‘'(]*[^\W\d_a-z])")
_SHORT = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Prof|Gov|Sen|Rep|Gen|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|No|vs|Inc|Ltd|Co|Ont)|\b[^\W\d_])\.$"
)


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of `text[start:end]`, half-open code points of the whole text; white space is in none.

    >>> text = "Dr. Moss left. “Why?” She did not say."
    >>> [text[a:b] for a, b in sentences(text, 0, len(text))]
    ['Dr. Moss left.', '“Why?”', 'She did not say.']
    """
    begin = start
    for match in _END.finditer(text, start, end):
        if match[0] == "." and _SHORT.search(text, begin, match.end()):
            continue
        yield begin, match.end()
        begin = match.end() + re.compile(r"\s*").match(text, match.end(), end).end() - match.end()  # type: ignore[union-attr]
    if begin < end:
        yield begin, end
