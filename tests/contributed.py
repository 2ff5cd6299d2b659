"""What a stranger may contribute, and the steps of an action or a workflow, run as a runner runs them."""

import re
import shutil
import subprocess
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
CORPUS = (
    "corpus/harbour-fee-hearing.txt",
    "corpus/harbour-fee-hearing.json",
    "annotations/gold/harbour-fee-hearing.json",
)
TRAPS = ("json.py", "sitecustomize.py", "conftest.py", "x.pth", "onrecord/__init__.py")
"""Files that some way of starting Python would run."""


def contribute(folder, damage=None, places=(".",)):
    """A corpus of one document in `folder`, with every trap in each of `places`, and at most one fault.

    `damage` is (file, old bytes, new bytes). Returns the folder in which a trap that runs leaves a file.
    """
    caught = folder.parent / f"{folder.name}-caught"
    caught.mkdir()
    for name in (*CORPUS, "annotations/annotators.json"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    shutil.copytree(ROOT / "schema", folder / "schema")
    for trap in [folder / place / name for place in places for name in TRAPS]:
        trap.parent.mkdir(exist_ok=True)
        sign = str(caught / trap.name), trap.relative_to(folder).as_posix()
        trap.write_text("import pathlib; pathlib.Path({!r}).write_text({!r})\n".format(*sign))
    if damage:
        name, old, new = damage
        raw = (folder / name).read_bytes()
        assert old in raw
        (folder / name).write_bytes(raw.replace(old, new, 1))
    return caught


def read_yaml(path):
    """A YAML file; the key `on`, which YAML 1.1 takes for a truth value, is `on` again."""
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {"on" if key is True else key: value for key, value in found.items()}


def filled(text, context):
    """`text` with each `${{ … }}` replaced by its value in `context`; an unknown one is a KeyError."""
    return re.sub(r"\$\{\{ (.*?) \}\}", lambda found: context[found[1]], text)


def run_step(step, workspace, context, env):
    """Run a step's script as a runner does: its own environment over `env`, the shell's options, the folder."""
    shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail"] if step.get("shell") else ["bash", "-e"]
    given = {name: filled(value, context) for name, value in step.get("env", {}).items()}
    folder = filled(step.get("working-directory", str(workspace)), context)
    command = [*shell, "-c", step["run"]]
    return subprocess.run(command, cwd=folder, env=env | given, capture_output=True, text=True, check=False)
