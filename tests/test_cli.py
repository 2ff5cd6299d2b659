"""The command line: exit codes, one line for every failure, help that needs nothing heavy."""

import shutil
import subprocess
import sys

import pytest

from onrecord.cli import run
from onrecord.store import default_root, read_corpus


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["check"], 0),
        (["rule"], 0),
        (["rule", "JS104"], 0),
        (["rule", "XX999"], 2),
        (["check", "no/such/path"], 2),
        (["check", "--format", "xml"], 2),
        (["frobnicate"], 2),
        (["show", "no-such-document"], 2),
        (["show", "cbc-ppe-dispute", "--annotator", "nobody"], 2),
        (["--help"], 0),
        (["--version"], 0),
    ],
)
def test_exit_codes(args, code, capsys):
    """Each ending has its code and never a traceback."""
    assert run(args) == code
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err and (out or err)


def test_our_bug_is_one_line(monkeypatch, capsys):
    """An exception nobody expected: exit 70, one line on stderr."""
    monkeypatch.setattr("onrecord.cli.rule.CODES", None)
    assert run(["rule"]) == 70
    assert capsys.readouterr().err.count("\n") == 1


def test_show_tells_the_contested_claim(capsys):
    """The stockpile statement, what contradicts it and what the record said then."""
    assert run(["show", "cbc-ppe-dispute", "--claims"]) == 0
    out = capsys.readouterr().out
    assert "contradicts by hhs-website-before (in_force_when_said, independent)" in out
    assert "supports by hhs-website-after (after, post_hoc)" in out


def test_show_holds_every_word_of_the_article(capsys):
    """Every zone is printed, with its role."""
    assert run(["show", "cbc-ppe-dispute"]) == 0
    out = capsys.readouterr().out
    assert out.count("\nbody: ") == 22 and out.count("\nboilerplate: ") == 8


def test_build_and_its_check(tmp_path, capsys):
    """A build is current until a byte of it changes; building again mends it."""
    target = tmp_path / "out"
    assert run(["build", str(target)]) == 0
    assert run(["build", "--check", str(target)]) == 0
    card = target / "README.md"
    card.write_bytes(card.read_bytes() + b"x")
    assert run(["build", "--check", str(target)]) == 1
    assert run(["build", str(target)]) == 0
    assert run(["build", "--check", str(target)]) == 0
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_corpus_with_problems_is_not_built(tmp_path, capsys):
    """Nothing is written unless all is well."""
    root = tmp_path / "root"
    for folder in ("corpus", "annotations"):
        shutil.copytree(default_root() / folder, root / folder)
    marks = root / "annotations/gold/cbc-ppe-dispute.json"
    marks.write_bytes(marks.read_bytes().replace(b'"NAM"', b'"NAME"', 1))
    assert run(["build", str(tmp_path / "out"), "--root", str(root)]) == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "args",
    [
        ["check", "x" * 300],
        ["check", "--root", "nowhere"],
        ["check", "README.md"],
        ["check", "schema"],
        ["check", "nowhere\n::error::x"],
    ],
)
def test_nothing_checked_is_wrong_use(args, capsys, monkeypatch):
    """Exit 2 and one line that says so, not "0 files" and success."""
    monkeypatch.chdir(default_root())
    assert run(args) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.startswith("onrecord: ") and err.count("\n") == 1


def test_a_path_may_go_up_and_down(capsys, monkeypatch):
    """`corpus/..` is the corpus root."""
    monkeypatch.chdir(default_root())
    assert run(["check", "corpus/.."]) == 0
    assert capsys.readouterr().out.split(" files, ")[1].startswith("0 with problems")


@pytest.mark.parametrize("part", ["corpus", "annotations/gold", "schema/x"])
def test_a_build_does_not_go_into_the_corpus(part, capsys):
    """There its files would be taken for data."""
    assert run(["build", str(default_root() / part / "out")]) == 2
    assert "of the corpus; name one outside" in capsys.readouterr().err
    assert not (default_root() / part / "out").exists()


def test_a_reader_that_goes_away():
    """`onrecord rule | true` ends like any other command whose output nobody takes, not with the code for problems."""
    with subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys, time; from onrecord.cli import run; time.sleep(1); sys.exit(run(['rule']))",
        ],
        stdout=subprocess.PIPE,
    ) as process:
        process.stdout.close()
    assert process.returncode == 141


def test_a_build_told_to_end_leaves_nothing(tmp_path):
    """SIGTERM in the middle: exit 143, no temporary folder."""
    code = (
        "import os, signal, sys; from onrecord import store; from onrecord.cli import run\n"
        "store.sync = lambda path: os.kill(os.getpid(), signal.SIGTERM)\n"
        "sys.exit(run(['build', sys.argv[1]]))"
    )
    assert subprocess.run([sys.executable, "-c", code, str(tmp_path / "out")]).returncode == 143
    assert list(tmp_path.iterdir()) == []


def test_show_tells_outside_evidence_as_such(capsys):
    """What others published stands apart, with its reports, and is called outside knowledge."""
    assert run(["show", "cbc-ppe-dispute", "--evidence"]) == 0
    out = capsys.readouterr().out
    assert "outside knowledge, which no annotator has marked" in out
    assert "page-reworded, 2020-04-03, on c41, hhs-website-after" in out and "www.politico.com" in out.replace("\n", "")


def test_outside_evidence_is_loaded_beside_the_marks():
    """It is the document's, whoever's marks are in view, and stands in no annotation set."""
    document = read_corpus(default_root())["cbc-ppe-dispute"]
    assert [e.id for e in document.evidence][:1] == ["briefing"] and document.by("pass-a").evidence == document.evidence
    claims = {c.id for c in document.sets["gold"].claims} | {
        s.id for r in document.sets["gold"].records for s in r.states
    }
    assert {id for e in document.evidence for id in e.about} <= claims
    assert "politico" not in repr(document.sets).casefold()
