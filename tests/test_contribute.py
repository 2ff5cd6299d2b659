"""The page for contributors is true: its commands run in turn, on the text and the marks that it shows."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_readme import blocks, commands

ROOT = Path(__file__).parents[1]
PAGE = blocks((ROOT / "docs/contribute.md").read_text(encoding="utf-8"))
COMMANDS = [command for language, lines in PAGE if language == "sh" for command, _ in commands(language, lines)]
(TEXT,) = ("\n".join(lines) for language, lines in PAGE if language == "text")
MARKS, SETTINGS = (json.loads("\n".join(lines)) for language, lines in PAGE if language == "json")
SET = "annotations/anna/storm.json"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A copy of the corpus, with the text of the page beside it."""
    root = tmp_path_factory.mktemp("contribute") / "corpus"
    for name in ("corpus", "annotations", "schema", "evidence"):
        shutil.copytree(ROOT / name, root / name)
    (root.parent / "storm.txt").write_text(TEXT, encoding="utf-8")
    return root


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_runs_as_typed(folder, command):
    """Each ends with 0, and after `new` the marks of the page are written into the file, as a person would."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command, shell=True, cwd=folder, env=os.environ | {"PATH": path}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    if command.startswith("onrecord new"):
        draft = json.loads((folder / SET).read_bytes())
        (folder / SET).write_text(json.dumps(draft | MARKS), encoding="utf-8")
    if command.startswith("onrecord resolve"):
        found = json.loads((folder / SET).read_bytes())
        assert [mention["spans"][0]["text"] for mention in found["mentions"]] == [
            mention["spans"][0]["text"] for mention in MARKS["mentions"]
        ]


def test_every_kind_of_block_is_used():
    """No command hides in a block without a language."""
    assert {language for language, _ in PAGE} == {"sh", "text", "json"}
    assert {command.split()[1] for command in COMMANDS} >= {"add-document", "new", "resolve", "check", "score", "agree"}


def test_the_editor_settings_are_those_of_a_new_corpus():
    """What `onrecord init` writes has every line of the page."""
    template = json.loads((ROOT / "src/onrecord/template/.vscode/settings.json").read_text(encoding="utf-8"))
    ours = SETTINGS["json.schemas"]
    assert [entry for entry in template["json.schemas"] if entry in ours] == ours
    assert template["[plaintext]"] == SETTINGS["[plaintext]"]
