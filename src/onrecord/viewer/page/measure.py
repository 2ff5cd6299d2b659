"""How wide words come out in a picture, which nobody measures before it is drawn: estimates on the safe side."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.spans import JOINER, extends

if TYPE_CHECKING:
    from collections.abc import Iterator

# Hundredths of the font's size, as in the widest sans serif that systems come with (DejaVu Sans, Verdana).
_WIDTHS = {
    32: " ,./I|'‘’‚ijl:;·\u00a0\u202f",
    42: "()[]-frt!\\J",
    53: '*“”"„szc`?_',
    65: "–abdeghknopquvxyFLTES0123456789${}",
    72: "ABCKPRVXYZ",
    80: "DGHNOQU",
    86: "w#+<=>^~&",
    102: "—…%mMW@",
}
_WIDTH = {sign: width for width, signs in _WIDTHS.items() for sign in signs}
_BOLD = 1.2
_TONES = "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
_WORD = re.compile("(?:\\S|[\u00a0\u202f])+[^\\S\u00a0\u202f]*")


def width(text: str, size: float, bold: bool = False) -> float:
    """The room that `text` takes at most, in the unit of `size`.

    >>> width("mm", 10), width("e\N{COMBINING ACUTE ACCENT}", 10), width("東", 10)
    (20.4, 6.5, 10.0)
    """
    return sum(map(_advance, text)) * size * (_BOLD if bold else 1) / 100


def wrap(text: str, room: float, size: float, bold: bool = False) -> list[str]:
    """Lines of at most `room`, broken between words, or inside a word that is wider than a line; at least one line.

    A line keeps the white space at its end, which may stand out: lines read one after the other are the text.
    Between signs of East Asia a line may break anywhere, but punctuation stays with what it belongs to.

    >>> wrap("one two three", 48, 10)
    ['one two ', 'three']
    """
    lines, used = [""], 0.0
    for piece in _pieces(text):
        whole = width(piece.rstrip(), size, bold) <= room
        for part in [piece] if whole else _characters(piece):
            if lines[-1] and used + width(part.rstrip(), size, bold) > room:
                lines.append("")
                used = 0.0
            lines[-1] += part
            used += width(part, size, bold)
    return lines


def _advance(sign: str) -> int:
    if sign in _WIDTH:
        return _WIDTH[sign]
    category = unicodedata.category(sign)
    if category in ("Mn", "Me", "Cf"):
        return 0
    if unicodedata.east_asian_width(sign) in "WF":
        return 140 if category in ("So", "Sk") else 100  # emoji are wider than letters
    return {"Ll": 72, "Lo": 80, "Nd": 65}.get(category, 115)


def _pieces(text: str) -> Iterator[str]:
    """What a line is not broken within, each with the white space after it."""
    for word in map(str, _WORD.findall(text)):
        if word.isascii():
            yield word
            continue
        start = 0
        for at in range(1, len(word)):
            if _breaks(word[at - 1], word[at]):
                yield word[start:at]
                start = at
        yield word[start:]


def _breaks(before: str, after: str) -> bool:
    """Whether a line may break between two signs of a word: beside wide ones, but not at punctuation."""
    wide = any(unicodedata.east_asian_width(sign) in "WF" for sign in (before, after))
    if not wide or after.isspace() or _joined(before, after):
        return False
    return unicodedata.category(before) not in ("Ps", "Pi") and unicodedata.category(after) not in ("Pe", "Pf", "Po")


def _joined(before: str, after: str) -> bool:
    """Whether two signs are read as one: a letter with its mark, an emoji with its tone or with another."""
    return before == JOINER or extends(after) or unicodedata.category(after) in ("Mn", "Mc", "Me") or after in _TONES


def _characters(word: str) -> Iterator[str]:
    """The signs of a word with the marks on them."""
    start = 0
    for at, (before, after) in enumerate(pairwise(word), 1):
        if not (after.isspace() or _joined(before, after)):
            yield word[start:at]
            start = at
    yield word[start:]
