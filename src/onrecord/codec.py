"""Bytes of JSON <-> the model.

`decode` is fast and nearly as strict as the three gates: msgspec refuses wrong types, unknown and missing
keys, floats where integers belong, NaN, a byte order mark, broken UTF-8 and lone surrogates. It lets two
things pass, which `decode` then rules out: a key given twice, and `-0`.
"""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from onrecord.model import AnnotationSet, Annotators, DocumentRecord, EvidenceFile
from onrecord.model.base import MAX_VALUES

T = TypeVar("T", DocumentRecord, AnnotationSet, Annotators, EvidenceFile)

_DECODERS: dict[type, msgspec.json.Decoder[Any]] = {
    kind: msgspec.json.Decoder(kind) for kind in (DocumentRecord, AnnotationSet, Annotators, EvidenceFile)
}
_ENCODER = msgspec.json.Encoder()


def decode(raw: bytes, kind: type[T]) -> T | None:
    """The value in `raw`, or None where there is any doubt that it is valid strict JSON of that kind.

    None is no verdict: the gates with places then say what, if anything, is wrong.
    """
    if len(raw) > MAX_VALUES and raw.count(b",") > MAX_VALUES:
        return None
    try:
        value: T = _DECODERS[kind].decode(raw)
        # But for white space between its tokens the file is what its value is written as: no key is given twice, no
        # number is -0. Another order of keys, another escape, a default written out leave a doubt.
        written = _ENCODER.encode(value)
        # Inside a string there is no line feed; in canonical form there is no other white space outside.
        plain = raw.replace(b"\n", b"") == written or msgspec.json.format(raw, indent=-1) == written
        return value if plain else None
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def convert(value: object, kind: type[T]) -> T:
    """The model of a parsed JSON value that the schema has accepted."""
    return msgspec.convert(value, kind)


def encode(value: msgspec.Struct) -> bytes:
    """Canonical JSON: one key of the file, or one item of its lists, a line; so a change of one mark changes one line.

    No other white space; keys in the model's order, optional ones at their default left out; UTF-8. Reading it back
    gives an equal value, and writing that gives the same bytes.
    """
    lines = []
    for field in msgspec.structs.fields(value):
        item = getattr(value, field.name)
        if item == field.default:
            continue
        many = isinstance(item, tuple) and item
        written = b"[\n" + b",\n".join(map(_ENCODER.encode, item)) + b"\n]" if many else _ENCODER.encode(item)
        lines.append(b'"%s":%s' % (field.encode_name.encode(), written))
    return b"{\n" + b",\n".join(lines) + b"\n}\n"
