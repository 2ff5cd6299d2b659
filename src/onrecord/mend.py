"""Mending: files are read, fixed, judged again and written; what changes is shown line by line.

A file that the first two gates refuse is left alone: it does not say what it holds.
"""

from __future__ import annotations

import os
from itertools import count, groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from onrecord import codec, fixes
from onrecord.check import PEOPLE, Reader, chosen
from onrecord.errors import MachineError
from onrecord.fixes import Left, Mending
from onrecord.model import AnnotationSet, Annotators, DocumentRecord, EvidenceFile
from onrecord.problems import named, shown
from onrecord.rules.base import set_context
from onrecord.store import bulk, list_files, read_file, typed
from onrecord.writing import write_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LINES = 100
"""At most this many changed lines of a file are shown."""

WIDTH, LEAD = 400, 80
"""Of a longer line so many code points are shown, so many of them before the first that changes."""


class Mended(NamedTuple):
    """A file that can be mended, or in which fixes were refused.

    Attributes:
        root, name: where it is.
        before: its bytes.
        plain: what they hold, in canonical form.
        after: the same, mended.
        done: how many changes each fix made, by its name.
        left: what was not done, since it would have added a problem.
        solved: how many problems are gone; those that only the strict rules find are not counted.
    """

    root: Path
    name: str
    before: bytes
    plain: bytes
    after: bytes
    done: dict[str, int]
    left: tuple[Left, ...]
    solved: int

    @property
    def changes(self) -> bool:
        """Whether there is anything to write."""
        return self.after != self.before


def mend(root: Path, only: Sequence[str] = (), unsafe: bool = False) -> Iterator[Mended]:
    """Every file of the corpus at `root`, or of those in or under `only`, that can be mended. Nothing is written."""
    names = list_files(root)
    reader = Reader(root, names)
    for name in chosen(names, only):
        yield from _mend(reader, root, name, unsafe, *_kind(name.split("/")))


def mend_loose(root: Path, path: Path, unsafe: bool = False) -> Iterator[Mended]:
    """The annotation set at `path`, outside any corpus, if it can be mended; it marks a document of `root`."""
    return _mend(Reader(root, list_files(root)), path.parent, path.name, unsafe, AnnotationSet)


def write(mended: Mended) -> None:
    """Put what was mended in the place of the file, whole; a link stays, and the file it leads to is written.

    Raises `MachineError` where the machine refuses, or where the file is no longer what was mended.
    """
    if read_file(mended.root, mended.name).raw != mended.before:
        raise MachineError(f"{mended.name}: it was changed while it was mended, and is left so; run this again")
    write_file(Path(os.path.realpath(mended.root / mended.name)), mended.after)


def _kind(parts: list[str]) -> tuple[type[Any] | None, str | None, str | None]:
    """What the file of that name holds, or None for a text and for what no document uses; a set's stem and folder."""
    if not parts[-1].endswith(".json"):
        return None, None, None
    if len(parts) == 3:
        return AnnotationSet, parts[2].removesuffix(".json"), parts[1]
    if "/".join(parts) == PEOPLE:
        return Annotators, None, None
    return {"corpus": DocumentRecord, "evidence": EvidenceFile}.get(parts[0]), None, None


def _mend(
    reader: Reader, root: Path, name: str, unsafe: bool, kind: Any, stem: str | None = None, folder: str | None = None
) -> Iterator[Mended]:
    raw = read_file(root, name).raw if kind else None
    value = typed(raw, kind)[0] if raw is not None else None
    if raw is None or value is None:
        return
    mending = Mending(value, {}, (), 0)
    document = reader.document(value.document) if isinstance(value, AnnotationSet) else None
    if document:
        with bulk():
            mending = fixes.mend(set_context(value, document, stem, folder, reader.guidelines), unsafe)
    plain, after = codec.encode(value), codec.encode(mending.marks)
    if after != raw or mending.left:
        yield Mended(root, name, raw, plain, after, *mending[1:])


def lines(mended: Mended, written: bool) -> Iterator[str]:
    """What was done to a file, or would be, for people: a unified diff of its canonical lines, and a summary."""
    name = named(mended.name)
    if mended.after != mended.plain:
        yield f"--- {name}"
        yield f"+++ {name}"
        yield from _difference(mended.plain.decode().split("\n"), mended.after.decode().split("\n"))
    done = [f"{number} by {fix}" for fix, number in mended.done.items()]
    if mended.plain != mended.before:
        done.append("layout (canonical form)")
    if done:
        yield f"{'mended' if written else 'would mend'} {name}: {', '.join(done)}"
    for left in mended.left:
        why = f"bring {', '.join(left.codes)}" if left.codes else "solve nothing"
        yield f"left in {name}: {left.number} by {left.fix}, which would {why}"


def _difference(old: list[str], new: list[str]) -> Iterator[str]:
    """Hunks without context. A line is a mark, and no fix adds or takes away a mark: lines correspond."""
    changed = [i for i, (a, b) in enumerate(zip(old, new, strict=True)) if a != b]
    counter = count()
    for _, run in groupby(changed[:LINES], lambda i: i - next(counter)):
        several = list(run)
        at = several[0] + 1
        size = f",{len(several)}" if len(several) > 1 else ""
        yield f"@@ -{at}{size} +{at}{size} @@"
        pairs = [_cut(old[i], new[i]) for i in several]
        yield from ("-" + a for a, _ in pairs)
        yield from ("+" + b for _, b in pairs)
    if len(changed) > LINES:
        yield f"({len(changed) - LINES} more lines change)"


def _cut(old: str, new: str) -> tuple[str, str]:
    """Two lines, safe to print, cut around the first sign that is not the same."""
    first = len(os.path.commonprefix([old, new]))
    begin = max(0, first - LEAD) if max(len(old), len(new)) > WIDTH else 0
    cut = [("…" if begin else "") + shown(line[begin:], WIDTH).replace("\u00a0", "\\xa0") for line in (old, new)]
    return cut[0], cut[1]
