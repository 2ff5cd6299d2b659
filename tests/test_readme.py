"""The README is true: its Python runs, and its commands run as a user types them."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LANGUAGES = {"sh", "console", "python", "text"}
# Commands that set up an environment, and the file that runs them instead.
ELSEWHERE = {"make demo": ".ci/run", "make test": ".ci/run"}


def blocks(text):
    """Every fenced block: its language and its lines."""
    return [(found[1], found[2].splitlines()) for found in re.finditer(r"^```(\w*)\n(.*?)^```$", text, re.M | re.S)]


def commands(language, lines):
    """Each command of a block, and the output that is shown for it; None where the block shows none."""
    if language == "sh":
        return [(line, None) for line in lines if line and not line.startswith("#")]
    found = []
    for line in lines:
        if line.startswith("$ "):
            found.append((line[2:], ""))
        else:
            found[-1] = (found[-1][0], found[-1][1] + line + "\n")
    return found


README = blocks((ROOT / "README.md").read_text(encoding="utf-8"))
SHELL = [c for language, lines in README if language in ("sh", "console") for c in commands(language, lines)]
RUN_HERE = [(c, shown) for c, shown in SHELL if c.split("#")[0].strip() not in ELSEWHERE]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """A copy of the files a user has; later commands find what earlier ones wrote."""
    folder = tmp_path_factory.mktemp("readme") / "onrecord"
    for name in ("corpus", "annotations", "schema", "evidence"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


@pytest.mark.parametrize(("command", "shown"), RUN_HERE, ids=[c.split("#")[0].strip() for c, _ in RUN_HERE])
def test_a_command_runs_as_typed(checkout, command, shown):
    """Exit code 0, and the output that the README shows, if it shows one; progress goes to stderr."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = {k: v for k, v in os.environ.items() if k != "FORCE_COLOR"} | {"PATH": path, "BROWSER": "true"}
    done = subprocess.run(command, shell=True, cwd=checkout, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout if shown is None else done.stdout == shown


def test_every_block_says_what_it_is():
    """No command hides in a block without a language, and those not run here are run where we say."""
    assert {language for language, _ in README} <= LANGUAGES
    assert len(RUN_HERE) + len(ELSEWHERE) == len(SHELL)
    for command, file in ELSEWHERE.items():
        assert command in (ROOT / file).read_text().splitlines()


def test_shown_output_is_told_from_commands():
    """What stands under a `$ ` line is its output; comments and empty lines of a script are no commands."""
    ((language, lines),) = blocks("text\n```console\n$ one --x\nout 1\n\n$ two\n```\n")
    assert commands(language, lines) == [("one --x", "out 1\n\n"), ("two", "")]
    ((language, lines),) = blocks("```sh\n# a comment\n\nthree  # why\n```\n")
    assert commands(language, lines) == [("three  # why", None)]


@pytest.mark.parametrize("lines", [lines for language, lines in README if language == "python"])
def test_python_runs(lines):
    """The Python of the README runs as it stands."""
    exec(compile("\n".join(lines), "README.md", "exec"), {})
