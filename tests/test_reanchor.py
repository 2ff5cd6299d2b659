"""`onrecord reanchor`: all files of a document or none, the same however often it is killed, and every mark told."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from onrecord import reanchor, writing
from onrecord.anchors import VERDICTS
from onrecord.check import check
from onrecord.cli import run
from onrecord.store import default_root, read_corpus
from tests.test_readme import blocks, commands

ID = "cbc-ppe-dispute"
TEXT = (default_root() / f"corpus/{ID}.txt").read_bytes().decode()
PARTS = TEXT.split("\n\n")
FOLDERS = ("corpus", "annotations", "evidence", "decisions")
OTHER = 10
"""A paragraph whose marks can go without a loss to any other."""

# Runs the command and ends the process by SIGKILL before, or right after, the n-th file is put in place.
DRIVER = """
import os, signal, sys
from onrecord import writing
from onrecord.cli import run

when, count, *args = sys.argv[1:]
put, calls = os.replace, 0

def deadly(*paths):
    global calls
    calls += 1
    if calls == int(count) and when == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    put(*paths)
    if calls == int(count):
        os.kill(os.getpid(), signal.SIGKILL)

writing.os.replace = deadly
sys.exit(run(args))
"""


@pytest.fixture
def root(tmp_path):
    """A corpus root with two documents, their sets, evidence and decisions."""
    root = tmp_path / "root"
    (root / "annotations").mkdir(parents=True)
    shutil.copy(default_root() / "annotations/annotators.json", root / "annotations")
    for path in (path for folder in FOLDERS for path in (default_root() / folder).rglob("*.*")):
        if path.stem in (ID, "ferry-crew-count"):
            target = root / path.relative_to(default_root())
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
    return root


def carry(root, text, *options, id=ID):
    """Run the command with a new text; the exit code."""
    new = root.parent / "new.txt"
    new.write_bytes(text.encode() if isinstance(text, str) else text)
    return run(["reanchor", id, "--to", str(new), "--root", str(root), *options])


def state(root):
    """Every file's bytes, hidden ones included."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def words(root):
    """For each annotator every mark's id and words, in order."""
    marks = read_corpus(root)[ID].sets
    return {who: [(m.id, str(m)) for m in (*one.mentions, *one.quotes)] for who, one in marks.items()}


def test_a_sentence_in_front(root, capsys):
    """Every span moves, nothing else of a set changes, the record tells the new text; other files are as they were."""
    before, told = state(root), words(root)
    assert carry(root, "A correction was made. " + TEXT) == 0
    after = state(root)
    assert check(root).exit_code == 0
    assert words(root) == told
    changed = {name for name in after if after[name] != before.get(name)}
    assert before.keys() == after.keys() and changed == {
        name for name in before if f"/{ID}." in name and name.startswith(("corpus/", "annotations/"))
    }
    assert after[f"corpus/{ID}.txt"].decode() == "A correction was made. " + TEXT
    out = capsys.readouterr().out
    many = sum(name.startswith("annotations/") for name in changed)
    assert out.count(" 0 changed, 0 lost (0 ambiguous)") == out.count("json: 0 kept, ") == many > 1


def test_there_and_back_again(root):
    """A paragraph put in and taken out again leaves every byte as it was; between, nobody says to have marked it."""
    before = state(root)
    assert carry(root, "CORRECTION\n\n" + TEXT) == 0
    document = read_corpus(root)[ID]
    assert (document.zones[0].type, len(document.zones)) == ("body", len(PARTS) + 1)
    assert {marks.zones for marks in document.sets.values()} == {tuple(range(1, len(document.zones)))}
    assert check(root).exit_code == 0
    assert carry(root, TEXT) == 0
    assert state(root) == before


def test_a_mended_typo_changes_the_marks_around_it(root, capsys):
    """They are told with their old and new words, and written, since the result passes the check."""
    assert carry(root, TEXT.replace("was it's supposed", "was its supposed")) == 0
    out = capsys.readouterr().out
    assert " spans: changed 51:120 -> 51:120 'it' -> 'its'\n" in out
    assert "stockpile was it's supposed" in out and "stockpile was its supposed" in out
    assert check(root).exit_code == 0


def test_lost_marks_stop_everything_unless_told_to_drop_them(root, capsys):
    """Nothing is written; then, with --drop-lost, the marks are out and the rest passes the check."""
    before, told, new = state(root), words(root), "\n\n".join([*PARTS[:OTHER], *PARTS[OTHER + 1 :]])
    assert carry(root, new) == 1
    assert state(root) == before
    out = capsys.readouterr().out
    assert ": lost 21:1 'Kushner'; the same words stand at 1:17, 7:27, " in out
    assert "Nothing written: " in out and "--drop-lost takes them out" in out
    assert carry(root, new, "--drop-lost") == 0
    assert check(root).exit_code == 0
    after = words(root)
    assert after.keys() == told.keys() and all(0 < len(told[who]) - len(after[who]) < 9 for who in told)
    assert all(set(after[who]) < set(told[who]) for who in told)


def test_a_result_with_problems_is_not_written(root, capsys):
    """A quote whose source is gone cannot be its source's claim: the problem is shown, and nothing is written."""
    before = state(root)
    at = next(i for i, part in enumerate(PARTS) if "was it's supposed" in part)
    assert carry(root, "\n\n".join([*PARTS[:at], *PARTS[at + 1 :]]), "--drop-lost") == 1
    out = capsys.readouterr().out
    assert (
        "CL502" in out and "Nothing written: the result has problems" in out and "quotes/q19 no longer refers to" in out
    )
    assert state(root) == before


def test_a_set_that_would_cover_nothing_is_named(root, capsys):
    """It covered one paragraph, which is gone: no option takes that set out, and the next step is told."""
    name, before = f"annotations/part/{ID}.json", json.loads((root / f"annotations/gold/{ID}.json").read_bytes())
    (root / "annotations/part").mkdir()
    lists = {key: [] for key, value in before.items() if isinstance(value, list) and key not in ("layers", "zones")}
    part = before | lists | {"annotator": "part", "zones": [OTHER]}
    (root / name).write_text(json.dumps(part))
    people = root / "annotations/annotators.json"
    known = json.loads(people.read_bytes())
    known["annotators"].append(known["annotators"][0] | {"id": "part"})
    people.write_text(json.dumps(known))
    files, new = state(root), "\n\n".join([*PARTS[:OTHER], *PARTS[OTHER + 1 :]])
    assert carry(root, new, "--drop-lost") == 1
    out = capsys.readouterr().out
    assert f"{name}: no paragraph that it covers is in the new text; restore one, or remove this file" in out
    assert "Nothing written: a set would cover nothing; " in out and state(root) == files
    carry(root, new, "--drop-lost", "--format", "json")
    assert json.loads(capsys.readouterr().out)["bare"] == [name]
    (root / name).unlink()
    assert carry(root, new, "--drop-lost") == 0


def test_a_dry_run_says_the_same_and_writes_nothing(root, capsys):
    """The exit code is that of the run it stands for."""
    before = state(root)
    assert carry(root, "\U0001f600 " + TEXT, "--dry-run") == 0
    dry = capsys.readouterr().out
    assert state(root) == before
    assert carry(root, "Nothing of it.\n", "--dry-run", "--drop-lost") == carry(root, "No.", "--dry-run") == 1
    capsys.readouterr()
    assert carry(root, "\U0001f600 " + TEXT) == 0
    assert capsys.readouterr().out.splitlines()[:-1] == dry.splitlines()[:-1]


def test_json_has_the_evidence_for_every_span(root, capsys):
    """Each span once, with what the text form tells; counts add up; places are those of old and new text."""
    new = "\n\n".join(["So: " + PARTS[0], *PARTS[1:OTHER], *PARTS[OTHER + 1 :]]).replace(
        "it's supposed", "its supposed"
    )
    assert carry(root, new, "--format", "json") == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["document"], told["exit_code"], told["written"], told["problems"]) == (ID, 1, [], [])
    assert len(told["sets"]) > 1
    for one in told["sets"]:
        raw = (root / one["name"]).read_bytes()
        assert len(one["spans"]) == raw.count(b'"start":')
        assert sum(one["counts"][verdict] for verdict in VERDICTS) == len(one["spans"])
        assert Counter(row["verdict"] for row in one["spans"]) == {
            key: many for key, many in one["counts"].items() if many
        }
        for row in one["spans"]:
            assert TEXT[row["old"]["start"] : row["old"]["end"]] == row["old_words"]
            if row["verdict"] == "lost":
                assert row["new"] is row["new_words"] is None
                assert len(row["candidates"]) == row["candidates_total"]
                for place in row["candidates"]:
                    assert new[place["start"] : place["end"]] == row["old_words"]
            else:
                assert new[row["new"]["start"] : row["new"]["end"]] == row["new_words"]
    assert {row["verdict"] for row in told["sets"][0]["spans"]} == {"moved", "changed", "lost"}


def test_decisions_on_the_old_text_are_told_and_left(root, capsys):
    """Their places are those of the old text: no replay could fit them to the new one."""
    name = next(name for name in state(root) if name.startswith("decisions/") and ID in name)
    before = (root / name).read_bytes()
    assert carry(root, "Now. " + TEXT) == 0
    assert f"{name}: counts in the old text and cannot be replayed" in capsys.readouterr().out
    assert (root / name).read_bytes() == before


def test_the_same_text_leaves_nothing_to_do(root, capsys):
    """Nothing is written, not even the same bytes."""
    times = {path: path.stat().st_mtime_ns for path in root.rglob("*")}
    assert carry(root, TEXT) == 0
    assert "Nothing to do" in capsys.readouterr().out
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*")} == times


# Killed, refused, in the way


@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_anywhere_the_same_command_finishes(root, when, tmp_path):
    """However many files are in place: sets first, then the record, the text last; another new text is refused."""
    new, other = "A correction was made.\n\n" + TEXT, "Something else. " + TEXT
    for path in root.glob("annotations/pass-[b-z]"):
        shutil.rmtree(path)
    whole = tmp_path / "whole"
    shutil.copytree(root, whole)
    assert carry(whole, new) == 0
    before, after = state(root), state(whole)
    to_come = {name: content for name, content in after.items() if content != before[name]}
    files = len(to_come)
    assert files > 3
    for count in range(1, files + 1):
        torn = tmp_path / f"torn-{count}" / "root"
        shutil.copytree(root, torn)
        (torn.parent / "new.txt").write_bytes(new.encode())
        args = ["reanchor", ID, "--to", str(torn.parent / "new.txt"), "--root", str(torn)]
        killed = subprocess.run([sys.executable, "-c", DRIVER, when, str(count), *args], capture_output=True)
        assert killed.returncode == -signal.SIGKILL
        done = count - (when == "before")
        assert sum((torn / name).read_bytes() == content for name, content in to_come.items()) == done
        if 0 < done < files:
            left = state(torn)
            assert carry(torn, other) == 4
            assert state(torn) == left
        assert carry(torn, new) == 0
        visible = {
            name: content for name, content in state(torn).items() if not name.rpartition("/")[2].startswith(".")
        }
        assert visible == after


def test_a_full_disk_is_no_end(root, monkeypatch, capsys):
    """What was written is whole, the exit code says that the machine failed, and the next run finishes."""
    new, put, calls = "A correction was made. " + TEXT, writing.os.replace, []

    def failing(*paths):
        calls.append(paths)
        if len(calls) == 3:
            raise OSError(28, "No space left on device")
        put(*paths)

    monkeypatch.setattr(writing.os, "replace", failing)
    assert carry(root, new) == 3
    assert capsys.readouterr().err.count("\n") == 1
    assert carry(root, new) == 0
    assert "marks this text already" in capsys.readouterr().out
    assert check(root).exit_code == 0


def test_a_file_changed_in_the_meantime_is_left(root, monkeypatch, capsys):
    """Somebody saves a set while the plan is judged: it stays as it was saved."""
    path = root / f"annotations/gold/{ID}.json"
    judge = reanchor.judge

    def judged(plan):
        path.write_bytes(path.read_bytes() + b"\n")
        return judge(plan)

    monkeypatch.setattr("onrecord.cli.reanchor.judge", judged)
    saved = path.read_bytes() + b"\n"
    assert carry(root, "Now. " + TEXT) == 3
    assert path.read_bytes() == saved and "run the command again" in capsys.readouterr().err


def test_a_text_that_was_edited_in_place(root, capsys):
    """The old text is gone, and with it what the offsets count: exit 4, and what to do."""
    (root / f"corpus/{ID}.txt").write_bytes(("Now. " + TEXT).encode())
    before = state(root)
    assert carry(root, "Now. " + TEXT) == 4
    assert carry(root, "And now. " + TEXT) == 4
    assert "restore one of them, and give the new text as a file of its own" in capsys.readouterr().err
    assert state(root) == before


def test_a_set_that_lags_behind_its_record(root):
    """Zones of the new text say nothing of the old one: what no run of ours leaves is not carried on."""
    path = root / f"annotations/gold/{ID}.json"
    old, text = path.read_bytes(), (root / f"corpus/{ID}.txt").read_bytes()
    assert carry(root, "Now. " + TEXT) == 0
    path.write_bytes(old)
    (root / f"corpus/{ID}.txt").write_bytes(text)
    before = state(root)
    assert carry(root, "Now. " + TEXT) == 4
    assert state(root) == before


def test_problems_that_were_there_before_come_first(root, capsys):
    """A set that `onrecord check` refuses is not carried."""
    path = root / f"annotations/gold/{ID}.json"
    path.write_bytes(
        path.read_bytes().replace(b'"start":0,"end":6,"text":"Ottawa"', b'"start":1,"end":6,"text":"ttawa"', 1)
    )
    before = state(root)
    assert carry(root, "Now. " + TEXT) == 1
    assert f"annotations/gold/{ID}.json:84:55: SP204 half-word: " in capsys.readouterr().err
    assert state(root) == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"\xef\xbb\xbf" + TEXT.encode(), "byte order mark"),
        (b"caf\xe9", "byte 3 (0xe9) is not UTF-8"),
        (None, "no such file"),
    ],
)
def test_what_is_no_text_is_wrong_use(root, text, said, capsys):
    """Exit 2, one line that says what it is."""
    new = root.parent / "new.txt"
    if text is not None:
        new.write_bytes(text)
    assert run(["reanchor", ID, "--to", str(new), "--root", str(root)]) == 2
    err = capsys.readouterr().err
    assert said in err and err.count("\n") == 1


def test_unknown_names_are_wrong_use(root, tmp_path, capsys):
    """A document that is not there, a folder that is no corpus."""
    assert carry(root, TEXT, id="nothing") == 2
    assert ID in capsys.readouterr().err
    empty = tmp_path / "empty"
    empty.mkdir()
    assert carry(empty, TEXT) == 2


def test_nothing_of_a_text_reaches_the_terminal_raw(root, capsys):
    """Controls put into the words of a mark are shown escaped, as text and as JSON; so is what a runner obeys."""
    new = TEXT.replace("Jared Kushner", "Jared\x1b[31m\u202e##[group]Kushner")
    for form in ("text", "json"):
        carry(root, new, "--dry-run", "--format", form)
        out = capsys.readouterr().out
        assert "\\x1b" in out or "\\u001b" in out
        assert "\x1b" not in out and "\u202e" not in out and "##[" not in out


def test_long_lists_are_cut_as_text(root, capsys):
    """A hundred spans of a set, and how many there are."""
    assert carry(root, "Nothing of it.\n", "--dry-run") == 1
    out = capsys.readouterr().out
    assert out.count(" more of ") == out.count("not shown; --format json has all") == len(words(root))


def test_the_page_is_true(root):
    """Its commands run as they stand, and the lines it shows are in what they print."""
    page = blocks((default_root() / "docs/reanchor.md").read_text(encoding="utf-8"))
    assert [language for language, _ in page] == ["sh", "text"]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for command, _ in commands(*page[0]):
        done = subprocess.run(
            command, shell=True, cwd=root, env=os.environ | {"PATH": path}, capture_output=True, text=True, check=True
        )
        if command.startswith("onrecord"):
            assert set(page[1][1]) < set(done.stdout.splitlines())
