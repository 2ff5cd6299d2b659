"""Which annotation sets are compared: named by annotator, by file or by folder, on what they share.

They share the documents that all of them have marked, and of these the layers and zones that all of them cover.
"""

from __future__ import annotations

import os
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec.structs import replace

from onrecord import codes
from onrecord.errors import IntegrityError, InvalidDataError, UsageError, unknown
from onrecord.metrics.coverage import shared, shared_layers, uncovered_zones
from onrecord.model.labels import labels
from onrecord.problems import Problem, shown
from onrecord.rules import SET_RULES, run
from onrecord.rules.base import DocumentContext, set_context
from onrecord.store import default_root, read_corpus, read_sets

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.model import AnnotationSet, Document


BROKEN = ("SP201", "SP202", "SP207", "ID701", "ID702", "ID703", "CV803")
"""Problems of a set that cannot be compared: spans that are not the text's, ids that name nothing or two things, zones
that the document does not have."""


class Uncovered(NamedTuple):
    """What of a document one name does not cover, so that it is not compared.

    Attributes:
        zones: places in the zones of the document's record, from 0.
    """

    name: str
    document: str
    layers: tuple[str, ...]
    zones: tuple[int, ...]


class Selection(NamedTuple):
    """What is compared, and what is not.

    Attributes:
        documents: those that every name has marked, in the order of the corpus; `sets` of each has one for each name.
            Zones that not every name covers are taken out, with the marks in them; a layer that not every name covers
            is there and must not be compared (`metrics.coverage.covering`).
        names: as given.
        left_out: for each name, the documents it has marked and another has not.
        uncovered: what is not compared of documents that all have marked.
    """

    documents: tuple[Document, ...]
    names: tuple[str, ...]
    left_out: dict[str, tuple[str, ...]]
    uncovered: tuple[Uncovered, ...] = ()

    @property
    def omitted(self) -> dict[str, Any]:
        """What is not compared, for JSON."""
        return {"left_out": self.left_out, "uncovered": [each._asdict() for each in self.uncovered]}


def select(names: Sequence[str], path: str | Path | None = None, twice: bool = False, whole: bool = False) -> Selection:
    """The documents that all of `names` have marked.

    Args:
        names: annotators of the corpus, or paths to an annotation set or a folder of them (<document>.json).
        path: a corpus root; None is the shipped corpus.
        twice: whether a name may be given twice: a set scored against itself shows what a perfect score is.
        whole: whether the sets stay as they are, whatever they cover.

    Raises what `load` raises, `UsageError` for a name that is neither, for one given twice, where no document is
    shared, or no layer and zone of one, and `IntegrityError` for a set that counts in another text.
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
            demand_sound(name, marks, texts[id])
    common = [id for id in corpus if all(id in sets for sets in found.values())]
    if not common:
        raise UsageError(f"{', '.join(names)}: no document is marked by all; name sets of the same documents")
    documents = tuple(
        replace(corpus[id], sets=MappingProxyType({name: sets[id] for name, sets in found.items()}), annotator=names[0])
        for id in common
    )
    left = {name: tuple(sorted(set(sets) - set(common))) for name, sets in found.items()}
    selection = Selection(documents, tuple(names), left)
    return selection if whole else _covered(selection)


def _covered(selection: Selection) -> Selection:
    """What of a selection all names cover. Raises `UsageError` where that is nothing."""
    pairs = [(document, shared(document)) for document in selection.documents]
    documents = tuple(cut for whole, cut in pairs if (cut is whole or cut.zones) and shared_layers(whole.sets.values()))
    if not documents:
        raise UsageError(
            f"{', '.join(selection.names)}: no layer and zone of a document is covered by all; name others"
        )
    every = (
        Uncovered(name, document.id, _without(document.sets[name]), uncovered_zones(document.sets[name], document))
        for name in dict.fromkeys(selection.names)
        for document in selection.documents
    )
    uncovered = tuple(each for each in every if each.layers or each.zones)
    return selection._replace(documents=documents, uncovered=uncovered)


def _without(marks: AnnotationSet) -> tuple[str, ...]:
    """The layers that a set does not cover."""
    return tuple(layer for layer in labels("layer") if not marks.covers(layer))


def demand_sound(name: str, marks: AnnotationSet, document: DocumentContext) -> None:
    """Raise where marks cannot be compared or shown; a mark in an odd place, which is a problem too, can.

    Raises `IntegrityError` for marks of another text, and `InvalidDataError`.
    """
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
    """Lines for what is not compared: documents that only one name has marked, what of others one does not cover.

    They are safe to print.
    """
    for name, ids in selection.left_out.items():
        if ids:
            yield f"Not compared, since only {shown(name)} has marked them: {shown(', '.join(ids), limit=400)}"
    layers: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for each in selection.uncovered:
        if each.layers:
            layers.setdefault((each.name, each.layers), []).append(each.document)
        if each.zones:
            yield _not_covered(each.name, f"zone{'s' * (len(each.zones) > 1)} {ranges(each.zones)} of {each.document}")
    for (name, lacking), of in layers.items():
        yield _not_covered(name, f"{', '.join(lacking)} of {', '.join(of)}")


def _not_covered(name: str, what: str) -> str:
    return f"Not compared: {shown(what, limit=400)}, which {shown(name)} does not cover"


def ranges(numbers: Sequence[int]) -> str:
    """Ascending numbers in short.

    >>> ranges([0, 2, 3, 4])
    '0, 2-4'
    """
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in found)
