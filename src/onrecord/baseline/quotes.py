"""Quotes by rule: quotation marks and verbs of saying."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from onrecord.baseline.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.model import Document

SAID = (
    "said|says|say|told|tells|added|adds|claimed|claims|argued|argues|announced|stated|states|warned|warns|explained|"
    "insisted|insists|replied|wrote|writes|noted|notes|confirmed|denied|reported"
)
BELIEVED = "believes|believed|thinks|thought|hopes|hoped|fears|feared|expects|expected"
ASKED = "asked|asks|urged|urges|ordered|wants|wanted|demanded|requested"
_CUE = re.compile(rf"\b(?:(?P<belief>{BELIEVED})|(?P<eventuality>{ASKED})|(?P<assertion>{SAID}))\b")
_MARKS = re.compile(r"“[^“”]*(?:”|$)|\"[^\"]*(?:\"|$)|(?<!\w)‘[^‘“”\"]*?’(?!\w)")
_TIE = re.compile(r",?\s(?:(?:him|her|them|reporters|us)\s)?(?=that\b|\S)")
SHORT = 3
"""Words in quotation marks, without a verb of saying in the sentence: up to so many are no speech."""


class Said(NamedTuple):
    """A quote before it has a source: its pieces and its cue in half-open code points; the cue may be absent."""

    content: tuple[tuple[int, int], ...]
    cue: tuple[int, int] | None
    type: str
    mode: str
    sentence: tuple[int, int]


def quoted(document: Document) -> tuple[list[Said], list[tuple[int, int]]]:
    """The quotes of all zones that are annotated, and short words in quotation marks that are none."""
    text = document.text
    found: list[Said] = []
    scare: list[tuple[int, int]] = []
    for zone in document.zones:
        if zone.type in ("boilerplate", "caption"):
            continue
        marks = [
            match.span() for match in _MARKS.finditer(text, zone.start, zone.end) if match.end() - match.start() > 2
        ]
        for start, end in sentences(text, zone.start, zone.end):
            inside = [(a, b) for a, b in marks if a < end and start < b]
            said = _direct(text, start, end, inside) if inside else _indirect(text, start, end)
            if said:
                found.append(said)
            scare += [m for m in inside if not said and m[0] >= start and len(text[m[0] : m[1]].split()) <= SHORT]
    return _joined(text, found), scare


def _direct(text: str, start: int, end: int, marks: list[tuple[int, int]]) -> Said | None:
    """All that stands in quotation marks in a sentence with a verb of saying, or what is long enough for speech."""
    cue = next(
        (m for m in _CUE.finditer(text, start, end) if not any(a < m.end() and m.start() < b for a, b in marks)), None
    )
    if cue is None and all(len(text[a:b].split()) <= SHORT for a, b in marks):
        return None
    return Said(tuple(marks), cue and cue.span(), cue.lastgroup or "" if cue else "assertion", "direct", (start, end))


def _indirect(text: str, start: int, end: int) -> Said | None:
    """What follows the first verb of saying, to the end of the sentence."""
    cue = _CUE.search(text, start, end)
    tie = cue and _TIE.match(text, cue.end(), end)
    if cue is None or tie is None:
        return None
    last = end - 1 if text[end - 1] in ".!?" else end
    if last - tie.end() < 2 or not text[start : cue.start()].strip() or set(text[start:end]) & set('“”‘"'):
        return None
    return Said(((tie.end(), last),), cue.span(), cue.lastgroup or "", "indirect", (start, end))


def _joined(text: str, found: list[Said]) -> list[Said]:
    """Quotes that share a mark are one, and those that go on after a paragraph that leaves the marks open."""
    joined: list[Said] = []
    for said in found:
        if joined and (set(joined[-1].content) & set(said.content) or _goes_on(text, joined[-1], said)):
            before = joined[-1]
            pieces = tuple(sorted({*before.content, *said.content}))
            cue = before.cue or said.cue
            type = before.type if before.cue else said.type
            joined[-1] = Said(pieces, cue, type, "direct", (before.sentence[0], said.sentence[1]))
        else:
            joined.append(said)
    return joined


def _goes_on(text: str, before: Said, said: Said) -> bool:
    start, end = before.content[-1]
    between = text[end : said.content[0][0]]
    return text[start] == text[said.content[0][0]] == "“" and text[end - 1] != "”" and not between.strip()


def statements(document: Document, quotes: list[Said]) -> Iterator[tuple[int, int]]:
    """Sentences of headline, deck, kicker and body in which nobody is quoted: what the writer asserts."""
    for zone in document.zones:
        if zone.type in ("boilerplate", "caption"):
            continue
        for start, end in sentences(document.text, zone.start, zone.end):
            spoken = any(a < end and start < b for said in quotes for a, b in (*said.content, said.sentence))
            last = end - 1 if document.text[end - 1] in ".!" else end
            if not spoken and document.text[end - 1] != "?" and last - start > 20:
                yield start, last
