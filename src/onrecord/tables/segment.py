"""Tokens of many texts at once, in columns: where `spans.tokens` would find them, without an object for each."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from onrecord.spans import ODD, SIGN, SPACE, token_columns, token_kind

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Flags = NDArray[np.bool_]


def segment(text: str, zone_starts: Ints, zone_ends: Ints) -> tuple[Ints, Ints]:
    """Starts and ends of every token in the zones of `text`: half-open code points, ascending.

    The tokens of a zone are those of `spans.tokens(text, start, end)`. Plain words and signs are found for the whole
    text at once; a run of signs between blanks that holds a digit, an apostrophe, a combining mark or a full stop
    inside is left to `spans.tokens`.
    """
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    kinds = _kinds(text, codes)
    inside = _in_zones(len(codes), zone_starts, zone_ends) & (kinds != SPACE)
    first, last = inside.copy(), inside.copy()
    first[1:] &= ~inside[:-1]
    first[zone_starts[zone_starts < len(codes)]] = True
    first &= inside
    last[:-1] &= ~inside[1:] | first[1:]
    sign = inside & (kinds == SIGN)
    begins, ends = first | sign, last | sign
    begins[1:] |= sign[:-1] & inside[1:]
    ends[:-1] |= sign[1:] & inside[:-1]
    odd = inside & (kinds == ODD)
    odd[:-1] |= (codes[:-1] == ord(".")) & ~last[:-1] & inside[:-1]
    _settle(text, odd, np.flatnonzero(first), np.flatnonzero(last) + 1, begins, ends)
    return np.flatnonzero(begins), np.flatnonzero(ends) + 1


def between(length: int, starts: NDArray[Any], ends: NDArray[Any]) -> Flags:
    """Which of `length` places lie in one of the half-open ranges, no two of which share a place."""
    edges = np.zeros(length + 1, np.int8)
    edges[starts] += 1
    edges[ends] -= 1
    found: Flags = np.cumsum(edges[:-1], dtype=np.int8) > 0
    return found


def byte_offsets(text: str) -> NDArray[np.int32]:
    """The UTF-8 byte at which each code point of `text` begins, and the length in bytes at the end."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    sizes = 1 + (codes >= 0x80).astype(np.int8) + (codes >= 0x800) + (codes >= 0x10000)
    found = np.zeros(len(codes) + 1, np.int32)
    np.cumsum(sizes, dtype=np.int32, out=found[1:])
    return found


def _settle(text: str, odd: Flags, run_starts: Ints, run_ends: Ints, begins: Flags, ends: Flags) -> None:
    """Set `begins` and `ends` anew for every run in which something is `odd`."""
    found = np.zeros(len(run_starts), np.bool_)
    found[np.searchsorted(run_starts, np.flatnonzero(odd), "right") - 1] = True
    which = np.flatnonzero(found)
    if not len(which):
        return
    starts, stops = run_starts[which], run_ends[which]
    within = between(len(odd), starts, stops)
    begins &= ~within
    ends &= ~within
    runs = [text[start:stop] for start, stop in zip(starts.tolist(), stops.tolist(), strict=True)]
    _, first, until = token_columns("\n".join(runs))
    moved = np.concatenate(([0], np.cumsum(stops - starts + 1)))[:-1]  # where each run begins in that text
    at = np.searchsorted(moved, first, "right") - 1
    begins[np.array(first) + (starts - moved)[at]] = True
    ends[np.array(until) - 1 + (starts - moved)[at]] = True


def _in_zones(length: int, starts: Ints, ends: Ints) -> Flags:
    if (starts[:1] >= 0).all() and (starts < ends).all() and (ends[:-1] <= starts[1:]).all() and (ends <= length).all():
        return between(length, starts, ends)
    inside = np.zeros(length, np.bool_)
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):  # zones that no text has; `check` refuses them
        inside[start:end] = True
    return inside


def _kinds(text: str, codes: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """The kind of every code point of `text`, whose numbers are `codes`."""
    kinds = np.frombuffer(bytearray(text.encode("latin-1", "replace").translate(_latin_kinds())), np.uint8)
    rare = np.flatnonzero(codes > 0xFF)
    signs, which = np.unique(codes[rare], return_inverse=True)
    kinds[rare] = np.array([token_kind(chr(sign)) for sign in signs], np.uint8)[which]
    return kinds


@cache
def _latin_kinds() -> bytes:
    return bytes(token_kind(chr(code)) for code in range(0x100))
