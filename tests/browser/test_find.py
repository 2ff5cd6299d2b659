"""Layers, filters and search: what they leave, and that nothing is told by colour alone."""

import json

import pytest

from tests.browser.conftest import ROOT

ID = "cbc-ppe-dispute"
TEXT = (ROOT / f"corpus/{ID}.txt").read_bytes().decode()
GOLD = json.loads((ROOT / f"annotations/gold/{ID}.json").read_text())
LAYERS = ("entity", "source", "cue", "content", "claim", "signal", "negative")

# For every mark of a layer whether it is drawn in colour, and whether in any other way.
DRAWN = """layer => [...document.querySelectorAll(`#text mark.${layer}`)].map((mark) => {
  const style = getComputedStyle(mark), plain = getComputedStyle(mark.closest(".zone")), none = "rgba(0, 0, 0, 0)";
  const line = style.textDecorationLine !== "none" && style.textDecorationColor !== none;
  return [
    style.color !== plain.color || style.backgroundColor !== none,
    style.backgroundImage.includes("gradient") || style.fontWeight !== plain.fontWeight ||
      style.fontStyle !== plain.fontStyle || line,
  ];
})"""


@pytest.mark.parametrize("how", [{}, {"java_script_enabled": False}, {"forced_colors": "active"}])
def test_a_layer_can_be_switched_off(opened, how):
    """It leaves no trace, comes back, and is drawn by more than a colour; without the script, too, and in few colours."""
    page = opened(ID, **how)
    for layer in LAYERS:
        page.uncheck(f"#show-{layer}")
    for layer in LAYERS:
        for checked in (False, True, False):
            page.set_checked(f"#show-{layer}", checked)
            found = page.evaluate(DRAWN, layer)
            assert found and {other for _, other in found} == {checked}, layer
            assert checked or "forced_colors" in how or {colour for colour, _ in found} == {False}, layer


def test_a_type_leaves_its_entities(opened):
    """In the text and in the list."""
    page = opened(ID)
    page.select_option("#filter-type", "PERSON")
    people = {entity["id"] for entity in GOLD["entities"] if entity["type"] == "PERSON"}
    shown = page.eval_on_selector_all("#entities li[id^='i-']", "all => all.filter(e => !e.hidden).map(e => e.id)")
    assert set(shown) == {f"i-{id}" for id in people}
    drawn = page.evaluate("""() => [...document.querySelectorAll("#text mark.entity")].map((mark) =>
      [mark.classList.contains("t-PERSON"), !getComputedStyle(mark).getPropertyValue("--e1").startsWith("none")
        && (mark.classList.contains("e1") || mark.classList.contains("e2"))])""")
    assert {drawn for person, drawn in drawn if person} == {True}
    assert {drawn for person, drawn in drawn if not person} == {False}
    page.select_option("#filter-type", "")
    assert page.locator("#entities li[id^='i-'] >> visible=true").count() == len(GOLD["entities"])


def test_a_speaker_leaves_what_that_speaker_says(opened):
    """Quotes and claims, in the text and in the lists."""
    page = opened(ID)
    who = "jared-kushner"
    quotes = {q["id"] for q in GOLD["quotes"] if q["source"] and q["source"]["entity"] == who}
    page.select_option("#filter-speaker", who)
    shown = page.eval_on_selector_all("#quotes li[id^='i-']", "all => all.filter(e => !e.hidden).map(e => e.id)")
    assert quotes and set(shown) == {f"i-{id}" for id in quotes}
    claims = page.eval_on_selector_all("#claims > ol > li", "all => all.filter(e => !e.hidden).map(e => e.id)")
    assert set(claims) == {f"i-{c['id']}" for c in GOLD["claims"] if c["claimant"] == who}
    grounds = page.evaluate("""() => [...document.querySelectorAll("#text mark.content")].map((mark) =>
      [mark.dataset.marks, getComputedStyle(mark).backgroundImage.split("gradient").length > 1])""")
    told = {tokens: ground for tokens, ground in grounds if all(token.endswith(":content") for token in tokens.split())}
    wanted = {tokens: any(token.split(":")[0] in quotes for token in tokens.split()) for tokens in told}
    assert told == wanted and len(set(told.values())) == 2


def test_filters_decide_where_arrow_keys_go(opened):
    """From one person to the next, past everything that is not shown."""
    page = opened(ID)
    for layer in LAYERS[1:]:
        page.uncheck(f"#show-{layer}")
    page.select_option("#filter-type", "PERSON")
    page.focus("#text mark[tabindex]")
    page.keyboard.press("Home")
    stops = []
    for _ in range(8):
        stops.append(page.evaluate("document.activeElement.className"))
        page.keyboard.press("ArrowRight")
    assert [stop for stop in stops if "t-PERSON" not in stop] == [] and len(set(stops)) > 1


def current(page):
    """The words that are lit as the place where the search stands, and how many places are lit."""
    return page.evaluate(
        "() => [[...CSS.highlights.get('current') ?? []].map(String).join(), CSS.highlights.get('found')?.size ?? 0]"
    )


@pytest.mark.parametrize("words", ["kushner", "the U.S", "of emergency medical", "“", "ottawa looks to kushner, other"])
def test_search_finds_every_place(opened, words):
    """Upper and lower case are one, and a place may go across marks; the count is that of the text."""
    page = opened(ID)
    page.fill("#search", words)
    many = TEXT.replace("\u00a0", " ").lower().count(words.lower())
    found, lit = current(page)
    assert page.locator("#search-count").inner_text() == (f"1 of {many}" if many else "not found")
    assert (found.replace("\u00a0", " ").lower(), lit) == ((words.lower(), many) if many else ("", 0))


def test_search_goes_from_place_to_place(opened):
    """By Enter and by its buttons, around the ends; each place comes into view; Escape ends it."""
    page = opened(ID)
    page.fill("#search", "stockpile")
    many = TEXT.lower().count("stockpile")
    counts = [f"{n} of {many}" for n in range(1, many + 1)]
    count = page.locator("#search-count")
    for told in [*counts[1:], counts[0]]:
        page.keyboard.press("Enter")
        assert count.inner_text() == told
        top, bottom = page.evaluate("""() => { const [range] = CSS.highlights.get("current");
          const box = range.getBoundingClientRect(); return [box.top, box.bottom]; }""")
        assert top > 60 and bottom < 900
    page.keyboard.press("Shift+Enter")
    assert count.inner_text() == counts[-1]
    page.click("#search-next")
    assert count.inner_text() == counts[0]
    page.click("#search-previous")
    assert count.inner_text() == counts[-1]
    page.focus("#search")
    page.keyboard.press("Escape")
    assert (count.inner_text(), current(page)) == ("", ["", 0])


def test_a_space_finds_a_no_break_space(opened):
    """Nobody can see which it is."""
    page = opened(ID)
    at = TEXT.index("\u00a0", 100)
    words = TEXT[at - 12 : at + 1] + TEXT[at + 1 : at + 8]
    page.fill("#search", words.replace("\u00a0", " "))
    assert current(page)[0] == words
