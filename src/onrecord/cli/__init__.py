"""The command line: one module per command, imported when it runs; one place that maps endings to exit codes."""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from onrecord import __version__
from onrecord.errors import OnRecordError
from onrecord.problems import shown

COMMANDS = {
    "add-document": "Add a text to a corpus, with the record of its facts.",
    "adjudicate": "Merge annotation sets into one, with a decision for every conflict.",
    "agree": "Say how far annotators agree.",
    "baseline": "Annotate by rules alone: the figures to beat.",
    "build": "Publish the corpus as a dataset folder.",
    "check": "Say exactly what is wrong in a corpus, where, and how to mend it.",
    "course": "Learn by exercises that check themselves.",
    "diff": "List every disagreement between two annotation sets.",
    "init": "Make an empty corpus.",
    "new": "Begin to mark a document: an empty draft.",
    "reanchor": "Carry a document's marks to a corrected text.",
    "resolve": "Find the words of a draft in its text, and make an annotation set of it.",
    "rule": "Explain a problem code.",
    "score": "Score a prediction against gold.",
    "show": "Show a document with its marks.",
    "view": "Write a document as a page to read and annotate in, and open it.",
}


class _Commands(click.Group):
    """Loads a command's module only when it is asked for; help needs none."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"onrecord.cli.{cmd_name.replace('-', '_')}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def cli() -> None:
    """Annotated news as data: check it, build it, look at it.

    Exit codes: 0 clean, 1 problems, 2 wrong use, 3 the machine failed us, 4 integrity, 70 our bug.
    """


def main() -> None:
    """Run the command line and end the process with the code of `errors`."""
    sys.exit(run(sys.argv[1:]))


def run(args: list[str]) -> int:
    """Run one command; returns the exit code and prints one line for every exception."""
    try:
        result = cli.main(args, prog_name="onrecord", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except click.exceptions.Exit as ending:
        return ending.exit_code
    except click.ClickException as error:
        error.show()
        return 2
    except (click.Abort, KeyboardInterrupt):
        return 130
    except OnRecordError as error:
        _say(f"{error}")
        return error.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 141
    except SystemExit as ending:
        return 141 if ending.code == 1 else int(ending.code or 0)  # 1 is what click makes of a broken pipe
    except OSError as error:
        _say(f"the machine failed us: {error}")
        return 3
    except Exception as error:
        if os.environ.get("ONRECORD_TRACEBACK"):
            raise
        _say(f"our bug: {type(error).__name__}: {error} (ONRECORD_TRACEBACK=1 shows where)")
        return 70


def _say(message: str) -> None:
    """One line on standard error, whatever the names in it hold."""
    click.echo(f"onrecord: {shown(message, limit=4000)}", err=True)
