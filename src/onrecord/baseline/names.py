"""Names, dates and numbers by rule: capital letters, small closed lists, and shapes of digits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from onrecord.baseline.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.model import Document

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
MONTH = f"(?:{MONTHS}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\\.)"
DAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
NUMBER = r"\d+(?:[.,]\d+)*"
WORDS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|thousand"
PATTERNS = (
    ("DATE", rf"(?:{DAY},?\s)?{MONTH}\s\d{{1,2}}\b(?:,\s\d{{4}}\b)?|\b{DAY}\b|\b(?:19|20)\d\d\b"),
    ("TIME", rf"\b\d{{1,2}}(?::\d\d)?\s?[ap]\.?m\b\.?|\b(?:{NUMBER}|{WORDS})\s(?:hours|minutes)\b"),
    ("PERCENT", rf"\b(?:{NUMBER}|{WORDS})(?:%|\sper\scent\b|\spercent\b)"),
    ("MONEY", rf"[$£€]{NUMBER}(?:\s(?:million|billion))?"),
    ("ORDINAL", r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b|\b\d+(?:st|nd|rd|th)\b"),
    ("CARDINAL", rf"\b{NUMBER}\b|\b(?:{WORDS})\b"),
)
_NUMERIC = re.compile("|".join(f"(?P<{kind}>{shape})" for kind, shape in PATTERNS), re.IGNORECASE)
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w\u0300-\u036f-]*"
TITLES = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|Prof|President|Minister|Premier|Mayor|Captain|Judge|Secretary|Ambassador|Councillor|Director)\.?\s"
)
_ORGANISATION = (
    "Agency|Association|Authority|Bank|Board|Bureau|Club|College|Commission|Committee|Company|Congress|Council|Courier|"
    "Department|Group|House|Inc|Institute|Ltd|Ministry|News|Office|Party|Press|School|Service|Society|Trust|Union|"
    "University"
)
ORG = re.compile(rf"\b(?:{_ORGANISATION})\b")
_HEADS = "|".join(f"(?<={word})" for word in ("Bank", "Board", "Council", "Department", "Ministry", "University"))
_NAME = re.compile(rf"(?<!\w)(?:(?:[A-Z]\.){{2,}}|{_CAPITAL})(?:\s{_CAPITAL}|(?:{_HEADS})\sof\s(?:the\s)?{_CAPITAL})*")
_PLACE = re.compile(r"\b(?:in|at|from|near|to|across|outside)\s$")
_PEOPLE = re.compile(r"\w{3,}(?:ans|ian|ians|ese|ish)$")


class Found(NamedTuple):
    """A name or number: half-open code points, and the type that the rules guess."""

    start: int
    end: int
    type: str


def names(document: Document) -> list[Found]:
    """Names and numbers of all zones that are annotated, in text order; none inside another."""
    text = document.text
    zones = [zone for zone in document.zones if zone.type != "boilerplate"]
    numeric = [
        Found(*match.span(), match.lastgroup or "")
        for zone in zones
        for match in _NUMERIC.finditer(text, zone.start, zone.end)
    ]
    taken = [(found.start, found.end) for found in numeric]
    inside = [place for zone in zones for place in _capitals(text, sentences(text, zone.start, zone.end), taken)]
    known = {
        part for start, end, first in inside if not first for part in (text[start:end], text[start:end].split()[-1])
    }
    kept = [
        place[:2] for place in inside if not place[2] or text[place[0] : place[1]] in known or _several(text, place)
    ]
    found = [Found(*place, _type(text, *place)) for each in kept if (place := _trimmed(text, *each))]
    last = {text[name.start : name.end].split()[-1] for name in found if name.type == "PERSON"}
    people = [name._replace(type="PERSON") if text[name.start : name.end] in last else name for name in found]
    return sorted(numeric + people)


def _several(text: str, place: tuple[int, int, bool]) -> bool:
    return " " in text[place[0] : place[1]]


def _capitals(
    text: str, places: Iterable[tuple[int, int]], taken: list[tuple[int, int]]
) -> Iterator[tuple[int, int, bool]]:
    """Runs of capitalised words, and whether they begin a sentence, where a capital says nothing."""
    for start, end in places:
        for match in _NAME.finditer(text, start, end):
            a, b = match.span()
            if not any(a < y and x < b for x, y in taken):
                yield a, b, not any(sign.isalnum() for sign in text[start:a])


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The name without a title, an article or a possessive; None where nothing is left."""
    lead = re.compile(rf"(?:(?:The|A|An|In|On|But|And|It|He|She|They|His|Her|Their)\s|{TITLES.pattern})+")
    begun = lead.match(text, start, end)
    start = begun.end() if begun else start
    alone = {
        "The",
        "A",
        "An",
        "In",
        "On",
        "But",
        "And",
        "It",
        "He",
        "She",
        "They",
        "His",
        "Her",
        "Their",
        "I",
        "We",
        "You",
    }
    return (start, end) if start < end and text[start:end] not in alone else None


def _type(text: str, start: int, end: int) -> str:
    """A guess from the last word, the words before, and how many words there are."""
    name = text[start:end]
    if ORG.search(name) or (name.isupper() and len(name) > 2):
        return "ORG"
    if _PEOPLE.search(name) and " " not in name:
        return "NORP"
    if TITLES.search(text[max(start - 12, 0) : start]):
        return "PERSON"
    if _PLACE.search(text[max(start - 9, 0) : start]):
        return "GPE"
    return "PERSON" if " " in name else "GPE"
