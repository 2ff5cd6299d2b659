"""`onrecord build`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from onrecord.check import check
from onrecord.errors import InvalidDataError
from onrecord.store import default_root, find_root, read_corpus, read_extra, write_folder


@click.command("build")
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--check", "only_check", is_flag=True, help="Say whether the build in DIR is current; write nothing.")
@click.option("--annotator", default="gold", show_default=True, help="Whose marks to publish.")
@click.option(
    "--root", type=click.Path(path_type=Path), help="Corpus root; default: the current folder's, else the shipped."
)
def command(target: Path, only_check: bool, annotator: str, root: Path | None) -> int:
    """Publish the corpus as a dataset folder in DIR; a crash leaves an older build there whole."""
    from onrecord.build import build, check_build

    home = root or find_root(Path()) or default_root()
    report = check(home)
    if report.exit_code:
        raise InvalidDataError(report.problems) if report.problems else OSError("some files could not be read")
    corpus, extra = read_corpus(home, annotator), read_extra(home)
    if only_check:
        reasons = check_build(corpus, extra, target)
        for reason in reasons:
            click.echo(reason)
        click.echo(f"{target}: {'not current' if reasons else 'current'}")
        return 1 if reasons else 0
    with click.progressbar(build(corpus, extra), label="build", file=sys.stderr) as files:
        write_folder(target, files)
    click.echo(f"{target}: {len(corpus)} documents")
    return 0
