"""Small documents for tests, made from plain tuples.

Where a mark stands is said as words (where they stand first), as (start, end), or as a list of these for its pieces.
"""

import hashlib
import re

from onrecord.model import (
    AnnotationSet,
    Claim,
    Document,
    DocumentRecord,
    Entity,
    Mention,
    Negative,
    Part,
    Publisher,
    Quote,
    Realization,
    Record,
    Relation,
    Rights,
    Source,
    Span,
    State,
    TextFacts,
    Zone,
)  # fmt: skip


def spans(text, where):
    """The spans of one mark."""
    if isinstance(where, list):
        return tuple(span for one in where for span in spans(text, one))
    start, end = (text.index(where), text.index(where) + len(where)) if isinstance(where, str) else where
    return (Span(start, end, text[start:end]),)


def marks(
    text, entities=(), mentions=(), quotes=(), negatives=(), claims=(), records=(), relations=(), id="one", by="gold"
):
    """An annotation set of `text`.

    Args:
        entities: (id, type), perhaps with a name.
        mentions: (id, entity, where), perhaps with a level.
        quotes: (id, entity, where its source stands, where its content stands), perhaps with a mode and a type; the
            first two None for a quote without source.
        negatives: (id, reason, where).
        claims: (id, claimant, id of a quote or where, proposition).
        records: (id, entity, states), each state (id, claims, id of the claim that ended it or None).
        relations: (id, type, from, to).
    """

    def quote(id, entity, who, content, mode="indirect", type="assertion"):
        source = Source(entity, spans(text, who)) if entity else None
        return Quote(id, mode, type, source, None, Part(spans(text, content)), None, None)

    def realization(where):
        if where in [each[0] for each in quotes]:
            return Realization("paraphrase", quote=where)
        return Realization("author", spans=spans(text, where))

    return AnnotationSet(
        schema="../../schema/annotation-set.schema.json", schema_version="1", document=id,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(), annotator=by, guidelines="1.0",
        entities=tuple(Entity(id, type, *(name or (id,)), "named") for id, type, *name in entities),
        mentions=tuple(
            Mention(id, entity, *(level or ("NAM",)), spans(text, where)) for id, entity, where, *level in mentions
        ),
        identity_links=(),
        quotes=tuple(quote(*each) for each in quotes),
        negatives=tuple(Negative(id, reason, spans(text, where)) for id, reason, where in negatives),
        claims=tuple(Claim(id, told, who, None, (realization(where),), None) for id, who, where, told in claims),
        records=tuple(Record(id, entity, tuple(State(*state) for state in states)) for id, entity, states in records),
        relations=tuple(Relation(*each) for each in relations),
    )  # fmt: skip


def document(text, id="one", **sets):
    """A document whose paragraphs, between empty lines, are body zones; `sets`: arguments of `marks` by annotator."""
    zones = tuple(Zone(*found.span(), "body") for found in re.finditer(r"(?s)\S.*?(?=\s*\n\n|\s*\Z)", text))
    raw = text.encode()
    facts = TextFacts(hashlib.sha256(raw).hexdigest(), len(text), len(raw))
    record = DocumentRecord(
        "../schema/document.schema.json", "1", id, "A story", Publisher("Nobody"), None, None, "en", "test", (), facts,
        zones, Rights("Nobody", "CC0-1.0", "Made up for a test."),
    )  # fmt: skip
    return Document(record, text, {by: marks(text, **given, id=id, by=by) for by, given in sets.items()})


def typed(*mentions):
    """Arguments of `marks` for mentions given as (where, type): an entity each."""
    return {
        "entities": [(f"e{n}", type) for n, (_, type) in enumerate(mentions)],
        "mentions": [(f"m{n}", f"e{n}", where) for n, (where, _) in enumerate(mentions)],
    }
