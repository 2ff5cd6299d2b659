"""Tables as Parquet, piece by piece."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from onrecord.features import Shape, columns
from onrecord.tables.configs import arrow_schema

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGE = 4_000_000  # bytes: more than a column has in a row group, so that it is one page


class Parquet:
    """A Parquet file made piece by piece; equal bytes for equal pieces within one version of pyarrow."""

    def __init__(self, name: str) -> None:
        self._sink = _Sink()
        leaves = [leaf for key, shape in columns(name).items() for leaf in _leaves(key, shape)]
        # Offsets hardly repeat, but they ascend: as differences they take half the space. Nobody searches by ranges of
        # values here, so no statistics.
        self._writer = pq.ParquetWriter(
            self._sink, arrow_schema(name), compression="zstd", write_page_checksum=True, write_statistics=False,
            data_page_size=PAGE, use_dictionary=[path for path, shape in leaves if shape == "string"],
            column_encoding={path: "DELTA_BINARY_PACKED" for path, shape in leaves if shape not in ("string", "bool")},
        )  # fmt: skip

    def add(self, rows: pa.Table) -> bytes:
        """The next piece of the file: `rows` as one row group."""
        self._writer.write_table(rows)
        return self._sink.taken()

    def close(self) -> bytes:
        """The last piece."""
        self._writer.close()
        return self._sink.taken()


def foreign(path: Path) -> bool:
    """Whether a Parquet file says that another version of pyarrow wrote it; False where it cannot be read."""
    try:
        writer: str = pq.read_metadata(path).created_by
    except (OSError, pa.ArrowException):
        return False
    return not writer.endswith(f" {pa.cpp_version}")


def _leaves(path: str, shape: Shape) -> Iterator[tuple[str, Shape]]:
    """The columns that Parquet makes of a column, by their paths."""
    if isinstance(shape, list):
        yield from _leaves(f"{path}.list.element", shape[0])
    elif isinstance(shape, dict):
        for key, inner in shape.items():
            yield from _leaves(f"{path}.{key}", inner)
    else:
        yield path, shape


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
