"""Checking a whole corpus root: every fault is found, placed and printed safely; none hides another file."""

import json
import os
import shutil
import socket
from pathlib import Path

import pytest

from onrecord import store
from onrecord.check import CAP, check, check_loose
from onrecord.codes import CODES
from onrecord.report import FORMATS

SET = "annotations/gold/cbc-ppe-dispute.json"
RECORD = "corpus/cbc-ppe-dispute.json"


@pytest.fixture
def root(tmp_path):
    """A copy of the shipped corpus that a test may break."""
    for folder in ("corpus", "annotations", "evidence"):
        shutil.copytree(store.default_root() / folder, tmp_path / "root" / folder)
    return tmp_path / "root"


def edit(root, name, old, new, count=1):
    """Replace bytes of one file; the old ones must be there."""
    raw = (root / name).read_bytes()
    assert old in raw
    (root / name).write_bytes(raw.replace(old, new, count))


def codes(report):
    """The codes found, in order."""
    return [p.code for p in report.problems]


def test_the_shipped_corpus_is_clean(root):
    """Every file of it, no problem, exit 0."""
    report = check(root)
    files = [
        p for folder in ("corpus", "annotations", "evidence") for p in (root / folder).rglob("*.*") if p.suffix != ".md"
    ]
    assert (len(report.files), report.problems, report.exit_code) == (len(files), (), 0)


def test_a_problem_has_its_line_column_and_place_in_the_article(root):
    """Line and column point at the value in the file, the article's place at the words."""
    edit(root, SET, b'"start":4667', b'"start":4668')
    problems = [p for p in check(root).problems if p.code == "SP202"]
    lines = (root / SET).read_text().split("\n")
    assert problems
    for p in problems:
        assert lines[p.line - 1][p.col - 1] in '{"0123456789'
        assert p.pointer.startswith("/quotes/")


@pytest.mark.parametrize("name", ["corpus", "annotations", "annotations/pass-a"])
def test_a_folder_that_is_a_link_out_is_not_followed(root, tmp_path, name):
    """Nothing in it is read, and it is named; a link inside the corpus is as good as what it leads to."""
    (root / name).rename(tmp_path / "elsewhere")
    (root / name).symlink_to(tmp_path / "elsewhere")
    report = check(root)
    assert [(p.file, p.code) for p in report.problems if p.code == "FS101"] == [(name, "FS101")]
    assert not any(file.name.startswith(name + "/") for file in report.files)
    assert store.read_file(root, f"{name}/annotators.json").raw is None
    (tmp_path / "elsewhere").rename(root / "inside")
    (root / name).unlink()
    (root / name).symlink_to(root / "inside")
    assert check(root).problems == ()


def _socket(path):
    """A socket that stands where a file should."""
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))


STRANGE = {
    "a link to itself": ("corpus/x.json", lambda p: p.symlink_to(p), "FS101"),
    "a folder that is a link to itself": ("annotations/x", lambda p: p.symlink_to(p), "FS101"),
    "a folder that leads nowhere": ("annotations/x", lambda p: p.symlink_to(p.parent / "nowhere"), "FS101"),
    "a pipe for a folder": ("annotations/x", os.mkfifo, "FS101"),
    "a socket": ("annotations/gold/x.json", _socket, "FS101"),
    "a folder for a file": ("corpus/x.json", Path.mkdir, "FS101"),
    "a folder in corpus": ("corpus/more", Path.mkdir, "FS101"),
    "a picture": ("corpus/x.jpg", lambda p: p.write_bytes(b"x"), "FS104"),
    "a text among the sets": ("annotations/x.txt", lambda p: p.write_bytes(b"x"), "FS104"),
    "another list": ("annotations/x.json", lambda p: p.write_bytes(b"{}"), "FS104"),
}


@pytest.mark.parametrize("strange", STRANGE)
def test_what_no_document_uses_is_named(root, monkeypatch, strange):
    """What stands in the corpus folders is judged; only Markdown and hidden files beside the data are for people."""
    name, make, code = STRANGE[strange]
    monkeypatch.chdir(root)  # the path of a socket is short
    make(Path(name))
    Path("corpus/NOTES.md").write_text("x")
    Path("annotations/.hidden").write_text("x")
    report = check(root)
    assert [(p.file, p.code) for p in report.problems] == [(name, code)]
    assert report.exit_code == 1


def test_sets_without_a_list_of_annotators(root):
    """Its absence is a problem of the corpus, named where the list should be."""
    (root / "annotations/annotators.json").unlink()
    report = check(root)
    assert [(p.file, p.code) for p in report.problems] == [("annotations/annotators.json", "CO805")]
    assert check(root, ["annotations/gold"]).problems == ()


def test_names_are_judged_whatever_the_list_says(root):
    """A list of annotators that cannot be read hides no collision; a record without a text has a name, too."""
    (root / "annotations/annotators.json").write_text("{")
    for name in ("con.json", "CBC-ppe-dispute.json"):
        (root / "corpus" / name).write_text("{}")
    codes = {p.code for p in check(root).problems if p.file == "annotations/annotators.json"}
    assert codes == {"JS103", "CO801", "CO802", "CO803"}


HUGE = {
    "values": (lambda marks: [0] * 500_002, ["JS111"]),
    "marks": (lambda marks: {**marks, "mentions": [{"x": 1}] * 100_000}, ["SC107"]),
    "unknown keys": (lambda marks: {**marks, **dict.fromkeys(map(str, range(300)), 1)}, ["SC103"] * 101),
    "an id with a line break": (lambda marks: {**marks, "document": "a\nb"}, ["SC105", "SC105"]),
}


@pytest.mark.parametrize("huge", HUGE)
def test_too_much_of_anything_is_said_once(root, huge):
    """A file that no tool of ours would write is refused before it is looked at value by value."""
    make, codes = HUGE[huge]
    marks = json.loads((root / SET).read_bytes())
    (root / SET).write_text(json.dumps(make(marks), separators=(",", ":")))
    (report,) = [file for file in check(root).files if file.total]
    assert (report.name, report.total, {p.code for p in report.problems}) == (SET, len(codes), set(codes))


def test_every_gate_reports_its_own(root):
    """A syntax fault, a schema fault and a rule's fault in three files are all found in one run."""
    (root / "annotations/a").mkdir()
    (root / "annotations/b").mkdir()
    shutil.copy(root / SET, root / "annotations/a")
    shutil.copy(root / SET, root / "annotations/b")
    edit(root, "annotations/a/cbc-ppe-dispute.json", b'"mentions":[', b'"mentions":[,')
    edit(root, "annotations/b/cbc-ppe-dispute.json", b'"level":"NAM"', b'"level":"NAME"')
    found = {p.file: p.code for p in check(root).problems}
    assert found["annotations/a/cbc-ppe-dispute.json"] == "JS103"
    assert found["annotations/b/cbc-ppe-dispute.json"] == "SC104"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (b'"schema_version":"1"', b'"schema_version":"1", "schema_version":"1"', "JS104"),
        (b'"start":0', b'"start":-0', "JS106"),
        (b'"start":0', b'"start":0.0', "JS106"),
        (b'"start":0', b'"start":NaN', "JS105"),
        (b'"start":0', b'"start":"0"', "SC101"),
        (b'"../../schema/annotation-set.schema.json"', b'"http://127.0.0.1:1/s.json"', "SC106"),
        (b'"level":"NAM"', b'"level":"NAM", "colour":1', "SC103"),
        (b'"id":"q01"', b'"id":"../q01"', "SC105"),
    ],
)
def test_strange_spellings_are_refused(root, old, new, code):
    """Each gets its code, exit 1, and no traceback."""
    edit(root, SET, old, new)
    report = check(root)
    assert code in codes(report) and report.exit_code == 1


def test_a_text_with_crlf_is_a_hash_problem(root):
    """Line ends changed by git: the record's facts no longer hold, and each set is told too."""
    edit(root, "corpus/cbc-ppe-dispute.txt", b"\n", b"\r\n", 1000)
    found = {(p.file, p.name) for p in check(root).problems}
    assert (RECORD, "text-hash-mismatch") in found and (RECORD, "text-length-mismatch") in found
    assert any(file == SET for file, _ in found)


def test_findings_are_capped_with_the_true_total(root):
    """At most 100 are shown for a file; the total is true."""
    raw = (root / SET).read_bytes()
    (root / SET).write_bytes(raw.replace(b'"level"', b'"levels"'))
    file = next(f for f in check(root).files if f.name == SET)
    assert len(file.problems) == CAP < file.total


def test_missing_partners_and_broken_texts_are_named(root):
    """A text without a record, a record without a text, a text that is no UTF-8."""
    (root / "corpus/alone.txt").write_bytes(b"a")
    (root / "corpus/bad.txt").write_bytes(b"\xff")
    shutil.copy(root / RECORD, root / "corpus/none.json")
    found = {(p.file, p.code) for p in check(root).problems}
    assert {("corpus/alone.txt", "FS102"), ("corpus/bad.txt", "FS103"), ("corpus/none.json", "FS102")} <= found


def test_links_out_of_the_root_are_not_followed(root, tmp_path):
    """The target's content never shows."""
    (tmp_path / "secret").write_text('{"secret": 1}')
    (root / "annotations/gold/x.json").symlink_to(tmp_path / "secret")
    report = check(root)
    assert codes(report) == ["FS101"] and "secret" not in "\n".join(FORMATS["json"](report))


HOSTILE = "\x1b[31m\u202e\r\n::error::x%0A</script>\x07\x9b\u2028##[group]"


@pytest.mark.parametrize("form", FORMATS)
def test_output_holds_no_control_and_no_forged_command(root, form):
    """Hostile strings in ids, labels and keys leave every output one line a problem, with nothing to obey."""
    marks = json.loads((root / SET).read_bytes())
    marks["entities"][0]["id"] = HOSTILE
    marks["entities"][1]["type"] = HOSTILE
    marks["mentions"][0][HOSTILE] = HOSTILE
    (root / SET).write_text(json.dumps(marks))
    (root / "annotations" / "gold" / "a\x1b[0m\n::error::.json").write_bytes(b"{}")
    report = check(root)
    lines = list(FORMATS[form](report))
    assert report.problems
    for line in "\n".join(lines).split("\n"):
        assert not any(c < " " or "\x7f" <= c < "\xa0" or c in "\u202e\u2028" for c in line)
        assert not line.startswith("##[") and (form == "github" or not line.startswith("::"))
    if form == "github":
        # Data in the file's name cannot end the properties early: the title is still among them.
        assert all(line.startswith("::error file=") and ",title=" in line.split("::")[1] for line in lines[:-1])


def test_text_and_json_agree(root):
    """Both name the same codes and places."""
    edit(root, SET, b'"level":"NAM"', b'"level":"NAME"')
    report = check(root)
    rows = json.loads("".join(FORMATS["json"](report)))["problems"]
    lines = list(FORMATS["text"](report))
    assert all(
        f"{r['file']}:{r['line']}:{r['col']}: {r['code']} {r['name']}" in line
        for r, line in zip(rows, lines, strict=False)
    )


def test_a_loose_set_is_checked_against_a_root(root):
    """A file outside any corpus is held to the document it names."""
    raw = (root / SET).read_bytes()
    assert check_loose(root, "mine.json", raw).problems == ()
    assert check_loose(root, "mine.json", raw.replace(b'"cbc-ppe-dispute"', b'"no-such"')).exit_code == 1


def test_codes_are_unique_and_have_pages():
    """One code, one name, and a page for each."""
    assert len({c.code for c in CODES}) == len({c.name for c in CODES}) == len(CODES)
    assert all(len(c.page) > 40 for c in CODES)


OUTSIDE = "evidence/cbc-ppe-dispute.json"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (b'"about":["c38","c39"]', b'"about":["c38","c99"]', "EV901"),
        (b'"document":"cbc-ppe-dispute"', b'"document":"other"', "EV903"),
        (b'"url":"https:', b'"url":"ftp:', "SC105"),
        (b'"date":"2020-04-02"', b'"date":"2020-04-31"', "EV902"),
    ],
)
def test_outside_evidence_is_checked_too(root, old, new, code):
    """Its claims are gold's, its document is the file's, its dates exist, its addresses are http."""
    edit(root, OUTSIDE, old, new, 1)
    assert codes(check(root)) == [code]


def test_evidence_on_a_document_that_is_not_there(root):
    """It is named; nothing else is."""
    (root / OUTSIDE).rename(root / "evidence/other.json")
    assert codes(check(root)) == ["FS102"]
