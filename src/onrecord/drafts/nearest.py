"""What a reader needs to know about words that are not in a text: what is nearest to them there."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate, islice
from typing import TYPE_CHECKING

from onrecord.drafts.search import Search, fold
from onrecord.problems import quoted
from onrecord.spans import splits_word, starts

if TYPE_CHECKING:
    from collections.abc import Iterable

LOOK = 50
"""At most this many places are looked at, and this many signs to either side of one."""

FEW = 12
"""Words that begin like some in the text have at least this many signs in common with them."""


class Nearest(Search):
    """A text that words are looked for in with less and less care."""

    def sentence(self, words: str) -> str:
        """What to say of words that stand nowhere as whole words: what comes nearest, where, and what to do.

        >>> Nearest("It started in OTTAWA.").sentence("art")
        "'art' is only a part of longer words, first of 'started' at 1:4; write whole words"
        >>> Nearest("It started in OTTAWA.").sentence("Ottawa")
        "'Ottawa' is not in the text; it has 'OTTAWA' at 1:15, in other capitals; copy the words from the text"
        """
        if inside := self._inside_a_word(words):
            return f"{quoted(words, 40)} is only a part of longer words, {inside}; write whole words"
        near = self._same_letters(words) or self._same_beginning(words)
        return f"{quoted(words, 40)} is not in the text; {f'{near}; ' if near else ''}copy the words from the text"

    def _inside_a_word(self, words: str) -> str | None:
        start = self.folded.find(fold(words))
        if start < 0:
            return None
        end = start + len(words)
        first = next((at for at in range(start, max(-1, start - LOOK), -1) if not splits_word(self.text, at)), start)
        last = next((at for at in range(end, end + LOOK) if not splits_word(self.text, at)), end)
        return f"first of {quoted(self.text[first:last], 40)} at {self.place(first)}"

    def _same_letters(self, words: str) -> str | None:
        """The first place of whole words that have the same letters and digits: accents, capitals and signs apart."""
        letters = _letters(set(words))
        key = words.translate(letters)
        for at in islice(starts(self._skeleton, key), LOOK) if key else ():
            start, last = (bisect_right(self._borders, i) - 1 for i in (at, at + len(key) - 1))
            marked = range(last + 1, last + LOOK)
            end = next((i for i in marked if not unicodedata.combining(self.text[i : i + 1] or " ")), last + 1)
            if not splits_word(self.text, start) and not splits_word(self.text, end):
                found = self.text[start:end]
                return f"it has {quoted(found, 40)} at {self.place(start)}{_how(words, found)}"
        return None

    def _same_beginning(self, words: str) -> str | None:
        key, good, bad = fold(words), 0, len(words) + 1
        while bad - good > 1:
            middle = (good + bad) // 2
            good, bad = (middle, bad) if key[:middle] in self.folded else (good, middle)
        if good < FEW:
            return None
        start = self.folded.find(key[:good])
        end = start + good
        own, mine = quoted(self.text[end : end + 20]), quoted(words[good : good + 20])
        return f"it begins so at {self.place(start)}, but at {self.place(end)} it goes on {own}, the draft {mine}"

    @cached_property
    def _table(self) -> dict[int, str]:
        return _letters(set(self.text))

    @cached_property
    def _skeleton(self) -> str:
        """The letters and digits of the text, lower case, without accents."""
        return self.text.translate(self._table)

    @cached_property
    def _borders(self) -> list[int]:
        """For each sign of the text how much of the skeleton comes before it."""
        table = self._table
        return list(accumulate((len(table[ord(sign)]) for sign in self.text), initial=0))


def _letters(signs: Iterable[str]) -> dict[int, str]:
    """For each sign the letters and digits it stands for: a ligature for two, an accent for none."""
    parts = {sign: unicodedata.normalize("NFKD", sign).casefold() for sign in signs}
    return {ord(sign): "".join(filter(str.isalnum, part)) for sign, part in parts.items()}


def _how(words: str, found: str) -> str:
    if unicodedata.normalize("NFC", words) == unicodedata.normalize("NFC", found):
        return ", with accents stored in another form"
    return ", in other capitals" if fold(words).casefold() == fold(found).casefold() else ""
