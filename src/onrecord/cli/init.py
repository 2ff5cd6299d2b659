"""`onrecord init`."""

from __future__ import annotations

import os
from pathlib import Path

import click

from onrecord import __version__
from onrecord.errors import MachineError, UsageError
from onrecord.problems import shown
from onrecord.store import default_root, read_extra
from onrecord.writing import write_file

TEMPLATE = Path(__file__).parents[1] / "template"
VERSION = b"@version@"
"""What stands in the template's files for the version of onrecord that copies them."""


@click.command("init")
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
def command(target: Path) -> None:
    """Make an empty corpus in DIR: its folders, the schemas, settings for editors, a hook and a workflow."""
    demand_empty(target)
    paths = {path.relative_to(TEMPLATE).as_posix(): path for path in TEMPLATE.rglob("*") if path.is_file()}
    files = {name: path.read_bytes().replace(VERSION, __version__.encode()) for name, path in paths.items()}
    schemas = {name: raw for name, raw in read_extra(default_root()).items() if name.startswith("schema/")}
    for name, raw in sorted((files | schemas).items()):
        write_file(target / name, raw)
    click.echo(shown(f"{target}: an empty corpus; its README.md says how to go on", limit=4000))


def demand_empty(target: Path) -> None:
    """Raise `UsageError` where a new folder would mix with what is there; an empty folder is fine."""
    if not os.path.lexists(target):
        return
    if not target.is_dir():
        raise UsageError(f"{target} is a file; name a folder")
    try:
        held = sorted(os.listdir(target))
    except OSError as error:
        raise MachineError(f"{target}: could not be read ({error.strerror}); check its permissions") from error
    if held:
        raise UsageError(f"{target} is not empty (it holds {held[0]!r}); name a new folder")
