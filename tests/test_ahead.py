"""Reading ahead in a second process gives what reading here gives, errors included, and outlives nobody."""

import multiprocessing
import os
import shutil
import signal
import subprocess
import sys

import pytest

from onrecord import ahead, store, verify
from onrecord.check import check
from onrecord.entry import entry
from onrecord.errors import InvalidDataError, MachineError


@pytest.fixture
def many(monkeypatch):
    """Every corpus is large enough for a second process."""
    monkeypatch.setattr(ahead, "FEW", 0)
    monkeypatch.setattr(ahead, "_BATCH", 5)


def test_the_same_entries(roots, many):
    """In the same order, batch by batch."""
    stream = verify.Stream(roots[0])
    assert list(ahead.entries(stream)) == list(map(entry, stream))
    assert len(stream) == 12


def test_few_documents_are_read_here(roots):
    """No process is started for them."""
    assert isinstance(ahead.entries(verify.Stream(roots[0])), map)


def test_the_error_is_the_readers(tmp_path, many):
    """With every problem, as if it had happened here."""
    for part in ("corpus", "annotations"):
        shutil.copytree(store.default_root() / part, tmp_path / part)
    text = tmp_path / "corpus/cbc-ppe-dispute.txt"
    text.write_bytes(text.read_bytes().replace(b"Ottawa", b"Ottowa", 1))
    problems = check(tmp_path).problems
    assert problems
    with pytest.raises(InvalidDataError) as caught:
        list(ahead.entries(verify.Stream(tmp_path)))
    assert caught.value.problems == problems


def test_a_killed_reader_is_said(roots, many, monkeypatch):
    """Nothing is taken for the end that is none."""
    monkeypatch.setattr(ahead, "entry", lambda document: os.kill(os.getpid(), signal.SIGKILL))
    with pytest.raises(MachineError, match="ended before"):
        list(ahead.entries(verify.Stream(roots[0])))


def test_nobody_asks_for_more(roots, many):
    """The reader ends with whoever took its entries."""
    found = ahead.entries(verify.Stream(roots[0]))
    next(found)
    (reader,) = multiprocessing.active_children()
    found.close()
    assert not reader.is_alive()


def test_the_reader_ends_with_its_builder(roots):
    """Killed without a chance to say so, the builder leaves no process behind, which would hold its output open."""
    code = (
        "import os, signal, sys; from pathlib import Path\n"
        "from onrecord import ahead, verify\n"
        "ahead.FEW, ahead._BATCH, ahead._WAITING = 0, 1, 1\n"
        "found = ahead.entries(verify.Stream(Path(sys.argv[1]))); next(found)\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    ended = subprocess.run([sys.executable, "-c", code, str(roots[0])], stdout=subprocess.PIPE, timeout=60)
    assert ended.returncode == -signal.SIGKILL
