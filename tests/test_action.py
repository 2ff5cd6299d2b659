"""The action and the workflows: what they may do, and their steps run over a stranger's contribution."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.contributed import CORPUS, ROOT, contribute, filled, read_yaml, run_step

ACTION = read_yaml(ROOT / "action.yml")
WORKFLOWS = {
    path.relative_to(ROOT).as_posix(): read_yaml(path)
    for path in (*ROOT.glob(".github/workflows/*"), *ROOT.glob("src/onrecord/template/.github/workflows/*"))
}
CONTRIBUTIONS = WORKFLOWS[".github/workflows/contributions.yml"]
TEMPLATE = WORKFLOWS["src/onrecord/template/.github/workflows/check.yml"]
STEPS = {"action.yml": ACTION["runs"]["steps"]} | {
    name: [step for job in workflow["jobs"].values() for step in job["steps"]] for name, workflow in WORKFLOWS.items()
}
FAULT = (CORPUS[2], b'"mode":"direct"', b'"mode":"shouted"')

# What stands in the place of the Python that a runner sets up, since installing everything takes minutes: `-m venv`
# makes a folder with this very onrecord in it, and pip only writes down what it is asked. Everything else is run as it
# stands; `make test-compat` installs for real.
PYTHON = """#!/bin/bash
set -eu
if [ "$2" = venv ]; then
  mkdir -p "${@: -1}/bin"
  ln -sf '{onrecord}' "${@: -1}/bin/onrecord"
  cp "$0" "${@: -1}/bin/python"
fi
echo "$PWD $PYTHONSAFEPATH $*" >> '{log}'
"""


@pytest.fixture
def runner(tmp_path):
    """A runner's folders: `work` for the workspace, `temp`, and the log of what its Python was asked."""
    for name in ("work", "temp", "tools"):
        (tmp_path / name).mkdir()
    python = tmp_path / "tools/python"
    script = PYTHON.replace("{onrecord}", str(Path(sys.executable).parent / "onrecord"))
    python.write_text(script.replace("{log}", str(tmp_path / "log")))
    python.chmod(0o755)
    return tmp_path


def run_all(steps, runner, **inputs):
    """Run the steps that are scripts, one after the other, until one fails; returns the last."""
    given = {name: each["default"] for name, each in ACTION["inputs"].items()} | inputs
    context = {f"inputs.{name}": value for name, value in given.items()} | {
        "runner.temp": str(runner / "temp"),
        "github.action_path": str(ROOT),
        "steps.python.outputs.python-path": str(runner / "tools/python"),
    }
    env = {"PATH": f"{runner}/tools:/usr/bin:/bin", "HOME": str(runner), "RUNNER_TEMP": str(runner / "temp")}
    for step in steps:
        if "run" in step:
            done = run_step(step, runner / "work", context, env)
            if done.returncode:
                break
    return done


def with_job_env(workflow):
    """The steps of a workflow's only job, each with the environment of the job."""
    (job,) = workflow["jobs"].values()
    return [step | {"env": job["env"] | step.get("env", {})} for step in job["steps"]]


HOW = {"action": ACTION["runs"]["steps"], "workflow": with_job_env(TEMPLATE)}


@pytest.mark.parametrize("name", STEPS)
def test_every_action_is_pinned(name):
    """What is used from elsewhere is named by the hash of a commit, with its version beside it."""
    text = (ROOT / name).read_text()
    used = [step["uses"] for step in STEPS[name] if not step.get("uses", "./").startswith("./")]
    assert used
    for each in used:
        assert re.fullmatch(r"[\w.-]+/[\w.-]+@[0-9a-f]{40}", each)
        assert re.search(rf"{each} # v\d+\.\d+\.\d+\n", text)


@pytest.mark.parametrize("name", WORKFLOWS)
def test_workflows_can_only_read(name):
    """Never with the rights of the repository; the token reads; git keeps no token; every job has an end."""
    workflow = WORKFLOWS[name]
    assert workflow["on"] == {"pull_request": None, "push": {"branches": ["main"]}}
    assert workflow["permissions"] == {"contents": "read"}
    for job in workflow["jobs"].values():
        assert "permissions" not in job and job["timeout-minutes"] <= 30
        for step in job["steps"]:
            if "checkout" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("name", STEPS)
def test_scripts_hold_no_expressions(name):
    """A name of a branch or a path reaches a script as a variable, never as a part of it."""
    assert [step["run"] for step in STEPS[name] if "${{" in step.get("run", "")] == []
    assert "secrets" not in str(STEPS[name])


def test_the_checker_is_that_of_the_base():
    """The local action, so the tool and its schemas, is of the branch to be changed; what comes in lies apart."""
    base, contribution, check, strict = STEPS[".github/workflows/contributions.yml"]
    assert base["with"]["ref"] == "${{ github.base_ref || github.sha }}"
    assert "ref" not in contribution["with"]
    assert check["uses"] == "./" + base["with"]["path"] != "./" + contribution["with"]["path"]
    assert check["with"] == {"path": contribution["with"]["path"]}
    assert strict["uses"] == check["uses"]
    assert strict["with"] == {"path": contribution["with"]["path"] + "/annotations/gold", "strict": "true"}


def test_the_traps_are_set(tmp_path):
    """Python started as it should not be runs what was contributed, so the tests below can fail."""
    (tmp_path / "work").mkdir()
    caught = contribute(tmp_path / "work")
    subprocess.run([sys.executable, "-m", "onrecord"], cwd=tmp_path / "work", capture_output=True)
    subprocess.run([sys.executable, "-c", ""], cwd=tmp_path, env={"PYTHONPATH": "work"}, check=True)
    subprocess.run([sys.executable, "-c", "import json"], cwd=tmp_path / "work", check=True)
    assert {path.name for path in caught.iterdir()} == {"__init__.py", "sitecustomize.py", "json.py"}


@pytest.mark.parametrize("how", HOW)
@pytest.mark.parametrize("places", [(".",), (".", "corpus", "annotations", "annotations/gold")])
@pytest.mark.parametrize("damage", [None, FAULT])
def test_a_contribution_is_checked_and_runs_nothing(runner, how, places, damage):
    """Good or not, in the workspace itself: problems are shown as the host wants them, and no trap snaps."""
    caught = contribute(runner / "work", damage, places)
    done = run_all(HOW[how], runner)
    assert done.returncode == (1 if damage or len(places) > 1 else 0), done.stderr
    assert ("::error file=annotations/gold/harbour-fee-hearing.json,line=" in done.stdout) == bool(damage)
    assert ("FS104" in done.stdout) == (len(places) > 1)
    assert list(caught.iterdir()) == []


@pytest.mark.parametrize("how", HOW)
def test_what_is_installed(runner, how):
    """Away from the contribution, with nothing of the folder on the path: this checkout by hashes, or this version."""
    contribute(runner / "work")
    assert run_all(HOW[how], runner).returncode == 0
    asked = (runner / "log").read_text().splitlines()
    assert {line.split()[0] for line in asked} == {str(runner / "temp")}
    assert {line.split()[1] for line in asked} == {"1"}
    installed = [line.split(" install ")[1] for line in asked if " install " in line]
    lock = ROOT / "requirements/run.txt"
    here = [f"--quiet --require-hashes -r {lock}", f"--quiet --no-deps --no-build-isolation {ROOT}"]
    assert installed == {"action": here, "workflow": ["onrecord==@version@"]}[how]
    assert lock.is_file()


def test_a_contributed_schema_is_not_believed(runner):
    """A label that the contribution adds to its own schema is still unknown."""
    contribute(runner / "work", FAULT)
    schema = runner / "work/schema/annotation-set.schema.json"
    schema.write_text(schema.read_text().replace('"direct",', '"direct",\n"shouted",'))
    assert '"shouted"' in schema.read_text()
    done = run_all(HOW["action"], runner)
    assert done.returncode == 1 and "SC104" in done.stdout


def test_the_inputs_of_the_action(runner):
    """Path and format reach the command as they are."""
    (runner / "work/data").mkdir()
    contribute(runner / "work/data", FAULT)
    done = run_all(HOW["action"], runner, path="data/annotations", format="json")
    assert done.returncode == 1 and '"code": "SC104"' in done.stdout


@pytest.mark.parametrize(("strict", "code"), [("false", 0), ("true", 1)])
def test_strict_is_asked_for(runner, strict, code):
    """A set that follows other guidelines than its annotator is listed with is sound, but not as gold must be."""
    stated = re.search(rb'"guidelines":"[0-9.]+"', (ROOT / CORPUS[2]).read_bytes())[0]
    contribute(runner / "work", (CORPUS[2], stated, b'"guidelines":"99.0"'))
    done = run_all(HOW["action"], runner, strict=strict)
    assert (done.returncode, "ST9" in done.stdout) == (code, bool(code)), done.stdout


@pytest.mark.parametrize("path", ["$(touch ran)", "; touch ran", "--help", "", "`touch ran`", "nowhere"])
def test_a_path_is_never_obeyed(runner, path):
    """Whatever it holds it is the name of a folder, and where there is no corpus the step fails."""
    assert run_all(HOW["action"], runner, path=path).returncode == 2
    assert os.listdir(runner / "work") == []


def test_a_workspace_without_a_corpus_fails(runner):
    """It is not the shipped corpus that is checked then."""
    for how in HOW.values():
        shutil.rmtree(runner / "temp")
        (runner / "temp").mkdir()
        done = run_all(how, runner)
        assert done.returncode == 2 and "no corpus here" in done.stderr


def test_expressions_are_those_we_know():
    """The stand-in for a runner fills in what is in its context and refuses the rest."""
    assert filled("a ${{ inputs.x }}${{ b }}", {"inputs.x": "1", "b": "2"}) == "a 12"
    with pytest.raises(KeyError):
        filled("${{ github.event.title }}", {})
