"""A document of 20,000 words and 5,000 marks: how its page is made, for `benchmarks/page.py` says how fast it is."""

import pytest

from tests.browser import corpora
from tests.browser.big import PARAGRAPHS, big
from tests.browser.desk import act, begin, give, made, save, take

COUNTING = """
  window.listeners = 0;
  const add = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (...all) { window.listeners += 1; return add.apply(this, all); };
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A corpus of that document alone."""
    return corpora.write(tmp_path_factory.mktemp("big"), *big())


def test_it_is_as_large_as_it_says():
    """Words, and marks."""
    text, found = big()
    assert len(text.split()) == 20_000 and sum(len(found[layer]) for layer in ("mentions", "quotes", "claims")) == 5_000


def test_only_what_is_in_sight_is_laid_out(opened, root):
    """Paragraphs and rows of lists; those far away have no boxes yet."""
    page = opened(corpora.ID, "--root", root)
    for part in ("#text .zone", "#side section", "#quotes > ol > li"):
        found = page.locator(part).evaluate_all("all => all.map(each => getComputedStyle(each).contentVisibility)")
        assert set(found) == {"auto"}
    laid = (
        "() => document.querySelector('#text .zone:last-of-type mark').checkVisibility({contentVisibilityAuto: true})"
    )
    assert not page.evaluate(laid)
    page.locator("#text .zone").last.scroll_into_view_if_needed()
    page.wait_for_function(laid)


def test_marks_cost_no_listener_and_no_element(opened, root):
    """However many there are, the script hears them all at one place, and makes a card only when it is wanted."""
    found = []
    for arguments in ((corpora.ID, "--root", root), ("clinic-hours-correction",)):
        page, without = opened(*arguments, init=COUNTING), opened(*arguments, java_script_enabled=False)
        found.append((page.evaluate("listeners"), page.locator("*").count() - without.locator("*").count()))
    assert found[0] == found[1] and found[0][0] > 10


def test_the_page_still_does_its_work(opened, root):
    """Search, cards, filters; whoever marks repaints the paragraph that was marked and no other."""
    page = opened(corpora.ID, "--root", root)
    page.fill("#search", "haldane works")
    assert page.locator("#search-count").inner_text() == f"1 of {PARAGRAPHS:,}"
    page.select_option("#filter-type", "GPE")
    page.locator("#text mark.t-GPE").first.hover()
    page.locator("#card").wait_for()
    assert f"{PARAGRAPHS - 1} other mentions" in page.locator("#card").inner_text()
    begin(page, "the marks of gold")
    page.evaluate("""() => { window.touched = new Set(); new MutationObserver((all) => { for (const each of all)
      touched.add(each.target.closest(".zone")); }).observe(document.getElementById("text"), {childList: true, subtree: true}); }""")
    take(page, "the river", "Mention")
    give(page, type="LOC")
    save(page)
    assert page.evaluate("() => touched.size") == 1
    act(page, "Undo")
    assert page.evaluate("() => touched.size") == 1
    assert len(made(page)["mentions"]) == 8 * PARAGRAPHS
