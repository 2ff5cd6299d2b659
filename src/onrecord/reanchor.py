"""A document brought to a corrected text: what would be written, judged before anything is.

Sets are written first, the record next, the text last. Whoever is stopped in between leaves the old text, and in each
set the hash of the text it counts in: the same command, run again, finishes.
"""

from __future__ import annotations

import os
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from onrecord import codec
from onrecord.anchors import LOST, Anchors, carry_set, carry_zones, covered
from onrecord.check import PEOPLE, check
from onrecord.errors import IntegrityError, InvalidDataError, MachineError, unknown
from onrecord.model import AnnotationSet, DocumentRecord
from onrecord.proposal import text_facts
from onrecord.store import list_files, need, need_value, read_file, stems
from onrecord.writing import write_file

if TYPE_CHECKING:
    from onrecord.anchors import CarriedSet, CarriedZone
    from onrecord.check import Report
    from onrecord.model import TextFacts


class Plan(NamedTuple):
    """What re-anchoring a document comes to.

    Attributes:
        root, document: whose files these are.
        old, new: the two texts.
        facts: of the new text.
        sets: of each annotation set that is to be carried the name below the root, and what becomes of it.
        done: names of the sets that an earlier run has carried to this text.
        zones: of the new text; empty where the record is that of the new text already.
        files: what is written, in this order: the name, the bytes there now, and those to come.
        stale: names of decisions that count in the old text and cannot be replayed on the new one.
    """

    root: Path
    document: str
    old: str
    new: str
    facts: TextFacts
    sets: tuple[tuple[str, CarriedSet], ...]
    done: tuple[str, ...]
    zones: tuple[CarriedZone, ...]
    files: tuple[tuple[str, bytes, bytes], ...]
    stale: tuple[str, ...]

    @property
    def lost(self) -> int:
        """How many spans are lost."""
        return sum(row.carried.verdict == LOST for _, one in self.sets for row in one.rows)

    @property
    def bare(self) -> tuple[str, ...]:
        """Names of the sets that would cover no paragraph: none of those they cover is in the new text."""
        return tuple(name for name, one in self.sets if one.marks.zones == ())


def plan(root: Path, document: str, new: str) -> Plan:
    """What becomes of `document` if its text is `new`. Nothing is written.

    Raises `UsageError` for an unknown document, `InvalidDataError` where its files have problems before, and
    `IntegrityError` where one of them counts in a text that is neither there nor the new one.
    """
    names = list_files(root)
    if document not in stems(names):
        raise unknown("document", document, stems(names))
    text_name, record_name, facts = f"corpus/{document}.txt", f"corpus/{document}.json", text_facts(new)
    raw, record = need(root, text_name), need_value(root, record_name, DocumentRecord)
    found = {name: need_value(root, name, AnnotationSet) for name in _sets(names, document)}
    hashes = {name: marks.text_sha256 for name, marks in found.items()} | {record_name: record.text.sha256}
    left = [name for name, sha256 in hashes.items() if sha256 != facts.sha256]
    if left:
        _demand_old(root, text_name, raw, {name: hashes[name] for name in (record_name, *left)})
    old = raw.decode(errors="replace")  # only where all else is of the new text already: then it is just replaced
    anchors = Anchors(old, new)
    zones = carry_zones(record.zones, anchors) if left else ()
    sets = tuple((name, _set(found[name], anchors, facts, zones)) for name in found if name in left)
    after = {name: codec.encode(one.marks) for name, one in sets}
    if left:
        carried = replace(record, text=facts, zones=tuple(zone.zone for zone in zones))
        after[record_name] = codec.encode(carried)
    if raw != new.encode():
        after[text_name] = new.encode()
    return Plan(
        root, document, old, new, facts, sets, tuple(name for name in found if name not in left), zones,
        tuple((name, need(root, name), content) for name, content in after.items()),
        _stale(root, document, facts.sha256),
    )  # fmt: skip


def judge(plan: Plan) -> Report:
    """What `onrecord check` would say of the document's files once they are written: of copies, in a folder apart."""
    after = {name: content for name, _, content in plan.files}
    names = [name for name in list_files(plan.root) if Path(name).stem == plan.document or name == PEOPLE]
    with tempfile.TemporaryDirectory(prefix="onrecord-") as folder:
        for name in names:
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(after[name] if name in after else need(plan.root, name))
        return check(Path(folder), [name for name in names if name != PEOPLE])


def write(plan: Plan) -> None:
    """Write the files of a plan, each whole or not at all. A link stays, and the file it leads to is written.

    Raises `MachineError` where the machine refuses, or where a file is no longer what was planned with.
    """
    for name, before, after in plan.files:
        if read_file(plan.root, name).raw != before:
            raise MachineError(f"{name}: it was changed in the meantime, and is left so; run the command again")
        write_file(Path(os.path.realpath(plan.root / name)), after)


def _sets(names: list[str], document: str) -> list[str]:
    return [name for name in names if name.startswith("annotations/") and name.endswith(f"/{document}.json")]


def _set(marks: AnnotationSet, anchors: Anchors, facts: TextFacts, zones: tuple[CarriedZone, ...]) -> CarriedSet:
    carried = carry_set(marks, anchors)
    marks = replace(carried.marks, text_sha256=facts.sha256, zones=covered(marks.zones, zones))
    return carried._replace(marks=marks)


def _demand_old(root: Path, text: str, raw: bytes, hashes: dict[str, str]) -> None:
    """Raise unless the files with these hashes count in the text `raw` and have no problems on it."""
    for name, other in hashes.items():
        if other != sha256(raw).hexdigest():
            fact = f"it counts in another text (SHA-256 {other}) than {text}"
            raise IntegrityError(f"{name}: {fact}; restore one of them, and give the new text as a file of its own")
    if problems := check(root, [text, *hashes]).problems:
        raise InvalidDataError(problems)


def _stale(root: Path, document: str, sha256: str) -> tuple[str, ...]:
    """Decisions on that document that count in another text than that of the hash."""
    names = [path.relative_to(root).as_posix() for path in sorted(root.glob(f"decisions/*/{document}.json"))]
    return tuple(name for name in names if sha256.encode() not in (read_file(root, name).raw or b""))
