"""The store: what is read, what is refused, and a build that a crash leaves whole."""

import hashlib
import json
import os
import shutil
from pathlib import Path

import pytest

from onrecord import store
from onrecord.check import check
from onrecord.codes import CODES
from onrecord.errors import IntegrityError, InvalidDataError, MachineError, UsageError


def test_the_shipped_corpus_reads():
    """One article, marked by gold; the text's bytes are the recorded ones."""
    corpus = store.read_corpus(store.default_root())
    document = corpus["cbc-ppe-dispute"]
    assert hashlib.sha256(document.text.encode()).hexdigest() == document.record.text.sha256
    assert document.marks.text_sha256 == document.record.text.sha256


def test_a_changed_text_is_an_integrity_error(tmp_path):
    """One byte changed stops the load."""
    root = _copy(tmp_path)
    text = root / "corpus/cbc-ppe-dispute.txt"
    text.write_bytes(text.read_bytes().replace(b"Ottawa", b"Ottowa", 1))
    with pytest.raises(IntegrityError):
        store.read_corpus(root)


def test_whatever_check_accepts_is_loaded(tmp_path):
    """Another spelling of the same data (nulls, escapes, no white space) reads as equal objects."""
    root = _copy(tmp_path)
    path = root / "annotations/gold/cbc-ppe-dispute.json"
    before = store.read_corpus(root)["cbc-ppe-dispute"].marks
    value = json.loads(path.read_bytes())
    value["mentions"][0]["note"] = None
    path.write_text(json.dumps(value).replace("-", "\\u002d"))
    assert check(root).problems == ()
    assert store.read_corpus(root)["cbc-ppe-dispute"].marks == before


@pytest.mark.parametrize(
    ("old", "new", "code"), [('"NAM"', '"NAME"', "SC104"), ('"start":0,', '"start":0.0,', "JS106")]
)
def test_what_check_refuses_is_not_loaded(tmp_path, old, new, code):
    """The error holds the checker's own problem, which `onrecord rule` explains."""
    root = _copy(tmp_path)
    path = root / "annotations/gold/cbc-ppe-dispute.json"
    path.write_text(path.read_text().replace(old, new, 1))
    with pytest.raises(InvalidDataError, match=code) as caught:
        store.read_corpus(root)
    assert caught.value.problems[0].code in {known.code for known in CODES}


def test_marks_on_another_text_are_an_integrity_error(tmp_path):
    """Offsets of another text are worth nothing here."""
    root = _copy(tmp_path)
    path = root / "annotations/gold/cbc-ppe-dispute.json"
    path.write_text(path.read_text().replace('"text_sha256":"d2dd', '"text_sha256":"0000', 1))
    with pytest.raises(IntegrityError, match="another text"):
        store.read_corpus(root)


def test_a_folder_that_is_no_corpus_is_wrong_use(tmp_path):
    """The message says what a corpus root has."""
    with pytest.raises(UsageError, match="no corpus here"):
        store.read_corpus(tmp_path)


@pytest.mark.parametrize("make", ["link", "pipe", "folder", "large", "absent"])
def test_what_is_no_regular_file_is_refused_at_once(tmp_path, make):
    """Links out of the root, pipes, folders and huge files are not opened."""
    root = tmp_path / "root"
    root.mkdir()
    path = root / "x"
    if make == "link":
        (tmp_path / "secret").write_text("secret")
        path.symlink_to(tmp_path / "secret")
    elif make == "pipe":
        os.mkfifo(path)
    elif make == "folder":
        path.mkdir()
    elif make == "large":
        with path.open("wb") as stream:
            stream.truncate(10 * 2**30)
    file = store.read_file(root, "x")
    assert file.raw is None and file.fault


def sums(*names):
    """A list of checksums that names these files."""
    return "checksums.txt", "".join(f"{'0' * 64}  {name}\n" for name in names).encode()


def test_a_written_folder_replaces_the_old_build_and_leaves_nothing_behind(tmp_path):
    """Old files are gone, new ones are there, no temporary folder stays."""
    store.write_folder(tmp_path / "b", [sums("old"), ("old", b"1")])
    store.write_folder(tmp_path / "b", [sums("a/new"), ("a/new", b"2")])
    found = sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*"))
    assert found == ["b", "b/a", "b/a/new", "b/checksums.txt"]


@pytest.mark.parametrize("name", [".", "link", "b/"])
def test_a_folder_by_another_name(tmp_path, monkeypatch, name):
    """The current folder, what a link leads to, a slash at the end: that folder is replaced, the link stays."""
    store.write_folder(tmp_path / "b", [sums("old"), ("old", b"1")])
    (tmp_path / "link").symlink_to("b")
    monkeypatch.chdir(tmp_path / "b" if name == "." else tmp_path)
    store.write_folder(Path(name), [sums("new"), ("new", b"2")])
    assert sorted(os.listdir(tmp_path)) == ["b", "link"]
    assert (tmp_path / "link").is_symlink() and sorted(os.listdir(tmp_path / "b")) == ["checksums.txt", "new"]


def test_a_failure_while_writing_leaves_the_old_build_whole(tmp_path):
    """An exception from the source of the files is passed on; the old folder and nothing else is there."""
    store.write_folder(tmp_path / "b", [sums("old"), ("old", b"1")])

    def files():
        yield sums("new")
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        store.write_folder(tmp_path / "b", files())
    assert (tmp_path / "b/old").read_bytes() == b"1"
    assert os.listdir(tmp_path) == ["b"]


def test_a_full_disk_is_the_machine_failing(tmp_path, monkeypatch):
    """OSError becomes MachineError (exit 3)."""
    monkeypatch.setattr(store, "_append", _no_space)
    with pytest.raises(MachineError, match="No space"):
        store.write_folder(tmp_path / "b", [("checksums.txt", b"1")])
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize(
    ("files", "named"),
    [
        ({"mine": ""}, "mine"),
        ({"mine": "", "checksums.txt": ""}, "checksums.txt"),
        ({"checksums.txt": "0" * 64 + "  old\n", "old": "", "mine": ""}, "mine"),
        ({"checksums.txt": "0" * 64 + "  old\n", "old": "", "a/mine": ""}, "a/mine"),
    ],
)
def test_a_file_of_somebody_else_is_never_taken_away(tmp_path, files, named):
    """A folder with any file that no build of ours has listed is left alone, and the file is named."""
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    with pytest.raises(UsageError, match=f"holds '{named}'"):
        store.write_folder(tmp_path, [sums("new"), ("new", b"2")])
    assert {name: (tmp_path / name).read_text() for name in files} == files


def test_a_file_is_no_folder(tmp_path):
    """Nor is it replaced by one."""
    (tmp_path / "x").write_text("x")
    with pytest.raises(UsageError, match="is a file"):
        store.write_folder(tmp_path / "x", [sums("new")])


def _no_space(path, raw):
    raise OSError(28, "No space left on device")


def _copy(tmp_path):
    root = tmp_path / "root"
    for folder in ("corpus", "annotations", "schema"):
        shutil.copytree(store.default_root() / folder, root / folder)
    return root
