"""Publishing: a corpus as the files of a Hugging Face-style dataset folder. Same corpus, same bytes.

    README.md  <config>/<split>-00000-of-00001.parquet  annotations/<annotator>.jsonl  schema/  croissant.json
    checksums.txt; LICENSE and CITATION.cff where the corpus root has them

One pass over the documents, each dropped after it: memory does not grow with their number.
"""

from __future__ import annotations

import hashlib
import re
from itertools import chain
from typing import TYPE_CHECKING

import msgspec

import onrecord
from onrecord import tables
from onrecord.card import Facts, Size, card, parquet_name
from onrecord.croissant import croissant
from onrecord.errors import UsageError
from onrecord.features import CONFIGS, columns, feature
from onrecord.model.labels import labels
from onrecord.store import DATA_VERSION, STATEMENT, hash_folder, read_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from hashlib import _Hash as Hash
    from pathlib import Path

    from onrecord.entry import Entry
    from onrecord.model import Annotator

    Piece = tuple[str, bytes]  # name of a file, and bytes to append to it

CHECKSUMS = "checksums.txt"
_DIGEST = re.compile(r"content sha256 ([0-9a-f]{64})")
_CHECKSUM = re.compile(r"([0-9a-f]{64})  (.+)")


def build(
    entries: Iterable[Entry], annotators: Iterable[Annotator], extra: Mapping[str, bytes]
) -> Iterator[tuple[str, bytes]]:
    """The published folder as pieces: name of a file, and bytes to append to it; `checksums.txt` is last.

    A config has no file for a split in which it has no rows, and no place in the card if it has no rows at all.

    Args:
        entries: what is to be published of each document (`entry.entry`).
        annotators: everyone who marked.
        extra: files carried along unchanged, by name (`store.read_extra`).

    Raises `UsageError` where there are no documents.
    """
    content = _Content(annotators)
    yield from content.pieces(entries)
    yield from content.last_pieces()
    sums = {name: written.hexdigest() for name, written in content.written.items()}
    for name, raw in _plain_files(content.facts(), extra, sums).items():
        sums[name] = hashlib.sha256(raw).hexdigest()
        yield name, raw
    yield CHECKSUMS, _checksums(sums)


def content_digest(entries: Iterable[Entry]) -> str:
    """SHA-256 over the columns and rows of all configs: one compact JSON line each, in the order of `CONFIGS`.

    A line holds `config`, `features`, and in `splits` for each split that has rows the SHA-256 of every stream of its
    columns (`tables.Content`). The digest does not depend on the versions of pyarrow or Parquet, nor on how the rows
    were cut into pieces, and changes with any word, mark or column.
    """
    content = _Content(())
    for _ in content.pieces(entries):
        pass
    return content.facts().digest


def check_build(
    entries: Iterable[Entry], annotators: Iterable[Annotator], extra: Mapping[str, bytes], target: Path
) -> list[str]:
    """Why the folder `target` is not the build of these documents, one sentence per reason; empty if it is current.

    Every file is compared with its checksum and with the bytes a build would write now. A Parquet file that another
    version of pyarrow says it wrote is compared with its checksum only: its bytes cannot be made here.
    Raises `UsageError` where there is no such folder, `MachineError` where it cannot be read.
    """
    if not target.is_dir():
        raise UsageError(f"{target}: no such folder; name one that `onrecord build` has made")
    content = _Content(annotators)
    for _ in chain(content.pieces(entries), content.last_pieces()):
        pass
    found, facts = hash_folder(target), content.facts()
    listed = (read_file(target, CHECKSUMS).raw or b"").decode(errors="replace").split("\n")
    sums = {match[2]: match[1] for line in listed if (match := _CHECKSUM.fullmatch(line))}
    now = {name: written.hexdigest() for name, written in content.written.items()}
    now |= {name: sums.get(name, "") for name in now if name.endswith(".parquet") and tables.foreign(target / name)}
    plain = _plain_files(facts, extra, now)
    now |= {name: hashlib.sha256(raw).hexdigest() for name, raw in plain.items()}
    wanted = {CHECKSUMS, *now}
    reasons = _digest_reasons(read_file(target, "README.md").raw or b"", facts.digest)
    reasons += [f"{name}: missing; build again" for name in sorted(wanted - set(found))]
    reasons += [f"{name}: no file of this build; remove it or build again" for name in sorted(set(found) - wanted)]
    for name in sorted(wanted & set(found) - {CHECKSUMS}):
        if sums.get(name) != found[name]:
            reasons.append(f"{name}: its SHA-256 is not that in {CHECKSUMS}; build again")
        elif now[name] != found[name]:
            reasons.append(f"{name}: not what a build would write now; build again")
    if not reasons and "\n".join(listed).encode() != _checksums(now):
        reasons.append(f"{CHECKSUMS}: not what a build would write now; build again")
    return reasons


class _Pieces:
    """Bytes that come one after another, copied once."""

    def __init__(self) -> None:
        self.size = 0
        self._parts: list[bytes] = []

    def add(self, *parts: bytes) -> None:
        self._parts += parts
        self.size += sum(map(len, parts))

    def joined(self) -> bytes:
        return b"".join(self._parts)


class _Content:
    """All documents of one build, gone by once."""

    def __init__(self, annotators: Iterable[Annotator]) -> None:
        self.written: dict[str, Hash] = {}  # of every file of pieces: the hash of all of them so far
        self._rows: dict[tuple[str, str], tables.Content] = {}  # by config and split
        self._parquet: dict[tuple[str, str], tables.Parquet] = {}
        self._facts = Facts(tuple(annotators), onrecord.__version__)

    def pieces(self, entries: Iterable[Entry]) -> Iterator[Piece]:
        """The pieces of every file but their ends, in order."""
        for split, lines, sets in self._chunks(entries):
            chunk = tables.Chunk(lines)
            for config in CONFIGS:
                key, rows = (config, split), tables.cut(chunk, config)
                self._rows.setdefault(key, tables.Content(config)).add(rows)
                if rows.num_rows:
                    parquet = self._parquet.get(key) or self._parquet.setdefault(key, tables.Parquet(config))
                    yield self._piece(parquet_name(config, split), parquet.add(rows))
            for name, raw in sets.items():
                yield self._piece(name, raw.joined())

    def last_pieces(self) -> Iterator[Piece]:
        """The end of every Parquet file."""
        for key, parquet in self._parquet.items():
            yield self._piece(parquet_name(*key), parquet.close())

    def filled(self) -> list[tuple[tuple[str, str], tables.Content]]:
        """The rows of every config and split that has some, in the order of configs and splits."""
        order = [(config, split) for config in CONFIGS for split in labels("split", "document")]
        return [(key, self._rows[key]) for key in order if key in self._rows and self._rows[key].rows]

    def facts(self) -> Facts:
        """What the card tells, once all pieces were made."""
        digest, facts, filled = hashlib.sha256(), self._facts, self.filled()
        facts.sizes = {}
        for config in CONFIGS:
            here = {split: rows for (name, split), rows in filled if name == config}
            facts.sizes[config] = {split: Size(rows.rows, rows.bytes) for split, rows in here.items()}
            splits = {split: rows.hexdigests() for split, rows in here.items()}
            value = {"config": config, "features": feature(columns(config)), "splits": splits}
            digest.update(msgspec.json.encode(value) + b"\n")
        facts.digest = digest.hexdigest()
        return facts

    def _chunks(self, entries: Iterable[Entry]) -> Iterator[tuple[str, bytes, dict[str, _Pieces]]]:
        """Split, lines of its documents, and the annotation sets of all documents since the last chunk.

        The first chunks are small, each as large as all before: a reader ahead is then never waited for long.
        """
        held: dict[str, _Pieces] = {}
        sets: dict[str, _Pieces] = {}
        seen = tables.CHUNK // 16
        for entry in entries:
            self._facts.see(entry)
            lines = held.setdefault(entry.split, _Pieces())
            lines.add(*entry.line)
            for annotator, raw in entry.sets.items():
                sets.setdefault(f"annotations/{annotator}.jsonl", _Pieces()).add(raw, b"\n")
            if lines.size >= min(tables.CHUNK, seen):
                seen += lines.size
                yield entry.split, held.pop(entry.split).joined(), sets
                sets = {}
        if not self._facts.rights:
            raise UsageError("the corpus has no documents; add one to corpus/ before you build")
        for split, lines in held.items():
            yield split, lines.joined(), sets
            sets = {}

    def _piece(self, name: str, raw: bytes) -> Piece:
        self.written.setdefault(name, hashlib.sha256()).update(raw)
        return name, raw


def _plain_files(facts: Facts, extra: Mapping[str, bytes], sums: Mapping[str, str]) -> dict[str, bytes]:
    """Every file that is made at the end, but the checksums, in the order of a build."""
    facts.statement = extra.get(STATEMENT, b"").decode(errors="replace")
    facts.data_version = extra.get(DATA_VERSION, b"").decode(errors="replace").strip()
    made = {"README.md": card(facts).encode(), "croissant.json": croissant(facts, sums)}
    return {**dict(sorted((name, raw) for name, raw in extra.items() if name != STATEMENT)), **made}


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
