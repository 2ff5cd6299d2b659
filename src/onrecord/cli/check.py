"""`onrecord check`."""

from __future__ import annotations

import os
from pathlib import Path

import click

from onrecord.check import Report, check, check_loose
from onrecord.errors import MachineError, UsageError
from onrecord.report import FORMATS
from onrecord.store import default_root, find_root, read_file


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(tuple(FORMATS)), default="text", help="How to print the problems.")
@click.option("--root", type=click.Path(path_type=Path), help="The corpus that files outside any corpus belong to.")
def command(paths: tuple[Path, ...], form: str, root: Path | None) -> int:
    """Check PATH… (a corpus root, a folder or file in one, or a loose annotation set) through all three gates.

    Without PATH: the corpus of the current folder, else the shipped one.
    """
    if root and not (root / "corpus").is_dir():
        raise UsageError(f"{root}: no corpus here (no folder 'corpus'); name a corpus root")
    reports = [_check(path, root) for path in paths] if paths else [check(root or find_root(Path()) or default_root())]
    report = Report(tuple(file for r in reports for file in r.files))
    for line in FORMATS[form](report):
        click.echo(line)
    return report.exit_code


def _check(path: Path, root: Path | None) -> Report:
    if not os.path.lexists(path):
        raise UsageError(
            f"{path}: no such file or folder; name a corpus root, a folder or file in one, or an annotation set"
        )
    home = find_root(path)
    if home is not None:
        name = Path(os.path.abspath(path)).relative_to(home).as_posix()
        report = check(home, () if name == "." else (name,))
        if not report.files and name != ".":
            raise UsageError(
                f"{path}: no file of the corpus; name a text, a record, an annotation set or a folder of them"
            )
        return report
    if path.is_dir():
        raise UsageError(f"{path}: no corpus here; a corpus root has the folders corpus and annotations")
    file = read_file(path.parent, path.name)
    if file.raw is None:
        raise (MachineError if file.machine else UsageError)(f"{path}: {file.fault}")
    return check_loose(root or default_root(), path.name, file.raw)
