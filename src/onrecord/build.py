"""Publishing: a corpus as the files of a Hugging Face-style dataset folder. Same corpus, same bytes.

    README.md  <config>/<split>-00000-of-00001.parquet  annotations/<annotator>.jsonl  schema/  croissant.json
    checksums.txt; LICENSE and CITATION.cff where the corpus root has them

One pass over the documents, each dropped after it: memory does not grow with their number.
"""

from __future__ import annotations

import hashlib
import re
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

import onrecord
from onrecord import tables
from onrecord.card import Facts, Size, card, parquet_name
from onrecord.croissant import croissant
from onrecord.errors import UsageError
from onrecord.features import CONFIGS, columns, feature
from onrecord.model.labels import labels
from onrecord.store import hash_folder, read_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from concurrent.futures import Future
    from pathlib import Path

    from onrecord.model import Annotator, Document

CHECKSUMS = "checksums.txt"
AHEAD = 2  # chunks that may wait while one is written
_DIGEST = re.compile(r"content sha256 ([0-9a-f]{64})")
_CHECKSUM = re.compile(r"([0-9a-f]{64})  (.+)")


def build(
    documents: Iterable[Document], annotators: Iterable[Annotator], extra: Mapping[str, bytes]
) -> Iterator[tuple[str, bytes]]:
    """The published folder as pieces: name of a file, and bytes to append to it; `checksums.txt` is last.

    A config has no file for a split in which it has no rows, and no place in the card if it has no rows at all.

    Args:
        documents: the tables hold the marks they show; annotations/ carries those of every annotator.
        annotators: everyone who marked.
        extra: files carried along unchanged, by name (`store.read_extra`).

    Raises `UsageError` where there are no documents.
    """
    content = _Content(annotators)
    # Arrow, zstd and SHA-256 let go of the interpreter: a second thread has them done while this one reads on.
    with ThreadPoolExecutor(1) as worker:
        waiting: deque[tuple[str, Future[bytes]]] = deque()
        for file, raw in content.chunks(documents):
            waiting.append((file.name, worker.submit(file.write, raw)))
            if len(waiting) > AHEAD:
                name, made = waiting.popleft()
                yield name, made.result()
        for name, made in waiting:
            yield name, made.result()
    for file in content.files.values():
        yield file.name, file.close()
    sums = {file.name: file.written.hexdigest() for file in content.files.values()}
    for name, raw in _plain_files(content.facts(), extra, sums).items():
        sums[name] = hashlib.sha256(raw).hexdigest()
        yield name, raw
    yield CHECKSUMS, _checksums(sums)


def content_digest(documents: Iterable[Document]) -> str:
    """SHA-256 over the columns and rows of all configs: one compact JSON line each, in the order of `CONFIGS`.

    A line holds `config`, `features`, and in `splits` the SHA-256 of each split's rows as JSON lines
    (`tables.lines`), splits without rows left out. The digest does not depend on the versions of pyarrow or
    Parquet, and changes with any word, mark or column.
    """
    return _counted(documents, ()).facts().digest


def check_build(
    documents: Iterable[Document], annotators: Iterable[Annotator], extra: Mapping[str, bytes], target: Path
) -> list[str]:
    """Why the folder `target` is not the build of these documents, one sentence per reason; empty if it is current.

    Every file is compared with its checksum, and all but Parquet with the bytes a build would write now. A
    Parquet file written by another version of pyarrow counts as current where the rows are the same.
    Raises `MachineError` where the folder cannot be read.
    """
    content, found = _counted(documents, annotators), hash_folder(target)
    listed = (read_file(target, CHECKSUMS).raw or b"").decode(errors="replace").split("\n")
    sums = {match[2]: match[1] for line in listed if (match := _CHECKSUM.fullmatch(line))}
    facts, files = content.facts(), content.files.values()
    now = {file.name: file.lines.hexdigest() for file in files if not isinstance(file, _Table)}
    tables_now = {file.name: sums.get(file.name, "") for file in files if isinstance(file, _Table)}
    plain = _plain_files(facts, extra, tables_now)
    now |= {name: hashlib.sha256(raw).hexdigest() for name, raw in plain.items()}
    wanted = {CHECKSUMS, *now, *tables_now}
    reasons = _digest_reasons(read_file(target, "README.md").raw or b"", facts.digest)
    reasons += [f"{name}: missing; build again" for name in sorted(wanted - set(found))]
    reasons += [f"{name}: no file of this build; remove it or build again" for name in sorted(set(found) - wanted)]
    for name in sorted(wanted & set(found) - {CHECKSUMS}):
        if sums.get(name) != found[name]:
            reasons.append(f"{name}: its SHA-256 is not that in {CHECKSUMS}; build again")
        elif now.get(name, found[name]) != found[name]:
            reasons.append(f"{name}: not what a build would write now; build again")
    strange = sorted(set(sums) - wanted)
    return reasons + [f"{CHECKSUMS}: names {name}, which is no file of this build; build again" for name in strange]


class _Lines:
    """A file of JSON lines on its way: what was counted, what waits, and the hash of all lines so far."""

    def __init__(self, name: str) -> None:
        self.name, self.rows, self.bytes = name, 0, 0
        self.lines = self.written = hashlib.sha256()
        self._held: list[bytes] = []
        self._taken = 0

    def add(self, raw: bytes, rows: int) -> bool:
        """Take in some lines; True if it is time to write those that wait."""
        self._held.append(raw)
        self.rows += rows
        self.bytes += len(raw)
        return self.bytes - self._taken >= tables.CHUNK

    def take(self) -> bytes:
        """The lines that wait."""
        raw = b"".join(self._held)
        self._held.clear()
        self._taken = self.bytes
        return raw

    def write(self, raw: bytes) -> bytes:
        """The piece of the file that these lines make."""
        self.lines.update(raw)
        return raw

    def close(self) -> bytes:
        """The last piece."""
        return b""


class _Table(_Lines):
    """The Parquet file of one config and split, made from the lines of its rows."""

    def __init__(self, config: str, split: str) -> None:
        super().__init__(parquet_name(config, split))
        self.config, self.split, self.written = config, split, hashlib.sha256()

    @cached_property
    def _parquet(self) -> tables.Parquet:
        return tables.Parquet(self.config)

    def write(self, raw: bytes) -> bytes:
        return self._sum(self._parquet.add(super().write(raw)))

    def close(self) -> bytes:
        return self._sum(self._parquet.close())

    def _sum(self, piece: bytes) -> bytes:
        self.written.update(piece)
        return piece


class _Content:
    """All documents of one build, gone by once."""

    def __init__(self, annotators: Iterable[Annotator]) -> None:
        self.files: dict[tuple[str, str], _Lines] = {}  # by config and split, or by "annotations" and annotator
        self._facts = Facts(tuple(annotators), onrecord.__version__)
        self._line = msgspec.json.Encoder().encode

    def chunks(self, documents: Iterable[Document]) -> Iterator[tuple[_Lines, bytes]]:
        """The lines of every file, in chunks; those of one file in order."""
        for document in documents:
            self._facts.see(document)
            split = document.record.split
            for config in CONFIGS:
                raw, rows = tables.lines(document, config)
                if rows:
                    key = config, split
                    file = self.files.get(key) or self.files.setdefault(key, _Table(config, split))
                    if file.add(raw, rows):
                        yield file, file.take()
            for annotator, marks in document.sets.items():
                key = "annotations", annotator
                file = self.files.get(key) or self.files.setdefault(key, _Lines(f"annotations/{annotator}.jsonl"))
                if file.add(self._line(marks) + b"\n", 1):
                    yield file, file.take()
        if not self.files:
            raise UsageError("the corpus has no documents; add one to corpus/ before you build")
        for file in self.files.values():
            yield file, file.take()

    def facts(self) -> Facts:
        """What the card tells, once all chunks were written."""
        digest, facts = hashlib.sha256(), self._facts
        facts.sizes = {}
        for config in CONFIGS:
            files = {s: self.files[config, s] for s in labels("split", "document") if (config, s) in self.files}
            facts.sizes[config] = {split: Size(file.rows, file.bytes) for split, file in files.items()}
            splits = {split: file.lines.hexdigest() for split, file in files.items()}
            value = {"config": config, "features": feature(columns(config)), "splits": splits}
            digest.update(self._line(value) + b"\n")
        facts.digest = digest.hexdigest()
        return facts


def _counted(documents: Iterable[Document], annotators: Iterable[Annotator]) -> _Content:
    content = _Content(annotators)
    for file, raw in content.chunks(documents):
        file.lines.update(raw)
    return content


def _plain_files(facts: Facts, extra: Mapping[str, bytes], sums: Mapping[str, str]) -> dict[str, bytes]:
    """Every file that is made at the end, but the checksums, in the order of a build."""
    made = {"README.md": card(facts).encode(), "croissant.json": croissant(facts, sums)}
    return {**dict(sorted(extra.items())), **made}


def _checksums(sums: Mapping[str, str]) -> bytes:
    return "".join(f"{sums[name]}  {name}\n" for name in sorted(sums)).encode()


def _digest_reasons(readme: bytes, digest: str) -> list[str]:
    match = _DIGEST.search(readme.decode(errors="replace"))
    if match is None:
        return ["README.md: holds no content digest; build again"]
    if match[1] != digest:
        was, now = match[1][:12], digest[:12]
        return [f"the corpus has changed since this build (content sha256 {was}, now {now}); build again"]
    return []
