"""Annotation by rules alone, with no model and no data behind it: what anything learned should beat.

Capitalised words and shapes of digits are names, quotation marks and verbs of saying are quotes, sentences without them
are the writer's claims. There is no coreference but of equal names, no relation, no record.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.baseline.names import names
from onrecord.baseline.quotes import quoted, statements
from onrecord.model import (
    AnnotationSet,
    Claim,
    Entity,
    Mention,
    Negative,
    Part,
    Quote,
    Realization,
    Source,
    Span,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.baseline.names import Found
    from onrecord.baseline.quotes import Said
    from onrecord.model import Document

ANNOTATOR = "baseline"
GUIDELINES = "1.2"
"""The version whose labels the rules give; they know nothing else of it."""


def annotate(document: Document) -> AnnotationSet:
    """All marks that the rules make on a document, in an annotation set of the annotator "baseline".

    >>> import onrecord
    >>> marks = annotate(onrecord.load()["cbc-ppe-dispute"])
    >>> len(marks.quotes) > 5, sorted({quote.mode for quote in marks.quotes})
    (True, ['direct', 'indirect'])
    """
    text = document.text
    found = [name for name in names(document)]
    ids = _ids(text, found)
    entities = _entities(text, found, ids)
    mentions = tuple(
        Mention(f"m{n:03}", ids[name], "NAM", (_span(text, name.start, name.end),)) for n, name in enumerate(found, 1)
    )
    said, scare = quoted(document)
    quotes = tuple(_quote(text, f"q{n:02}", each, found, ids) for n, each in enumerate(said, 1))
    negatives = tuple(Negative(f"n{n:02}", "scare_quote", (_span(text, *place),)) for n, place in enumerate(scare, 1))
    places = [*_spoken(quotes), *(Realization("author", spans=(_span(text, *p),)) for p in statements(document, said))]
    by_quote = {quote.id: quote for quote in quotes}
    claims = tuple(_claim(f"c{n:02}", place, by_quote) for n, place in enumerate(places, 1))
    return AnnotationSet(
        schema="../../schema/annotation-set.schema.json", schema_version="1", document=document.id,
        text_sha256=document.record.text.sha256, annotator=ANNOTATOR, guidelines=GUIDELINES,
        entities=entities, mentions=mentions, identity_links=(), quotes=quotes, negatives=negatives, claims=claims,
        records=(), relations=(),
    )  # fmt: skip


def _span(text: str, start: int, end: int) -> Span:
    return Span(start, end, text[start:end])


def _ids(text: str, found: Iterable[Found]) -> dict[Found, str]:
    """An entity id for each name: one for equal names, and for a last name the id of the person who has it."""
    ids: dict[Found, str] = {}
    known: dict[str, str] = {}
    for name in found:
        words = text[name.start : name.end]
        known.setdefault(words, f"e{len(set(known.values())) + 1:03}")
        if name.type == "PERSON":
            known.setdefault(words.split()[-1], known[words])
        ids[name] = known[words]
    return ids


def _entities(text: str, found: Iterable[Found], ids: dict[Found, str]) -> tuple[Entity, ...]:
    made: dict[str, Entity] = {}
    for name in found:
        identity = "collective" if name.type == "NORP" else "named"
        made.setdefault(ids[name], Entity(ids[name], name.type, text[name.start : name.end], identity))
    return tuple(made.values())


def _quote(text: str, id: str, said: Said, found: Iterable[Found], ids: dict[Found, str]) -> Quote:
    """The quote with its source: the name nearest to the cue that is in the sentence and outside the content."""
    source = None
    if said.cue:
        cue = said.cue
        near = [
            name
            for name in found
            if said.sentence[0] <= name.start
            and name.end <= said.sentence[1]
            and name.type in ("PERSON", "ORG", "GPE", "NORP")
            and not any(a < name.end and name.start < b for a, b in said.content)
        ]
        if near:
            best = min(near, key=lambda name: max(cue[0] - name.end, name.start - cue[1]))
            source = Source(ids[best], (_span(text, best.start, best.end),))
    content = Part(tuple(_span(text, *piece) for piece in said.content))
    return Quote(id, said.mode, said.type, source, said.cue and Part((_span(text, *said.cue),)), content, None, None)


def _spoken(quotes: Iterable[Quote]) -> list[Realization]:
    """What is asserted in quotes whose source is known."""
    fidelity = {"direct": "verbatim", "indirect": "paraphrase"}
    return [Realization(fidelity[q.mode], quote=q.id) for q in quotes if q.type == "assertion" and q.source]


def _claim(id: str, place: Realization, quotes: dict[str, Quote]) -> Claim:
    quote = quotes.get(place.quote or "")
    words = str(quote) if quote else place.spans[0].text
    proposition = re.sub(r"\s+", " ", words.strip('“”"')).strip()
    claimant = quote.source.entity if quote and quote.source else "author"
    return Claim(id, f"{proposition.rstrip('.,')}.", claimant, None, (place,), None)
