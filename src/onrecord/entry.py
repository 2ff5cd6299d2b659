"""What a build takes of a document: a plain value that is cheap to send from one process to another."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

if TYPE_CHECKING:
    from onrecord.model import Document, Rights

_lines = msgspec.json.Encoder().encode_lines


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
    record, sets = document.record, {who: _lines([marks]) for who, marks in document.sets.items()}
    line = _line(document, sets.get(document.annotator))
    return Entry(record.split, record.language, record.rights, document.annotator, line, tuple(sets.items()))


def line(document: Document) -> bytes:
    """One document as a JSON line: record, text, the marks in view (or null), the ids of the contested claims."""
    return _line(document, _lines([document.marks]))


def _line(document: Document, marks: bytes | None) -> bytes:
    contested = [claim.id for claim in document.contested_claims()]
    written = msgspec.Raw(memoryview(marks or b"null\n")[:-1])
    return _lines([{"record": document.record, "text": document.text, "marks": written, "contested": contested}])
