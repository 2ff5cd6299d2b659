"""A corpus: an immutable, ordered mapping from document id to document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from onrecord.errors import unknown
from onrecord.model.labels import labels

if TYPE_CHECKING:
    from onrecord.model import Annotator, Document


class Corpus(Mapping[str, "Document"]):
    """Documents by id, in the order given, and everyone who marked them.

    Looking up an id that is not there raises `UsageError`, which names the ids that are.
    """

    __slots__ = ("_annotators", "_documents")

    def __init__(self, documents: Iterable[Document], annotators: Iterable[Annotator] = ()) -> None:
        self._documents = {document.id: document for document in documents}
        self._annotators = tuple(annotators)

    @property
    def annotators(self) -> tuple[Annotator, ...]:
        """Everyone who marked, in the order of their list."""
        return self._annotators

    def __getitem__(self, id: str) -> Document:
        try:
            return self._documents[id]
        except KeyError:
            raise unknown("document", id, self._documents) from None

    def __contains__(self, id: object) -> bool:
        return id in self._documents

    def __iter__(self) -> Iterator[str]:
        return iter(self._documents)

    def __len__(self) -> int:
        return len(self._documents)

    def __repr__(self) -> str:
        return f"Corpus({', '.join(self._documents)})"


def splits(documents: Iterable[Document]) -> tuple[str, ...]:
    """The splits that there are documents for, in the schema's order."""
    used = {document.record.split for document in documents}
    return tuple(split for split in labels("split", "document") if split in used)
