"""Drafts: what someone has marked is there again when the page is, and nowhere else."""

import json

import pytest

from tests.browser import corpora
from tests.browser.desk import act, begin, give, made, save, take, wait_kept

TEXT = "😀 Mayor Sato said that the harbour opened in 東京."


@pytest.fixture
def path(view, tmp_path):
    """A page of that text."""
    return view(corpora.ID, "--root", corpora.write(tmp_path, TEXT))


def mention(page, words, type):
    """Mark words as a mention of a new entity, and wait until the draft is kept."""
    take(page, words, "Mention")
    give(page, type=type)
    save(page)
    wait_kept(page)


def again(page):
    """Open the page once more and go on with what it offers first."""
    page.reload()
    page.click("#mode-annotate")
    page.get_by_role("button", name="Begin").click()


def test_a_draft_is_there_after_a_reload(watch, path):
    """The same set, of the same annotator."""
    page = watch.open(path)
    begin(page)
    mention(page, "Mayor Sato", "PERSON")
    before = made(page)
    again(page)
    assert made(page) == before and len(before["mentions"]) == 1


def test_what_was_marked_last_is_kept_when_the_page_goes(watch, path):
    """At once, without a wait."""
    page = watch.open(path)
    begin(page)
    take(page, "Mayor Sato", "Mention")
    give(page, type="PERSON")
    save(page)
    again(page)
    assert len(made(page)["mentions"]) == 1


def test_each_annotator_has_a_draft(watch, path):
    """Two people at one computer; the newest is offered first."""
    page = watch.open(path)
    for name, words in (("anna", "Mayor Sato"), ("ben", "東京")):
        begin(page, annotator=name)
        mention(page, words, "GPE")
        act(page, "Stop annotating")
    page.click("#mode-annotate")
    offers = page.get_by_role("dialog").get_by_role("radio")
    told = [offers.nth(n).evaluate("each => each.parentElement.textContent") for n in range(offers.count())]
    assert [each.split(",")[0].strip() for each in told] == [
        "the draft of ben: 1 mark", "the draft of anna: 1 mark", "no marks"
    ]  # fmt: skip
    offers.nth(1).check()
    page.get_by_role("button", name="Begin").click()
    found = made(page)
    assert (found["annotator"], found["mentions"][0]["spans"][0]["text"]) == ("anna", "Mayor Sato")


def test_a_new_beginning_asks_before_it_takes_a_drafts_place(watch, path):
    """Whoever says no goes on choosing."""
    page = watch.open(path)
    begin(page)
    mention(page, "Mayor Sato", "PERSON")
    page.reload()
    watch.answers.append(("keeps a draft of student", False))
    begin(page)
    assert page.get_by_role("dialog").is_visible()
    watch.answers.append(("keeps a draft of student", True))
    page.get_by_role("button", name="Begin").click()
    assert made(page)["mentions"] == []


@pytest.mark.parametrize(
    "kept",
    [
        "{", "null", '{"saved": "<img src=x>", "set": "{}"}', '{"saved": "now", "set": "[[[["}', '{"set": {"toString": 1}}',
        '"</script><img src=x onerror=alert(1)>"',
    ],
)  # fmt: skip
def test_what_is_no_draft_is_not_offered(watch, path, kept):
    """Another program may have written anything there."""
    page = watch.open(path)
    sha = page.get_attribute("#text", "data-sha256")
    page.evaluate("([name, kept]) => localStorage.setItem(name, kept)", [f"onrecord:{sha}:student", kept])
    page.click("#mode-annotate")
    assert page.get_by_role("dialog").get_by_role("radio").count() == 1
    assert page.locator("dialog img").count() == 0


def test_a_hostile_draft_is_only_words(watch, path):
    """One that can be read, with hostile words in all it may choose."""
    page = watch.open(path)
    begin(page)
    mention(page, "Mayor Sato", "PERSON")
    key, draft = page.evaluate("Object.entries(localStorage).find(([name]) => name.endsWith(':student'))")
    hostile = json.loads(draft)
    hostile["saved"] = "<img src=x onerror=alert(1)>"
    hostile["set"] = hostile["set"].replace('"name":"Mayor Sato"', '"name":"<img src=x onerror=alert(1)>"')
    page.reload()
    page.evaluate("([name, kept]) => localStorage.setItem(name, kept)", [key, json.dumps(hostile)])
    page.click("#mode-annotate")
    assert "at an unknown time" in page.get_by_role("dialog").inner_text()
    page.get_by_role("button", name="Begin").click()
    assert made(page)["entities"][0]["name"] == "<img src=x onerror=alert(1)>"
    assert page.locator("img").count() == 0


def test_drafts_of_another_text_are_not_offered(watch, path, view, tmp_path):
    """They are kept by the hash of the text: the same name alone is nothing."""
    page = watch.open(path)
    begin(page)
    mention(page, "Mayor Sato", "PERSON")
    other = view(corpora.ID, "--root", corpora.write(tmp_path / "other", TEXT.replace("opened", "closed")))
    watch.own.add(other.as_uri())
    page.goto(other.as_uri())
    page.click("#mode-annotate")
    assert page.get_by_role("dialog").get_by_role("radio").count() == 1


def test_a_browser_that_keeps_nothing_says_so(watch, path):
    """And asks before it leaves what was not downloaded."""
    page = watch.open(path, init="Storage.prototype.setItem = () => { throw new DOMException('full'); }")
    begin(page)
    take(page, "Mayor Sato", "Mention")
    give(page, type="PERSON")
    save(page)
    page.locator("#desk .told", has_text="NOT kept").wait_for()
    watch.answers.append(("", False))
    page.close(run_before_unload=True)
    page.wait_for_timeout(300)
    assert watch.answers == [] and not page.is_closed()
    made(page)
    page.reload()
    assert page.locator("#text").is_visible()
