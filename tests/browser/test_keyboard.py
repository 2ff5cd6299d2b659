"""Without a mouse: Tab reaches everything and shows where it is, and everything can be annotated."""

import pytest

from tests.browser import corpora
from tests.browser.corpora import spans
from tests.browser.desk import begin, made
from tests.browser.places import selected

ID = "clinic-hours-correction"
TEXT = "😀 Mayor Sato said that the 🚢 harbour opened.\n\n“We are glad,” Sato said in 東京."

# What has the focus: a number for the element, whether it can be seen there, and whether the focus can be seen on it.
FOCUSED = """() => {
  const at = document.activeElement;
  if (at === document.body) return null;
  window.stops ??= [];
  const box = at.getClientRects()[0] ?? at.getBoundingClientRect(), style = getComputedStyle(at);
  const x = Math.min(Math.max(box.left + Math.min(4, box.width / 2), 0), innerWidth - 1);
  const y = Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1);
  const over = document.elementFromPoint(x, y);
  const clear = over !== null && (at.contains(over) || over.contains(at));
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
  const number = window.stops.includes(at) ? window.stops.indexOf(at) : window.stops.push(at) - 1;
  return {number, clear, outlined, over: over && over.outerHTML.slice(0, 120), told: at.outerHTML.slice(0, 120)};
}"""
# What can be reached by Tab and was not; of radio buttons only the chosen one can.
MISSED = """() => [...document.querySelectorAll(
    "a[href], button, input, select, textarea, summary, [tabindex='0']")]
  .filter((each) => each.checkVisibility({visibilityProperty: true}) && !each.disabled && each.tabIndex >= 0 &&
    !(each.type === "radio" && !each.checked) && !window.stops.includes(each))
  .map((each) => each.outerHTML.slice(0, 120))"""


def walk(page):
    """Press Tab until it begins anew; returns what is wrong with any of its stops."""
    wrong, seen = [], -1
    page.evaluate("() => { window.stops = []; document.body.tabIndex = -1; document.body.focus(); }")
    for _ in range(1000):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None or stop["number"] < seen:
            return wrong + page.evaluate(MISSED)
        seen = stop["number"]
        if not (stop["clear"] and stop["outlined"]):
            wrong.append(stop)
    raise AssertionError("Tab comes to no end")


@pytest.mark.parametrize("how", [[], ["--claims"], ["--compare", "practice-a"]])
def test_tab_reaches_everything(opened, how):
    """Each stop can be seen, with the focus on it; the marks of the text are one stop."""
    page = opened(ID, *how)
    assert walk(page) == []
    stops = page.evaluate("window.stops.filter(each => each.matches('#text mark')).length")
    assert stops == 1


def test_tab_reaches_everything_of_the_desk(opened):
    """While annotating, with lists and a form open."""
    page = opened(ID)
    begin(page, "the marks of gold")
    for name in ("mentions", "quotes"):
        page.locator("#desk summary", has_text=name).click()
    page.get_by_role("button", name="Edit q", exact=False).first.click()
    assert walk(page) == []
    assert page.evaluate("window.stops.filter(each => each.closest('#form')).length") > 8


@pytest.mark.parametrize("name", ["Annotate", "Keys"])
def test_a_dialog_keeps_the_focus_and_gives_it_back(opened, name):
    """Tab stays in it; Escape ends it."""
    page = opened(ID)
    page.get_by_role("button", name=name, exact=True).focus()
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for()
    for _ in range(30):
        assert page.evaluate(
            "document.activeElement.closest('dialog') !== null || document.activeElement === document.body"
        )
        page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert page.get_by_role("dialog").count() == 0
    assert page.evaluate("document.activeElement.textContent") == name


def test_arrow_keys_go_through_the_marks(opened):
    """Forward and back, by paragraph, to both ends; Enter goes into the card and Escape out of it."""
    page = opened(ID)
    page.focus("#text mark[tabindex]")
    here = "document.activeElement.dataset.marks"
    first = page.evaluate(here)
    page.keyboard.press("ArrowRight")
    second = page.evaluate(here)
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(here) != second
    page.keyboard.press("End")
    assert page.evaluate("[...document.querySelectorAll('#text mark')].at(-1) === document.activeElement")
    page.keyboard.press("Home")
    assert page.evaluate(here) == first
    zone = "Number(document.activeElement.closest('.zone').dataset.zone)"
    before = page.evaluate(zone)
    page.keyboard.press("ArrowDown")
    assert page.evaluate(zone) > before
    page.keyboard.press("ArrowUp")
    assert page.evaluate(zone) == before
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('#card') !== null")
    page.keyboard.press("Escape")
    assert page.evaluate(here) and not page.locator("#card").is_visible()


@pytest.fixture
def page(opened, tmp_path):
    """A page of our text; someone has begun to annotate, by keys alone."""
    page = opened(corpora.ID, "--root", corpora.write(tmp_path, TEXT))
    page.keyboard.press("a")
    page.keyboard.type("student")
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for(state="detached")
    return page


def press(page, *keys):
    """Press keys one after the other."""
    for key in keys:
        page.keyboard.press(key)


def to(page, role, name):
    """Press Tab until a control has the focus."""
    control = page.get_by_role(role, name=name, exact=True)
    for _ in range(60):
        if control.count() and control.first.evaluate("each => each === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {name}")


def test_a_mention_is_made_by_keys(page):
    """Arrow keys go by word, Shift extends, Enter asks what it is; letters choose in lists."""
    press(page, "ArrowRight", "ArrowRight", "Shift+ArrowRight")
    assert selected(page) == ["Mayor Sato"]
    press(page, "Enter", "Enter")
    to(page, "combobox", "type")
    page.keyboard.type("PERSON")
    to(page, "button", "Save")
    press(page, "Enter")
    (found,) = made(page)["mentions"]
    assert (found["entity"], found["spans"]) == ("mayor-sato", spans(TEXT, "Mayor Sato"))


def test_a_quote_is_made_by_keys_of_one_letter(page):
    """Its source by typing the words, where they stand more than once the place that is meant."""
    press(page, "ArrowRight", "ArrowDown", *["Shift+ArrowRight"] * 5, "q")
    assert selected(page) == ["“We are glad,”"]
    to(page, "button", "Add source")
    press(page, "Enter")
    source = page.get_by_role("group", name="source").first
    source.locator("summary").focus()
    press(page, "Enter", "Tab")
    page.keyboard.type("Sato")
    press(page, "Tab", "ArrowDown", "Tab", "Enter")
    page.get_by_role("group", name="new entity").get_by_role("combobox", name="type").focus()
    page.keyboard.type("PERSON")
    to(page, "button", "Save")
    press(page, "Enter")
    (found,) = made(page)["quotes"]
    assert (found["mode"], found["content"]["spans"]) == ("direct", spans(TEXT, "“We are glad,”"))
    assert found["source"] == {"entity": "sato", "spans": spans(TEXT, ("Sato", 1))}


def test_the_end_of_a_selection_moves_by_sign(page):
    """For scripts that have no spaces between words."""
    press(page, "ArrowRight", "End", "Shift+ArrowLeft")
    words = selected(page)[0]
    press(page, "Alt+ArrowLeft")
    assert (words, selected(page)) == ("京.", ["京"])


def test_keys_of_one_letter_can_be_switched_off(opened):
    """For people who speak to their computer; they stay off when the page is opened again."""
    page = opened(ID)
    page.keyboard.press("?")
    page.get_by_role("dialog").get_by_role("checkbox").uncheck()
    page.keyboard.press("Escape")
    for _ in range(2):
        page.keyboard.press("a")
        page.keyboard.press("?")
        assert page.get_by_role("dialog").count() == 0
        page.reload()


def test_what_happens_is_said(page):
    """To people who do not see the page: the words under the caret, what is selected, what was done."""
    live = page.locator("[role=status]").first
    press(page, "ArrowRight", "ArrowRight")
    assert live.inner_text() == "Mayor"
    press(page, "Shift+ArrowRight")
    assert live.inner_text() == "selected: Mayor Sato"
    press(page, "n")
    to(page, "button", "Save")
    press(page, "Enter")
    assert "negatives" in live.inner_text()
    press(page, "Control+z")
    assert live.inner_text().startswith("Undone")
