"""Reading: the text as it is, cards, what belongs together, links, and a page whose script does not run."""

import json

import pytest

from tests.browser.conftest import ROOT
from tests.browser.desk import begin

ID = "cbc-ppe-dispute"
TEXT = (ROOT / f"corpus/{ID}.txt").read_bytes().decode()
GOLD = json.loads((ROOT / f"annotations/gold/{ID}.json").read_text())
NAMES = {entity["id"]: entity["name"] for entity in GOLD["entities"]}
STATEMENT = next(quote for quote in GOLD["quotes"] if len(quote["content"]["spans"]) > 1)
"""In two paragraphs."""


@pytest.mark.parametrize(
    "how", [[], ["--claims"], ["--practice"], ["--compare", "pass-a"], ["--compare", "pass-a", "annotate"]]
)
def test_the_text_is_the_text(opened, how):
    """In every kind of page each zone holds its own code points, as a browser reads them."""
    page = opened(ID, *[each for each in how if each != "annotate"])
    if "annotate" in how:
        begin(page, "the marks of gold")
    zones = page.eval_on_selector_all(
        "#text .zone",
        "all => all.map(zone => [Number(zone.dataset.zone), Number(zone.dataset.start), zone.textContent])",
    )
    wanted = json.loads((ROOT / f"corpus/{ID}.json").read_text())["zones"]
    assert {number for number, _, _ in zones} == set(range(len(wanted)))
    for number, start, words in zones:
        assert (start, words) == (wanted[number]["start"], TEXT[wanted[number]["start"] : wanted[number]["end"]])


def mark(page, token):
    """The first words of a mark, or of a part of a quote."""
    return page.locator(f"#text [data-marks~='{token}']").first


def lit(page):
    """What is lit in the text: for every token the words that have it."""
    return page.eval_on_selector_all("#text .lit", "all => all.map(each => [each.dataset.marks, each.textContent])")


def test_a_card_comes_on_hover(opened):
    """It tells who says what, which claims it makes, and all of the quote is lit, over two paragraphs."""
    page = opened(ID)
    id, card = STATEMENT["id"], page.locator("#card")
    mark(page, f"{id}:cue").hover()
    card.wait_for()
    told = card.inner_text()
    assert f"quote: {STATEMENT['mode']}, {STATEMENT['type']}" in told
    assert NAMES[STATEMENT["source"]["entity"]] in told
    claims = [c for c in GOLD["claims"] if any(place.get("quote") == id for place in c["realizations"])]
    assert claims and [c["proposition"] for c in claims if c["proposition"] not in told] == []
    parts = {part: [] for part in ("source", "cue", "content")}
    for tokens, words in lit(page):
        for part in parts:
            parts[part] += [words] if f"{id}:{part}" in tokens.split() else []
    joined = {part: "".join(words) for part, words in parts.items()}
    assert joined == {part: "".join(s["text"] for s in STATEMENT[part]["spans"]) for part in parts}


def test_a_card_stays_until_the_pointer_has_left_both(opened):
    """People with a magnifier must be able to reach it."""
    page = opened(ID)
    mark(page, f"{STATEMENT['id']}:cue").hover()
    page.locator("#card").wait_for()
    page.hover("#card")
    page.wait_for_timeout(400)
    assert page.locator("#card").is_visible() and lit(page)
    page.mouse.move(3, 3)
    page.locator("#card").wait_for(state="hidden")
    assert lit(page) == []


def test_a_card_of_a_mention_leads_to_all_others(opened):
    """Of the same entity: as many as there are, each a link to its words, and all of them lit as kin."""
    page = opened(ID)
    entity = next(id for id in NAMES if 3 <= sum(m["entity"] == id for m in GOLD["mentions"]) <= 10)
    first, *others = [m for m in GOLD["mentions"] if m["entity"] == entity]
    mark(page, first["id"]).hover()
    card = page.locator("#card")
    card.wait_for()
    assert NAMES[entity] in card.inner_text() and f"{len(others)} other mention" in card.inner_text()
    links = card.locator("a").evaluate_all("all => all.map(each => each.getAttribute('href'))")
    assert {f"#p-{m['id']}" for m in others} <= set(links)
    kin = page.eval_on_selector_all("#text .kin", "all => all.flatMap(each => each.dataset.marks.split(' '))")
    assert {m["id"] for m in others} <= set(kin)
    target = others[-1]["id"]
    card.locator(f"a[href='#p-{target}']").click()
    assert page.evaluate("location.hash") == f"#p-{target}"
    assert page.locator(f"#p-{target}").first.is_visible() and not card.is_visible()


def test_escape_closes_a_card(opened):
    """Under the pointer and under the focus; the focus stays where it was."""
    page = opened(ID)
    card = page.locator("#card")
    mark(page, f"{STATEMENT['id']}:cue").hover()
    card.wait_for()
    page.keyboard.press("Escape")
    assert not card.is_visible() and lit(page) == []
    page.mouse.move(3, 3)
    page.focus("#text mark[tabindex]")
    card.wait_for()
    page.keyboard.press("Escape")
    assert not card.is_visible()
    assert page.evaluate("document.activeElement.matches('#text mark')")


def test_every_card_names_what_it_is_about(opened):
    """Whatever lies over a word, the card has a part for it, with words, and no link to nowhere."""
    page = opened(ID)
    wrong = page.evaluate("""() => {
      const wrong = [], card = document.getElementById("card");
      for (const mark of document.querySelectorAll("#text mark[data-marks]")) {
        mark.tabIndex = -1;
        mark.focus({preventScroll: true});
        const ids = new Set(mark.dataset.marks.split(" ").map((token) => token.split(":")[0]));
        const parts = [...card.querySelectorAll("section")];
        const links = [...card.querySelectorAll("a[href^='#']")];
        if (card.hidden || parts.length !== ids.size || parts.some((part) => part.textContent.trim().length < 5) ||
            links.some((link) => !document.getElementById(link.hash.slice(1)))) wrong.push(mark.dataset.marks);
      }
      return wrong;
    }""")
    assert wrong == []


@pytest.mark.parametrize("how", [[], ["--claims"], ["--compare", "pass-a"]])
def test_every_link_leads_somewhere(opened, how):
    """Inside the page to an element, out of it to the web and to nobody who learns where from."""
    page = opened(ID, *how)
    links = page.eval_on_selector_all(
        "a[href]", "all => all.map(each => [each.getAttribute('href'), each.getAttribute('rel')])"
    )
    inside = {href[1:] for href, _ in links if href.startswith("#")}
    ids = page.eval_on_selector_all("[id]", "all => all.map(each => each.id)")
    assert inside and inside - set(ids) == set() and len(ids) == len(set(ids))
    out = [(href, rel) for href, rel in links if not href.startswith("#")]
    assert out and all(
        href.startswith(("http://", "https://")) and rel == "noopener noreferrer nofollow" for href, rel in out
    )


@pytest.mark.parametrize("list_", ["speakers", "quotes", "claims", "entities", "negatives", "graph"])
def test_lists_and_graph_lead_to_words(opened, list_):
    """A link that is followed brings its words into view."""
    page = opened(ID)
    link = page.locator(f"#{list_} a[href^='#p-']").last
    target = link.get_attribute("href")
    link.scroll_into_view_if_needed()
    link.click()
    assert page.evaluate("location.hash") == target
    box = page.evaluate("id => document.getElementById(id).getBoundingClientRect().toJSON()", target[1:])
    assert 0 <= box["top"] < 900


def test_without_its_script_the_page_is_there(watch, view):
    """Text, lists and graph; layers can be switched; what only the script can do is not offered."""
    page = watch.open(view(ID), java_script_enabled=False)
    assert page.locator("#text").inner_text()[:6] == "Ottawa"
    assert page.locator("#graph svg").is_visible() and page.locator("#quotes li").count() == len(GOLD["quotes"])
    assert page.locator("#layers").is_visible() and not page.locator("#controls").is_visible()


def test_the_page_is_about_what_it_says(opened):
    """Title, language, whose marks, and what made them: a model's marks are not called a person's."""
    page = opened(ID, "--annotator", "pass-a")
    assert page.title().startswith("Ottawa looks to Kushner")
    assert page.get_attribute("html", "lang") == "en" and page.get_attribute("#text", "lang") == "en"
    assert page.locator(".annotator summary").inner_text() == "Marks by pass-a (model, guidelines 1.0)"
