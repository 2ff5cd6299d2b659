"""A build that is killed leaves the old one byte for byte whole, and hinders no later one."""

import hashlib
import signal
import subprocess
import sys

import pytest

from onrecord import tables
from onrecord.cli import run

# Builds as the command does, with one function of the store or the stream of documents made to end the process by
# SIGKILL: before its n-th call ("before") or in the middle of it ("torn", for a write: half the bytes are there).
DRIVER = """
import os, signal, sys
from onrecord import store, tables, verify
from onrecord.cli import run

target, root, what, count = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
tables.CHUNK = 20_000  # several pieces a file
calls = 0

def deadly(work, torn=None):
    def instead(*args):
        global calls
        calls += 1
        if calls == count:
            if torn:
                torn(*args)
            os.kill(os.getpid(), signal.SIGKILL)
        return work(*args)
    return instead

def half(path, raw):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.open("ab").write(raw[: len(raw) // 2])

if what == "document":
    verify.Stream._is_good = deadly(verify.Stream._is_good)
elif what == "torn write":
    store._append = deadly(store._append, half)
elif what == "after exchange":
    exchange = store.exchange
    store.exchange = lambda one, other: exchange(one, other) and os.kill(os.getpid(), signal.SIGKILL)
else:
    setattr(store, what, deadly(getattr(store, what)))
sys.exit(run(["build", target, "--root", root]))
"""


def state(folder):
    """Hash of every file."""
    return {p.relative_to(folder): hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize(
    ("what", "count"),
    [("document", 1), ("document", 9), ("_append", 1), ("_append", 8), ("torn write", 1), ("torn write", 12),
     ("sync", 1), ("sync", 9), ("_swap", 1), ("exchange", 1)],
)  # fmt: skip
def test_a_killed_build_leaves_the_old_one_whole(roots, tmp_path, what, count):
    """Wherever it dies; what it leaves beside the target stops no later build."""
    old, new = roots
    target = tmp_path / "out"
    assert run(["build", str(target), "--root", str(old)]) == 0
    before = state(target)
    killed = subprocess.run([sys.executable, "-c", DRIVER, str(target), str(new), what, str(count)])
    assert killed.returncode == -signal.SIGKILL
    assert state(target) == before
    assert run(["build", "--check", str(target), "--root", str(old)]) == 0
    assert run(["build", str(target), "--root", str(new)]) == 0
    assert run(["build", "--check", str(target), "--root", str(new)]) == 0
    assert state(target) != before


def test_killed_right_after_the_exchange(roots, tmp_path, monkeypatch):
    """Then the new build is there, whole, and the old one is beside it."""
    old, new = roots
    monkeypatch.setattr(tables, "CHUNK", 20_000)  # as in the driver: the same row groups
    target = tmp_path / "out"
    assert run(["build", str(target), "--root", str(old)]) == 0
    before = state(target)
    killed = subprocess.run([sys.executable, "-c", DRIVER, str(target), str(new), "after exchange", "1"])
    assert killed.returncode == -signal.SIGKILL
    assert run(["build", "--check", str(target), "--root", str(new)]) == 0
    (left,) = [path for path in tmp_path.iterdir() if path != target]
    assert state(left) == before
