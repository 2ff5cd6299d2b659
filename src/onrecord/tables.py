"""A corpus as tables, one per config: JSON lines of its rows, then Arrow, then Parquet.

The same bytes of JSON lines become Arrow and are what a build's digest is made of.
"""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import msgspec

from onrecord.errors import unknown
from onrecord.features import CONFIGS, arrow_type, columns, feature
from onrecord.model.labels import labels
from onrecord.rows import rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pyarrow as pa

    from onrecord.corpus import Corpus
    from onrecord.model import Document

CHUNK = 4_000_000  # bytes of JSON lines that become Arrow at once, and one row group of a Parquet file

_LINES = msgspec.json.Encoder().encode_lines


def splits(documents: Iterable[Document]) -> tuple[str, ...]:
    """The splits that there are documents for, in the schema's order."""
    used = {document.record.split for document in documents}
    return tuple(split for split in labels("split", "document") if split in used)


def lines(document: Document, name: str) -> tuple[bytes, int]:
    """The rows of one document as JSON lines, and how many they are.

    Keys stand in column order, without white space, nothing escaped that JSON lets stand; UTF-8.
    """
    found = list(rows(document, name))
    return _LINES(found), len(found)


def arrow_schema(name: str) -> pa.Schema:
    """The Arrow schema of one config; its metadata tells `datasets` the features."""
    import pyarrow as pa

    shapes = columns(name)
    metadata = {"huggingface": json.dumps({"info": {"features": feature(shapes)}})}
    return pa.schema([pa.field(key, arrow_type(shape)) for key, shape in shapes.items()], metadata)


def from_lines(target: pa.Schema, raw: bytes) -> pa.Table:
    """JSON lines as an Arrow table of exactly the schema `target`; `CHUNK` bytes or little more at once."""
    import pyarrow as pa
    from pyarrow import json as reader

    if not raw:
        return target.empty_table()
    # One block: how a table is cut into chunks then depends on nothing but the bytes, and no row can be too long.
    options = reader.ReadOptions(use_threads=False, block_size=len(raw) + 1)
    parsing = reader.ParseOptions(explicit_schema=target, unexpected_field_behavior="error")
    values = reader.read_json(pa.BufferReader(raw), options, parsing)
    return values.replace_schema_metadata(target.metadata)


def table(corpus: Corpus, name: str, split: str | None = None) -> pa.Table:
    """One config as an Arrow table, of one split or of all, in corpus order.

    Raises `UsageError` for an unknown config, or a split without documents.
    """
    import pyarrow as pa

    if name not in CONFIGS:
        raise unknown("config", name, CONFIGS)
    if split is not None and split not in splits(corpus.values()):
        raise unknown("split", split, splits(corpus.values()))
    target, held, made = arrow_schema(name), bytearray(), []
    for document in corpus.values():
        if split in (None, document.record.split):
            held += lines(document, name)[0]
        if len(held) >= CHUNK:
            made.append(from_lines(target, bytes(held)))
            held.clear()
    return pa.concat_tables([*made, from_lines(target, bytes(held))])


class Parquet:
    """A Parquet file made piece by piece; equal bytes for equal pieces within one version of pyarrow."""

    def __init__(self, name: str) -> None:
        import pyarrow.parquet as pq

        self._schema, self._sink = arrow_schema(name), _Sink()
        self._writer = pq.ParquetWriter(self._sink, self._schema, compression="zstd", write_page_checksum=True)

    def add(self, raw: bytes) -> bytes:
        """The next piece of the file: one row group, of the rows in some JSON lines."""
        self._writer.write_table(from_lines(self._schema, raw))
        return self._sink.taken()

    def close(self) -> bytes:
        """The last piece."""
        self._writer.close()
        return self._sink.taken()


class _Sink(io.RawIOBase):
    """A file that gives away what was written to it."""

    def __init__(self) -> None:
        self._size, self._held = 0, bytearray()

    def writable(self) -> bool:
        return True

    def write(self, raw: Any) -> int:
        self._held += raw
        self._size += len(raw)
        return len(raw)

    def tell(self) -> int:
        return self._size

    def taken(self) -> bytes:
        raw = bytes(self._held)
        self._held.clear()
        return raw
