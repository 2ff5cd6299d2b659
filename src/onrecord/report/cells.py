"""An excerpt as a terminal shows it: a line cut to fit, and carets that stand under the place."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from onrecord.problems import shown

if TYPE_CHECKING:
    from onrecord.problems import Excerpt

WIDTH = 68
"""Cells of a line that are shown."""
BEFORE = 28
"""At most so many of them stand before the place."""
STACK = 3
"""More marks on one sign are spelt out: a pile of them would cover other lines."""


def rows(excerpt: Excerpt) -> tuple[str, str]:
    """The line and the row of carets below it, of equal cells up to the last caret.

    >>> from onrecord.problems import Excerpt
    >>> print(*rows(Excerpt("the ", "東京", " office" + chr(7))), sep="\\n")
    the 東京 office\\x07
        ^^^^
    """
    before, marked = len(excerpt.before), len(excerpt.before) + len(excerpt.marked)
    cells = _cells(excerpt)
    first, room = before, BEFORE
    while first and width(cells[first - 1]) <= room:
        first -= 1
        room -= width(cells[first])
    while first < before and not width(cells[first]):  # what it stood on was cut
        first += 1
    left = ("…" if first else "") + "".join(cells[first:before])
    last, room = before, WIDTH - width(left)
    while last < len(cells) and width(cells[last]) <= room:
        room -= width(cells[last])
        last += 1
    line = left + "".join(cells[before:last]) + ("…" if last < len(cells) else "")
    carets = width("".join(cells[before : min(marked, last)])) or 1
    return line, " " * width(left) + "^" * carets


def width(text: str) -> int:
    """Cells that `text`, free of controls, takes on a terminal.

    Wide signs of East Asia take two, marks that stand on the sign before them none.

    >>> width("e\N{COMBINING ACUTE ACCENT}"), width("東")
    (1, 2)
    """
    return len(text) if text.isascii() else sum(map(_width, text))


def _width(sign: str) -> int:
    if _stands_on(sign):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def _stands_on(sign: str) -> bool:
    """Whether a sign is drawn on the one before it: a mark, or a vowel or final consonant of a Hangul syllable."""
    return unicodedata.category(sign) in ("Mn", "Me") or "\u1160" <= sign <= "\u11ff"


def _cells(excerpt: Excerpt) -> list[str]:
    """What is shown for each code point: itself, or an escape where it is not safe or could not be seen.

    A mark with nothing to stand on is spelt out: at the edges of the place, the very marks it cuts off can be read.
    """
    text = excerpt.before + excerpt.marked + excerpt.after
    edges = (0, len(excerpt.before), len(excerpt.before) + len(excerpt.marked))
    cells: list[str] = []
    bears = 0  # so many marks may still stand on the last sign
    for at, sign in enumerate(text):
        if " " <= sign <= "~" and sign != "#":  # most are: the rest takes much longer
            cells.append(sign)
            bears = STACK
            continue
        mark = _stands_on(sign)
        bears = 0 if at in edges else bears
        cell = shown(sign) if text[at : at + 3] != "##[" else "\\x23"
        if sign == "\u00a0" or (mark and not bears):
            cell = ascii(sign)[1:-1]
        bears = (bears - 1 if mark else STACK) if cell == sign else 0
        cells.append(cell)
    return cells
