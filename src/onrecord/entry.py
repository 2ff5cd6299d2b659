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
        sets: annotators and the JSON of their annotation sets.
        head, tail: what stands before and after the marks in the JSON line of the document.
    """

    split: str
    language: str
    rights: Rights
    annotator: str
    sets: dict[str, bytes]
    head: bytes
    tail: bytes

    @property
    def line(self) -> tuple[bytes, ...]:
        """The pieces of a JSON line for the tables: record, text, marks in view or null, and what follows from them."""
        return self.head, self.sets.get(self.annotator, b"null"), self.tail


def entry(document: Document) -> Entry:
    """What a build takes of `document`."""
    record, contested = document.record, [claim.id for claim in document.contested_claims()]
    head = b'{"record":%b,"text":%b,"marks":' % (_encode(record), _encode(document.text))
    sets = {annotator: _encode(marks) for annotator, marks in document.sets.items()}
    covered = {"covered_layers": document.covered_layers, "covered_zones": document.covered_zones}
    tail = b',"contested":%b,"covered":%b}\n' % (_encode(contested), _encode(covered))
    return Entry(record.split, record.language, record.rights, document.annotator, sets, head, tail)
