"""`onrecord init`: a corpus of one's own, in which every command works, and a README that is true."""

import json
import os
import re
import shlex
import subprocess
from pathlib import Path, PurePosixPath

import pytest
import yaml

import onrecord
from onrecord import codec
from onrecord.cli import run
from onrecord.cli.init import TEMPLATE
from onrecord.model import Annotators

ROOT = Path(__file__).parents[1]
STORM = "Storm shuts port\n\nPort Ambrevick was shut on Monday.\n\n“Stay in,” the mayor said."
GIT = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull} | {
    f"GIT_{who}_{what}": "a@b" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
}


@pytest.fixture
def root(tmp_path):
    """A new corpus."""
    assert run(["init", str(tmp_path / "root")]) == 0
    return tmp_path / "root"


def blocks(language):
    """The blocks of one language in the README of a new corpus."""
    return re.findall(rf"^```{language}\n(.*?)^```$", (TEMPLATE / "README.md").read_text(), re.M | re.S)


def files(folder):
    """Names of all files below a folder, with their bytes."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_new_corpus_is_clean(root, capsys, monkeypatch):
    """Its own files, the schemas byte for byte, no placeholder left; `check` has nothing to say, inside or out."""
    schemas = {f"schema/{path.name}": path.read_bytes() for path in (ROOT / "schema").glob("*.schema.json")}
    made = files(root)
    assert schemas and {name: made[name] for name in schemas} == schemas
    assert made.keys() - schemas.keys() == {
        ".gitattributes", ".github/workflows/check.yml", ".pre-commit-config.yaml", ".vscode/settings.json",
        "README.md", "annotations/annotators.json", "corpus/README.md",
    }  # fmt: skip
    assert not [name for name, raw in made.items() if b"@version@" in raw]
    pin = f"onrecord=={onrecord.__version__}".encode()
    assert {name for name, raw in made.items() if pin in raw} == {
        "README.md", ".github/workflows/check.yml", ".pre-commit-config.yaml",
    }  # fmt: skip
    people = codec.decode(made["annotations/annotators.json"], Annotators)
    assert codec.encode(people) == made["annotations/annotators.json"] and people.annotators == ()
    assert run(["check", str(root)]) == 0
    monkeypatch.chdir(root)
    assert run(["check"]) == 0
    assert capsys.readouterr().out.splitlines()[-2:] == ["1 files, 0 with problems (0 in all), 0 skipped"] * 2


def test_an_empty_folder_is_filled_in_its_place(tmp_path, monkeypatch):
    """Also as `.`: whoever stands in the folder still does afterwards."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert run(["init", "."]) == 0
    assert Path("corpus").is_dir() and run(["check"]) == 0


@pytest.mark.parametrize("held", ["notes.txt", ".git", "corpus"])
def test_a_folder_that_holds_something_is_refused(tmp_path, held, capsys):
    """A file, a hidden folder, a corpus: nothing is added to it."""
    (tmp_path / "full" / held).mkdir(parents=True)
    assert run(["init", str(tmp_path / "full")]) == 2
    assert f"is not empty (it holds '{held}')" in capsys.readouterr().err
    assert os.listdir(tmp_path / "full") == [held]


def test_a_name_that_is_taken_is_refused(tmp_path, capsys):
    """By a file, or by a link that leads nowhere."""
    (tmp_path / "file").write_text("x")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name in ("file", "link"):
        assert run(["init", str(tmp_path / name)]) == 2
        assert "name a folder" in capsys.readouterr().err
    assert (tmp_path / "file").read_text() == "x" and not (tmp_path / "nowhere").exists()


def test_the_readme_is_true(tmp_path, monkeypatch):
    """Its commands run as typed, one after the other, with its marks written in between; the dataset has them."""
    (tmp_path / "storm.txt").write_text(STORM)
    assert run(["init", str(tmp_path / "root")]) == 0
    monkeypatch.chdir(tmp_path / "root")
    (marks,) = (json.loads(block) for block in blocks("json"))
    file = Path("annotations/anna/storm.json")
    done = []
    for line in "".join(blocks("sh")).replace("\\\n", "").splitlines():
        if "resolve" in line:
            draft = json.loads(file.read_text())
            assert draft.keys() > marks.keys()
            file.write_text(json.dumps(draft | marks))
        program, *args = shlex.split(line)
        assert program == "onrecord" and run(args) == 0, line
        done.append(args[0])
    assert done == ["add-document", "new", "resolve", "check", "build"]
    (span,) = json.loads(file.read_text())["mentions"][0]["spans"]
    assert STORM[span["start"] : span["end"]] == span["text"] == "Port Ambrevick"
    assert run(["build", "--check", "../dataset", "--annotator", "anna"]) == 0


def test_the_readme_names_the_files_there_are(root):
    """The table of files is that of the folders, and the pages it sends to exist."""
    (table,) = blocks("text")
    assert {line.split("/")[0] for line in table.splitlines()} == {"corpus", "annotations", "schema"}
    for name in re.findall(r"`(\.[\w./-]+)`", (TEMPLATE / "README.md").read_text()):
        assert (root / name).is_file()


def test_git_keeps_the_bytes_of_texts(root, tmp_path):
    """Through a clone that turns line ends to those of Windows; and a clone of the empty corpus is one, too."""
    raw = b"Storm\r\n\r\nIt is $Id$ shut.\n"
    (root / "corpus/storm.txt").write_bytes(raw)

    def git(*args, cwd=root):
        subprocess.run(["git", *args], cwd=cwd, env=os.environ | GIT, check=True, capture_output=True)

    git("init", "-b", "main")
    git("add", ".")
    git("commit", "-m", "A corpus")
    git("clone", "-c", "core.autocrlf=true", "root", "clone", cwd=tmp_path)
    assert (tmp_path / "clone/corpus/storm.txt").read_bytes() == raw
    assert b"\r\n" in (tmp_path / "clone/README.md").read_bytes()
    assert run(["check", str(tmp_path / "clone/annotations")]) == 0
    git("rm", "corpus/storm.txt")
    git("commit", "-m", "An empty corpus")
    git("clone", "root", "empty", cwd=tmp_path)
    assert run(["check", str(tmp_path / "empty")]) == 0


def test_an_editor_finds_the_schema_of_every_kind(root):
    """One association for each kind of file, to a schema that is there and that such a file names itself."""
    found = json.loads((root / ".vscode/settings.json").read_text())["json.schemas"]
    for name in ("corpus/a.json", "annotations/annotators.json", "annotations/gold/a.json", "evidence/a.json"):
        (url,) = (
            each["url"]
            for each in found
            if any(
                PurePosixPath("/" + name).match(pattern) and pattern.count("/") == name.count("/") + 1
                for pattern in each["fileMatch"]
            )
        )
        fixed = json.loads((root / url).read_text())["properties"]["$schema"]["const"]
        assert os.path.normpath(root / name / ".." / fixed) == os.path.normpath(root / url)


def test_the_hook_is_that_of_the_repository(root):
    """The hook of a new corpus does what ours does, by the version that made it."""
    (ours,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    ((theirs,),) = (repo["hooks"] for repo in yaml.safe_load((root / ".pre-commit-config.yaml").read_text())["repos"])
    same = ("id", "name", "entry", "args", "language", "pass_filenames")
    assert {key: ours[key] for key in same} == {key: theirs[key] for key in same}
    assert theirs["additional_dependencies"] == [f"onrecord=={onrecord.__version__}"]
    for name, wanted in (("corpus/a.txt", True), ("annotations/gold/a.json", True), ("README.md", False)):
        assert [bool(re.search(hook["files"], name)) for hook in (ours, theirs)] == [wanted, wanted]
