"""Practice: the marks are hidden, and then every mark is told how it stands to gold's."""

import json

import pytest

from tests.browser import corpora
from tests.browser.conftest import ROOT
from tests.browser.corpora import marks, spans
from tests.browser.desk import act, begin, give, save, take

TEXT = "😀 Mayor Sato said that the harbour opened in 東京 on Monday.\n\nAnna Berg denied it."
CONTENT = "the harbour opened in 東京 on Monday"


def person(id, name, type="PERSON"):
    """An entity."""
    return {"id": id, "type": type, "name": name, "identity": "named"}


def mention(id, entity, *words):
    """A mention by name."""
    return {"id": id, "entity": entity, "level": "NAM", "spans": spans(TEXT, *words)}


GOLD = marks(
    TEXT,
    entities=[person("sato", "Mayor Sato"), person("tokyo", "東京", "GPE"), person("berg", "Anna Berg")],
    mentions=[mention("m1", "sato", "Mayor Sato"), mention("m2", "tokyo", "東京"), mention("m3", "berg", "Anna Berg")],
    quotes=[
        {
            "id": "q1", "mode": "indirect", "type": "assertion", "addressee": None, "parent": None,
            "source": {"entity": "sato", "spans": spans(TEXT, "Mayor Sato")},
            "cue": {"spans": spans(TEXT, "said")}, "content": {"spans": spans(TEXT, CONTENT)},
        }
    ],
)  # fmt: skip


@pytest.fixture
def page(opened, tmp_path):
    """A page to practise on."""
    return opened(corpora.ID, "--practice", "--root", corpora.write(tmp_path, TEXT, GOLD))


def counts(page):
    """How many marks there are of each layer and verdict, as the page tells."""
    rows = page.locator("#feedback table tr").all()
    heads = rows[0].locator("th").all_inner_texts()
    told = {row.locator("th").inner_text(): row.locator("td").all_inner_texts() for row in rows[1:]}
    return {layer: {head: int(n) for head, n in zip(heads, of, strict=True) if int(n)} for layer, of in told.items()}


@pytest.mark.parametrize("id", ["cbc-ppe-dispute", "clinic-hours-correction"])
def test_nothing_shows_what_gold_has(opened, id):
    """No mark, no list, no graph, no option of a filter; the text is there."""
    page = opened(id, "--practice")
    gold = json.loads((ROOT / f"annotations/gold/{id}.json").read_text())
    assert page.locator("#text mark, #side, #graph, .voices").count() == 0
    assert page.locator("#filter-type option, #filter-speaker option").count() == 2
    page.evaluate("document.getElementById('data').remove()")
    shown = page.content()
    text = (ROOT / f"corpus/{id}.txt").read_text()
    told = [e["name"] for e in gold["entities"]] + [c["proposition"] for c in gold["claims"]]
    told = [each for each in told if each not in text]
    assert told and [each for each in told if each in shown] == []


def test_gold_stays_hidden_while_someone_marks(page):
    """Also in the choices that forms and the beginning offer."""
    page.click("#mode-annotate")
    assert page.get_by_role("dialog").get_by_role("radio").count() == 1
    page.keyboard.press("Escape")
    begin(page)
    take(page, "Monday", "Mention")
    assert page.locator("#form option", has_text="Sato").count() == 0
    page.keyboard.press("Escape")
    assert page.locator("#text mark").count() == 0 and not page.locator("#feedback").is_visible()


def test_every_mark_is_told_how_it_stands(page):
    """Found, other words, another label, missing, not in gold; each row leads to its words."""
    begin(page)
    for words, type in (("Mayor Sato", "PERSON"), ("東京", "PERSON"), ("Monday", "DATE")):
        take(page, words, "Mention")
        give(page, type=type)
        save(page)
    take(page, "that " + CONTENT, "Quote")
    take(page, "Mayor Sato", "as source")
    take(page, "said", "as cue")
    save(page)
    act(page, "Compare with gold")
    assert counts(page) == {
        "mention": {"found": 1, "label differs": 1, "missing": 1, "not in gold": 1},
        "quote": {"words differ": 1},
    }
    rows = page.locator("#feedback ol > li")
    assert rows.count() == 5
    told = rows.all_inner_texts()
    assert any("label differs" in row and "東京" in row and "type: GPE, yours: PERSON" in row for row in told)
    assert any("missing" in row and "Anna Berg" in row for row in told)
    page.get_by_role("button", name="Anna Berg", exact=True).click()
    assert page.evaluate("[...CSS.highlights.get('words')].map(String)") == ["Anna Berg"]


def test_feedback_can_be_narrowed_and_gold_be_shown(page):
    """One verdict alone; gold's marks in the text, and then one's own again."""
    begin(page)
    take(page, "Mayor Sato", "Mention")
    give(page, type="PERSON")
    save(page)
    act(page, "Compare with gold")
    page.locator("#feedback").get_by_role("combobox", name="Show").select_option("missing")
    assert page.locator("#feedback ol > li").count() == 3
    own = page.locator("#text mark").evaluate_all("all => all.map(each => each.dataset.marks)")
    act(page, "Marks of gold in the text")
    gold = page.locator("#text mark").evaluate_all("all => all.flatMap(each => each.dataset.marks.split(' '))")
    assert set(gold) == {"m1", "m2", "m3", "q1:source", "q1:cue", "q1:content"}
    act(page, "Marks of gold in the text")
    assert page.locator("#text mark").evaluate_all("all => all.map(each => each.dataset.marks)") == own == ["m1"]


def test_gold_itself_is_all_found(opened):
    """Of the whole article: as many marks as gold has, every one found."""
    page = opened("cbc-ppe-dispute")
    begin(page, "the marks of gold", annotator="copy")
    act(page, "Compare with gold")
    gold = json.loads((ROOT / "annotations/gold/cbc-ppe-dispute.json").read_text())
    found = counts(page)
    assert {verdict for of in found.values() for verdict in of} == {"found"}
    for layer in ("mentions", "quotes", "negatives", "claims", "relations"):
        assert found[{"negatives": "no quote"}.get(layer, layer[:-1])] == {"found": len(gold[layer])}
