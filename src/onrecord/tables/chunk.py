"""Some documents as Arrow columns: their JSON lines read at once, every layer of marks flat, and what joins layers.

A line holds all there is of one document (`Entry.line`). A layer knows how many of its rows each document has, so its
columns serve the config of that layer and, nested, the config `documents`.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import json as reader

from onrecord.features import CLAIM, ENTITY, MENTION, QUOTE, RELATION, SPANS, STATE, Shape, arrow_type, columns
from onrecord.tables.arrays import field, filled, integers, numbers, owners

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

Columns = dict[str, pa.Array]

_DOCUMENT = columns("documents")
_PART: dict[str, Shape] = {"spans": SPANS}
_SOURCE: dict[str, Shape] = {"entity": "string", "spans": SPANS}
_MADE: dict[str, Shape] = {"value": "string", "precision": "string", "basis": "string"}
_RECORD: dict[str, Shape] = {"id": "string", "entity": "string", "states": [STATE]}
_QUOTE: dict[str, Shape] = {
    **{key: QUOTE[key] for key in ("id", "mode", "type", "addressee", "parent")},
    "source": _SOURCE, "cue": _PART, "content": _PART,
}  # fmt: skip
_CLAIM: dict[str, Shape] = {
    **{key: CLAIM[key] for key in ("id", "proposition", "claimant", "subject", "realizations")}, "made_at": _MADE,
}  # fmt: skip
_LINE: dict[str, Shape] = {
    "record": {
        **{key: _DOCUMENT[key] for key in ("title", "url", "byline", "language", "split", "dates", "zones")},
        "id": "string", "synthetic": "bool", "publisher": {"name": "string"}, "text": {"sha256": "string"},
        "rights": {"holder": "string", "license": "string", "statement": "string"},
    },
    "text": "string",
    "marks": {
        "annotator": "string", "entities": [ENTITY], "mentions": [MENTION], "quotes": [_QUOTE], "claims": [_CLAIM],
        "records": [_RECORD], "relations": [RELATION],
        "identity_links": _DOCUMENT["identity_links"], "negatives": _DOCUMENT["negatives"],
    },
    "contested": ["string"],
    "covered": {key: _DOCUMENT[key] for key in ("covered_layers", "covered_zones")},
}  # fmt: skip


class Layer(NamedTuple):
    """The rows of one layer: its columns, and where in them each document's rows begin (and the last one's end)."""

    offsets: pa.Array
    columns: Columns

    @property
    def owner(self) -> Ints:
        """For each row the number of its document."""
        return owners(self.offsets)

    def nested(self, keys: Iterable[str]) -> pa.Array:
        """One list of rows for each document, with the columns of these names."""
        names = list(keys)
        rows = pa.StructArray.from_arrays([self.columns[key] for key in names], names)
        return pa.ListArray.from_arrays(self.offsets, rows)


class Chunk:
    """Documents read from their lines. What several configs need is made when first asked for, and kept."""

    def __init__(self, raw: bytes) -> None:
        # One block: nothing then depends on how the bytes would be cut, and no line can be too long.
        options = reader.ReadOptions(use_threads=False, block_size=len(raw) + 1)
        schema = pa.schema([pa.field(key, arrow_type(shape)) for key, shape in _LINE.items()])
        parsing = reader.ParseOptions(explicit_schema=schema, unexpected_field_behavior="ignore")
        read = reader.read_json(pa.BufferReader(raw), options, parsing)
        self.record, self.text, self.marks, self.contested, self.covered = (read.column(key).chunk(0) for key in _LINE)
        self.ids = field(self.record, "id")
        self.synthetic = field(self.record, "synthetic").fill_null(False)  # left out of a line where it is not

    @cached_property
    def entities(self) -> Layer:
        """Columns of `ENTITY`."""
        return _layer(field(self.marks, "entities"), [ENTITY])

    @cached_property
    def mentions(self) -> Layer:
        """Columns of `MENTION`."""
        return _layer(field(self.marks, "mentions"), [MENTION])

    @cached_property
    def quotes(self) -> Layer:
        """Columns of `QUOTE`; absent parts are empty lists of spans."""
        offsets, made = _layer(field(self.marks, "quotes"), [_QUOTE])
        spans = {f"{part}_spans": field(made[part], "spans") for part in ("source", "cue", "content")}
        return Layer(offsets, {**made, **spans, "source": field(made["source"], "entity")})

    @cached_property
    def claims(self) -> Layer:
        """Columns of `CLAIM`."""
        offsets, made = _layer(field(self.marks, "claims"), [_CLAIM])
        value, precision, basis = (field(made["made_at"], key) for key in _MADE)
        return Layer(offsets, {**made, "made_at": value, "made_at_precision": precision, "made_at_basis": basis})

    @cached_property
    def relations(self) -> Layer:
        """Columns of `RELATION`."""
        return _layer(field(self.marks, "relations"), [RELATION])

    @cached_property
    def records(self) -> Layer:
        """Id, entity and states of each record."""
        return _layer(field(self.marks, "records"), [_RECORD])

    @cached_property
    def _entity(self) -> Index:
        return Index(self.entities.owner, self.entities.columns["id"])

    def named(self, owner: Ints, ids: pa.Array) -> pa.Array:
        """The names of the entities that `ids` refer to in the documents `owner`; null where they refer to none."""
        return self.entities.columns["name"].take(self._entity.find(owner, ids))

    @cached_property
    def mentioned(self) -> tuple[pa.Array, pa.Array]:
        """Type and name of the entity of every mention."""
        rows = self._entity.find(self.mentions.owner, self.mentions.columns["entity"])
        return self.entities.columns["type"].take(rows), self.entities.columns["name"].take(rows)


class Index:
    """Rows by document and id. Of rows with one id the first is found."""

    def __init__(self, owner: Ints, ids: pa.Array) -> None:
        self._known = pc.unique(ids)
        keys = self._keys(owner, ids)
        self._order = np.argsort(keys, kind="stable")
        self._sorted = keys[self._order]

    def find(self, owner: Ints, ids: pa.Array) -> pa.Array:
        """For each id the row that has it in that document, or null."""
        keys = self._keys(owner, ids)
        at = np.searchsorted(self._sorted, keys)
        found = at < len(self._sorted)
        found[found] = (self._sorted[at[found]] == keys[found]) & (keys[found] >= 0)
        rows = np.zeros(len(keys), np.int64)
        rows[found] = self._order[at[found]]
        return integers(rows, found)

    def _keys(self, owner: Ints, ids: pa.Array) -> Ints:
        code = numbers(pc.index_in(ids, value_set=self._known))
        return np.where(code < 0, -1, owner * len(self._known) + code)


def _layer(lists: pa.Array, shape: Any) -> Layer:
    lists = filled(lists, shape)
    return Layer(lists.offsets, {key: field(lists.values, key) for key in shape[0]})
