"""Install and run for real what contributors use: `PYTHONPATH=. python contributions.py PRE-COMMIT`.

The hook of this repository and that of a new corpus by the given pre-commit, at commits of scratch repositories; then
every script of the action, as a runner would. Packages come from the index that pip is set to.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.contributed import CORPUS, ROOT, contribute, read_yaml, run_step

PRE_COMMIT = Path(sys.argv[1]).absolute()
ONRECORD = Path(sys.executable).absolute().parent / "onrecord"
FAULT = (CORPUS[2], b'"mode":"direct"', b'"mode":"shouted"')
ENV = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PYTHON", "PRE_COMMIT"))} | {
    "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@b", "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@b",
}  # fmt: skip


def call(*command, cwd, env=ENV, code=0):
    """Run a command and return what it printed; another exit code is a failure."""
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == code, (command, done.stdout, done.stderr)
    return done.stdout + done.stderr


def repository(folder):
    """Make a folder a git repository with everything in it committed; returns the commit."""
    call("git", "init", "--quiet", "-b", "main", cwd=folder)
    call("git", "add", "--all", cwd=folder)
    call("git", "commit", "--quiet", "-m", "All", cwd=folder)
    return call("git", "rev-parse", "HEAD", cwd=folder).strip()


def copied(folder):
    """A copy of this checkout as git would take it up now: without what it ignores."""
    listed = call("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", cwd=ROOT)
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    return folder


def commits(folder, env):
    """The hook lets a sound corpus pass, refuses a fault, and is not run for other files.

    No traps here: a repository's own configuration of pre-commit may run anything.
    """
    contribute(folder, places=())
    repository(folder)
    call(PRE_COMMIT, "install", cwd=folder, env=env)
    text = folder / CORPUS[0]
    text.write_bytes(text.read_bytes() + b"x")
    call("git", "add", "--all", cwd=folder)
    refused = call("git", "commit", "-m", "A changed text", cwd=folder, env=env, code=1)
    assert "DR101" in refused and "onrecord check" in refused, refused
    call("git", "reset", "--hard", "--quiet", cwd=folder)
    marks = folder / CORPUS[2]
    marks.write_bytes(marks.read_bytes() + b"\n")
    assert "Passed" in call("git", "commit", "-a", "-m", "A new line", cwd=folder, env=env)
    (folder / "notes.md").write_text("x")
    call("git", "add", "notes.md", cwd=folder)
    assert "Skipped" in call("git", "commit", "-m", "Notes", cwd=folder, env=env)


def hook_of_this_repository(scratch):
    """As another repository names it: by address and commit."""
    tool, corpus = scratch / "tool", scratch / "by-address"
    commit = repository(copied(tool))
    corpus.mkdir()
    hook = f"repos:\n  - repo: {tool}\n    rev: {commit}\n    hooks:\n      - id: onrecord-check\n"
    (corpus / ".pre-commit-config.yaml").write_text(hook)
    commits(corpus, ENV | {"PRE_COMMIT_HOME": str(scratch / "home")})


def hook_of_a_new_corpus(scratch):
    """By version, from a wheel of this checkout that stands for the published one."""
    wheels, corpus = scratch / "wheels", scratch / "new"
    call(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(wheels), cwd=scratch / "tool")
    call(ONRECORD, "init", str(corpus), cwd=scratch)
    shutil.rmtree(corpus / "schema")  # `contribute` brings it
    links = f"{wheels} {ENV.get('PIP_FIND_LINKS', '')}"
    commits(corpus, ENV | {"PRE_COMMIT_HOME": str(scratch / "home"), "PIP_FIND_LINKS": links})


def action(scratch):
    """The scripts of the action, with the Python of this environment for the one that it asks for."""
    for name in ("temp", "good", "bad"):
        (scratch / name).mkdir()
    inputs = read_yaml(ROOT / "action.yml")["inputs"]
    context = {f"inputs.{name}": value["default"] for name, value in inputs.items()} | {
        "runner.temp": str(scratch / "temp"),
        "github.action_path": str(scratch / "tool"),
        "steps.python.outputs.python-path": os.path.realpath(sys.executable),
    }
    env = ENV | {"RUNNER_TEMP": str(scratch / "temp")}
    steps = [step for step in read_yaml(ROOT / "action.yml")["runs"]["steps"] if "run" in step]
    for name, damage, code in (("good", None, 0), ("bad", FAULT, 1)):
        caught = contribute(scratch / name, damage)
        done = [run_step(step, scratch / name, context, env) for step in steps]
        assert [step.returncode for step in done] == [0, code], [(step.stdout, step.stderr) for step in done]
        assert ("SC104" in done[-1].stdout) == bool(damage)
        assert list(caught.iterdir()) == []


with tempfile.TemporaryDirectory() as folder:
    for part in (hook_of_this_repository, hook_of_a_new_corpus, action):
        part(Path(folder))
        print("contributions:", part.__name__.replace("_", " "))
