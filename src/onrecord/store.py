"""A corpus root on disk: the only module that reads and writes its files.

corpus/<doc>.txt, corpus/<doc>.json, annotations/annotators.json, annotations/<annotator>/<doc>.json, schema/,
evidence/<doc>.json
"""

from __future__ import annotations

import errno
import gc
import hashlib
import os
import stat
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from onrecord import codec, schema
from onrecord.corpus import Corpus
from onrecord.errors import IntegrityError, InvalidDataError, MachineError, UsageError
from onrecord.model import AnnotationSet, Annotators, Document, DocumentRecord, EvidenceFile
from onrecord.model.base import MAX_FILE
from onrecord.problems import Path as JsonPath
from onrecord.problems import Problem
from onrecord.writing import exchange, sync

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from onrecord.model import Evidence


# A pipe is opened without waiting for its other end; what was no link a moment ago may not have become one.
_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_NO_FILE = {
    errno.ENOENT: "no such file",
    errno.EISDIR: "not a regular file; put a file there",
    errno.ENXIO: "not a regular file; put a file there",  # a socket
    errno.ELOOP: "a link that leads to itself; put the file itself there",
}


STATEMENT, DATA_VERSION = "DATA-STATEMENT.md", "DATA-VERSION"
"""Files in a corpus root that its maintainers may write: a data statement for the card, and the version of the data."""


class File(NamedTuple):
    """A file that was read: its path below the root ("/" between parts), and its bytes or why there are none."""

    name: str
    raw: bytes | None
    fault: str = ""
    machine: bool = False


def default_root() -> Path:
    """The shipped corpus: the wheel's data folder, or the live folders of an editable install."""
    package = Path(__file__).parent
    data = package / "_data"
    return data if data.is_dir() else package.parents[1]


def find_root(path: Path) -> Path | None:
    """The corpus root that `path` is or lies in, or None."""
    path = Path(os.path.abspath(path))
    for folder in (path, *path.parents):
        if (folder / "corpus").is_dir() and (folder / "annotations").is_dir():
            return folder
    return None


def list_files(root: Path) -> list[str]:
    """Names of everything below `root` that is, or stands where, a text, record, set or the list of annotators; sorted.

    Markdown beside them and hidden files are for people. What is in a folder is named in its place, unless it is a
    link out of the root.
    """
    names = _entries(root, "corpus")
    for name in _entries(root, "annotations"):
        names += _entries(root, name) if os.path.isdir(root / name) else [name]
    names += _entries(root, "evidence")
    return sorted(name for name in names if name.count("/") == 2 or not name.endswith(".md"))


def read_file(root: Path, name: str) -> File:
    """Read one regular file of at most 10 MiB; links out of the root, pipes and devices are not followed."""
    path = os.path.join(root, name)
    try:
        parts = name.split("/")
        link = any([os.path.islink(os.path.join(root, *parts[:depth])) for depth in range(1, len(parts) + 1)])
        if link and _leads_out(root, path):
            return File(name, None, "a link that leads out of the corpus; put the file itself there")
        handle = os.open(path, _READ | (0 if link else _NO_LINK))
        with open(handle, "rb", buffering=0) as file:
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode):
                return File(name, None, "not a regular file; put a file there")
            if status.st_size > MAX_FILE:
                return File(name, None, f"{status.st_size:,} bytes; the limit is {MAX_FILE:,}")
            return File(name, file.readall())
    except (OSError, ValueError) as error:
        return _refused(name, error)


def _refused(name: str, error: OSError | ValueError) -> File:
    number = getattr(error, "errno", None)
    if number in _NO_FILE:
        return File(name, None, _NO_FILE[number])
    return File(name, None, f"could not be read ({getattr(error, 'strerror', None) or error})", machine=True)


def typed(raw: bytes, kind: type[codec.T]) -> tuple[codec.T | None, list[tuple[str, JsonPath, str]]]:
    """The value that gates 1 and 2 accept, or None and what they refuse: code, path in the file, message.

    The fast path answers where it is sure; a file it has doubts about is read again, strictly.
    """
    value = codec.decode(raw, kind)
    if value is not None and schema.admits(value):
        return value, []
    from onrecord import jsontext  # here: a run that meets no doubt needs none of it

    _, plain, faults = jsontext.read(raw)
    found = [(f.code, f.path, f.message) for f in faults] or schema.findings(schema.KINDS[kind], plain)
    return (None, found) if found else (codec.convert(plain, kind), [])


def read_corpus(root: Path, annotator: str = "gold", renderer: Callable[[Document], str] | None = None) -> Corpus:
    """Every document of `root` with all annotation sets; raises what `read_annotators` and `read_documents` do."""
    annotators = read_annotators(root).annotators
    with bulk():
        return Corpus(read_documents(root, list_files(root), annotator, renderer, drafts=False), annotators)


def read_annotators(root: Path) -> Annotators:
    """Everyone who marked. Raises `UsageError` where there is no corpus, else as `read_documents`."""
    if not (root / "corpus").is_dir():
        raise UsageError(f"{root}: no corpus here (no folder 'corpus'); name a corpus root")
    return need_value(root, "annotations/annotators.json", Annotators)


def stems(names: Iterable[str]) -> list[str]:
    """The stems of the records among `names`, in their order."""
    return [name[7:-5] for name in names if name.startswith("corpus/") and name.endswith(".json")]


def read_documents(
    root: Path, names: Sequence[str], annotator: str = "gold", renderer: Callable[[Document], str] | None = None,
    drafts: bool = True,
) -> Iterator[Document]:  # fmt: skip
    """The documents among `names` (from `list_files`), one at a time, in their order, with all annotation sets.

    A draft is no set yet: it is not of the format, or left out if `drafts` is false. Raises `UsageError` for a file
    that is not there, `InvalidDataError` for one that is not of the format, and `IntegrityError` for a text whose
    SHA-256 is not the recorded one, or a set that counts in another text.
    """
    known = frozenset(names)
    folders = sorted({name.split("/")[1] for name in names if name.count("/") == 2})
    for stem in stems(names):
        record = need_value(root, f"corpus/{stem}.json", DocumentRecord)
        text = _text(root, f"corpus/{stem}.txt", record)
        files = {who: name for who in folders if (name := f"annotations/{who}/{record.id}.json") in known}
        sets = {who: marks for who, name in files.items() if (marks := _set(root, name, drafts))}
        for who, marks in sets.items():
            if marks.text_sha256 != record.text.sha256:
                raise IntegrityError(f"{files[who]}: its offsets count in another text; mark this text anew")
        evidence = _evidence(root, record.id) if f"evidence/{record.id}.json" in known else ()
        yield Document(record, text, MappingProxyType(sets), annotator, renderer, evidence)


def read_sets(path: Path) -> dict[str, AnnotationSet]:
    """Annotation sets outside any corpus, by document: a file, or the .json files of a folder.

    Raises what `read_documents` raises, and `UsageError` where two are of one document.
    """
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    found: dict[str, AnnotationSet] = {}
    for file in files:
        marks = need_value(file.parent, file.name, AnnotationSet)
        if marks.document in found:
            raise UsageError(f"{file}: a second annotation set of {marks.document}; keep one")
        found[marks.document] = marks
    return found


@contextmanager
def bulk() -> Iterator[None]:
    """Hold off the garbage collector while many objects are made, none of them part of a cycle."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def read_extra(root: Path) -> dict[str, bytes]:
    """Files that a build carries along: schemas, evidence, licence, citation, data statement and version."""
    names = [name for name in _entries(root, "schema") if name.endswith(".schema.json")]
    names += [name for name in _entries(root, "evidence") if name.endswith(".json")]
    names += [name for name in ("LICENSE", "CITATION.cff", STATEMENT, DATA_VERSION) if (root / name).is_file()]
    return {name: (root / name).read_bytes() for name in names}


def hash_folder(folder: Path) -> dict[str, str]:
    """SHA-256 of every file below `folder`, by name. Raises `MachineError` where it cannot be read."""
    try:
        return {path.relative_to(folder).as_posix(): _sha256(path) for path in folder.rglob("*") if path.is_file()}
    except OSError as error:
        raise MachineError(f"{folder}: could not be read ({error.strerror}); check its permissions") from error


def write_folder(target: Path, pieces: Iterable[tuple[str, bytes]]) -> None:
    """Write a whole folder so that a crash leaves the old one untouched: temporary folder, fsync, one rename.

    An existing `target` is replaced only if its `checksums.txt` names every file in it, or if it is empty. The
    temporary folder of a process that was killed stays beside it (".name-" and letters) and hinders no later one.

    Args:
        pieces: name of a file, and bytes to append to it; pieces of several files may alternate.
    """
    import shutil  # here, with tempfile and ctypes below: they would cost every `onrecord check` its start
    import tempfile

    target = Path(os.path.realpath(target))  # what a link leads to, and a name where "." has none
    _demand_ours(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
        try:
            for name, raw in pieces:
                _append(fresh / name, raw)
            fresh.chmod(0o755)
            for path in (*fresh.rglob("*"), fresh):
                sync(path)
            _swap(fresh, target)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
    except OSError as error:
        raise MachineError(f"{target}: could not be written ({error.strerror}); the old build is as it was") from error


def _demand_ours(target: Path) -> None:
    """Raise `UsageError` where a build at `target` would take away what no build of ours has put there."""
    if not target.exists():
        return
    if not target.is_dir():
        raise UsageError(f"{target} is a file; name a folder")
    files = {
        path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_symlink() or not path.is_dir()
    }
    lines = (read_file(target, "checksums.txt").raw or b"").decode(errors="replace").split("\n")
    ours = {line[66:] for line in lines if line[64:66] == "  "}
    foreign = sorted(files - ours - ({"checksums.txt"} if ours else set()))
    if foreign:
        raise UsageError(f"{target} holds {foreign[0]!r}, which is of no build of ours; move it or name another folder")


def _swap(fresh: Path, target: Path) -> None:
    """Put `fresh` in the place of `target` by one rename; `fresh` then holds the old folder, to be removed."""
    if target.exists() and not exchange(fresh, target):
        raise OSError(errno.ENOTSUP, "this file system cannot exchange two folders; remove the old build first")
    if fresh.exists() and not target.exists():
        fresh.rename(target)
    sync(target.parent)


def _append(path: Path, raw: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as stream:
        stream.write(raw)


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _entries(root: Path, folder: str) -> list[str]:
    """What is in a folder, by names below `root`, or the folder's own name where it is a link out of the root."""
    path = root / folder
    if path.is_symlink() and _leads_out(root, path):
        return [folder]
    try:
        return sorted(f"{folder}/{entry.name}" for entry in os.scandir(path) if not entry.name.startswith("."))
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError:
        return [folder]  # reading it as a file says why


def _leads_out(root: Path, path: str | Path) -> bool:
    return not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root))


def need(root: Path, name: str) -> bytes:
    """The bytes of a file that `read_file` reads; raises `UsageError` or `MachineError` with its fault."""
    file = read_file(root, name)
    if file.raw is None:
        raise (MachineError if file.machine else UsageError)(f"{root / name}: {file.fault}")
    return file.raw


def need_value(root: Path, name: str, kind: type[codec.T]) -> codec.T:
    """What a file holds; raises as `need` does, and `InvalidDataError` for what gates 1 and 2 refuse."""
    value, found = typed(need(root, name), kind)
    if value is None:
        from onrecord import codes

        raise InvalidDataError([Problem(code, codes.name(code), message, name, path) for code, path, message in found])
    return value


def _set(root: Path, name: str, drafts: bool) -> AnnotationSet | None:
    """An annotation set, or None for a draft where those are left out."""
    try:
        return need_value(root, name, AnnotationSet)
    except InvalidDataError as error:
        if drafts or {problem.code for problem in error.problems} != {"DR301"}:
            raise
        return None


def _evidence(root: Path, id: str) -> tuple[Evidence, ...]:
    name = f"evidence/{id}.json"
    file = need_value(root, name, EvidenceFile)
    if file.document != id:
        raise IntegrityError(f"{name}: it is on the document {file.document!r}; rename it, or correct the id in it")
    return file.evidence


def _text(root: Path, name: str, record: DocumentRecord) -> str:
    raw = need(root, name)
    if hashlib.sha256(raw).hexdigest() != record.text.sha256:
        raise IntegrityError(f"{name}: the bytes are not those recorded in corpus/{record.id}.json (SHA-256 differs)")
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise IntegrityError(f"{name}: byte {error.start} is not UTF-8; put the original bytes there") from None
