"""The columns of every config, cut from a chunk of documents.

    documents  one row per document, all its marks nested     relations  one row per relation
    entities   one row per entity                             records    one row per state of a record
    mentions   one row per mention                            tokens     one row per zone that may be annotated
    quotes     one row per quote                              claims     one row per claim

Every row begins with `document` and whether that is `synthetic`. A document that the annotator in view has not marked
has a row in `documents` (its `annotator` is null) and none elsewhere. Absent parts of a quote are empty lists of spans.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from onrecord.features import arrow_type, columns, feature
from onrecord.tables.arrays import field, filled, integers, joined, owners, view
from onrecord.tables.chunk import Chunk, Index, Layer
from onrecord.tables.tokens import token_rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.tables.chunk import Columns, Ints


def arrow_schema(name: str) -> pa.Schema:
    """The Arrow schema of one config; its metadata tells `datasets` the features."""
    shapes = columns(name)
    metadata = {"huggingface": json.dumps({"info": {"features": feature(shapes)}})}
    return pa.schema([pa.field(key, arrow_type(shape)) for key, shape in shapes.items()], metadata)


def cut(chunk: Chunk, name: str) -> pa.Table:
    """The rows of one config, of the documents in `chunk`."""
    made = _CONFIGS[name](chunk)
    made["synthetic"] = chunk.synthetic.take(pc.index_in(made["document"], value_set=chunk.ids))
    return pa.Table.from_arrays([made[key] for key in columns(name)], schema=arrow_schema(name))


def _documents(chunk: Chunk) -> Columns:
    record, marks = chunk.record, chunk.marks
    shapes: dict[str, Any] = columns("documents")
    rights = field(record, "rights")
    layers = {
        "entities": chunk.entities, "mentions": chunk.mentions, "quotes": chunk.quotes, "claims": chunk.claims,
        "records": chunk.records, "relations": chunk.relations,
    }  # fmt: skip
    return {
        "document": chunk.ids,
        **{key: field(record, key) for key in ("title", "url", "byline", "language", "split", "dates", "zones")},
        "publisher": field(field(record, "publisher"), "name"),
        "sha256": field(field(record, "text"), "sha256"),
        "annotator": field(marks, "annotator"),
        **{key: field(chunk.covered, key) for key in ("covered_layers", "covered_zones")},
        **{f"rights_{key}": field(rights, key) for key in ("holder", "license", "statement")},
        "text": chunk.text,
        **{key: layer.nested(shapes[key][0]) for key, layer in layers.items()},
        **{key: filled(field(marks, key), shapes[key]) for key in ("identity_links", "negatives")},
    }


def _flat(chunk: Chunk, layer: Layer) -> Columns:
    return {"document": chunk.ids.take(integers(layer.owner)), **layer.columns}


def _entities(chunk: Chunk) -> Columns:
    return _flat(chunk, chunk.entities)


def _mentions(chunk: Chunk) -> Columns:
    layer = chunk.mentions
    spans, (kind, name) = layer.columns["spans"], chunk.mentioned
    first = field(spans.values, "start").take(spans.offsets[:-1])
    return {
        **_flat(chunk, layer), "text": joined(spans), "zone": _zones_of(chunk, layer.owner, view(first)),
        "entity_type": kind, "entity_name": name,
    }  # fmt: skip


def _zones_of(chunk: Chunk, owner: Ints, offsets: Ints) -> pa.Array:
    """The type of the zone in which each offset of the documents `owner` lies, or null."""
    zones = field(chunk.record, "zones")
    starts, ends, types = (field(zones.values, key) for key in ("start", "end", "type"))
    # Keys of one document are below the next one's: no text is that long.
    keys = (owners(zones.offsets) << 32) + np.minimum(view(starts), 2**32 - 1)
    order = np.argsort(keys, kind="stable")
    at = np.searchsorted(keys[order], (owner << 32) + np.minimum(offsets, 2**32 - 1), "right") - 1
    zone = order[np.maximum(at, 0)] if len(order) else np.zeros(len(at), np.int64)
    outside = at < 0
    if len(order):
        outside |= (owners(zones.offsets)[zone] != owner) | (view(ends)[zone] <= offsets)
    return types.take(integers(zone, ~outside))


def _quotes(chunk: Chunk) -> Columns:
    layer = chunk.quotes
    return {
        **_flat(chunk, layer), "speaker": chunk.named(layer.owner, layer.columns["source"]),
        "cue": joined(layer.columns["cue_spans"]), "content": joined(layer.columns["content_spans"]),
    }  # fmt: skip


def _claims(chunk: Chunk) -> Columns:
    layer = chunk.claims
    owner, contested = layer.owner, chunk.contested
    found = Index(owners(contested.offsets), contested.values).find(owner, layer.columns["id"])
    return {
        **_flat(chunk, layer), "contested": found.is_valid(),
        "claimant_name": chunk.named(owner, layer.columns["claimant"]),
        "subject_name": chunk.named(owner, layer.columns["subject"]),
    }  # fmt: skip


def _relations(chunk: Chunk) -> Columns:
    return _flat(chunk, chunk.relations)


def _records(chunk: Chunk) -> Columns:
    layer = chunk.records
    states = layer.columns["states"]
    record = owners(states.offsets)
    owner, entity = layer.owner[record], layer.columns["entity"].take(integers(record))
    return {
        "document": chunk.ids.take(integers(owner)), "record": layer.columns["id"].take(integers(record)),
        "entity": entity, "entity_name": chunk.named(owner, entity),
        "position": integers(np.arange(len(record)) - view(states.offsets)[record]),
        **{key: field(states.values, key) for key in ("id", "claims", "ended_by")},
    }  # fmt: skip


_CONFIGS: dict[str, Callable[[Chunk], Columns]] = {
    "documents": _documents,
    "entities": _entities,
    "mentions": _mentions,
    "quotes": _quotes,
    "claims": _claims,
    "relations": _relations,
    "records": _records,
    "tokens": token_rows,
}
