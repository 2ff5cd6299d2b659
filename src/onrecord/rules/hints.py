"""What probably went wrong with a span whose words are not those of the text."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from onrecord.errors import OffsetError
from onrecord.spans import Offsets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from onrecord.model import Span

_SHIFTS = ((0, 1), (-1, -1), (1, 1), (0, -1), (-1, 0), (1, 0))


def hint(text: str, span: Span) -> str:
    """Advice in one clause: the unit or the form that would fit, else the places where the words are."""
    for guess in (_units, _crlf, _lf, _shifted, _form, _normalised_offsets):
        if advice := guess(text, span):
            return advice
    return _elsewhere(text, span.text)


def changed_bytes(raw: bytes, sha256: str) -> str:
    """Advice in one clause on bytes that are not those with the hash `sha256`: what was done to them, if that shows."""
    import hashlib

    if raw.startswith(b"version https://git-lfs"):
        return "the file is a Git LFS pointer, not the text; run `git lfs pull`"
    unix = raw.replace(b"\r\n", b"\n")
    text = raw.decode(errors="replace")
    guesses = (
        ("its line ends were changed to CRLF", unix),
        ("its line ends were changed to LF", unix.replace(b"\n", b"\r\n")),
        ("a line feed was added at the end", raw.removesuffix(b"\n")),
        ("the line feed at the end was removed", raw + b"\n"),
        ("a byte order mark was added", raw.removeprefix(b"\xef\xbb\xbf")),
        ("it was normalised to NFC", unicodedata.normalize("NFD", text).encode()),
        ("it was normalised to NFD", unicodedata.normalize("NFC", text).encode()),
    )
    for cause, bytes_before in guesses:
        if hashlib.sha256(bytes_before).hexdigest() == sha256:
            return f"{cause}; restore the bytes (`git checkout`, and `-text` in .gitattributes)"
    return "restore the text, or record the new hash and check every mark again"


def _units(text: str, span: Span) -> str | None:
    offsets = _offsets(text)
    return _unit(text, span, offsets.from_utf16, "UTF-16 units") or _unit(text, span, offsets.from_utf8, "UTF-8 bytes")


def _unit(text: str, span: Span, convert: Callable[[int], int], unit: str) -> str | None:
    try:
        start, end = convert(span.start), convert(span.end)
    except OffsetError:
        return None
    if text[start:end] == span.text and (start, end) != (span.start, span.end):
        return f"the offsets fit as {unit}; in code points use {start}-{end}"
    return None


def _crlf(text: str, span: Span) -> str | None:
    counted = _with_crlf(text)
    if counted[span.start : span.end].replace("\r\n", "\n") != span.text.replace("\r\n", "\n"):
        return None
    start = len(counted[: span.start].replace("\r\n", "\n"))
    end = len(counted[: span.end].replace("\r\n", "\n"))
    return f"the offsets fit where every line ends in CRLF; in this text use {start}-{end}"


def _lf(text: str, span: Span) -> str | None:
    counted, begins = _with_lf(text)
    if len(begins) < 2 or counted[span.start : span.end] != span.text.replace("\r\n", "\n"):
        return None
    # Before an offset, each line that ends in CRLF has one sign more than it has with LF.
    start, end = (offset + bisect_right(begins, offset) - 1 for offset in (span.start, span.end))
    return f"the offsets fit where every CRLF of the text is one LF; use {start}-{end} and copy the words from the text"


def _shifted(text: str, span: Span) -> str | None:
    for before, after in _SHIFTS:
        start, end = span.start + before, span.end + after
        if start >= 0 and text[start:end] == span.text:
            why = "the end is exclusive" if (before, after) == (0, 1) else "the offsets are off by one"
            return f"{why}; use {start}-{end}"
    return None


def _form(text: str, span: Span) -> str | None:
    found = text[span.start : span.end]
    if found.replace("\u00a0", " ") == span.text.replace("\u00a0", " "):
        return "U+00A0 and the space are different characters; copy the words from the text"
    for form in ("NFC", "NFD"):
        if unicodedata.normalize(form, found) == span.text:
            return f"the words are the same in {form}, but a text is never normalised; copy the words from the text"
    if found.replace("\r\n", "\n") == span.text.replace("\r\n", "\n"):
        return "the line ends differ; copy the words from the text"
    return None


def _normalised_offsets(text: str, span: Span) -> str | None:
    for form in ("NFC", "NFD"):
        other = _normalised(form, text)
        if other != text and other[span.start : span.end] == unicodedata.normalize(form, span.text):
            places = [f"{a}-{b}" for a, b in _places(text, span.text)][:3]
            where = " or ".join(places) or "offsets of the text as it is"
            return f"the offsets fit the text in {form}, but a text is never normalised; use {where}"
    return None


def _elsewhere(text: str, words: str) -> str:
    places = list(zip(range(4), _places(text, words), strict=False))
    listed = [f"{a}-{b}" for _, (a, b) in places[:3]]
    if not listed:
        return "the words are nowhere in the text; copy them from it"
    if len(listed) == 1:
        return f"the words are only at {listed[0]}; use that"
    more = " and elsewhere" if len(places) > 3 else ""
    return f"the words are at {', '.join(listed)}{more}; use the place you mean"


def _places(text: str, words: str) -> Iterator[tuple[int, int]]:
    at = text.find(words)
    while words and at >= 0:
        yield at, at + len(words)
        at = text.find(words, at + 1)


# Many faulty spans of one text share these; the text is the same object, so the look-up is cheap.
_offsets = lru_cache(2)(Offsets)
_normalised = lru_cache(4)(unicodedata.normalize)


@lru_cache(2)
def _with_crlf(text: str) -> str:
    return text.replace("\n", "\r\n")


@lru_cache(2)
def _with_lf(text: str) -> tuple[str, list[int]]:
    """The text with LF for CRLF, and where in it the lines that ended in CRLF begin."""
    lines = text.split("\r\n")
    return "\n".join(lines), list(accumulate((len(line) + 1 for line in lines[:-1]), initial=0))
