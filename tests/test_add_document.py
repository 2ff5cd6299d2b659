"""`onrecord add-document`: the bytes as they were, a record that `check` accepts, and nothing that nobody said."""

import hashlib
import io
import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import codec
from onrecord.cli import run
from onrecord.model import DocumentRecord, Rights
from onrecord.proposal import UNSEEN, new_record, propose_zones
from onrecord.rules import DOCUMENT_RULES
from onrecord.rules import run as run_rules
from onrecord.rules.base import DocumentContext
from onrecord.store import default_root, read_corpus, typed

TEXT = (
    "Storm\u00a0closes\r\nthe port \U0001f32a\r\n\r\n"
    "The port of Ambrevick is closed.\r\n\r\n“Stay in,” it said.\r\n \r\nEnd"
)
RIGHTS = ["--publisher", "A paper", "--rights-holder", "Its heirs", "--rights-license", "none", "--rights", "Quoted."]


@pytest.fixture
def root(tmp_path, monkeypatch):
    """An empty corpus, as the current folder, with a text beside it."""
    (tmp_path / "storm.txt").write_bytes(TEXT.encode())
    assert run(["init", str(tmp_path / "root")]) == 0
    monkeypatch.chdir(tmp_path / "root")
    return tmp_path / "root"


def texts(root):
    """Names of what is in the folder of texts, but for its README."""
    return sorted(path.name for path in (root / "corpus").iterdir() if path.name != "README.md")


def test_a_text_is_added_as_it_is(root, capsys):
    """Line ends, no-break spaces and the missing last line feed stay; the record tells the facts; check is clean."""
    assert run(["add-document", "../storm.txt", *RIGHTS, "--published", "2020-04", "--byline", "A. Writer"]) == 0
    out = capsys.readouterr().out
    raw = (root / "corpus/storm.txt").read_bytes()
    assert raw == TEXT.encode()
    record = codec.decode((root / "corpus/storm.json").read_bytes(), DocumentRecord)
    assert (record.id, record.title, record.byline, record.url) == (
        "storm", "Storm closes the port \U0001f32a", "A. Writer", None,
    )  # fmt: skip
    assert (record.text.sha256, record.text.chars, record.text.bytes) == (
        hashlib.sha256(raw).hexdigest(), len(TEXT), len(raw),
    )  # fmt: skip
    assert [zone.type for zone in record.zones] == ["headline", "deck", "body", "body"]
    assert record.rights == Rights("Its heirs", None, "Quoted.")
    (date,) = record.dates
    assert (date.event, date.value, date.precision, date.source) == ("published", "2020-04", "month", UNSEEN)
    assert (
        "a proposal" in out
        and "headline  1:1  'Storm\\xa0closes\\x0d\\x0athe port" in out
        and "body      2 of 4 paragraphs" in out
    )
    assert out.splitlines()[-1] == "next: onrecord new storm --annotator YOU"
    assert run(["check"]) == 0


def test_every_option_reaches_the_record(root):
    """What is said is written, in the place it was said for."""
    args = ["--id", "s-1", "--title", "T", "--url", "https://example.org/a", "--language", "fr", "--split", "train"]
    assert run(["add-document", "../storm.txt", *RIGHTS, *args, "--synthetic", "--rights-license", "CC0-1.0"]) == 0
    record = codec.decode((root / "corpus/s-1.json").read_bytes(), DocumentRecord)
    found = record.title, record.url, record.language, record.split, record.synthetic, record.rights.license
    assert found == ("T", "https://example.org/a", "fr", "train", True, "CC0-1.0")
    assert (record.publisher.name, record.dates) == ("A paper", ())
    assert run(["check"]) == 0


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"\xef\xbb\xbfHead\n\nBody.", "byte order mark"),
        (b"Head\n\nCaf\xe9.", "byte 9 (0xe9) is not UTF-8"),
        ("Head\n\nBody.".encode("utf-16"), "byte 0 (0xff) is not UTF-8"),
        (b"Head\n\n\xed\xa0\x80", "byte 6 (0xed) is not UTF-8"),
        (b" \n\xc2\xa0\n", "no words in it"),
        (b"x" * 10 * 1_048_576 + b"x", "the limit is 10,485,760"),
        (None, "no such file"),
    ],
)
def test_a_text_that_cannot_be_kept_is_refused(root, raw, told, capsys):
    """Exit code 2, one line that says why, and nothing is written."""
    (root.parent / "storm.txt").unlink()
    if raw is not None:
        (root.parent / "storm.txt").write_bytes(raw)
    assert run(["add-document", "../storm.txt", *RIGHTS]) == 2
    err = capsys.readouterr().err
    assert told in err and err.count("\n") == 1
    assert texts(root) == []


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["--id", "Storm"], "'Storm' is no id"),
        (["--id", "../storm"], "'../storm' is no id"),
        (["--id", ""], "'' is no id"),
        (["--id", "a" * 65], "is no id"),
        (["--id", "con"], "is a device on Windows"),
        (["--language", "English"], "/language: 'English' does not have the form"),
        (["--published", "2020-02-30"], "/dates/0/value: the date '2020-02-30' does not exist"),
        (["--published", ""], "/dates/0/value"),
        (["--title", ""], "/title"),
        (["--rights", "x" * 4097], "/rights/statement"),
        (["--byline", "\udcff"], "bytes that are not UTF-8"),
        (["--split", "dev"], "'dev' is not one of"),
        (["--root", "nowhere"], "no corpus here"),
    ],
)
def test_what_check_would_refuse_is_not_written(root, args, told, capsys):
    """Every value is held to the same rules as the file it would stand in."""
    assert run(["add-document", "../storm.txt", *RIGHTS, *args]) == 2
    assert told in capsys.readouterr().err
    assert texts(root) == []


@pytest.mark.parametrize("lacks", ["--publisher", "--rights-holder", "--rights-license", "--rights"])
def test_what_nobody_said_is_not_invented(root, lacks, capsys, monkeypatch):
    """Without a terminal to ask on, a missing option is named, and it alone."""
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    at = RIGHTS.index(lacks)
    assert run(["add-document", "../storm.txt", *RIGHTS[:at], *RIGHTS[at + 2 :]]) == 2
    assert capsys.readouterr().err.endswith(f"only you can say; give {lacks}\n")
    assert texts(root) == []


def test_a_terminal_is_asked(root):
    """One question for each thing that is missing; `none` is a licence that was not given."""
    (root.parent / "storm.txt").write_text("It was a storm.\n\nIt went by.")
    answers = b"The storm\nA paper\nIts heirs\nnone\nQuoted.\n"
    ours, theirs = pty.openpty()
    os.write(ours, answers)
    command = [Path(sys.executable).parent / "onrecord", "add-document", "../storm.txt"]
    done = subprocess.run(command, stdin=theirs, capture_output=True, text=True, check=False)
    os.close(ours)
    os.close(theirs)
    assert done.returncode == 0, done.stderr
    assert done.stderr.count(": ") == 5
    record = codec.decode((root / "corpus/storm.json").read_bytes(), DocumentRecord)
    assert (record.title, record.publisher.name, record.rights.license) == ("The storm", "A paper", None)
    assert (record.rights.holder, record.rights.statement) == ("Its heirs", "Quoted.")
    assert {zone.type for zone in record.zones} == {"body"}


def test_an_id_is_given_once(root, capsys):
    """Neither text nor record of another document is replaced, however its name is written."""
    assert run(["add-document", "../storm.txt", *RIGHTS]) == 0
    before = {name: (root / "corpus" / name).read_bytes() for name in texts(root)}
    assert run(["add-document", "../storm.txt", *RIGHTS]) == 2
    assert "storm.json is there already" in capsys.readouterr().err
    (root / "corpus/storm.json").unlink()
    (root.parent / "storm.txt").write_text("Another.")
    assert run(["add-document", "../storm.txt", *RIGHTS]) == 2
    assert "storm.txt is there already" in capsys.readouterr().err
    (root / "corpus/storm.txt").rename(root / "corpus/STORM.txt")
    assert run(["add-document", "../storm.txt", *RIGHTS]) == 2
    assert "STORM.txt is there already" in capsys.readouterr().err
    assert (root / "corpus/STORM.txt").read_bytes() == before["storm.txt"] and texts(root) == ["STORM.txt"]


def test_a_text_in_its_place_only_lacks_its_record(root):
    """It was put there by hand, or the command was killed between its two files."""
    shutil.move("../storm.txt", "corpus/storm.txt")
    assert run(["add-document", "corpus/storm.txt", *RIGHTS]) == 0
    assert (root / "corpus/storm.txt").read_bytes() == TEXT.encode()
    assert run(["check"]) == 0


def test_nothing_is_written_through_a_link(root, capsys):
    """A folder of texts that is a link out of the corpus stays as it is."""
    (root / "corpus").rename(root.parent / "elsewhere")
    (root / "corpus").symlink_to(root.parent / "elsewhere")
    assert run(["add-document", "../storm.txt", *RIGHTS]) == 2
    assert "leads out of the corpus" in capsys.readouterr().err
    assert [path.name for path in (root.parent / "elsewhere").iterdir()] == ["README.md"]


def test_the_proposal_is_right_on_the_shipped_texts():
    """All paragraphs, and of each text its headline and its deck, as they were settled by hand."""
    for document in read_corpus(default_root()).values():
        found = propose_zones(document.text)
        assert [(z.start, z.end) for z in found] == [(z.start, z.end) for z in document.zones]
        assert [z.type for z in found[:2]] == [z.type for z in document.zones[:2]] == ["headline", "deck"]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("It rained.\n\nIt was cold.\n\nIt snowed.", ["body"] * 3),
        ("He said: ‘It rains.’)\n\nIt was cold.\n\nIt snowed.", ["body"] * 3),
        ("Rain\n\nIt was cold.", ["headline", "body"]),
        ("Rain\n\n" + "x" * 201 + "\n\nIt snowed.", ["headline", "body", "body"]),
        ("Rain", ["headline"]),
        ("", []),
    ],
)
def test_roles_are_proposed_by_form(text, roles):
    """A sentence is no headline; a deck is short, has a headline over it and a story under it."""
    assert [zone.type for zone in propose_zones(text)] == roles


@given(st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\n\r \u00a0.”")))
def test_any_text_gets_a_sound_record(text):
    """Whatever the text, the record keeps to the schema and to the rules."""
    rights = Rights("H", None, "S")
    record = new_record("a", text, title="T", publisher="P", rights=rights, language="en", split="test")
    assert typed(codec.encode(record), DocumentRecord) == (record, [])
    assert run_rules(DOCUMENT_RULES, DocumentContext(record, text, text.encode(), "a")) == []
