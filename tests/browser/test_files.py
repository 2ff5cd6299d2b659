"""Files that someone opens in the page: sets go on as they are, everything else is refused and changes nothing."""

import copy
import json

import pytest

from tests.browser import corpora
from tests.browser.conftest import ROOT, onrecord
from tests.browser.corpora import marks, spans
from tests.browser.desk import act, begin, download, made

TEXT = "😀 Mayor Sato said that the harbour opened in 東京."
SET = marks(
    TEXT,
    annotator="another",
    entities=[{"id": "sato", "type": "PERSON", "name": "Mayor Sato", "identity": "named"}],
    mentions=[{"id": "m1", "entity": "sato", "level": "NAM", "spans": spans(TEXT, "Mayor Sato")}],
)


@pytest.fixture
def root(tmp_path):
    """A corpus of that text without marks."""
    return corpora.write(tmp_path / "root", TEXT, notes={"student": "By hand.", "another": "By hand."})


@pytest.fixture
def page(root, opened):
    """Its page; someone has begun to annotate."""
    page = opened(corpora.ID, "--root", root)
    begin(page)
    return page


def give(page, raw, name="set.json"):
    """Choose a file to open."""
    with page.expect_file_chooser() as chooser:
        act(page, "Open a file…")
    chooser.value.set_files({"name": name, "mimeType": "application/json", "buffer": raw})


def changed(*path, value):
    """The set with another value at a place; None takes the key away."""
    result = copy.deepcopy(SET)
    holder = result
    for part in path[:-1]:
        holder = holder[part]
    if value is None:
        del holder[path[-1]]
    else:
        holder[path[-1]] = value
    return json.dumps(result, ensure_ascii=False).encode()


SOUND = json.dumps(SET, ensure_ascii=False).encode()
SPAN = ("mentions", 0, "spans", 0)
BAD = {
    "nothing": b"",
    "no-json": b"{",
    "null": b"null",
    "list": b"[1]",
    "words": b'"<img src=x onerror=alert(1)>"',
    "not-utf-8": SOUND.replace(b"Mayor", b"M\xffyor"),
    "bom": b"\xef\xbb\xbf" + SOUND,
    "deep": b"[" * 200_000 + b"]" * 200_000,
    "twice": SOUND.replace(b'"mentions":', b'"mentions": [], "mentions":'),
    "other-document": changed("document", value="other"),
    "other-text": changed("text_sha256", value="0" * 64),
    "no-key": changed("relations", value=None),
    "odd-key": changed("onload", value="alert(1)"),
    "proto": SOUND.replace(b'{"id": "sato"', b'{"__proto__": {"polluted": 1}, "id": "sato"'),
    "constructor": SOUND.replace(b'{"id": "sato"', b'{"constructor": {"prototype": {"polluted": 1}}, "id": "sato"'),
    "odd-id": changed("mentions", 0, "id", value='"><img src=x onerror=alert(1)>'),
    "odd-label": changed("entities", 0, "type", value="<b>PERSON</b>"),
    "odd-annotator": changed("annotator", value="../../etc"),
    "number": changed("entities", 0, "name", value=1),
    "half": SOUND.replace(b"Mayor Sato", b"Mayor \\ud800"),
    "out-of-text": changed(*SPAN, "end", value=10**6),
    "beyond-numbers": SOUND.replace(b'"start": 2', b'"start": 1e999'),
    "fraction": SOUND.replace(b'"start": 2', b'"start": 2.5'),
    "utf-16": changed("mentions", 0, "spans", value=[{"start": 3, "end": 13, "text": "Mayor Sato"}]),
    "nobody": changed("mentions", 0, "entity", value="nobody"),
    "same-id": changed("mentions", value=SET["mentions"] * 2),
}


def test_a_set_goes_on_and_comes_out_as_it_was(page, root):
    """Another's set, which the checker accepts, is opened and downloaded."""
    folder = root / "annotations/another"
    folder.mkdir()
    (folder / f"{corpora.ID}.json").write_bytes(SOUND)
    onrecord("check", "--root", root)
    give(page, SOUND)
    page.locator("#text mark").wait_for()
    assert made(page) == SET


def test_every_shipped_set_comes_out_byte_by_byte(opened):
    """What `onrecord` has written is what the page writes."""
    for id in ("clinic-hours-correction", "ferry-crew-count"):
        raw = (ROOT / f"annotations/gold/{id}.json").read_bytes()
        page = opened(id)
        begin(page, annotator="gold")
        give(page, raw)
        page.locator("#text mark").first.wait_for()
        assert download(page) == (f"{id}.json", raw)


def test_a_bad_file_is_refused_and_nothing_has_changed(page):
    """With a reason for each; its words are only ever words."""
    give(page, SOUND)
    page.locator("#text mark").wait_for()
    before, elements = made(page), page.evaluate("document.body.querySelectorAll('img, svg, script').length")
    for name, raw in BAD.items():
        give(page, raw, f"{name}.json")
        box = page.get_by_role("dialog")
        assert f"{name}.json has faults" in box.inner_text(), name
        assert len(box.locator("li").first.inner_text()) > 20, name
        page.keyboard.press("Escape")
        box.wait_for(state="detached")
        assert made(page) == before, name
    assert page.evaluate("[({}).polluted, document.body.querySelectorAll('img, svg, script').length]") == [
        None, elements
    ]  # fmt: skip


def test_the_checker_refuses_the_same_files(root):
    """None of them is a set to the program either."""
    for number, raw in enumerate(BAD.values()):
        folder = root / f"annotations/bad-{number}"
        folder.mkdir()
        (folder / f"{corpora.ID}.json").write_bytes(raw)
    told = onrecord("check", "--root", root, "--format", "json", code=1)
    files = {file["name"]: file["total"] for file in json.loads(told)["files"]}
    assert [name for name, total in files.items() if "/bad-" in name and not total] == []
    assert sum("/bad-" in name for name in files) == len(BAD)


def test_a_file_may_have_any_name(page):
    """It is only words."""
    give(page, b"{", '<img src=x onerror=alert(1)>".json')
    assert '<img src=x onerror=alert(1)>".json has faults' in page.get_by_role("dialog").inner_text()


def test_opening_a_file_can_be_undone(page):
    """It is a step like any other."""
    before = made(page)
    give(page, SOUND)
    page.locator("#text mark").wait_for()
    act(page, "Undo")
    assert made(page) == before


@pytest.mark.parametrize("agree", [True, False])
def test_a_draft_of_another_is_not_lost_unasked(page, watch, agree):
    """A file of an annotator of whom the browser keeps a draft takes its place only if that is wanted."""
    give(page, SOUND)
    page.wait_for_function("() => Object.keys(localStorage).some(each => each.endsWith(':another'))")
    act(page, "Undo")
    watch.answers.append(("keeps a draft of another", agree))
    give(page, SOUND)
    page.wait_for_function("agree => document.querySelectorAll('#text mark').length === Number(agree)", arg=agree)
    assert made(page)["annotator"] == ("another" if agree else "student")
