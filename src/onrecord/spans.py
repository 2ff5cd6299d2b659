"""Spans and units. Everything inside this package counts half-open code points of the untouched text.

Other units - UTF-16 code units (browsers, Java), UTF-8 bytes, 1-based line and column - exist only at the
border, and only here. A line ends at LF and nowhere else; a column counts code points.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from functools import cache, cached_property
from itertools import accumulate, count
from operator import add
from typing import TYPE_CHECKING, NamedTuple

from onrecord.errors import OffsetError
from onrecord.problems import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Token(NamedTuple):
    """One token: its text and its half-open code points. A token never holds white space."""

    text: str
    start: int
    end: int


class Offsets:
    """Conversions between the units of one text. Building is linear; each conversion takes log time.

    Every method takes a boundary (0 to the length, inclusive) and raises `OffsetError` for a position
    that is outside the text or inside one code point.

    >>> offsets = Offsets("\\N{GRINNING FACE} hi")
    >>> offsets.to_utf16(2), offsets.to_utf8(2), offsets.from_utf16(3), offsets.line_col(2)
    (3, 5, 2, (1, 3))
    """

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _astral(self) -> list[int]:
        """Code points that take two UTF-16 units."""
        return [match.start() for match in re.finditer("[\U00010000-\U0010ffff]", self.text)]

    @cached_property
    def _lines(self) -> list[int]:
        """Where each line starts."""
        ends = accumulate(map(len, self.text.split("\n")))
        return [0, *map(add, ends, count(1))][:-1]

    def to_utf16(self, offset: int) -> int:
        """Code points before `offset` -> UTF-16 code units before it."""
        self._inside(offset, len(self.text), "code point")
        return offset + bisect_left(self._astral, offset)

    def from_utf16(self, unit: int) -> int:
        """UTF-16 code units -> code points; a unit between two surrogates raises."""
        self._inside(unit, len(self.text) + len(self._astral), "UTF-16 unit")
        before = bisect_left(range(len(self._astral)), unit, key=lambda i: self._astral[i] + i)
        offset = unit - before
        if before and self._astral[before - 1] == offset:
            raise OffsetError(f"UTF-16 unit {unit} is inside a surrogate pair; use {unit - 1} or {unit + 1}")
        return offset

    def to_utf8(self, offset: int) -> int:
        """Code points before `offset` -> UTF-8 bytes before it."""
        self._inside(offset, len(self.text), "code point")
        wide, ends = self._wide
        before = bisect_left(wide, offset)
        return offset + (ends[before - 1] - wide[before - 1] - 1 if before else 0)

    def from_utf8(self, byte: int) -> int:
        """UTF-8 bytes -> code points; a byte inside a sequence raises."""
        wide, ends = self._wide
        extra = ends[-1] - wide[-1] - 1 if wide else 0
        self._inside(byte, len(self.text) + extra, "byte")
        before = bisect_right(ends, byte)
        offset = byte - (ends[before - 1] - wide[before - 1] - 1 if before else 0)
        if before < len(wide) and offset > wide[before]:
            raise OffsetError(f"byte {byte} is inside the UTF-8 sequence of code point {wide[before]}; use a boundary")
        return offset

    def line_col(self, offset: int) -> tuple[int, int]:
        """Code points before `offset` -> (line, column), both from 1."""
        self._inside(offset, len(self.text), "code point")
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    def from_line_col(self, line: int, col: int) -> int:
        """(line, column), both from 1 -> code points before that place."""
        if not 1 <= line <= len(self._lines):
            raise OffsetError(f"line {line} does not exist; the text has {len(self._lines)}")
        end = self._lines[line] if line < len(self._lines) else len(self.text) + 1
        offset = self._lines[line - 1] + col - 1
        if col < 1 or offset >= end:
            raise OffsetError(f"line {line} has columns 1 to {end - self._lines[line - 1]}, not {col}")
        return offset

    def place(self, start: int, end: int) -> Place:
        """The place of `[start, end)`, with the line and column of its start."""
        return Place(start, end, *self.line_col(start))

    @cached_property
    def _wide(self) -> tuple[list[int], list[int]]:
        """Code points beyond ASCII, and the byte offset at which each of them ends."""
        at, ends, extra = [], [], 0
        for match in re.finditer(r"[^\x00-\x7f]", self.text):
            extra += len(match.group().encode()) - 1
            at.append(match.start())
            ends.append(match.start() + 1 + extra)
        return at, ends

    @staticmethod
    def _inside(value: int, length: int, unit: str) -> None:
        if not 0 <= value <= length:
            raise OffsetError(f"{unit} {value} is outside the text; it has 0 to {length}")


def line_cols(text: str, offsets: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Line and column, both from 1, of each of `offsets`, which ascend: quicker than `Offsets` where they are few.

    >>> list(line_cols("a\\nbc", [0, 2, 3]))
    [(1, 1), (2, 1), (2, 2)]
    """
    line, at = 1, 0
    for offset in offsets:
        line, at = line + text.count("\n", at, offset), offset
        yield line, offset - text.rfind("\n", 0, offset)


_JOINED = "\u0300-\u036f\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff"  # signs that stay with the one before them


@cache
def _token() -> re.Pattern[str]:
    """Compiled when first needed: checking needs no tokens."""
    return re.compile(
        rf"""( (?:[^\W\d_]\.){{2,}}              # U.S.  B.C.
      | \d+(?:[.,:]\d+)*                    # 1,200  3.5  17:22
      | ['’]s\b                             # the possessive, apart from its noun
      | (?:[^\W_]++|[{_JOINED}]++)++        # a word with its combining marks
      | \S[{_JOINED}]*                      # any other sign
      )""",
        re.VERBOSE,
    )


SPACE, WORD, SIGN, ODD = range(4)
"""What a code point is to `tokens`: in no token; part of a word; a token alone; or it depends on its neighbours."""


def token_kind(sign: str) -> int:
    """SPACE, WORD, SIGN or ODD. The full stop is a SIGN here: it depends on them only if white space does not follow.

    >>> [token_kind(sign) for sign in " a,7"] == [SPACE, WORD, SIGN, ODD]
    True
    """
    if sign.isspace():
        return SPACE
    if sign in "'’" or sign.isdecimal() or re.match(f"[{_JOINED}]", sign):
        return ODD
    return WORD if sign.isalnum() else SIGN


def tokens(text: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """Tokens of `text[start:end]`, in order; offsets are those of the whole text.

    Words keep their combining marks; abbreviations with inner full stops and numbers stay whole; the
    possessive 's and every punctuation mark stand alone; white space in the Unicode sense (U+00A0 included)
    is in no token.

    >>> [t.text for t in tokens("Canada's U.S. trade: 1,200")]
    ['Canada', "'s", 'U.S.', 'trade', ':', '1,200']
    """
    return map(Token, *token_columns(text, start, end))


def token_columns(text: str, start: int = 0, end: int | None = None) -> tuple[list[str], list[int], list[int]]:
    """Texts, starts and ends of the tokens that `tokens` gives: for tables, which need no objects.

    >>> token_columns("to Ottawa", 3)
    (['Ottawa'], [3], [9])
    """
    pieces = _token().split(text[start:end])  # white space and tokens in turn
    borders = list(accumulate(map(len, pieces), initial=start))
    return pieces[1::2], borders[1:-1:2], borders[2::2]


def starts(text: str, words: str) -> Iterator[int]:
    """Where `words` begin in `text`, in order; they may overlap. Linear, whatever the words are.

    >>> list(starts("ha ha ha", "ha ha"))
    [0, 3]
    """
    size, step, at = len(words), 0, text.find(words)
    while at >= 0:
        yield at
        # Words that stand again `step` signs later, and not before, consist of these signs over and over: they stand
        # once more if their last `step` signs do. To look for long words anew at every place takes quadratic time.
        if 0 < step <= size and text.startswith(words[-step:], at + size):
            at += step
        else:
            following = text.find(words, at + 1)
            step, at = following - at, following


JOINER = "\u200d"
"""Joins the signs before and after it to one, as in a family emoji."""


def extends(sign: str) -> bool:
    """Whether a code point belongs to the one before it: a combining mark, a joiner, a variation selector.

    >>> extends("\N{COMBINING ACUTE ACCENT}"), extends("e")
    (True, False)
    """
    return sign in "\u200d\ufe0e\ufe0f" or bool(unicodedata.combining(sign))


def splits_word(text: str, offset: int) -> bool:
    """Whether the boundary `offset` falls inside a word, or between a sign and the marks that combine with it.

    Scripts written without spaces (Han, kana, Thai and their neighbours) have no such boundaries inside.

    >>> [splits_word("Canada's", i) for i in (3, 6, 8)]
    [True, False, False]
    """
    if not 0 < offset < len(text):
        return False
    before, after = text[offset - 1], text[offset]
    if extends(after) or before == JOINER:
        return True
    return before.isalnum() and after.isalnum() and not _unspaced().search(before + after)


@cache
def _unspaced() -> re.Pattern[str]:
    return re.compile(
        "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u312f\u31a0-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
    )


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Maximal runs of text between blank lines, white space at their edges (U+00A0 too) left out; code points.

    >>> paragraphs("Head\\n\\none\\ntwo" + chr(0xA0) + "\\n")
    [(0, 4), (6, 13)]
    """
    found, at = [], 0
    for run in text.split("\n\n"):
        words = run.strip()
        if "\n" in words and _white_line().search(words):
            lines = _white_line().sub(lambda line: "\n" * len(line[0]), run)
            found += [(at + start, at + end) for start, end in paragraphs(lines)]
        elif words:
            first = at if words is run else at + run.index(words[0])
            found.append((first, first + len(words)))
        at += len(run) + 2
    return found


@cache
def _white_line() -> re.Pattern[str]:
    return re.compile(r"\n[^\S\n]+(?=\n)")


def overlap(start: int, end: int, others: Iterable[tuple[int, int]]) -> bool:
    """Whether `[start, end)` shares at least one code point with any of `others`.

    >>> overlap(2, 4, [(0, 2), (3, 9)])
    True
    """
    return any(start < b and a < end for a, b in others)
