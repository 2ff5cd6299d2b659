"""Which annotation sets are compared: named by annotator, by file or by folder, on the documents they share."""

from __future__ import annotations

import os
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from onrecord import codes
from onrecord.errors import IntegrityError, InvalidDataError, UsageError, unknown
from onrecord.problems import Problem, shown
from onrecord.rules import SET_RULES, run
from onrecord.rules.base import DocumentContext, set_context
from onrecord.store import default_root, read_corpus, read_sets

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.model import AnnotationSet, Document


BROKEN = ("SP201", "SP202", "SP207", "ID701", "ID702", "ID703")
"""Problems of a set that cannot be compared: spans that are not the text's, ids that name nothing or two things."""


class Selection(NamedTuple):
    """What is compared, and what is not.

    Attributes:
        documents: those that every name has marked, in the order of the corpus; `sets` of each has one for each name.
        names: as given.
        left_out: for each name, the documents it has marked and another has not.
    """

    documents: tuple[Document, ...]
    names: tuple[str, ...]
    left_out: dict[str, tuple[str, ...]]


def select(names: Sequence[str], path: str | Path | None = None, twice: bool = False) -> Selection:
    """The documents that all of `names` have marked.

    Args:
        names: annotators of the corpus, or paths to an annotation set or a folder of them (<document>.json).
        path: a corpus root; None is the shipped corpus.
        twice: whether a name may be given twice: a set scored against itself shows what a perfect score is.

    Raises what `load` raises, `UsageError` for a name that is neither, for one given twice, where no document is
    shared, or for a set with references to nothing, and `IntegrityError` for a set that counts in another text.
    """
    if len(set(names)) < len(names) and not twice:
        raise UsageError(f"{', '.join(names)}: a name is given twice; compare different sets")
    corpus = read_corpus(Path(path) if path is not None else default_root())
    known = {who for document in corpus.values() for who in document.sets}
    found = {}
    for name in names:
        if name in known:
            found[name] = {id: document.sets[name] for id, document in corpus.items() if name in document.sets}
        elif os.path.exists(name):
            found[name] = read_sets(Path(name))
        else:
            raise unknown("annotator, file or folder", name, known)
    texts = {
        id: DocumentContext(document.record, document.text, document.text.encode(), id)
        for id, document in corpus.items()
    }
    for name, sets in found.items():
        for id, marks in sets.items():
            if id not in texts:
                raise unknown("document", id, texts)
            _demand_sound(name, marks, texts[id])
    shared = [id for id in corpus if all(id in sets for sets in found.values())]
    if not shared:
        raise UsageError(f"{', '.join(names)}: no document is marked by all; name sets of the same documents")
    documents = tuple(
        replace(corpus[id], sets=MappingProxyType({name: sets[id] for name, sets in found.items()}), annotator=names[0])
        for id in shared
    )
    left = {name: tuple(sorted(set(sets) - set(shared))) for name, sets in found.items()}
    return Selection(documents, tuple(names), left)


def _demand_sound(name: str, marks: AnnotationSet, document: DocumentContext) -> None:
    """Raise where marks cannot be compared; a mark in an odd place, which is a problem too, can."""
    if marks.text_sha256 != document.record.text.sha256:
        raise IntegrityError(f"{name}: its offsets count in another text than that of {marks.document}; mark it anew")
    found = run(SET_RULES, set_context(marks, document, None, None, None))
    broken = [
        Problem(code, codes.name(code), finding.message, f"{name} ({marks.document})", finding.path)
        for code, finding in found
        if code in BROKEN
    ]
    if broken:
        raise InvalidDataError(broken)


def left_out(selection: Selection) -> Iterator[str]:
    """A line for each name that has marked documents which are not compared; safe to print."""
    for name, ids in selection.left_out.items():
        if ids:
            yield f"Not compared, since only {shown(name)} has marked them: {shown(', '.join(ids), limit=400)}"
