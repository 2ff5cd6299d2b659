"""What a build's digest is made of: the values of every column, whatever library or chunk they came from."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import numpy as np

from onrecord.features import CONFIGS, Shape, columns
from onrecord.tables.arrays import flags, strings, view

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa
    from numpy.typing import NDArray


class Content:
    """The rows of one config and split, hashed as they go by.

    Every column is one or more streams of bytes, each hashed by itself (`streams` names them):

    - an integer column: its values, 8 bytes each, the lowest first; truth values: one byte each, 0 or 1;
    - text: "<path>#" holds the length of each in UTF-8 bytes (4 bytes, the lowest first; -1 for null), "<path>" the
      texts themselves, one after another;
    - a list: "<path>#" holds the length of each, and its values make up the path "<path>[]";
    - a struct: a path "<path>.<key>" for each key.

    The columns of `documents` that hold what another config holds flat are hashed there, and not again.

    Attributes:
        rows: how many rows went by.
        bytes: how many bytes their streams hold.
    """

    def __init__(self, config: str) -> None:
        self.rows, self.bytes = 0, 0
        self._shapes = {name: shape for name, shape in columns(config).items() if name not in CONFIGS}
        paths = [path for name, shape in self._shapes.items() for path in streams(name, shape)]
        self._hashes = {path: hashlib.sha256() for path in paths}

    def add(self, table: pa.Table) -> None:
        """Take in the next rows."""
        self.rows += table.num_rows
        for name, shape in self._shapes.items():
            for array in table.column(name).chunks:
                self._take(name, array, shape)

    def hexdigests(self) -> dict[str, str]:
        """The SHA-256 of every stream, by its name."""
        return {path: found.hexdigest() for path, found in self._hashes.items()}

    def _take(self, path: str, array: pa.Array, shape: Shape) -> None:
        if isinstance(shape, list):
            self._update(f"{path}#", np.diff(view(array.offsets)).astype("<i4"))
            self._take(f"{path}[]", array.flatten(), shape[0])
        elif isinstance(shape, dict):
            for (key, inner), part in zip(shape.items(), array.flatten(), strict=True):
                self._take(f"{path}.{key}", part, inner)
        elif shape == "string":
            self._text(path, array)
        else:
            self._update(path, flags(array) if shape == "bool" else view(array))

    def _text(self, path: str, array: pa.Array) -> None:
        present = array.fill_null(strings([""])[0]) if array.null_count else array
        _, offsets, data = present.buffers()
        if len(array):
            at = np.frombuffer(offsets, "<i4")[present.offset : present.offset + len(array) + 1]
            lengths = np.diff(at)
            if array.null_count:
                lengths[flags(array.is_null())] = -1
            self._update(f"{path}#", lengths)
            if data:
                self._update(path, np.frombuffer(data, "u1")[at[0] : at[-1]])

    def _update(self, path: str, raw: NDArray[Any]) -> None:
        self._hashes[path].update(raw.data)
        self.bytes += raw.nbytes


def streams(path: str, shape: Shape) -> Iterator[str]:
    """The names of the streams of a column.

    >>> list(streams("spans", [{"start": "int64", "text": "string"}]))
    ['spans#', 'spans[].start', 'spans[].text#', 'spans[].text']
    """
    if isinstance(shape, list):
        yield f"{path}#"
        yield from streams(f"{path}[]", shape[0])
    elif isinstance(shape, dict):
        for key, inner in shape.items():
            yield from streams(f"{path}.{key}", inner)
    elif shape == "string":
        yield from (f"{path}#", path)
    else:
        yield path
