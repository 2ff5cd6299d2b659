"""The rows of a document, made one by one from its typed objects: what the columns of `onrecord.tables` must hold.

Slow and plain; it shares with the package the tokens of a text and nothing else that could hide a fault.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from onrecord.features import ner_labels
from onrecord.model import joined
from onrecord.model.labels import labels
from onrecord.spans import token_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.model import Claim, Document, Entity, Mention, Quote, Relation, State

Row = dict[str, Any]

UNMARKED_ZONES = ("boilerplate",)  # in which the guidelines let nothing but negatives be marked


def rows(document: Document, name: str) -> Iterator[Row]:
    """The rows of one document in the config `name`, with exactly the columns of `features.columns`."""
    return _ROWS[name](document)


def _documents(document: Document) -> Iterator[Row]:
    record, marks = document.record, document.marks
    yield {
        "document": record.id, "synthetic": record.synthetic,
        "title": record.title, "publisher": record.publisher.name, "url": record.url,
        "byline": record.byline, "language": record.language, "split": record.split, "sha256": record.text.sha256,
        "annotator": document.annotator if marks else None,
        "covered_layers": (marks.layers or labels("layer")) if marks else (),
        "covered_zones": (marks.zones or [*range(len(record.zones))]) if marks else (),
        "rights_holder": record.rights.holder, "rights_license": record.rights.license,
        "rights_statement": record.rights.statement,
        "dates": record.dates,
        "text": document.text,
        "zones": record.zones,
        "entities": [_entity(e) for e in document.entities],
        "mentions": [_mention(m) for m in document.mentions],
        "identity_links": marks.identity_links if marks else (),
        "quotes": [_quote(q) for q in document.quotes],
        "negatives": marks.negatives if marks else (),
        "claims": [_claim(c) for c in document.claims],
        "records": [
            {"id": r.id, "entity": r.entity, "states": [_state(s) for s in r.states]} for r in document.records
        ],
        "relations": [_relation(r) for r in document.relations],
    }  # fmt: skip


def _entities(document: Document) -> Iterator[Row]:
    return ({"document": document.id, "synthetic": document.synthetic, **_entity(e)} for e in document.entities)


def _mentions(document: Document) -> Iterator[Row]:
    zones = sorted(document.zones, key=lambda z: z.start)
    starts = [z.start for z in zones]
    named = {e.id: (e.type, e.name) for e in document.entities}
    id, nobody = document.id, (None, None)
    for m in document.mentions:
        first = m.spans[0]
        at = bisect_right(starts, first.start) - 1
        kind, name = named.get(m.entity, nobody)
        yield {
            "document": id, "synthetic": document.synthetic,
            **_mention(m), "text": first.text if len(m.spans) == 1 else joined(m.spans),
            "zone": zones[at].type if at >= 0 and first.start < zones[at].end else None,
            "entity_type": kind, "entity_name": name,
        }  # fmt: skip


def _quotes(document: Document) -> Iterator[Row]:
    for q in document.quotes:
        speaker = document.speaker(q)
        yield {
            "document": document.id, "synthetic": document.synthetic,
            **_quote(q), "speaker": speaker.name if speaker else None,
            "cue": str(q.cue) if q.cue else None, "content": str(q.content),
        }  # fmt: skip


def _claims(document: Document) -> Iterator[Row]:
    names = {e.id: e.name for e in document.entities}
    contested = {c.id for c in document.contested_claims()}
    for c in document.claims:
        yield {
            "document": document.id, "synthetic": document.synthetic,
            **_claim(c), "claimant_name": names.get(c.claimant),
            "subject_name": names.get(c.subject) if c.subject else None, "contested": c.id in contested,
        }  # fmt: skip


def _relations(document: Document) -> Iterator[Row]:
    return ({"document": document.id, "synthetic": document.synthetic, **_relation(r)} for r in document.relations)


def _records(document: Document) -> Iterator[Row]:
    names = {e.id: e.name for e in document.entities}
    for record in document.records:
        head = {
            "document": document.id,
            "synthetic": document.synthetic,
            "record": record.id,
            "entity": record.entity,
            "entity_name": names.get(record.entity),
        }
        for position, state in enumerate(record.states):
            yield {**head, "position": position, **_state(state)}


def _tokens(document: Document) -> Iterator[Row]:
    if document.marks is None:
        return  # all O would claim that someone looked and found nothing
    named = _named(document)
    begins = [start for start, _, _ in named]
    reach = max([end - start for start, end, _ in named], default=0)
    for zone in document.zones:
        if zone.type in UNMARKED_ZONES:
            continue
        texts, starts, ends = token_columns(document.text, zone.start, zone.end)
        near = named[bisect_right(begins, zone.start - reach) : bisect_left(begins, zone.end)]
        yield {
            "document": document.id, "synthetic": document.synthetic,
            "zone": zone.type, "start": zone.start, "end": zone.end,
            "tokens": texts, "starts": starts, "ends": ends, "ner_tags": _tagged(starts, ends, near),
        }  # fmt: skip


_Piece = tuple[int, int, tuple[int, int]]


def _named(document: Document) -> list[_Piece]:
    """Start, end and tags (first token, others) of every piece of a named mention, by start."""
    kinds = {e.id: _tags()[e.type] for e in document.entities}
    named = [m for m in document.mentions if m.level == "NAM" and m.entity in kinds]
    return sorted([(s.start, s.end, kinds[m.entity]) for m in named for s in m.spans], key=itemgetter(0))


def _tagged(starts: Sequence[int], ends: Sequence[int], named: list[_Piece]) -> list[int]:
    """The tags of tokens at these offsets, as indices into `features.ner_labels`."""
    tags = [0] * len(starts)
    # Longest first: of names inside names, the outer one is tagged. A mention in pieces begins anew with each piece.
    for start, end, (first, inside) in sorted(named, key=lambda piece: piece[0] - piece[1]):
        low, high = bisect_right(ends, start), bisect_left(starts, end)
        if low < high and not any(tags[low:high]):
            tags[low:high] = [first, *[inside] * (high - low - 1)]
    return tags


@cache
def _tags() -> dict[str, tuple[int, int]]:
    """The two tags of every entity type: for its first token, and for the others."""
    types = labels("entity_type")
    at = {label: i for i, label in enumerate(ner_labels(types))}
    return {kind: (at[f"B-{kind}"], at[f"I-{kind}"]) for kind in types}


_ROWS = {
    "documents": _documents,
    "entities": _entities,
    "mentions": _mentions,
    "quotes": _quotes,
    "claims": _claims,
    "relations": _relations,
    "records": _records,
    "tokens": _tokens,
}


def _entity(e: Entity) -> Row:
    return {"id": e.id, "type": e.type, "name": e.name, "identity": e.identity, "kb": e.kb}


def _mention(m: Mention) -> Row:
    return {
        "id": m.id, "entity": m.entity, "level": m.level, "spans": m.spans, "metonymy": m.metonymy, "note": m.note,
    }  # fmt: skip


def _quote(q: Quote) -> Row:
    return {
        "id": q.id, "mode": q.mode, "type": q.type, "source": q.source.entity if q.source else None,
        "source_spans": q.source.spans if q.source else (), "cue_spans": q.cue.spans if q.cue else (),
        "content_spans": q.content.spans, "addressee": q.addressee, "parent": q.parent,
    }  # fmt: skip


def _claim(c: Claim) -> Row:
    made = c.made_at
    return {
        "id": c.id, "proposition": c.proposition, "claimant": c.claimant, "subject": c.subject,
        "realizations": [{"fidelity": r.fidelity, "quote": r.quote, "spans": r.spans} for r in c.realizations],
        "made_at": made.value if made else None, "made_at_precision": made.precision if made else None,
        "made_at_basis": made.basis if made else None,
    }  # fmt: skip


def _state(s: State) -> Row:
    return {"id": s.id, "claims": s.claims, "ended_by": s.ended_by}


def _relation(r: Relation) -> Row:
    return {
        "id": r.id, "type": r.type, "from": r.from_, "to": r.to,
        "signal": r.signal, "timing": r.timing, "independence": r.independence,
    }  # fmt: skip
