"""Annotating with the mouse, in a text where UTF-16 and code points differ from the first sign on."""

import json

import pytest

from tests.browser import corpora
from tests.browser.conftest import onrecord
from tests.browser.corpora import spans
from tests.browser.desk import act, begin, download, give, made, save, take
from tests.browser.places import place, select, selected

TEXT = (
    "😀👩\u200d🚀 東京の新しい港 𝒳\n\n"
    "Mayor Sato said that the harbour 🚢 opened in 東京 on Monday.\n\n"
    "“We are glad,” Sato said, “and 港は開いた.” The fee fell by five yen."
)
CONTENT = "the harbour 🚢 opened in 東京 on Monday"


@pytest.fixture
def root(tmp_path):
    """A corpus of that text without marks; the student is listed."""
    return corpora.write(tmp_path, TEXT, notes={"student": "A student, by hand, in the page."})


@pytest.fixture
def page(root, opened):
    """Its page; someone has begun to annotate."""
    page = opened(corpora.ID, "--root", root)
    begin(page)
    return page


def mention(page, words, type, nth=0):
    """Mark words as the name of a new entity."""
    take(page, words, "Mention", nth)
    give(page, type=type)
    save(page)


def quote(page):
    """Mark a quote with source and cue."""
    take(page, CONTENT, "Quote")
    take(page, "Mayor Sato", "as source")
    take(page, "said", "as cue")
    save(page)


def test_a_mention_is_made(page):
    """With an entity of its own, named by the words; the span counts code points."""
    mention(page, "Mayor Sato", "PERSON")
    found = made(page)
    assert found["entities"] == [{"id": "mayor-sato", "type": "PERSON", "name": "Mayor Sato", "identity": "named"}]
    assert found["mentions"] == [
        {"id": "m1", "entity": "mayor-sato", "level": "NAM", "spans": spans(TEXT, "Mayor Sato")}
    ]


def test_a_quote_with_source_and_claim_is_made(page):
    """The source is the entity that is mentioned there; the claim is made in the quote."""
    mention(page, "Mayor Sato", "PERSON")
    quote(page)
    take(page, CONTENT, "Claim")
    give(page, proposition="The harbour opened on Monday.")
    save(page)
    found = made(page)
    assert found["quotes"] == [
        {
            "id": "q1", "mode": "indirect", "type": "assertion",
            "source": {"entity": "mayor-sato", "spans": spans(TEXT, "Mayor Sato")},
            "cue": {"spans": spans(TEXT, "said")}, "content": {"spans": spans(TEXT, CONTENT)},
            "addressee": None, "parent": None,
        }
    ]  # fmt: skip
    assert found["claims"] == [
        {
            "id": "c1", "proposition": "The harbour opened on Monday.", "claimant": "mayor-sato", "subject": None,
            "realizations": [{"fidelity": "paraphrase", "quote": "q1"}], "made_at": None,
        }
    ]  # fmt: skip


def test_a_quote_in_two_pieces_is_made(page):
    """The second piece is added to the first; between quotation marks it is direct; its source is new."""
    take(page, "“We are glad,”", "Quote")
    take(page, "“and 港は開いた.”", "add to content")
    take(page, "Sato", "as source", nth=1)
    page.get_by_role("group", name="new entity").get_by_role("combobox", name="type").select_option("PERSON")
    save(page)
    (found,) = made(page)["quotes"]
    assert (found["mode"], found["source"]["entity"]) == ("direct", "sato")
    assert found["content"]["spans"] == spans(TEXT, "“We are glad,”", "“and 港は開いた.”")


def test_what_is_downloaded_is_accepted_as_it_is(page, root):
    """The file goes to its place in the corpus; the checker finds nothing, and the page says so before."""
    mention(page, "Mayor Sato", "PERSON")
    mention(page, "東京", "GPE", nth=1)
    quote(page)
    take(page, "“We are glad,”", "No quote")
    save(page)
    act(page, "Download…")
    assert "nothing wrong" in page.get_by_role("dialog").inner_text()
    page.keyboard.press("Escape")
    name, raw = download(page)
    folder = root / "annotations/student"
    folder.mkdir()
    (folder / name).write_bytes(raw)
    onrecord("check", "--root", root)
    assert json.loads(raw)["mentions"][1]["spans"] == spans(TEXT, ("東京", 1))


def test_the_page_paints_as_the_program_does(page, root, view, watch):
    """Each paragraph has the same elements as in the page that `onrecord view` makes of the downloaded set."""
    mention(page, "Mayor Sato", "PERSON")
    mention(page, "東京", "GPE", nth=1)
    quote(page)
    take(page, CONTENT, "Claim")
    give(page, proposition="The harbour opened on Monday.")
    save(page)
    name, raw = download(page)
    (root / name).write_bytes(raw)
    zones = """() => [...document.querySelectorAll("#text .zone")].map(
      (zone) => zone.outerHTML.replace(' tabindex="0"', ""))"""  # where the Tab key stops, while reading
    again = watch.open(view(corpora.ID, "--root", root, "--annotator", root / name))
    assert page.evaluate(zones) == again.evaluate(zones)
    act(page, "Stop annotating")
    plain = watch.open(view(corpora.ID, "--root", root))
    assert page.evaluate(zones) == plain.evaluate(zones)


def test_everything_can_be_undone_and_done_again(page):
    """Step by step, by button and by key."""
    steps = [made(page)]
    for words, type in (("Mayor Sato", "PERSON"), ("東京", "GPE"), ("Monday", "DATE")):
        mention(page, words, type, nth=words == "東京")
        steps.append(made(page))
    act(page, "Undo")
    assert made(page) == steps[2]
    page.focus("#text")
    page.keyboard.press("Control+z")
    assert made(page) == steps[1]
    act(page, "Undo")
    act(page, "Undo")
    assert made(page) == steps[0]
    act(page, "Redo")
    page.focus("#text")
    page.keyboard.press("Control+Shift+z")
    act(page, "Redo")
    assert made(page) == steps[3]


@pytest.mark.parametrize(
    ("words", "whole"),
    [("ayor Sat", "Mayor Sato"), (" said", "said"), ("🚢", "🚢"), ("five yen.", "five yen."), ("は開い", "は開い")],
)
def test_a_selection_is_whole_words(page, words, whole):
    """As the checker wants them: no half word, no space at an edge."""
    select(page, *place(TEXT, words))
    page.locator("#bubble").wait_for()
    assert selected(page) == [whole]


def test_a_selection_over_paragraphs_has_a_piece_in_each(page):
    """A span never goes over the end of a paragraph."""
    select(page, TEXT.index("on Monday"), TEXT.index(" Sato said, “and"))
    assert selected(page) == ["on Monday.", "“We are glad,”"]


@pytest.mark.parametrize(("words", "mode"), [(CONTENT, "direct"), ("“We are glad,”", "indirect")])
def test_quotation_marks_against_the_mode_are_told(page, words, mode):
    """While the form is open, with the code of the rule."""
    take(page, words, "Quote")
    give(page, mode=mode)
    page.locator("#form .faults").get_by_text("QT402").wait_for()


def test_a_mark_that_is_there_already_is_told(page):
    """The same words for the same entity."""
    mention(page, "Mayor Sato", "PERSON")
    take(page, "Mayor Sato", "Mention")
    page.locator("#form .faults").get_by_text("EN304").wait_for()


def test_a_mark_without_words_is_not_saved(page):
    """The form stays open and says what is missing."""
    page.locator("#desk summary", has_text="mentions").click()
    page.get_by_role("button", name="Add: mentions").click()
    page.locator("#form").get_by_role("button", name="Save").click()
    assert "spans" in page.locator("#form .faults").inner_text()
    assert page.locator("#form").is_visible()


def test_nothing_refers_to_what_is_gone(page):
    """With an entity go its mentions and the sources that are it; the whole step is undone at once."""
    mention(page, "Mayor Sato", "PERSON")
    quote(page)
    before = made(page)
    page.locator("#desk summary", has_text="entities").click()
    page.get_by_role("button", name="Remove mayor-sato").click()
    found = made(page)
    assert (found["entities"], found["mentions"], found["quotes"][0]["source"]) == ([], [], None)
    act(page, "Undo")
    assert made(page) == before


def test_a_mark_is_changed(page):
    """From its card, and from the list."""
    mention(page, "Mayor Sato", "PERSON")
    page.locator("#text [data-marks~=m1]").click()
    page.locator("#card").get_by_role("button", name="Edit m1").click()
    give(page, level="NOM", note="her office")
    save(page)
    (found,) = made(page)["mentions"]
    assert (found["level"], found["note"]) == ("NOM", "her office")
