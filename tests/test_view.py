"""`onrecord view`: which document, whose marks, where the page goes, and who opens it."""

import shutil
import webbrowser

import pytest
from msgspec.structs import replace

import onrecord
from onrecord import codec
from onrecord.cli import run
from onrecord.store import default_root
from tests.parsed import Page, data

ID = "cbc-ppe-dispute"


@pytest.fixture(autouse=True)
def opened(monkeypatch, tmp_path):
    """The addresses that a browser was asked to open; the current folder is a new one."""
    found = []
    monkeypatch.setattr(webbrowser, "open", lambda url: found.append(url) or True)
    monkeypatch.chdir(tmp_path)
    return found


@pytest.fixture
def root(tmp_path):
    """A corpus of the article and one story, each with gold, and nothing else marked."""
    folder = tmp_path / "root"
    for name in ("corpus", "annotations/gold"):
        (folder / name).mkdir(parents=True)
    shutil.copy(default_root() / "annotations/annotators.json", folder / "annotations")
    for id in (ID, "cafe-name-dispute"):
        for name in (f"corpus/{id}.txt", f"corpus/{id}.json", f"annotations/gold/{id}.json"):
            shutil.copy(default_root() / name, folder / name)
    return folder


def test_a_page_is_written_and_opened(tmp_path, opened, capsys):
    """Without an id it is the first real text; the file is in the current folder."""
    assert run(["view"]) == 0
    path = tmp_path / f"{ID}.html"
    assert opened == [path.as_uri()] and capsys.readouterr().out == f"wrote {ID}.html\n"
    found = data(Page(path.read_text()))
    assert (found["document"]["id"], found["annotator"]["id"], found["mode"]) == (ID, "gold", "read")


def test_it_may_stay_closed(tmp_path, opened, capsys, monkeypatch):
    """--no-open opens nothing; where there is no browser the file is there all the same."""
    assert run(["view", ID, "--no-open", "-o", "deep/down/page.html"]) == 0
    assert not opened and (tmp_path / "deep/down/page.html").is_file()
    monkeypatch.setattr(webbrowser, "open", lambda url: False)
    assert run(["view", ID]) == 0
    assert "open the file in one" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("option", "name", "inside"),
    [
        ([], ID, 'class="reading read"'),
        (["--claims"], f"{ID}-claims", 'class="claims read"'),
        (["--practice"], f"{ID}-practice", 'class="reading practice"'),
        (["--compare", "pass-b"], f"{ID}-and-pass-b", 'class="comparing read"'),
        (["--annotator", "pass-a"], ID, "Marks by <b>pass-a</b> (model, guidelines 1.0)"),
    ],
)
def test_each_kind_of_page_has_its_name(tmp_path, option, name, inside):
    """So that a class can have several beside each other."""
    assert run(["view", ID, "--no-open", *option]) == 0
    assert [path.name for path in tmp_path.iterdir()] == [f"{name}.html"]
    assert inside in (tmp_path / f"{name}.html").read_text()


def test_a_file_outside_the_corpus_is_shown_and_compared(tmp_path, capsys):
    """A student's set, also one that says it is of the same annotator, and one that nobody has listed."""
    gold = onrecord.load()[ID].marks
    for name, who in (("mine.json", "student"), ("gold.json", "gold")):
        (tmp_path / name).write_bytes(
            codec.encode(replace(gold, annotator=who, quotes=(), claims=(), relations=(), records=()))
        )
    assert run(["view", ID, "--no-open", "--annotator", "mine.json", "-o", "a.html"]) == 0
    assert "Marks by <b>student</b>; who or what that is, the corpus does not say" in (tmp_path / "a.html").read_text()
    assert run(["view", ID, "--no-open", "--compare", "gold.json", "-o", "b.html"]) == 0
    found = data(Page((tmp_path / "b.html").read_text()))
    assert len(found["set"]["quotes"]) == 20 and found["other"]["quotes"] == []
    assert len([row for row in found["differences"] if row["layer"] == "quotes"]) == 20
    assert run(["view", "cafe-name-dispute", "--no-open", "--compare", "mine.json"]) == 2
    assert "no annotation set of cafe-name-dispute (of: cbc-ppe-dispute)" in capsys.readouterr().err


def test_only_what_is_shown_is_read(root, tmp_path):
    """Another's broken file does not keep anyone from reading."""
    (root / "annotations/me").mkdir()
    (root / f"annotations/me/{ID}.json").write_text("{")
    assert run(["view", ID, "--no-open", "--root", str(root)]) == 0
    assert run(["view", ID, "--no-open", "--root", str(root), "--annotator", "me"]) == 1


def test_marks_that_are_not_of_the_text_are_refused(root, tmp_path, capsys):
    """What is wrong is said with its code; no page, no traceback."""
    path = root / f"annotations/gold/{ID}.json"
    gold = onrecord.load()[ID].marks
    path.write_bytes(codec.encode(replace(gold, mentions=gold.mentions[1:] * 2)))
    assert run(["view", ID, "--no-open", "--root", str(root)]) == 1
    assert "ID701" in capsys.readouterr().err and not list(tmp_path.glob("*.html"))


def test_an_unmarked_text_is_a_page_to_begin_with(root, tmp_path, capsys):
    """Nothing to practise against, and nobody to compare with."""
    (root / f"annotations/gold/{ID}.json").unlink()
    assert run(["view", ID, "--no-open", "--root", str(root)]) == 0
    assert data(Page((tmp_path / f"{ID}.html").read_text()))["set"] is None
    for option, told in (
        (["--practice"], "nothing to compare with"),
        (["--compare", "x"], "no annotator, file or folder"),
    ):
        assert run(["view", ID, "--no-open", "--root", str(root), *option]) == 2
        assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nope"], "no document 'nope'; there is: "),
        (
            [ID, "--annotator", "nobody"],
            "no annotator, file or folder 'nobody'; there is: gold, pass-a, pass-b, pass-c",
        ),
        ([ID, "--claims", "--practice"], "give one of them"),
        ([ID, "--root", "."], "no corpus here"),
        ([ID, "-o", "."], ". is a folder; name a file in it"),
        ([ID, "-o", "notes.html"], "notes.html is there already and is no page of ours; name another file by -o"),
    ],
)
def test_wrong_use_is_answered(tmp_path, arguments, told, capsys):
    """With the place, the fact and the next step; what is there stays."""
    (tmp_path / "notes.html").write_text("<!doctype html>mine")
    assert run(["view", "--no-open", *arguments]) == 2
    assert told in capsys.readouterr().err
    assert (tmp_path / "notes.html").read_text() == "<!doctype html>mine"


def test_a_page_of_ours_is_replaced(tmp_path):
    """By the same name."""
    for annotator in ("gold", "pass-a"):
        assert run(["view", ID, "--no-open", "--annotator", annotator]) == 0
    assert data(Page((tmp_path / f"{ID}.html").read_text()))["annotator"]["id"] == "pass-a"


def test_an_empty_corpus_has_nothing_to_show(root, capsys):
    """And says how to add something."""
    shutil.rmtree(root / "corpus")
    (root / "corpus").mkdir()
    assert run(["view", "--no-open", "--root", str(root)]) == 2
    assert "onrecord add-document" in capsys.readouterr().err
