"""What probably went wrong with a span whose words are not those of the text."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from functools import lru_cache, partial
from itertools import accumulate, islice
from typing import TYPE_CHECKING, NamedTuple

from onrecord.errors import OffsetError
from onrecord.spans import Offsets, starts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from onrecord.model import Span


class Reading(NamedTuple):
    """Another way to count offsets.

    Attributes:
        find: where in the text a span is whose offsets are counted so, or None where its words do not stand there.
        advice: the message up to these offsets, and after them.
    """

    find: Callable[[str, Span], tuple[int, int] | None]
    advice: tuple[str, str]


def hint(text: str, span: Span) -> str:
    """Advice in one clause: the unit or the form that would fit, else the places where the words are."""
    for reading in READINGS:
        if place := reading.find(text, span):
            before, after = reading.advice
            return f"{before} {place[0]}-{place[1]}{after}"
    return other_form(text, span) or _normalised_offsets(text, span) or _elsewhere(text, span.text)


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


def _counted_in(unit: str, text: str, span: Span) -> tuple[int, int] | None:
    try:
        convert = getattr(_offsets(text), unit)
        start, end = convert(span.start), convert(span.end)
    except OffsetError:
        return None
    return (start, end) if text[start:end] == span.text else None


def _crlf(text: str, span: Span) -> tuple[int, int] | None:
    counted, words = _with_crlf(text), span.text.replace("\r\n", "\n")
    if span.end > len(counted) or counted[span.start : span.end].replace("\r\n", "\n") != words:
        return None
    start, end = (len(counted[:offset].replace("\r\n", "\n")) for offset in (span.start, span.end))
    return (start, end) if text[start:end].replace("\r\n", "\n") == words else None  # not if one halves a line end


def _lf(text: str, span: Span) -> tuple[int, int] | None:
    counted, begins = _with_lf(text)
    words = span.text.replace("\r\n", "\n")
    if len(begins) < 2 or span.end > len(counted) or counted[span.start : span.end] != words:
        return None
    # Before an offset, each line that ends in CRLF has one sign more than it has with LF.
    start, end = (offset + bisect_right(begins, offset) - 1 for offset in (span.start, span.end))
    return start, end


def _shifted(before: int, after: int, text: str, span: Span) -> tuple[int, int] | None:
    start, end = span.start + before, span.end + after
    return (start, end) if start >= 0 and end <= len(text) and text[start:end] == span.text else None


_OFF_BY_ONE = ((-1, -1), (1, 1), (0, -1), (-1, 0), (1, 0))
READINGS: tuple[Reading, ...] = (
    Reading(partial(_counted_in, "from_utf16"), ("the offsets fit as UTF-16 units; in code points use", "")),
    Reading(partial(_counted_in, "from_utf8"), ("the offsets fit as UTF-8 bytes; in code points use", "")),
    Reading(_crlf, ("the offsets fit where every line ends in CRLF; in this text use", "")),
    Reading(_lf, ("the offsets fit where every CRLF of the text is one LF; use", " and copy the words from the text")),
    Reading(partial(_shifted, 0, 1), ("the end is exclusive; use", "")),
    *(Reading(partial(_shifted, *by), ("the offsets are off by one; use", "")) for by in _OFF_BY_ONE),
)


def other_form(text: str, span: Span) -> str | None:
    """Advice on a span whose offsets are right and whose words are the text's in another form, else None."""
    found = text[span.start : span.end]
    if span.end > len(text):
        return None
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
            near = [f"{a}-{b}" for a, b in islice(places(text, span.text), 3)]
            where = " or ".join(near) or "offsets of the text as it is"
            return f"the offsets fit the text in {form}, but a text is never normalised; use {where}"
    return None


def _elsewhere(text: str, words: str) -> str:
    found = list(islice(places(text, words), 4))
    listed = [f"{a}-{b}" for a, b in found[:3]]
    if not listed:
        return "the words are nowhere in the text; copy them from it"
    if len(listed) == 1:
        return f"the words are only at {listed[0]}; use that"
    more = " and elsewhere" if len(found) > 3 else ""
    return f"the words are at {', '.join(listed)}{more}; use the place you mean"


def places(text: str, words: str) -> Iterator[tuple[int, int]]:
    """Everywhere that `words` stand in the text, half-open code points; they may overlap.

    >>> list(places("an Anna", "nn")), list(places("an Anna", ""))
    ([(4, 6)], [])
    """
    if words:
        yield from ((at, at + len(words)) for at in starts(text, words))


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
