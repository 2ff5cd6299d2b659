"""Offsets: every unit is a bijection on boundaries, whatever the text holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import OffsetError
from onrecord.spans import Offsets, splits_word, tokens

PIECES = [
    "a",
    " ",
    "\u00a0",
    "é",
    "e\u0301",
    "😀",
    "👩\u200d🚀",
    "日本",
    "\n",
    "\r\n",
    "\u202e",
    "\x85",
    "\u2028",
    "\x00",
    "𝒳",
    "ß",
]
TEXTS = st.lists(st.sampled_from(PIECES) | st.characters(exclude_categories=["Cs"]), max_size=40).map("".join)


@given(TEXTS)
def test_utf16_is_a_bijection(text):
    """Code points -> UTF-16 -> code points is identity, and agrees with the codec."""
    offsets = Offsets(text)
    for i in range(len(text) + 1):
        unit = offsets.to_utf16(i)
        assert unit == len(text[:i].encode("utf-16-le")) // 2
        assert offsets.from_utf16(unit) == i


@given(TEXTS)
def test_utf8_is_a_bijection(text):
    """Code points -> bytes -> code points is identity, and agrees with the codec."""
    offsets = Offsets(text)
    for i in range(len(text) + 1):
        byte = offsets.to_utf8(i)
        assert byte == len(text[:i].encode())
        assert offsets.from_utf8(byte) == i


@given(TEXTS)
def test_line_and_column_are_a_bijection(text):
    """Code points -> (line, col) -> code points is identity; only LF ends a line."""
    offsets = Offsets(text)
    for i in range(len(text) + 1):
        line, col = offsets.line_col(i)
        assert (line, col) == (text.count("\n", 0, i) + 1, i - (text.rfind("\n", 0, i) + 1) + 1)
        assert offsets.from_line_col(line, col) == i


@given(TEXTS)
def test_positions_inside_a_code_point_raise(text):
    """A unit between two surrogates, or a byte inside a sequence, is no boundary."""
    offsets = Offsets(text)
    units = {offsets.to_utf16(i) for i in range(len(text) + 1)}
    size = {offsets.to_utf8(i) for i in range(len(text) + 1)}
    for unit in set(range(max(units) + 1)) - units:
        with pytest.raises(OffsetError):
            offsets.from_utf16(unit)
    for byte in set(range(max(size) + 1)) - size:
        with pytest.raises(OffsetError):
            offsets.from_utf8(byte)


@pytest.mark.parametrize("call", ["to_utf16", "from_utf16", "to_utf8", "from_utf8", "line_col"])
@pytest.mark.parametrize("value", [-1, 4])
def test_positions_outside_raise(call, value):
    """Nothing before 0 or after the end is a position."""
    with pytest.raises(OffsetError):
        getattr(Offsets("abc"), call)(value)


@pytest.mark.parametrize("place", [(0, 1), (3, 1), (1, 0), (1, 4), (2, 3)])
def test_lines_and_columns_outside_raise(place):
    """Columns end with the LF of their line."""
    with pytest.raises(OffsetError):
        Offsets("ab\nc").from_line_col(*place)


@given(TEXTS)
def test_tokens_cover_all_but_white_space(text):
    """Tokens are slices in order, never overlap, hold no white space, and leave out nothing else."""
    found = list(tokens(text))
    assert all(t.text == text[t.start : t.end] and not any(c.isspace() for c in t.text) for t in found)
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))
    assert sum(len(t.text) for t in found) == sum(1 for c in text if not c.isspace())


def test_scripts_without_spaces_have_no_half_words():
    """A name inside a run of Han is not half a word; a combining mark is never cut off."""
    assert not splits_word("田中太郎", 2)
    assert splits_word("cafe\u0301", 4)
    assert splits_word("👩\u200d🚀", 1)
