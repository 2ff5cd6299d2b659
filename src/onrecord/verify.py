"""The documents of a corpus root as a stream, each checked as it goes by: for work that must not hold them all.

The fast half of `check`: each file is read once, all rules run, nothing is placed. At the first doubt the whole
corpus is checked with places, and the stream ends.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from onrecord.check import check
from onrecord.errors import InvalidDataError, MachineError, OnRecordError, unknown
from onrecord.model import EvidenceFile
from onrecord.rules import CORPUS_RULES, DOCUMENT_RULES, EVIDENCE_RULES, SET_RULES, run
from onrecord.rules.base import CorpusContext, DocumentContext, EvidenceContext, set_context
from onrecord.store import list_files, read_annotators, read_documents, stems

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from onrecord.model import Document

BYTE_ORDER_MARK = "\ufeff"


class Stream:
    """The documents of a corpus without problems, one at a time, in the order of their files; `len` counts them.

    Attributes:
        annotators: everyone who marked.

    Raises `UsageError` where there is no corpus or no such annotator, `InvalidDataError` with every problem of the
    corpus where it has any, and else what `store.read_documents` raises.
    """

    def __init__(self, root: Path, annotator: str = "gold") -> None:
        self._root, self._annotator, self._names = root, annotator, list_files(root)
        with _explained(root):
            self._listed = read_annotators(root)
        self.annotators = self._listed.annotators
        self._guidelines = self._listed.guidelines
        self._folders = tuple(sorted({name.split("/")[1] for name in self._names if name.count("/") == 2}))
        known = {*self._guidelines, *self._folders}
        if annotator not in known:
            raise unknown("annotator", annotator, known)

    def __len__(self) -> int:
        return len(stems(self._names))

    def __iter__(self) -> Iterator[Document]:
        with _explained(self._root):
            self._demand(self._names_are_good())
            documents = read_documents(self._root, self._names, self._annotator)
            for stem, document in zip(stems(self._names), documents, strict=True):
                self._demand(self._is_good(stem, document))
                yield document

    def _names_are_good(self) -> bool:
        """Whether every file is one that a document uses, and the rules have nothing against the names."""
        known = stems(self._names)
        used = {f"annotations/{folder}/{stem}.json" for folder in self._folders for stem in known}
        used |= {f"evidence/{stem}.json" for stem in known}
        used |= {f"corpus/{stem}{end}" for stem in known for end in (".txt", ".json")} | {"annotations/annotators.json"}
        return used.issuperset(self._names) and not run(
            CORPUS_RULES, CorpusContext(tuple(known), self._listed, self._folders)
        )

    def _is_good(self, stem: str, document: Document) -> bool:
        context = DocumentContext(document.record, document.text, document.text.encode(), stem)
        if document.text.startswith(BYTE_ORDER_MARK) or run(DOCUMENT_RULES, context):
            return False
        outside = EvidenceFile("", "", stem, document.evidence)
        gold = document.sets.get("gold")
        if document.evidence and (gold is None or run(EVIDENCE_RULES, EvidenceContext(outside, stem, gold))):
            return False
        sets = document.sets.items()
        return not any(run(SET_RULES, set_context(m, context, stem, who, self._guidelines)) for who, m in sets)

    def _demand(self, good: bool) -> None:
        if not good:  # `_explained` says what is wrong; this is seen only where check then finds nothing
            raise MachineError(f"{self._root}: the corpus was changed while it was read; build again")


@contextmanager
def _explained(root: Path) -> Iterator[None]:
    """In place of any error: every problem of the corpus, with places, if it has any."""
    try:
        yield
    except OnRecordError:
        if problems := check(root).problems:
            raise InvalidDataError(problems) from None
        raise
