"""Which annotation sets are compared: named by annotator, by file or by folder, on the documents they share."""

from __future__ import annotations

import os
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from onrecord.errors import IntegrityError, UsageError, unknown
from onrecord.store import default_root, read_corpus, read_sets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Document


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


def select(names: Sequence[str], path: str | Path | None = None) -> Selection:
    """The documents that all of `names` have marked.

    Args:
        names: annotators of the corpus, or paths to an annotation set or a folder of them (<document>.json).
        path: a corpus root; None is the shipped corpus.

    Raises what `load` raises, `UsageError` for a name that is neither, for one given twice, or where no document is
    shared, and `IntegrityError` for a set that counts in another text.
    """
    if len(set(names)) < len(names):
        raise UsageError(f"{', '.join(names)}: a name is given twice; compare different sets")
    corpus = read_corpus(Path(path) if path is not None else default_root())
    known = {who for document in corpus.values() for who in document.sets}
    found = {}
    for name in names:
        if name in known:
            found[name] = {id: document.sets[name] for id, document in corpus.items() if name in document.sets}
        elif os.path.exists(name):
            found[name] = read_sets(Path(name))
            for id, marks in found[name].items():
                if marks.text_sha256 != corpus[id].record.text.sha256:
                    raise IntegrityError(f"{name}: its offsets count in another text than that of {id}; mark it anew")
        else:
            raise unknown("annotator, file or folder", name, known)
    shared = [id for id in corpus if all(id in sets for sets in found.values())]
    if not shared:
        raise UsageError(f"{', '.join(names)}: no document is marked by all; name sets of the same documents")
    documents = tuple(
        replace(corpus[id], sets=MappingProxyType({name: sets[id] for name, sets in found.items()}), annotator=names[0])
        for id in shared
    )
    left = {name: tuple(sorted(set(sets) - set(shared))) for name, sets in found.items()}
    return Selection(documents, tuple(names), left)
