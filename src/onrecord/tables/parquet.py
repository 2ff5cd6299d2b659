"""Tables as Parquet, piece by piece."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq

from onrecord.tables.configs import arrow_schema

if TYPE_CHECKING:
    import pyarrow as pa


class Parquet:
    """A Parquet file made piece by piece; equal bytes for equal pieces within one version of pyarrow."""

    def __init__(self, name: str) -> None:
        self._sink = _Sink()
        self._writer = pq.ParquetWriter(
            self._sink, arrow_schema(name), compression="zstd", write_page_checksum=True, write_statistics=False
        )

    def add(self, rows: pa.Table) -> bytes:
        """The next piece of the file: `rows` as one row group."""
        self._writer.write_table(rows)
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
