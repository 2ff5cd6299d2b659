"""What a build takes of a document: a plain value that is cheap to send from one process to another."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

if TYPE_CHECKING:
    from onrecord.model import Document, Rights

_encode = msgspec.json.Encoder().encode


class Entry(NamedTuple):
    """One document on its way into a build.

    Attributes:
        split, language, rights: from its record.
        annotator: whose marks the tables show.
        line: all there is of it for the tables (`line`).
        sets: annotators and the JSON of their annotation sets, one line each.
    """

    split: str
    language: str
    rights: Rights
    annotator: str
    line: bytes
    sets: tuple[tuple[str, bytes], ...]


def entry(document: Document) -> Entry:
    """What a build takes of `document`."""
    record, sets = document.record, {who: _encode(marks) for who, marks in document.sets.items()}
    return Entry(
        record.split, record.language, record.rights, document.annotator, _line(document, sets.get(document.annotator)),
        tuple([(who, raw + b"\n") for who, raw in sets.items()]),
    )  # fmt: skip


def line(document: Document) -> bytes:
    """One document as a JSON line: record, text, the marks in view (or null), the ids of the contested claims."""
    return _line(document, _encode(document.marks) if document.marks else None)


def _line(document: Document, marks: bytes | None) -> bytes:
    contested = [claim.id for claim in document.contested_claims()]
    parts = {"record": document.record, "text": document.text, "marks": msgspec.Raw(marks or b"null")}
    return _encode({**parts, "contested": contested}) + b"\n"
