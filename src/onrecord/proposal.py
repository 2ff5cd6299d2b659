"""What can be said of a text that nobody has marked yet: zones for someone to correct, and its record."""

from __future__ import annotations

import codecs
import hashlib
import re

from onrecord.errors import UsageError
from onrecord.model import DocumentRecord
from onrecord.model.files import DocumentDate, Publisher, Rights, TextFacts, Zone
from onrecord.model.labels import schema
from onrecord.spans import paragraphs

DECK = 200
"""A paragraph under the headline is proposed as its deck if it has at most so many code points."""

UNSEEN = "given by whoever added the document; where it was found is not recorded"
"""The source of a date that came with a new document."""

_ENDED = re.compile(r"[.!?…。！？][\"'”’»)\]]*\Z")
_PRECISION = {4: "year", 7: "month"}


def read_text(raw: bytes, file: object) -> str:
    """The text that bytes hold which are to enter a corpus.

    Args:
        file: what to call them. Raises `UsageError` for a byte order mark, for what is not UTF-8, and for no words.
    """
    if raw.startswith(codecs.BOM_UTF8):
        raise UsageError(f"{file}: it begins with a byte order mark, which would be part of the text; save it without")
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        fact = f"byte {error.start} (0x{raw[error.start]:02x}) is not UTF-8"
        raise UsageError(f"{file}: {fact}; save the text as UTF-8 and take that") from None
    if not text.strip():
        raise UsageError(f"{file}: there are no words in it; name a file with a text")
    return text


def propose_zones(text: str) -> tuple[Zone, ...]:
    """One zone a paragraph, in text order; half-open code points. The roles are a guess, for someone to correct.

    The first paragraph is the headline, unless a sign ends it as a sentence; a short one under it is the deck, if
    more follows; all others are body.

    >>> [zone.type for zone in propose_zones("Masks run short\\n\\nOttawa is worried.\\n\\nThe depot was empty.")]
    ['headline', 'deck', 'body']
    """
    places = paragraphs(text)
    roles = ["body"] * len(places)
    if places and not _ENDED.search(text[slice(*places[0])]):
        roles[0] = "headline"
        if len(places) > 2 and places[1][1] - places[1][0] <= DECK:
            roles[1] = "deck"
    return tuple(Zone(start, end, role) for (start, end), role in zip(places, roles, strict=True))


def propose_title(text: str) -> str | None:
    """The words of the headline that `propose_zones` finds, on one line; None where it finds none.

    >>> propose_title("Masks\\nrun short\\n\\nThe depot was empty."), propose_title("It was empty.")
    ('Masks run short', None)
    """
    zones = propose_zones(text)
    return " ".join(text[zones[0].start : zones[0].end].split()) if zones and zones[0].type == "headline" else None


def text_facts(text: str) -> TextFacts:
    """SHA-256, length in code points and length in bytes of a text as it is stored: UTF-8, nothing changed."""
    raw = text.encode()
    return TextFacts(hashlib.sha256(raw).hexdigest(), len(text), len(raw))


def new_record(
    id: str,
    text: str,
    *,
    title: str,
    publisher: str,
    rights: Rights,
    language: str,
    split: str,
    published: str | None = None,
    url: str | None = None,
    byline: str | None = None,
    synthetic: bool = False,
) -> DocumentRecord:
    """The record of a new document, with proposed zones. Nothing is judged here: the gates of `check` do that.

    Args:
        published: a date as YYYY, YYYY-MM or YYYY-MM-DD, or None where it is not known.
        url, byline: None where there is none, or it is not known.
    """
    keys = schema("document")["properties"]
    dates: tuple[DocumentDate, ...] = ()
    if published is not None:
        precision = _PRECISION.get(len(published), "day")
        dates = (DocumentDate("published", published, precision, "external", UNSEEN),)
    return DocumentRecord(
        keys["$schema"]["const"],
        keys["schema_version"]["const"],
        id,
        title,
        Publisher(publisher),
        url,
        byline,
        language,
        split,
        dates,
        text_facts(text),
        propose_zones(text),
        rights,
        synthetic,
    )
