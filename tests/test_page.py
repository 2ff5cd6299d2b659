"""The page: the text code point by code point, nothing in it that data could command, and colours that can be read."""

import base64
import hashlib
import json
import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

import onrecord
from onrecord import codec
from onrecord.metrics.comparison import compare
from onrecord.metrics.layers import pieces
from onrecord.model import Annotator, Evidence, Kb, Report
from onrecord.viewer import to_html
from onrecord.viewer.page import escape, page
from onrecord.viewer.page.compared import without
from onrecord.viewer.page.frame import LAYERS, SIDES, STYLES, asset
from onrecord.viewer.page.lists import speakers
from onrecord.viewer.page.marks import page_marks
from onrecord.viewer.segments import Mark, Segment, by_zone, segments
from tests import marked
from tests.parsed import Page, data

CORPUS = onrecord.load()
ARTICLE = CORPUS["cbc-ppe-dispute"]
HOSTILE = (
    "</script><script>alert(1)</script> <!-- <img src=x onerror=alert(1)> ]]> \" ' ` & &amp; &#13; javascript:alert(1) "
    "\u202e\u2066 \u2028\u2029 \x00\x01\x1b\x85 \r\n \r {{x}} ${x} <a href=//x.invalid> <svg onload=x> 😀中文"
)


def views(document):
    """The same document as every kind of page."""
    people = CORPUS.annotators
    yield page(document, people)
    yield page(document, people, only_claims=True)
    yield page(document, people, practice=True)
    for other in sorted(document.sets.keys() - {"gold"}):
        yield page(document, people, compare=other)


@pytest.mark.parametrize("id", CORPUS)
def test_every_zone_is_the_text(id):
    """In every kind of page each zone's element holds its slice and says where it begins; no id is given twice."""
    document = CORPUS[id]
    for source in views(document):
        found = Page(source)
        assert {int(attrs["data-zone"]) for attrs, _, _ in found.zones} == set(range(len(document.zones)))
        for attrs, words, _ in found.zones:
            zone = document.zones[int(attrs["data-zone"])]
            assert words == document.text[zone.start : zone.end] and int(attrs["data-start"]) == zone.start
        ids = Counter(found.values("id"))
        assert max(ids.values()) == 1
        links = [href for href in found.values("href") if not href.startswith(("http://", "https://"))]
        assert [href for href in links if href[0] != "#" or href[1:] not in ids] == []


@given(st.data())
def test_any_text_under_any_marks_is_the_text(data):
    """Whatever the text and the marks: the zones are the text, but for U+0000, which no page can hold."""
    alphabet = [*"ab \n\t\r\x00\x0c<>&\"';", "&lt;", "😀", "中", "\u202e", "\u2028", "e\u0301", "]]>", "<!--"]
    text = "".join(data.draw(st.lists(st.sampled_from(alphabet), min_size=1, max_size=40))) + "x"
    place = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted).filter(lambda p: p[0] < p[1])
    places = [tuple(each) for each in data.draw(st.lists(place, max_size=6))]
    entities = [("e", "PERSON")]
    mentions = [(f"m{n}", "e", each) for n, each in enumerate(places)]
    quotes = [(f"q{n}", "e", each, other) for n, (each, other) in enumerate(zip(places, places[1:], strict=False))]
    document = marked.document(text, gold={"entities": entities, "mentions": mentions, "quotes": quotes})
    for source in (page(document), to_html(document)):
        found = [words for _, words, _ in Page(source).zones]
        assert found == [text[z.start : z.end].replace("\x00", "\ufffd") for z in document.zones]


def story(words, url):
    """A story in which every text that a person may choose is `words`, and every address is `url`."""
    text = f"He said {words} again.\n\nBut she denied {words}."
    at = text.index("But")
    document = marked.document(
        text,
        gold={
            "entities": [("e1", "PERSON", words[:200]), ("e2", "ORG", words[:200])],
            "mentions": [("m1", "e1", "He"), ("m2", "e2", "she"), ("m3", "e2", (8, 8 + len(words)))],
            "quotes": [("q1", "e1", "He", (8, 8 + len(words)), "direct"), ("q2", None, None, (at, len(text)))],
            "negatives": [("n1", "title", "again")],
            "claims": [
                ("c1", "e1", "q1", words),
                ("c2", "author", (at, len(text)), words),
                ("c3", "e2", "said", words),
            ],
            "records": [("r1", "e2", [("s1", ("c2",), "c3"), ("s2", ("c1",), None)])],
            "relations": [
                ("b1", "contradicts", "s1", "c1"),
                ("b2", "supports", "s2", "c1"),
                ("b3", "qualifies", "c2", "c1"),
            ],
        },
        other={"entities": [("e1", "PERSON", words[:200])], "mentions": [("m1", "e1", "she")]},
    )
    record = document.record
    rights = replace(record.rights, holder=words, license=words, statement=words)
    publisher = replace(record.publisher, name=words)
    record = replace(record, title=words, byline=words, url=url, rights=rights, publisher=publisher, synthetic=True)
    gold = document.sets["gold"]
    entities = tuple(replace(each, kb=(Kb(words, words),)) for each in gold.entities)
    mentions = tuple(replace(each, note=words, metonymy=True) for each in gold.mentions)
    relations = tuple(replace(r, signal=marked.spans(text, "But"), timing="in_force_when_said") for r in gold.relations)
    sets = document.sets | {"gold": replace(gold, entities=entities, mentions=mentions, relations=relations)}
    evidence = (Evidence("v1", words, "2020", ("c1",), (Report(words, None, url),), words),)
    document = replace(document, record=record, sets=sets, evidence=evidence)
    people = [Annotator(by, "model", words, "1.0") for by in ("gold", "other")]
    return [
        page(document, people, **how) for how in ({}, {"only_claims": True}, {"practice": True}, {"compare": "other"})
    ]


def shape(found):
    """Elements with the names of their attributes and the values that data must not choose; rows of a picture once."""
    told = ("class", "id", "href", "rel", "type", "http-equiv", "for", "value")
    seen = [(tag, tuple(sorted(attrs)), *(attrs.get(name) for name in told)) for tag, attrs in found.elements]
    rows = {"text", "tspan"}
    return [each for each in seen if each[0] not in rows], {each for each in seen if each[0] in rows}


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//x.invalid", "https:x", " https://x.invalid", "file:///x"]
)
def test_hostile_words_leave_the_elements_of_a_harmless_twin(url):
    """In every field: the same elements, attributes, classes, ids and links; the data is the data."""
    for bad, good in zip(story(HOSTILE, url), story("harmless words", "nowhere"), strict=True):
        one, twin = Page(bad), Page(good)
        assert shape(one) == shape(twin)
        assert data(one)["document"]["title"] == HOSTILE
        assert len(one.raw["script"]) == len(twin.raw["script"]) <= 2 and "x.invalid" not in "".join(one.values("href"))


def test_only_addresses_of_the_web_become_links():
    """With what keeps the page's own address to itself."""
    (source, *_) = story("harmless", "https://example.org/a?b=1&c=%22")
    links = [attrs for tag, attrs in Page(source).elements if tag == "a" and attrs.get("href", "#")[0] != "#"]
    assert [each["href"] for each in links] == ["https://example.org/a?b=1&c=%22"] * 2
    assert {(each["rel"], each["referrerpolicy"]) for each in links} == {
        ("noopener noreferrer nofollow", "no-referrer")
    }


def test_the_policy_names_the_very_bytes():
    """One style sheet and one script, by their hashes; no inline style or handler; nothing that loads."""
    for source in views(ARTICLE):
        found = Page(source)
        (policy,) = (attrs["content"] for _, attrs in found.elements if "http-equiv" in attrs)
        hashes = [
            base64.b64encode(hashlib.sha256(words.encode()).digest()).decode()
            for words in (re.search(r"(?s)<script>(.*?)</script>", source)[1], found.raw["style"][0])
        ]
        assert policy == (
            f"default-src 'none'; script-src 'sha256-{hashes[0]}'; style-src 'sha256-{hashes[1]}'; img-src data:; "
            "base-uri 'none'; form-action 'none'"
        )
        names = {name for _, attrs in found.elements for name in attrs}
        assert not [name for name in names if name == "style" or name.startswith("on")]
        assert not names & {"src", "srcset", "action", "formaction", "ping", "background", "poster"}
        tags = Counter(tag for tag, _ in found.elements)
        assert (tags["style"], tags["script"]) == (1, 2)
        assert not tags.keys() & {"link", "img", "iframe", "object", "embed", "base", "form", "template"}
    assert not re.search(r"@import|url\(", "".join(map(asset, STYLES)))


@pytest.mark.parametrize("name", ["app.js", *STYLES])
def test_an_asset_cannot_end_its_element(name):
    """Nor begin a comment in it; and it is the same after a parser has read it."""
    assert not re.search("(?i)</s|<!--|<script|\r|\0", asset(name))


def test_the_script_gets_the_marks_as_files_have_them():
    """Both sets, the rows of `diff`, every closed list, and what is derived as the model derives it."""
    found = data(Page(page(ARTICLE, CORPUS.annotators, compare="pass-b")))
    assert found["set"] == json.loads(codec.encode(ARTICLE.marks))
    assert found["other"] == json.loads(codec.encode(ARTICLE.sets["pass-b"]))
    differences = compare(ARTICLE.marks, ARTICLE.sets["pass-b"])
    assert [row["kind"] for row in found["differences"]] == [each.kind for each in differences]
    assert found["differences"][-1]["left"]["id"] == differences[-1].left.id
    assert found["document"]["text"] == ARTICLE.text and found["document"]["published"] == "2020-04-04"
    assert found["annotator"]["kind"] == "adjudication" and found["mode"] == "read"
    assert found["labels"]["level"] == ["NAM", "NOM", "PRO"] and "zone_type" in found["labels"]
    assert found["rules"]["SP204"].startswith("A mark") and not {"FS101", "CO801"} & found["rules"].keys()
    derived = found["derived"]
    assert derived["contested"] == [claim.id for claim in ARTICLE.contested_claims()]
    assert derived["speakers"] == {q.id: q.source and q.source.entity for q in ARTICLE.quotes}
    states = {c.id: {r.id: ARTICLE.record_at(r.id, c) for r in ARTICLE.records} for c in ARTICLE.claims}
    assert derived["record_at"] == {
        claim: {record: state.id for record, state in at.items()} for claim, at in states.items() if any(at.values())
    }


def test_practice_shows_no_mark():
    """The marks are data for the script, and nowhere else."""
    source = page(ARTICLE, CORPUS.annotators, practice=True)
    article = source[source.index("<article") : source.index('<script type="application/json"')]
    assert "<mark" not in article and "data-marks" not in article and "Lists" not in article
    found = data(Page(source))
    assert found["mode"] == "practice" and len(found["set"]["quotes"]) == 20


def test_a_text_without_marks_is_a_page():
    """To begin with: the text, no list, nobody who marked."""
    bare = replace(ARTICLE, sets={}, evidence=())
    found = Page(page(bare))
    assert len(found.zones) == len(bare.zones) and data(found)["set"] is None
    assert "side" not in found.values("id") and "No marks are shown" in page(bare)


def test_marks_say_what_lies_over_the_words():
    """Ids, layers and classes of a segment; first words have a place; uprights stand at the ends."""
    found = Page(page(ARTICLE))
    marks = [attrs for tag, attrs in found.elements if "data-marks" in attrs]
    places = [attrs.get("id") for _, attrs in found.elements]
    first = next(attrs for _, attrs in found.elements[places.index("p-q19") :] if "data-marks" in attrs)
    assert first["data-marks"].split() == ["m176", "q19:source"] and "q-direct" in first["class"].split()
    of_content = [attrs["class"].split() for attrs in marks if "q19:content" in attrs["data-marks"].split()]
    assert ["open" in names for names in of_content].count(True) == 2
    assert ["close" in names for names in of_content].count(True) == 2
    assert all("contested" in names for names in of_content)
    inner = [attrs["class"].split() for attrs in marks if "q03:content" in attrs["data-marks"].split()]
    assert all("deep" in names for names in inner)
    anchors = set(found.values("id"))
    things = (*ARTICLE.mentions, *ARTICLE.quotes, *ARTICLE.claims, *ARTICLE.marks.negatives, *ARTICLE.relations)
    assert [thing.id for thing in things if f"p-{thing.id}" not in anchors] == []


def test_no_line_hides_another():
    """Of two mentions, one in the other, the inner one has the upper lane; a third in both shares the lower one."""
    text = "the mayor of the town of Ely said so"
    mentions = [("m1", "e1", (0, 28)), ("m2", "e2", (13, 28)), ("m3", "e3", "Ely"), ("m4", "e1", "so")]
    document = marked.document(text, gold={"entities": [(f"e{n}", "GPE") for n in (1, 2, 3)], "mentions": mentions})
    lanes = {mark.id: mark.classes.split()[-1] for mark in page_marks(document)}
    assert lanes == {"m1": "e2", "m2": "e2", "m3": "e1", "m4": "e1"}


def test_a_contested_claim_in_another_is_told_from_it():
    """Each in its lane, each with its own line."""
    text = "He said the mill closed in May"
    claims = [("c1", "author", (0, 30), "one"), ("c2", "author", (8, 23), "two"), ("c3", "author", "He", "three")]
    document = marked.document(text, gold={"claims": claims, "relations": [("r1", "contradicts", "c3", "c2")]})
    lanes = {mark.id: mark.classes for mark in page_marks(document)}
    assert lanes == {"c1": "claim c2", "c2": "claim contested x1", "c3": "claim contested x1"}


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)), max_size=12), st.integers(0, 30), st.integers(1, 20))
def test_segments_are_what_a_plain_count_gives(places, start, length):
    """Each has the marks over all of it and none besides; by_zone hands a zone every mark that touches it."""
    text = "0123456789" * 6
    over = sorted(Mark(at, at + size, "entity", str(n), "") for n, (at, size) in enumerate(places))
    end = start + length
    found = list(segments(text, start, end, over))
    assert "".join(each.text for each in found) == text[start:end]
    for each in found:
        assert each == Segment(each.start, each.end, text[each.start : each.end], each.marks)
        assert set(each.marks) == {m for m in over if m.start <= each.start and each.end <= m.end}
    zones = [type("Zone", (), {"start": a, "end": a + 9}) for a in range(0, 50, 10)]
    assert by_zone(zones, over) == [[m for m in over if m.start < z.end and z.start < m.end] for z in zones]


@given(*[st.lists(st.tuples(st.integers(0, 20), st.integers(1, 6)), max_size=5)] * 2)
def test_without_takes_away_the_others(some, others):
    """The positions of the one and not of the other."""
    sides = [pieces_of(each) for each in (some, others)]
    left = [set().union(*(range(a, b) for a, b in side)) for side in (*sides, without(*sides))]
    assert left[2] == left[0] - left[1]


def pieces_of(places):
    """Pieces in text order, none of which overlap."""
    text = "x" * 40
    return pieces(marked.spans(text, [(at, at + size) for at, size in places]))


def test_speakers_are_counted():
    """Code points of contents, direct ones apart, most first; shares add up to all that is quoted."""
    found = speakers(ARTICLE)
    total = sum(len(span.text) for quote in ARTICLE.quotes for span in quote.content.spans)
    assert sum(each.all for each in found) == total and [each.all for each in found] == sorted(
        (each.all for each in found), reverse=True
    )
    (kushner,) = (each for each in found if str(each.entity) == "Jared Kushner")
    assert [quote.id for quote in kushner.quotes] == ["q17", "q18", "q19"]
    assert kushner.direct == sum(len(span.text) for span in ARTICLE.quote("q19").content.spans)


def test_differences_are_lit_and_listed():
    """Each in the list with both readings, each that has a place lit in both texts; of other extents only the rest."""
    source = page(ARTICLE, CORPUS.annotators, compare="pass-b")
    found, differences = Page(source), compare(ARTICLE.marks, ARTICLE.sets["pass-b"])
    ids = set(found.values("id"))
    for number, each in enumerate(differences):
        assert f"i-d_{number}" in ids and (f"p-d_{number}" in ids) == bool(each.pieces)
    side = {"other": "", "left": ""}
    for attrs, words, _ in found.zones:
        side[attrs.get("data-side", "left")] += words
    assert side["other"] == side["left"]
    assert "also “used in gowns and masks made by several U.S. firms”" in source


def test_a_notebook_shows_a_document_a_quote_and_differences():
    """By the same renderer, with the style sheet of the text and no script, link or id."""
    both = onrecord.compare("gold", "pass-b")
    assert both == {"cbc-ppe-dispute": compare(ARTICLE.marks, ARTICLE.sets["pass-b"])}
    for source in (ARTICLE._repr_html_(), both._repr_html_()):
        found = Page(source)
        assert asset("prose.css") == found.raw["style"][0] and "script" not in found.raw
        assert not found.values("id") and not found.values("href")
        assert found.zones and any("title" in attrs for tag, attrs in found.elements if tag == "mark")
    assert len(Page(both._repr_html_()).zones) < 2 * len(ARTICLE.zones)
    assert "<b>Kushner</b> <i>said</i> <mark>&quot;the notion" in ARTICLE.quote("q19")._repr_html_()
    assert "<script>" not in replace(ARTICLE.quote("q19"), id="<script>")._repr_html_()


def test_the_style_sheets_touch_nothing_else_in_a_notebook():
    """Every rule of the one that a notebook gets is about what is inside our own element."""
    plain = re.sub(r"(?s)/\*.*?\*/", "", asset("prose.css"))
    selectors = [each.strip() for each in re.findall(r"([^{}]+)\{", plain)]
    assert len(selectors) > 30
    assert [each for each in selectors if not re.match(r"@media|\.onrecord|\.note ", each)] == []


def test_every_layer_has_its_switch():
    """Each sample of the key is drawn, and a style sheet takes the layer away when its box is not ticked."""
    sheet = asset("page.css")
    for layer, names, _ in (*LAYERS, *SIDES):
        assert f"body:has(#show-{layer}:not(:checked)) #text" in sheet
        assert all(re.search(rf"\.onrecord [^{{]*\.{name}\b", asset("prose.css")) for name in names.split()[-1:])
    ids = Page(page(ARTICLE, compare="pass-b")).values("id")
    assert {f"show-{layer}" for layer, _, _ in (*LAYERS, *SIDES)} <= set(ids)


def luminance(colour):
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    """Contrast ratio (WCAG 2.2)."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_can_be_told_from_what_they_stand_on(scheme):
    """4.5:1 for text, 3:1 for lines, on every ground they may lie on."""
    light, dark = re.findall(r"\.onrecord \{([^}]*?--paper: #[^}]*)\}", asset("prose.css"))[:2]
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", light if scheme == "light" else dark))
    assert len(colours) == 15
    grounds = ("paper", "tint", "deep", "differs-tint", "panel")
    lines = ("entity", "quote", "claim", "contested", "negative", "differs")
    texts = {"ink": grounds, "soft": grounds, "quote": grounds, "link": ("paper", "panel"), "claim": ("paper", "panel")}
    texts["contested"] = ("paper", "panel")
    faint = [
        (name, ground, round(contrast(colours[name], colours[ground]), 2))
        for least, pairs in ((4.5, texts), (3, dict.fromkeys(lines, grounds)))
        for name, over in pairs.items()
        for ground in over
        if contrast(colours[name], colours[ground]) < least
    ]
    assert faint == []


def test_contrast_is_that_of_the_standard():
    """Black on white is 21:1, and #767676 on white is the known edge of 4.5:1."""
    assert round(contrast("#000000", "#ffffff"), 2) == 21 and 4.5 <= contrast("#767676", "#ffffff") < 4.6


@pytest.mark.parametrize("words", ["\u202e", "a\x00b", "\r\n", "<&\"'"])
def test_text_comes_back_as_it_was(words):
    """Escaped and parsed again, for an element and for an attribute."""
    seen = Page(f'<p data-zone="0" title="{escape.text(words)}">{escape.text(words)}</p>')
    ((attrs, inner, _),) = seen.zones
    assert inner == attrs["title"] == words.replace("\x00", "\ufffd")
