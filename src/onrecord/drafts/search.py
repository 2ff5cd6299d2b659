"""Where words stand in a text, sign by sign or but for signs that look alike. Offsets are code points."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from onrecord.spans import Offsets, splits_word, starts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ALIKE = {" ": "".join(filter(str.isspace, map(chr, range(0x3001)))), '"': "“”„‟″«»", "'": "‘’‚‛′‹›ʼ", "-": "‐‑‒–—―−"}
_FOLD = str.maketrans({sign: plain for plain, signs in _ALIKE.items() for sign in signs})


def fold(text: str) -> str:
    """`text` with one sign for all that look alike - white space, quotation marks, dashes - and of the same length.

    >>> fold("U.S." + chr(0xA0) + "“stockpile” – ours")
    'U.S. "stockpile" - ours'
    """
    return text.translate(_FOLD)


class Hits(NamedTuple):
    """Places of some words.

    Attributes:
        starts: where they stand, in order, sign by sign or but for signs that look alike.
        other: the first place where signs differ, if the words stand sign by sign at another; else None.
    """

    starts: list[int]
    other: int | None


class Search:
    """A text, and what looking for words in it needs; each made once."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def folded(self) -> str:
        """The text with one sign for all that look alike."""
        return fold(self.text)

    @cached_property
    def _offsets(self) -> Offsets:
        return Offsets(self.text)

    def place(self, offset: int) -> str:
        """Line and column, both from 1, as `3:14`."""
        return ":".join(map(str, self._offsets.line_col(offset)))

    def hits(self, words: str, before: str = "", after: str = "") -> Hits:
        """Where `words` stand as whole words, right after `before` and right before `after`, a space between or not.

        Signs that look alike are one, here and around: none of several places is left out for being less alike.

        >>> Search("In Ottawa, at Ottawa. Ottawans").hits("Ottawa").starts
        [3, 14]
        >>> Search("In Ottawa, at Ottawa. Ottawans").hits("Ottawa", before="at").starts
        [14]
        >>> Search("Tel:yes and Tel:" + chr(0xA0) + "yes").hits("yes", before="Tel:").starts
        [4, 17]
        """
        places: set[int] = set()
        for left in (before, before + " ") if before else ("",):
            for right in (after, " " + after) if after else ("",):
                around = starts(self.folded, fold(left + words + right))
                places.update(self._whole(around, len(left), len(words)))
        found = sorted(places)
        exact = places.intersection(starts(self.text, words)) if len(found) > 1 else ()
        return Hits(found, next((at for at in found if at not in exact), None) if exact else None)

    def _whole(self, places: Iterable[int], start: int, size: int) -> Iterator[int]:
        """Those of `places`, moved by `start`, from which `size` signs are whole words."""
        for at in places:
            if not splits_word(self.text, at + start) and not splits_word(self.text, at + start + size):
                yield at + start
