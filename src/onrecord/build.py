"""Publishing: a corpus as the files of a Hugging Face-style dataset folder. Same corpus, same bytes.

    README.md  <config>/<split>-00000-of-00001.parquet  annotations/<annotator>.jsonl  schema/  checksums.txt
    LICENSE and CITATION.cff where the corpus root has them
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING

import onrecord
from onrecord import schema, tables
from onrecord.card import Size, card, parquet_name
from onrecord.codec import builtins
from onrecord.errors import MachineError, UsageError
from onrecord.features import CONFIGS, columns, feature

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from onrecord.corpus import Corpus

CHECKSUMS = "checksums.txt"
_DIGEST = re.compile(r"content sha256 ([0-9a-f]{64})")
_CHECKSUM = re.compile(r"([0-9a-f]{64})  (.+)")


def build(corpus: Corpus, extra: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every file of the published folder, `checksums.txt` last; `store.write_folder` writes them.

    A config has no file for a split in which it has no rows, and no place in the card if it has no rows at all.

    Args:
        corpus: its documents show the marks that the tables hold; annotations/ carries those of every annotator.
        extra: files carried along unchanged, by name (`store.read_extra`).

    Raises `UsageError` at the first file where the corpus has no documents.
    """
    content, sums = _Content(), {}
    splits = _splits(corpus)
    for name in CONFIGS:
        content.start(name)
        for split in splits:
            values = content.add(corpus, name, split)
            if not values:
                continue  # `datasets` cannot read a split that has no rows
            raw = tables.parquet(tables.from_rows(name, content.entity_types, values))
            sums[parquet_name(name, split)] = hashlib.sha256(raw).hexdigest()
            yield parquet_name(name, split), raw
    for name, raw in _plain_files(corpus, extra, content).items():
        sums[name] = hashlib.sha256(raw).hexdigest()
        yield name, raw
    yield CHECKSUMS, "".join(f"{sums[name]}  {name}\n" for name in sorted(sums)).encode()


def content_digest(corpus: Corpus) -> str:
    """SHA-256 over the columns and rows of all configs as canonical JSON lines (sorted keys, compact, UTF-8).

    It does not depend on the versions of pyarrow or Parquet, and changes with any word, mark or column.
    """
    return _counted(corpus).hexdigest()


def check_build(corpus: Corpus, extra: Mapping[str, bytes], target: Path) -> list[str]:
    """Why the build in the folder `target` is not that of `corpus`, one sentence per reason; empty if it is current.

    Every file is compared with its checksum, and all but Parquet with the bytes a build would write now. A
    Parquet file written by another version of pyarrow counts as current where the rows are the same.
    Raises `MachineError` where the folder cannot be read.
    """
    try:
        found = {
            path.relative_to(target).as_posix(): path.read_bytes() for path in sorted(target.rglob("*")) if path.is_file()
        }
    except OSError as error:
        raise MachineError(f"{target}: could not be read ({error.strerror}); check its permissions") from error
    content = _counted(corpus)
    plain = _plain_files(corpus, extra, content)
    wanted = {CHECKSUMS, *plain, *(parquet_name(*one) for one in content.filled())}
    reasons = _digest_reasons(found.get("README.md", b""), content.hexdigest())
    reasons += [f"{name}: missing; build again" for name in sorted(wanted - set(found))]
    reasons += [f"{name}: no file of this build; remove it or build again" for name in sorted(set(found) - wanted)]
    sums = {m[2]: m[1] for line in found.get(CHECKSUMS, b"").decode(errors="replace").split("\n") if (m := _CHECKSUM.fullmatch(line))}
    for name in sorted(wanted & set(found) - {CHECKSUMS}):
        if sums.get(name) != hashlib.sha256(found[name]).hexdigest():
            reasons.append(f"{name}: its SHA-256 is not that in {CHECKSUMS}; build again")
        elif name in plain and plain[name] != found[name]:
            reasons.append(f"{name}: not what a build would write now; build again")
    reasons += [f"{CHECKSUMS}: names {name}, which is no file of this build; build again" for name in sorted(set(sums) - wanted)]
    return reasons


class _Content:
    """The running digest and counts of one build."""

    def __init__(self) -> None:
        self.entity_types = schema.labels("entity_type")
        self.counts: dict[str, dict[str, Size]] = {}
        self._hash = hashlib.sha256()

    def start(self, name: str) -> None:
        self.counts[name] = {}
        self._line({"config": name, "features": feature(columns(name, self.entity_types))})

    def add(self, corpus: Corpus, name: str, split: str) -> list[tables.Row]:
        values = list(tables.rows(corpus, name, self.entity_types, split))
        self._line({"config": name, "split": split})
        self.counts[name][split] = Size(len(values), sum(map(self._line, values)))
        return values

    def filled(self) -> list[tuple[str, str]]:
        """Config and split of every Parquet file: those that have rows."""
        return [(name, split) for name, sizes in self.counts.items() for split, size in sizes.items() if size.rows]

    def hexdigest(self) -> str:
        return self._hash.hexdigest()

    def _line(self, value: object) -> int:
        raw = _canonical(value)
        self._hash.update(raw)
        return len(raw)


def _counted(corpus: Corpus) -> _Content:
    content = _Content()
    for name in CONFIGS:
        content.start(name)
        for split in _splits(corpus):
            content.add(corpus, name, split)
    return content


def _splits(corpus: Corpus) -> tuple[str, ...]:
    if not corpus:
        raise UsageError("the corpus has no documents; add one to corpus/ before you build")
    return tables.splits(corpus, schema.labels("split", "document"))


def _plain_files(corpus: Corpus, extra: Mapping[str, bytes], content: _Content) -> dict[str, bytes]:
    """Every file but Parquet and the checksums, in the order of a build."""
    sets: dict[str, bytes] = {}
    for document in corpus.values():
        for annotator, marks in document.sets.items():
            name = f"annotations/{annotator}.jsonl"
            sets[name] = sets.get(name, b"") + _canonical(builtins(marks))
    text = card(corpus, content.entity_types, content.counts, content.hexdigest(), onrecord.__version__)
    return {**dict(sorted(sets.items())), **dict(sorted(extra.items())), "README.md": text.encode()}


def _digest_reasons(readme: bytes, digest: str) -> list[str]:
    match = _DIGEST.search(readme.decode(errors="replace"))
    if match is None:
        return ["README.md: holds no content digest; build again"]
    if match[1] != digest:
        return [f"the corpus has changed since this build (content sha256 {match[1][:12]}, now {digest[:12]}); build again"]
    return []


def _canonical(value: object) -> bytes:
    """One JSON line that depends on the value alone."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode() + b"\n"
