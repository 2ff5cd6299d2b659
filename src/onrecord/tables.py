"""A corpus as tables, one per config: rows of plain values, then Arrow.

    documents  one row per document, all its marks nested     relations  one row per relation
    entities   one row per entity                             records    one row per state of a record
    mentions   one row per mention                            tokens     one row per zone that may be annotated
    quotes     one row per quote                              claims     one row per claim

Every row begins with `document`. A document that the annotator in view has not marked has a row in
`documents` (its `annotator` is null) and none elsewhere. Absent parts of a quote are empty lists of spans.
"""

from __future__ import annotations

import io
import json
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Any

from onrecord.errors import unknown
from onrecord.features import CONFIGS, arrow_type, columns, feature, ner_labels
from onrecord.model import joined
from onrecord.spans import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pyarrow as pa

    from onrecord.corpus import Corpus
    from onrecord.model import Claim, Document, Entity, Mention, Quote, Relation, Span, State

Row = dict[str, Any]

UNMARKED_ZONES = ("boilerplate",)  # in which the guidelines let nothing but negatives be marked


def splits(corpus: Corpus, order: Iterable[str]) -> tuple[str, ...]:
    """The splits that `corpus` has documents for, in the order given."""
    used = {document.record.split for document in corpus.values()}
    return tuple(split for split in order if split in used)


def rows(corpus: Corpus, name: str, entity_types: tuple[str, ...], split: str | None = None) -> Iterator[Row]:
    """Rows of one config, of one split or of all, in corpus order, with exactly the columns of `features.columns`.

    Raises `UsageError` for an unknown config, or a split without documents.
    """
    if name not in CONFIGS:
        raise unknown("config", name, CONFIGS)
    used = {document.record.split for document in corpus.values()}
    if split is not None and split not in used:
        raise unknown("split", split, used)
    chosen = (d for d in corpus.values() if split in (None, d.record.split))
    if name == "tokens":
        tags = {tag: i for i, tag in enumerate(ner_labels(entity_types))}
        return (row for document in chosen for row in _tokens(document, tags))
    return (row for document in chosen for row in _ROWS[name](document))


def arrow_schema(name: str, entity_types: tuple[str, ...]) -> pa.Schema:
    """The Arrow schema of one config; its metadata tells `datasets` the features."""
    import pyarrow as pa

    shapes = columns(name, entity_types)
    metadata = {"huggingface": json.dumps({"info": {"features": feature(shapes)}})}
    return pa.schema([pa.field(key, arrow_type(shape)) for key, shape in shapes.items()], metadata)


def from_rows(name: str, entity_types: tuple[str, ...], values: list[Row]) -> pa.Table:
    """An Arrow table of rows made by `rows`."""
    import pyarrow as pa

    return pa.Table.from_pylist(values, schema=arrow_schema(name, entity_types))


def table(corpus: Corpus, name: str, entity_types: tuple[str, ...], split: str | None = None) -> pa.Table:
    """One config as an Arrow table; the errors are those of `rows`."""
    return from_rows(name, entity_types, list(rows(corpus, name, entity_types, split)))


def parquet(values: pa.Table) -> bytes:
    """A table as the bytes of a Parquet file; equal for equal tables within one version of pyarrow."""
    import pyarrow.parquet as pq

    sink = io.BytesIO()
    pq.write_table(values, sink, compression="zstd", row_group_size=10_000, write_page_checksum=True)
    return sink.getvalue()


def _documents(document: Document) -> Iterator[Row]:
    record, marks = document.record, document.marks
    yield {
        "document": document.id, "title": record.title, "publisher": record.publisher.name, "url": record.url,
        "byline": record.byline, "language": record.language, "split": record.split, "sha256": record.text.sha256,
        "annotator": document.annotator if marks else None,
        "rights_holder": record.rights.holder, "rights_license": record.rights.license,
        "rights_statement": record.rights.statement,
        "dates": [
            {"event": d.event, "value": d.value, "precision": d.precision, "basis": d.basis, "source": d.source}
            for d in record.dates
        ],
        "text": document.text,
        "zones": [{"start": z.start, "end": z.end, "type": z.type} for z in record.zones],
        "entities": [_entity(e) for e in document.entities],
        "mentions": [_mention(m) for m in document.mentions],
        "identity_links": [{"a": i.a, "b": i.b, "certainty": i.certainty} for i in (marks.identity_links if marks else ())],
        "quotes": [_quote(q) for q in document.quotes],
        "negatives": [{"id": n.id, "reason": n.reason, "spans": _spans(n.spans)} for n in (marks.negatives if marks else ())],
        "claims": [_claim(c) for c in document.claims],
        "records": [{"id": r.id, "entity": r.entity, "states": [_state(s) for s in r.states]} for r in document.records],
        "relations": [_relation(r) for r in document.relations],
    }  # fmt: skip


def _entities(document: Document) -> Iterator[Row]:
    return ({"document": document.id, **_entity(e)} for e in document.entities)


def _mentions(document: Document) -> Iterator[Row]:
    zones = sorted(document.zones, key=lambda z: z.start)
    starts = [z.start for z in zones]
    names = {e.id: e for e in document.entities}
    for m in document.mentions:
        first = m.spans[0]
        at = bisect_right(starts, first.start) - 1
        zone = zones[at].type if at >= 0 and first.start < zones[at].end else None
        entity = names.get(m.entity)
        yield {
            "document": document.id, **_mention(m), "text": joined(m.spans), "zone": zone,
            "entity_type": entity.type if entity else None, "entity_name": entity.name if entity else None,
        }  # fmt: skip


def _quotes(document: Document) -> Iterator[Row]:
    for q in document.quotes:
        speaker = document.speaker(q)
        yield {
            "document": document.id, **_quote(q), "speaker": speaker.name if speaker else None,
            "cue": str(q.cue) if q.cue else None, "content": str(q.content),
        }  # fmt: skip


def _claims(document: Document) -> Iterator[Row]:
    names = {e.id: e.name for e in document.entities}
    contested = {c.id for c in document.contested_claims()}
    for c in document.claims:
        yield {
            "document": document.id, **_claim(c), "claimant_name": names.get(c.claimant),
            "subject_name": names.get(c.subject) if c.subject else None, "contested": c.id in contested,
        }  # fmt: skip


def _relations(document: Document) -> Iterator[Row]:
    return ({"document": document.id, **_relation(r)} for r in document.relations)


def _records(document: Document) -> Iterator[Row]:
    names = {e.id: e.name for e in document.entities}
    for record in document.records:
        head = {
            "document": document.id,
            "record": record.id,
            "entity": record.entity,
            "entity_name": names.get(record.entity),
        }
        for position, state in enumerate(record.states):
            yield {**head, "position": position, **_state(state)}


def _tokens(document: Document, tags: dict[str, int]) -> Iterator[Row]:
    if document.marks is None:
        return  # all O would claim that someone looked and found nothing
    types = {e.id: e.type for e in document.entities}
    named = [
        (s.start, s.end, types[m.entity])
        for m in document.mentions
        if m.level == "NAM" and m.entity in types
        for s in m.spans
    ]
    # Longest first: of names inside names, the outer one is tagged. A mention in pieces begins anew with each piece.
    named.sort(key=lambda piece: (piece[0] - piece[1], piece[0]))
    for zone in document.zones:
        if zone.type in UNMARKED_ZONES:
            continue
        found = list(tokens(document.text, zone.start, zone.end))
        starts, ends = [t.start for t in found], [t.end for t in found]
        ner = [0] * len(found)
        for start, end, kind in named:
            low, high = bisect_right(ends, start), bisect_left(starts, end)
            if low < high and not any(ner[low:high]):
                ner[low:high] = [tags[f"B-{kind}"]] + [tags[f"I-{kind}"]] * (high - low - 1)
        yield {
            "document": document.id, "zone": zone.type, "start": zone.start, "end": zone.end,
            "tokens": [t.text for t in found], "starts": starts, "ends": ends, "ner_tags": ner,
        }  # fmt: skip


_ROWS = {
    "documents": _documents,
    "entities": _entities,
    "mentions": _mentions,
    "quotes": _quotes,
    "claims": _claims,
    "relations": _relations,
    "records": _records,
}


def _spans(spans: tuple[Span, ...]) -> list[Row]:
    return [{"start": s.start, "end": s.end, "text": s.text} for s in spans]


def _entity(e: Entity) -> Row:
    kb = [{"id": k.id, "source": k.source} for k in e.kb]
    return {"id": e.id, "type": e.type, "name": e.name, "identity": e.identity, "kb": kb}


def _mention(m: Mention) -> Row:
    spans = _spans(m.spans)
    return {"id": m.id, "entity": m.entity, "level": m.level, "spans": spans, "metonymy": m.metonymy, "note": m.note}


def _quote(q: Quote) -> Row:
    return {
        "id": q.id, "mode": q.mode, "type": q.type, "source": q.source.entity if q.source else None,
        "source_spans": _spans(q.source.spans) if q.source else [], "cue_spans": _spans(q.cue.spans) if q.cue else [],
        "content_spans": _spans(q.content.spans), "addressee": q.addressee, "parent": q.parent,
    }  # fmt: skip


def _claim(c: Claim) -> Row:
    made = c.made_at
    return {
        "id": c.id, "proposition": c.proposition, "claimant": c.claimant, "subject": c.subject,
        "realizations": [{"fidelity": r.fidelity, "quote": r.quote, "spans": _spans(r.spans)} for r in c.realizations],
        "made_at": made.value if made else None, "made_at_precision": made.precision if made else None,
        "made_at_basis": made.basis if made else None,
    }  # fmt: skip


def _state(s: State) -> Row:
    return {"id": s.id, "claims": list(s.claims), "ended_by": s.ended_by}


def _relation(r: Relation) -> Row:
    return {
        "id": r.id, "type": r.type, "from": r.from_, "to": r.to,
        "signal": _spans(r.signal), "timing": r.timing, "independence": r.independence,
    }  # fmt: skip
