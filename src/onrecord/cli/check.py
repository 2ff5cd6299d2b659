"""`onrecord check`."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from onrecord.check import Reader, Report, check, check_loose, chosen
from onrecord.errors import UsageError
from onrecord.report import FORMATS, as_text
from onrecord.store import default_root, find_root, list_files, need

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from onrecord.mend import Mended

MANY = 1000
"""Of more problems than this nobody tries how many can be mended: that takes as long as to mend them, twice."""


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(tuple(FORMATS)), default="text", help="How to print the problems.")
@click.option("--root", type=click.Path(path_type=Path), help="The corpus that files outside any corpus belong to.")
@click.option("--strict", is_flag=True, help="Ask of annotation sets what gold must hold, too.")
@click.option("--fix", is_flag=True, help="Mend what is safe to mend, write the files, and check again.")
@click.option("--unsafe-fixes", is_flag=True, help="Mend also what someone should look at; implies --fix.")
@click.option("--diff", is_flag=True, help="Show what would be mended, and what would remain; write nothing.")
def command(
    paths: tuple[Path, ...], form: str, root: Path | None, strict: bool, fix: bool, unsafe_fixes: bool, diff: bool
) -> int:
    """Check PATH… (a corpus root, a folder or file in one, or a loose annotation set) through all three gates.

    Without PATH: the corpus of the current folder, else the shipped one.
    """
    if root and not (root / "corpus").is_dir():
        raise UsageError(f"{root}: no corpus here (no folder 'corpus'); name a corpus root")
    here = root or find_root(Path())
    if not (paths or here or diff) and (fix or unsafe_fixes):
        raise UsageError("no corpus in the current folder; name what to mend")
    targets = [_target(path, root) for path in paths] or [_Target(here or default_root())]
    targets = [target._replace(strict=strict) for target in targets]
    say = partial(click.echo, err=form != "text")
    mended = [_mend(t, unsafe_fixes, not diff, say) for t in targets] if fix or unsafe_fixes or diff else []
    reports = [target.check() for target in targets]
    if diff:
        reports = [target.foreseen(r, m) for target, r, m in zip(targets, reports, mended, strict=True)]
    report = Report(tuple(f for t, r in zip(targets, reports, strict=True) for f in r.under(t.seen_from(form)).files))
    for line in as_text(report, _colour()) if form == "text" else FORMATS[form](report):
        click.echo(line)
    if form == "text" and report.problems and not (unsafe_fixes or diff):
        _offer(targets, reports)
    return report.exit_code or int(diff and any(mended))


def _colour() -> bool:
    """Whether standard output is a terminal whose user has nothing against colours (no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


class _Target(NamedTuple):
    """What the user named: a corpus, files or folders in it, or an annotation set that lies outside."""

    root: Path
    only: tuple[str, ...] = ()
    loose: Path | None = None
    strict: bool = False

    def seen_from(self, form: str) -> str:
        """The folder that file names begin with: for GitHub and SARIF the corpus' place in the repository around it."""
        here = Path(os.path.abspath(self.root))
        around = next((folder for folder in (here, *here.parents) if (folder / ".git").exists()), here)
        wanted = form in ("github", "sarif") and self.loose is None and around != here
        return here.relative_to(around).as_posix() if wanted else ""

    def check(self) -> Report:
        if self.loose is None:
            return check(self.root, self.only, self.strict)
        raw = need(self.loose.parent, self.loose.name)
        return check_loose(self.root, self.loose.name, raw, self.strict)

    def mend(self, unsafe: bool) -> Iterator[Mended]:
        from onrecord.mend import mend, mend_loose  # here: a run that finds nothing needs none of it

        return mend(self.root, self.only, unsafe) if self.loose is None else mend_loose(self.root, self.loose, unsafe)

    def foreseen(self, report: Report, mended: list[Mended]) -> Report:
        """The report as it would be if the files were mended."""
        reader = Reader(self.root, list_files(self.root), self.strict)
        judge = reader.report if self.loose is None else reader.loose
        then = {m.name: judge(m.name, m.after) for m in mended}
        return Report(tuple(then.get(file.name, file) for file in report.files))


def _mend(target: _Target, unsafe: bool, write: bool, say: Callable[[str], None]) -> list[Mended]:
    """Show what can be mended, and write it unless told not to."""
    from onrecord import mend

    found = []
    for mended in target.mend(unsafe):
        if write and mended.changes:
            mend.write(mended)
        for line in mend.lines(mended, write):
            say(line)
        found.append(mended)
    return found


def _offer(targets: list[_Target], reports: list[Report]) -> None:
    """Say how many of the problems that were found can be mended."""
    from onrecord.fixes import fixable

    if sum([file.total for report in reports for file in report.files]) > MANY:
        click.echo("what of these can be mended, --fix --diff shows, or --unsafe-fixes --diff; nothing is written")
        return
    counts = {False: 0, True: 0}
    for target, report in zip(targets, reports, strict=True):
        names = {p.file for p in report.problems if fixable(p.code) != "no"}
        only = () if target.loose else tuple(sorted(names))
        for unsafe in counts if names else ():
            counts[unsafe] += sum([m.solved for m in target._replace(only=only).mend(unsafe)])
    if counts[True]:
        more = f"{counts[True] - counts[False]} more by --unsafe-fixes"
        click.echo(f"{counts[False]} of these can be mended by --fix, {more}; with --diff nothing is written")


def _target(path: Path, root: Path | None) -> _Target:
    if not os.path.lexists(path):
        raise UsageError(
            f"{path}: no such file or folder; name a corpus root, a folder or file in one, or an annotation set"
        )
    home = find_root(path)
    if home is None and path.is_dir():
        raise UsageError(f"{path}: no corpus here; a corpus root has the folders corpus and annotations")
    if home is None:
        return _Target(root or find_root(Path()) or default_root(), loose=path)
    name = Path(os.path.abspath(path)).relative_to(home).as_posix()
    if name != "." and not chosen(list_files(home), [name]):
        raise UsageError(f"{path}: no file of the corpus; name a text, a record, an annotation set or a folder of them")
    return _Target(home, () if name == "." else (name,))
