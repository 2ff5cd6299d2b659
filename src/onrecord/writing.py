"""Files and folders, put in their places whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from onrecord.errors import MachineError


def write_file(path: Path, raw: bytes) -> None:
    """Put `raw` in the place of `path`, by one rename: whoever reads it finds the old bytes or the new ones.

    Folders that are missing are made; a file that was there keeps its mode. Raises `MachineError` where the machine
    refuses; the old file is then as it was.
    """
    import tempfile  # here: it would cost every `onrecord check` its start

    fresh = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, fresh = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
        with open(handle, "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(handle)
        os.chmod(fresh, stat.S_IMODE(os.stat(path).st_mode) if path.exists() else 0o644)
        os.replace(fresh, path)
        fresh = None
        sync(path.parent)
    except OSError as error:
        raise MachineError(f"{path}: could not be written ({error.strerror}); the old file is as it was") from error
    finally:
        if fresh is not None:
            Path(fresh).unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Wait until a file's bytes, or a folder's names, are on the disk. Raises OSError where the machine refuses."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step (Linux renameat2, macOS renamex_np); False where that cannot be done."""
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    a, b = os.fsencode(one), os.fsencode(other)
    if hasattr(libc, "renameat2"):
        here, exchange = -100, 2
        return bool(libc.renameat2(here, a, here, b, exchange) == 0)
    if hasattr(libc, "renamex_np"):
        return bool(libc.renamex_np(a, b, 2) == 0)
    return False
