"""The stream of checked documents refuses what `check` refuses, with the same problems, and gives what `load` gives."""

import shutil
import weakref

import pytest

from onrecord import store, verify
from onrecord.check import check
from onrecord.errors import IntegrityError, InvalidDataError, MachineError, UsageError

ID = "cbc-ppe-dispute"


@pytest.fixture
def root(tmp_path):
    """A copy of the shipped corpus."""
    for part in ("corpus", "annotations"):
        shutil.copytree(store.default_root() / part, tmp_path / "root" / part)
    return tmp_path / "root"


def test_a_clean_corpus_streams():
    """The documents and annotators that `read_corpus` reads."""
    stream, corpus = verify.Stream(store.default_root()), store.read_corpus(store.default_root())
    assert list(stream) == list(corpus.values()) == list(stream)
    assert (len(stream), stream.annotators) == (len(corpus), corpus.annotators)


def test_documents_are_not_held(root):
    """The one before is gone when the next but one is asked for."""
    for i in range(3):
        for name in (f"corpus/{ID}.txt", f"corpus/{ID}.json", f"annotations/gold/{ID}.json"):
            raw = (root / name).read_bytes()
            (root / name.replace(ID, f"d{i}")).write_bytes(raw.replace(f'"{ID}"'.encode(), f'"d{i}"'.encode()))
    seen = []
    stream = verify.Stream(root)
    for document in stream:
        assert [ref() for ref in seen[:-1]] == [None] * len(seen[:-1])
        seen.append(weakref.ref(document))
    assert len(seen) == len(stream) >= 4


def edit(path, old, new):
    """Change the first `old` in a file, which has one."""
    raw = path.read_bytes()
    assert old in raw
    path.write_bytes(raw.replace(old, new, 1))


DAMAGES = {
    "a rule": lambda r: edit(r / f"annotations/gold/{ID}.json", b'"text":"Ottawa"', b'"text":"Ottowa"'),
    "the schema": lambda r: edit(r / f"annotations/gold/{ID}.json", b'"NAM"', b'"NAME"'),
    "JSON": lambda r: edit(r / f"corpus/{ID}.json", b"{", b"{,"),
    "a changed text": lambda r: edit(r / f"corpus/{ID}.txt", b"Ottawa", b"Ottowa"),
    "a byte order mark": lambda r: edit(r / f"corpus/{ID}.txt", b"Ottawa", b"\xef\xbb\xbfOttawa"),
    "no text": lambda r: (r / f"corpus/{ID}.txt").unlink(),
    "no record": lambda r: (r / f"corpus/{ID}.json").unlink(),
    "another's name": lambda r: (r / f"corpus/{ID}.json").rename(r / "corpus/other.json"),
    "a set of no document": lambda r: shutil.copy(r / f"annotations/gold/{ID}.json", r / "annotations/gold/x.json"),
    "a stray file": lambda r: (r / "annotations/gold/notes.txt").write_text("x"),
    "a stray list": lambda r: (r / "annotations/more.json").write_text("{}"),
    "a bad list": lambda r: edit(r / "annotations/annotators.json", b"[", b"[["),
    "an unlisted annotator": lambda r: (r / "annotations/gold").rename(r / "annotations/silver"),
    "a bad folder name": lambda r: shutil.copytree(r / "annotations/gold", r / "annotations/Gold Star"),
    "a link out": lambda r: (
        (r / f"corpus/{ID}.txt").rename(r.parent / "t"),
        (r / f"corpus/{ID}.txt").symlink_to(r.parent / "t"),
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_it_refuses_what_check_refuses(root, damage):
    """With every problem of the corpus, placed."""
    DAMAGES[damage](root)
    problems = check(root).problems
    assert problems
    with pytest.raises(InvalidDataError) as caught:
        list(verify.Stream(root))
    assert caught.value.problems == problems


def test_wrong_use(root, tmp_path):
    """No corpus, or nobody of that name."""
    with pytest.raises(UsageError, match="no corpus here"):
        verify.Stream(tmp_path / "nowhere")
    with pytest.raises(UsageError, match="no annotator 'silver'; there is: "):
        verify.Stream(root, "silver")


def test_a_change_meanwhile_is_said(root, monkeypatch):
    """Where the first reading finds what the second does not, nothing is built."""
    monkeypatch.setattr(verify.Stream, "_is_good", lambda *_: False)
    with pytest.raises(MachineError, match="changed while it was read"):
        list(verify.Stream(root))
    monkeypatch.setattr(verify, "read_documents", _changed)
    with pytest.raises(IntegrityError):
        list(verify.Stream(root))


def _changed(*_):
    raise IntegrityError("the bytes are not those recorded")
    yield


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"about":["c38"', b'"about":["c99"'),
        (b'"document":"cbc', b'"document":"abc'),
        (b'"2020-04-02"', b'"2020-04-32"'),
    ],
)
def test_outside_evidence_is_judged_too(root, old, new):
    """A stream says of it what check says: nothing is built beside evidence on nothing."""
    shutil.copytree(store.default_root() / "evidence", root / "evidence")
    file = root / f"evidence/{ID}.json"
    raw = file.read_bytes()
    assert old in raw and len(list(verify.Stream(root))) == len(list((root / "corpus").glob("*.txt")))
    file.write_bytes(raw.replace(old, new, 1))
    with pytest.raises(InvalidDataError) as error:
        list(verify.Stream(root))
    assert error.value.problems == check(root).problems
