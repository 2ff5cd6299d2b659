"""Reading ahead: a second process reads and checks documents while this one builds of those it has sent.

Checking and the making of tables would wait for each other in one process, whose threads share one interpreter.
"""

from __future__ import annotations

import multiprocessing
import queue
import signal
import threading
from typing import TYPE_CHECKING, Any

from onrecord.entry import Entry, entry
from onrecord.errors import MachineError, OnRecordError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from onrecord.verify import Stream

FEW = 200
"""Documents that are read sooner than a process is started and its first results have come."""

_BATCH = 16  # documents sent at once
_WAITING = 16  # batches that may wait to be taken


def entries(stream: Stream) -> Iterator[Entry]:
    """What a build takes of each document of `stream`, in order; the reading begins at once where they are many.

    Raises what the stream raises, and `MachineError` where the reading process is killed.
    """
    if len(stream) < FEW or "fork" not in multiprocessing.get_all_start_methods():
        return map(entry, stream)
    context = multiprocessing.get_context("fork")  # spawning would read the whole package anew
    ours, theirs = context.Pipe(duplex=False)
    reader = context.Process(target=_send, args=(stream, ours, theirs), daemon=True)
    reader.start()
    theirs.close()
    return _received(ours, reader)


def _received(connection: Connection, reader: BaseProcess) -> Iterator[Entry]:
    arrived: queue.Queue[Any] = queue.Queue(_WAITING)
    threading.Thread(target=_take, args=(connection, arrived), daemon=True).start()
    try:
        while (batch := arrived.get()) is not None:
            if isinstance(batch, OnRecordError):
                raise batch
            yield from batch
    finally:  # also where nobody asks for more
        reader.terminate()
        reader.join()


def _take(connection: Connection, arrived: queue.Queue[Any]) -> None:
    """In a thread of this process: take batches out of the pipe, which holds less than one."""
    batch: Any = ()
    while batch is not None and not isinstance(batch, OnRecordError):
        try:
            batch = connection.recv()
        except (EOFError, OSError):
            batch = MachineError("the process that reads documents ended before it had read them all; build again")
        arrived.put(batch)


def _send(stream: Stream, ours: Connection, theirs: Connection) -> None:
    """In the other process: send all entries in batches, then None, or the error that ended it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started this one says when it ends
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    ours.close()
    try:
        batch = []
        for document in stream:
            batch.append(entry(document))
            if len(batch) == _BATCH:
                theirs.send(batch)
                batch = []
        theirs.send(batch)
        theirs.send(None)
    except BrokenPipeError:
        pass
    except OnRecordError as error:
        theirs.send(error)
