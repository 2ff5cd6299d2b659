"""Texts cut into units that can be compared: lines, words, single signs. The units of a text, joined, are the text."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.spans import token_columns

if TYPE_CHECKING:
    from collections.abc import Sequence

_LINE = re.compile(r"[^\n]*\n+|[^\n]+")
_SENTENCE = re.compile(r".+?[.!?…][\"”’')\]]*\s+|.+", re.DOTALL)
_WORD = re.compile(r"[^\W_]+")


def lines(text: str) -> list[str]:
    """Lines, each with all line feeds after it: an empty line is no unit, so that none is taken for another.

    >>> lines("one\\n\\ntwo")
    ['one\\n\\n', 'two']
    """
    return _LINE.findall(text)


def sentences(text: str) -> list[str]:
    """Lines, cut after every sign that ends a sentence; an abbreviation is taken for one, too.

    >>> sentences("He left. “Why?” she said.\\n\\nNo")
    ['He left. ', '“Why?” ', 'she said.\\n\\n', 'No']
    """
    return [sentence for line in lines(text) for sentence in _SENTENCE.findall(line)]


def words(text: str) -> list[str]:
    """Tokens, each with the white space after it.

    >>> words(" She said: no")
    [' ', 'She ', 'said', ': ', 'no']
    """
    borders = sorted({0, *token_columns(text)[1], len(text)})
    return [text[start:end] for start, end in pairwise(borders)]


def signs(text: str) -> str:
    """Code points, one by one."""
    return text


def exact(units: Sequence[str]) -> Sequence[str]:
    """Units are one if they are equal."""
    return units


def words_alone(units: Sequence[str]) -> list[str]:
    """Units are one if they are without the white space after them.

    >>> words_alone(["said ", "said\\n", " "])
    ['said', 'said', ' ']
    """
    return [unit.rstrip() or unit for unit in units]


def wording(units: Sequence[str]) -> list[str]:
    """Units are one if their letters and digits are: white space, signs and the form of accents do not count.

    >>> wording(["“No,” he said.\\n", 'No, he\\xa0said\\n', "***\\n"])
    ['Nohesaid', 'Nohesaid', '***']
    """
    return ["".join(_WORD.findall(unicodedata.normalize("NFKD", unit))) or unit.strip() for unit in units]
