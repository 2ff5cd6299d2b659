"""Lines for a terminal: styled text from data, wrapped to its columns; nothing from data is obeyed."""

from __future__ import annotations

import re
import sys
import unicodedata
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from onrecord.problems import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

WIDEST, NARROWEST = 100, 20
"""Columns: longer rows are hard to read, in narrower ones no word fits. A file or pipe gets the widest."""

# Rich's own wrapping breaks at no-break spaces, between the halves of a flag and before a Thai vowel.
_WORD = re.compile("(?:\\S|[\u00a0\u202f])+[^\\S\u00a0\u202f]*|\\s+")
_JOINS = re.compile("[\u0e33\u0eb3\uff9e\uff9f\U0001f3fb-\U0001f3ff]")
_FLAG_HALF = re.compile("[\U0001f1e6-\U0001f1ff]")


class Line(NamedTuple):
    """One line before wrapping: `head` stands before its first row, as many blanks before the others."""

    head: str
    text: Text


class Pair(NamedTuple):
    """Two lines side by side, each wrapped to half of the columns."""

    left: Line
    right: Line


def line(head: str, *parts: str | tuple[str, str]) -> Line:
    """A line of plain parts and of parts with a rich style; all of it is made safe to print."""
    text = Text()
    for part in parts:
        words, style = part if isinstance(part, tuple) else (part, "")
        text.append(safe(words), style)
    return Line(safe(head), text)


def safe(text: str) -> str:
    """All of `text`, with what a terminal would obey spelt out."""
    return shown(text, limit=max(len(text), 1))


def rows(lines: Iterable[Line | Pair], width: int) -> Iterator[Text]:
    """Lines broken between words to at most `width` columns; a longer word is broken between its characters."""
    for item in lines:
        if isinstance(item, Pair):
            yield from _beside(item, (width - 3) // 2)
            continue
        head, text = item
        if cell_len(head) > width // 3:
            head, text = "  ", Text(f"{head.rstrip()} ") + text
        before = head
        for row in text.divide(_breaks(text.plain, width - cell_len(head))):
            row.rstrip()
            yield Text(before) + row
            before = " " * cell_len(head)


def printable(lines: Iterable[Line | Pair]) -> str:
    """The lines as they go to standard output: its width, colours only where it shows them (NO_COLOR, pipes).

    What its encoding lacks is spelt out.
    """
    console = Console(file=sys.stdout, highlight=False)
    width = max(NARROWEST, min(console.width, WIDEST)) if console.is_terminal else WIDEST
    with console.capture() as captured:
        for row in rows(lines, width):
            console.print(row, soft_wrap=True)
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return captured.get().encode(encoding, "backslashreplace").decode(encoding)


def _beside(pair: Pair, width: int) -> Iterator[Text]:
    """The rows of both lines, a bar between them."""
    for left, right in zip_longest(rows([pair.left], width), rows([pair.right], width), fillvalue=Text()):
        yield left + Text(" " * (width - left.cell_len)) + Text(" \u2502 ", "dim") + right


def _breaks(text: str, width: int) -> list[int]:
    """Where rows after the first begin; blanks at the end of a row do not count."""
    found = []
    at = column = 0
    for word in _WORD.findall(text):
        fits = cell_len(word.rstrip()) <= width
        for unit in [word] if fits else _characters(word):
            if column and column + cell_len(unit.rstrip()) > width:
                found.append(at)
                column = 0
            at += len(unit)
            column += cell_len(unit)
    return found


def _characters(word: str) -> list[str]:
    """What a reader takes for one character: a letter with its marks, an emoji with its tone, a flag."""
    found: list[str] = []
    for char in word:
        flag = found and len(found[-1]) == 1 and _FLAG_HALF.match(char) and _FLAG_HALF.match(found[-1])
        if found and (flag or _JOINS.match(char) or unicodedata.category(char)[0] == "M" or not cell_len(char)):
            found[-1] += char
        else:
            found.append(char)
    return found
