"""`onrecord build`."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from onrecord.errors import UsageError
from onrecord.problems import shown
from onrecord.store import bulk, default_root, find_root, read_extra, write_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.entry import Entry

PATIENCE = 1.0  # seconds without a progress bar


@click.command("build")
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--check", "only_check", is_flag=True, help="Say whether the build in DIR is current; write nothing.")
@click.option("--annotator", default="gold", show_default=True, help="Whose marks to publish.")
@click.option(
    "--root", type=click.Path(path_type=Path), help="Corpus root; default: the current folder's, else the shipped."
)
def command(target: Path, only_check: bool, annotator: str, root: Path | None) -> int:
    """Publish the corpus as a dataset folder in DIR; a crash leaves an older build there whole."""
    from onrecord.ahead import entries
    from onrecord.verify import Stream

    home = root or find_root(Path()) or default_root()
    within = [part for part in ("corpus", "annotations", "schema") if _lies_in(target, home / part)]
    if within:
        raise UsageError(f"{target} lies in the folder {within[0]} of the corpus; name one outside")
    signal.signal(signal.SIGTERM, _ended)
    stream, extra = Stream(home, annotator), read_extra(home)
    with bulk():
        found = _shown(entries(stream), len(stream))
        from onrecord.build import build, check_build  # here: Arrow is loaded while the documents are being read

        if only_check:
            reasons = check_build(found, stream.annotators, extra, target)
            for reason in reasons:
                click.echo(shown(reason, limit=4000))
            click.echo(shown(f"{target}: {'not current' if reasons else 'current'}", limit=4000))
            return 1 if reasons else 0
        write_folder(target, build(found, stream.annotators, extra))
    click.echo(shown(f"{target}: {len(stream)} documents", limit=4000))
    return 0


def _lies_in(path: Path, folder: Path) -> bool:
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def _ended(*_: object) -> NoReturn:
    """What SIGTERM does: the temporary folder is removed on the way out."""
    raise SystemExit(143)


def _shown(entries: Iterator[Entry], total: int) -> Iterator[Entry]:
    """What comes of the documents; a terminal shows how many went by, once that takes long enough to wonder."""
    begun = time.monotonic()
    if not sys.stderr.isatty():
        yield from entries
        return
    seen = 0
    for entry in entries:
        yield entry
        seen += 1
        if time.monotonic() - begun > PATIENCE:
            break
    else:
        return
    from rich.console import Console  # here: its import takes longer than building a small corpus
    from rich.progress import track

    yield from track(entries, "build", total, seen, console=Console(stderr=True), transient=True)
