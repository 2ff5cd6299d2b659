"""What is mended is written only where it may be, shown safely, and judged again."""

import json
import shutil

import pytest

from onrecord import mend, store
from onrecord.cli import run
from onrecord.errors import MachineError
from onrecord.report import FORMATS

SET, RECORD = "annotations/gold/cbc-ppe-dispute.json", "corpus/cbc-ppe-dispute.json"
FILES = (SET, RECORD, "annotations/annotators.json", "evidence/cbc-ppe-dispute.json")


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A small corpus that a test may break, and the current folder."""
    for name in (*FILES, RECORD.replace(".json", ".txt")):
        (tmp_path / "root" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(store.default_root() / name, tmp_path / "root" / name)
    monkeypatch.chdir(tmp_path / "root")
    return tmp_path / "root"


def spoil(root, gap=b" ", name=SET):
    """Put a space at the end of the first mention, and one offset out of place; returns the good bytes."""
    good = (root / name).read_bytes()
    marks = json.loads(good)
    text = (root / RECORD.replace(".json", ".txt")).read_text()
    first = next(m["spans"][0] for m in marks["mentions"] if text[m["spans"][0]["end"]] == " ")
    first |= {"end": first["end"] + 1, "text": first["text"] + " "}
    moved = next(m["spans"][0] for m in marks["mentions"] if text.count(m["spans"][0]["text"]) == 1 and m["id"] != "m1")
    moved |= {"start": moved["start"] + 9000, "end": moved["end"] + 9000}
    (root / name).write_bytes(json.dumps(marks, ensure_ascii=False, indent=gap.decode()).encode())
    return good


def test_fix_and_unsafe_fixes_write_what_they_say(root, capsys):
    """Each what it may; the report and the exit code are those of what then stands there."""
    good = spoil(root)
    assert run(["check"]) == 1
    assert "1 of these can be mended by --fix, 1 more by --unsafe-fixes" in capsys.readouterr().out
    assert run(["check", "--fix"]) == 1
    out = capsys.readouterr().out
    assert f"mended {SET}: 1 by trim-edges, layout (canonical form)" in out
    assert "SP203" not in out and "SP201" in out and "0 of these can be mended by --fix, 1 more by" in out
    assert run(["check", "--unsafe-fixes"]) == 0
    assert f"mended {SET}: 1 by move-to-words\n" in capsys.readouterr().out
    assert (root / SET).read_bytes() == good


def test_diff_shows_and_writes_nothing(root, capsys):
    """The lines that change, exit 1, and the report of what would remain."""
    good = spoil(root)
    spoilt = (root / SET).read_bytes()
    assert run(["check", "--unsafe-fixes", "--diff"]) == 1
    out = capsys.readouterr().out
    assert (root / SET).read_bytes() == spoilt
    assert f"would mend {SET}: 1 by trim-edges, 1 by move-to-words, layout" in out and "0 with problems" in out
    old, new = ([line[1:] for line in out.splitlines() if line[:1] == sign and line[:2] != 2 * sign] for sign in "-+")
    assert len(old) == len(new) == 2
    lines = good.decode().splitlines()
    assert all(any(line.startswith(part[:399]) for line in lines) for part in new)
    (root / SET).write_bytes(good)
    assert run(["check", "--unsafe-fixes", "--diff"]) == 0


@pytest.mark.parametrize("name", FILES)
def test_any_layout_becomes_canonical(root, name, capsys):
    """Of every kind of file; without --fix it is no problem."""
    good = (root / name).read_bytes()
    value = json.loads(good)
    (root / name).write_bytes(json.dumps(dict(reversed(value.items())), indent="\t").encode())
    assert run(["check"]) == 0
    assert run(["check", "--diff"]) == 1
    capsys.readouterr()
    assert run(["check", "--fix"]) == 0
    assert (root / name).read_bytes() == good
    assert capsys.readouterr().out.splitlines()[0] == f"mended {name}: layout (canonical form)"
    assert run(["check", "--diff"]) == 0


@pytest.mark.parametrize(("old", "new"), [(b'"start":', b'"start":0,"start":'), (b'"NAM"', b'"NAME"'), (b"}", b"")])
def test_what_fails_the_first_gates_is_not_touched(root, old, new, capsys):
    """It is reported as always."""
    spoil(root)
    raw = (root / SET).read_bytes().replace(b'"start": ', b'"start":').replace(old, new, 1)
    (root / SET).write_bytes(raw)
    assert run(["check", "--unsafe-fixes"]) == 1
    out = capsys.readouterr().out
    assert (root / SET).read_bytes() == raw and "mended" not in out


def test_only_what_was_named_is_mended(root, capsys):
    """Other files of the corpus stay as they are."""
    spoil(root)
    (root / RECORD).write_bytes(b" " + (root / RECORD).read_bytes())
    spoilt = (root / SET).read_bytes()
    assert run(["check", "--fix", "corpus"]) == 0
    assert (root / SET).read_bytes() == spoilt and (root / RECORD).read_bytes()[:1] == b"{"


def test_links(root, tmp_path, capsys):
    """What a link out of the corpus leads to is never written; a link inside stays one, and its file is mended."""
    good = spoil(root)
    outside = tmp_path / "outside.json"
    (root / SET).rename(outside)
    (root / SET).symlink_to(outside)
    spoilt = outside.read_bytes()
    assert run(["check", "--unsafe-fixes", "annotations"]) == 1
    assert outside.read_bytes() == spoilt and "FS101" in capsys.readouterr().out
    (root / SET).unlink()
    inside = root / "inside.json"
    outside.rename(inside)
    (root / SET).symlink_to(inside)
    assert run(["check", "--unsafe-fixes", "annotations"]) == 0
    assert (root / SET).is_symlink() and inside.read_bytes() == good


def test_a_loose_file_is_mended_in_place(root, tmp_path, capsys):
    """A set outside any corpus, against the documents of the root that is named."""
    good = spoil(root)
    loose = tmp_path / "mine.json"
    (root / SET).rename(loose)
    command = ["check", "--root", str(root), str(loose)]
    assert run([*command, "--unsafe-fixes", "--diff"]) == 1
    assert "1 files, 0 with problems" in capsys.readouterr().out
    assert run(command) == 1
    assert "1 of these can be mended by --fix, 1 more by" in capsys.readouterr().out
    assert run([*command, "--unsafe-fixes"]) == 0
    assert loose.read_bytes() == good


def test_a_loose_file_is_of_the_corpus_one_stands_in(root, tmp_path, capsys):
    """Not of the shipped one, which has the document still."""
    (root / SET).rename(tmp_path / "mine.json")
    for ending in (0, 1):
        assert run(["check", str(tmp_path / "mine.json")]) == ending
        assert run(["resolve", str(tmp_path / "mine.json")]) == ending
        (root / RECORD).unlink(missing_ok=True)


def test_of_many_problems_nobody_counts_those_that_can_be_mended(root, monkeypatch, capsys):
    """It is told how to see them."""
    spoil(root)
    monkeypatch.setattr("onrecord.cli.check.MANY", 1)
    assert run(["check"]) == 1
    assert capsys.readouterr().out.endswith("--fix --diff shows, or --unsafe-fixes --diff; nothing is written\n")


@pytest.mark.parametrize("form", sorted({*FORMATS} - {"text"}))
def test_other_formats_have_the_report_alone(root, form, capsys):
    """The diff and what was mended go to standard error; what could be is not counted."""
    spoil(root)
    assert run(["check", "--format", form]) == 1
    assert capsys.readouterr().err == ""
    assert run(["check", "--fix", "--format", form]) == 1
    out, err = capsys.readouterr()
    assert "mended" not in out and f"mended {SET}" in err and "@@" in err
    if form == "json":
        assert json.loads(out)["exit_code"] == 1


def test_what_is_shown_obeys_nobody(root, capsys):
    """Words of strangers in a changed line are escaped, and no line begins as a command."""
    spoil(root)
    marks = json.loads((root / SET).read_bytes())
    wide = next(m for m in marks["mentions"] if m["spans"][0]["text"][-1] == " ")
    wide["note"] = "::error::x\u202e\u00a0" + "y" * 600
    (root / SET).write_text(json.dumps(marks))
    (root / SET).rename(root / "annotations/gold/::error::\x1b[1m.json")
    run(["check", "--unsafe-fixes", "--diff"])
    out = capsys.readouterr().out
    assert "would mend" in out and "-{" in out and "::error::x\\u202e\\xa0y" in out
    for line in out.split("\n"):
        assert len(line) < 4000 and not line.startswith("::")
        assert not any(c < " " or c in "\u202e\x1b" for c in line)


def test_long_lines_and_many_of_them_are_cut(monkeypatch):
    """A long line around what changes; no more lines than the limit, and how many there are."""
    monkeypatch.setattr(mend, "LINES", 2)
    old = ["x" * 1000 + "a" * 1000, "same", "b", "c", "same", "d"]
    new = ["x" * 1000 + "A" * 1000, "same", "B", "C", "same", "D"]
    shown = list(mend._difference(old, new))
    assert shown[0] == "@@ -1 +1 @@" and shown[3:] == ["@@ -3 +3 @@", "-b", "+B", "(2 more lines change)"]
    assert shown[1] == "-…" + "x" * mend.LEAD + "a" * (mend.WIDTH - mend.LEAD - 1) + "…"
    assert len(shown[2]) == mend.WIDTH + 2
    monkeypatch.setattr(mend, "LINES", 100)
    assert list(mend._difference(old, new))[3:8] == ["@@ -3,2 +3,2 @@", "-b", "-c", "+B", "+C"]


def test_a_file_that_changes_meanwhile_is_left(root):
    """What an editor wrote between reading and writing is not lost."""
    spoil(root)
    (mended,) = mend.mend(root, [SET])
    (root / SET).write_bytes(b"{}")
    with pytest.raises(MachineError, match="run this again"):
        mend.write(mended)
    assert (root / SET).read_bytes() == b"{}"


def test_the_shipped_corpus_is_not_mended_unasked(tmp_path, monkeypatch, capsys):
    """Where no corpus is, a fix needs one to be named; a look does not."""
    monkeypatch.chdir(tmp_path)
    assert run(["check", "--fix"]) == 2
    assert "name what to mend" in capsys.readouterr().err
    assert run(["check", "--diff"]) == 0


def test_the_shipped_files_are_canonical():
    """There is nothing to mend in them, not even their layout."""
    assert list(mend.mend(store.default_root(), unsafe=True)) == []


@pytest.mark.parametrize(("code", "said"), [("SP203", "check --fix`\n\n`trim-edges`: White"), ("QT402", "no fix")])
def test_a_rule_says_what_mends_it(code, said, capsys):
    """With the fix's own page, or that it takes a human."""
    assert run(["rule", code]) == 0
    assert said in capsys.readouterr().out


def test_a_set_of_an_unknown_document_gets_its_layout_alone(root, capsys):
    """There is no text to hold it to."""
    spoil(root)
    raw = (root / SET).read_bytes().replace(b'"document": "cbc-ppe-dispute"', b'"document": "other"')
    (root / SET).write_bytes(raw)
    assert run(["check", "--unsafe-fixes", SET]) == 1
    assert f"mended {SET}: layout" in capsys.readouterr().out
    assert json.loads((root / SET).read_bytes()) == json.loads(raw)
