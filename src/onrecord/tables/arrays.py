"""Arrow arrays from numpy's and from each other.

`pyarrow.array`, `pyarrow.scalar` and `to_numpy` would do the first, but load pandas at their first call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from onrecord.features import Shape

    Ints = NDArray[np.int64]
    Flags = NDArray[np.bool_]


def integers(values: NDArray[Any], valid: Flags | None = None) -> pa.Array:
    """Integers of the width they have; null where they are not `valid`."""
    values = np.ascontiguousarray(values)
    bits = None if valid is None else _bits(valid)
    return pa.Array.from_buffers(pa.from_numpy_dtype(values.dtype), len(values), [bits, pa.py_buffer(values)])


def truths(values: Flags) -> pa.Array:
    """Truth values."""
    return pa.Array.from_buffers(pa.bool_(), len(values), [None, _bits(values)])


def strings(values: Iterable[str]) -> pa.Array:
    """Texts."""
    parts = [value.encode() for value in values]
    return texts(np.array([len(part) for part in parts], np.int32), b"".join(parts))


def texts(sizes: NDArray[Any], raw: bytes | NDArray[np.uint8]) -> pa.Array:
    """Texts that stand one after another in UTF-8 bytes, each `sizes` of them long."""
    return pa.StringArray.from_buffers(len(sizes), pa.py_buffer(begins(sizes)), pa.py_buffer(raw))


def lists(sizes: NDArray[Any], values: pa.Array) -> pa.Array:
    """Lists whose values stand one after another, each `sizes` of them long."""
    return pa.ListArray.from_arrays(integers(begins(sizes)), values)


def view(values: pa.Array) -> NDArray[Any]:
    """The integers of an array as numpy's, of the same width, not copied; what stands for null is not defined."""
    width = values.type.bit_width // 8
    if not len(values):
        return np.zeros(0, f"<i{width}")
    return np.frombuffer(values.buffers()[1], f"<i{width}", len(values), values.offset * width)


def numbers(values: pa.Array) -> Ints:
    """Integers as numpy's; -1 for null."""
    return np.where(flags(values.is_valid()), view(values), -1)


def flags(values: pa.Array) -> Flags:
    """Truth values as numpy's; none may be null."""
    bits = np.frombuffer(values.buffers()[1] or b"", np.uint8)
    found = np.unpackbits(bits, bitorder="little")[values.offset : values.offset + len(values)]
    return found.view(np.bool_)


def begins(sizes: NDArray[Any]) -> NDArray[np.int32]:
    """Where each of some pieces of these sizes begins, and where the last one ends."""
    found = np.zeros(len(sizes) + 1, np.int32)
    np.cumsum(sizes, out=found[1:])
    return found


def field(values: pa.Array, key: str) -> pa.Array:
    """One field of structs; null where the struct is."""
    return pc.struct_field(values, key)


def filled(values: pa.Array, shape: Shape) -> pa.Array:
    """`values` with an empty list for each list that is null, false for each truth value, at any depth.

    A null struct that holds lists becomes one of nulls and empty lists.
    """
    if shape == "bool":
        return values.fill_null(truths(np.zeros(1, np.bool_))[0])
    if isinstance(shape, list):
        return pa.ListArray.from_arrays(values.offsets, filled(values.values, shape[0]))
    if isinstance(shape, dict):
        if not any(isinstance(inner, (list, dict)) or inner == "bool" for inner in shape.values()):
            return values
        made = [filled(field(values, key), inner) for key, inner in shape.items()]
        return pa.StructArray.from_arrays(made, list(shape))
    return values


def owners(offsets: pa.Array) -> Ints:
    """For each value of lists that begin at `offsets` the number of its list."""
    counts = np.diff(view(offsets))
    return np.repeat(np.arange(len(counts)), counts)


def joined(spans: pa.Array) -> pa.Array:
    """The words of each mark, its pieces joined as `model.joined` does; null for no pieces."""
    words, counts = field(spans.values, "text"), np.diff(view(spans.offsets))
    if (counts == 1).all():
        return words
    made = pc.binary_join(pa.ListArray.from_arrays(spans.offsets, words), strings([" … "])[0])
    return pa.Array.from_buffers(pa.string(), len(made), [_bits(counts > 0), *made.buffers()[1:]])


def _bits(values: Flags) -> pa.Buffer:
    return pa.py_buffer(np.packbits(values, bitorder="little"))
