"""Hostile words in every field: the page is that of a harmless twin, sign for sign, asks for nothing and does nothing."""

import json
import select
import socket

import pytest

from tests.browser import corpora
from tests.browser.conftest import WIDE
from tests.browser.corpora import marks, spans
from tests.browser.desk import act, begin
from tests.browser.test_files import give

PAYLOAD = (
    "x</script></style></title></textarea><script>alert(1)</script> <img src=//{to} onerror=alert(1)> "
    "x'onfocus=alert(1) <!-- --> ]]> &lt;b&gt; &#13; javascript:alert(1) ${{alert(1)}} {{{{x}}}} "
    "<svg onload=alert(1)> <a href=//{to}> <iframe src=//{to}> <link rel=prefetch href=//{to}> \u2028\u202e x"
)
"""Also goes into the text of the document."""
MORE = ' " \' "><style>@import "//{to}"</style> "autofocus onfocus="alert(1) `x` \\ x'
"""Goes into everything else: quotation marks in a text are read as such by the rules."""
URL = """http://{to}/'"><script>alert(1)</script>"""
"""The schemas let an address be one of the web only."""

# A harmless sign for each that is not, as wide to the program that sets words in rows: so even the pictures are equal.
CLASSES = {"i": "./,:;|'", "t": "()[]-!\\", "z": '*"`?_', "a": "{}$", "w": "#+<=>^~&", "m": "@%"}
HARMLESS = str.maketrans({sign: letter for letter, signs in CLASSES.items() for sign in signs})

# Everything of an element that a reader or the browser could notice, but where it stands: that depends on fonts.
DUMP = """root => {
  const dump = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (node.nodeType !== Node.ELEMENT_NODE) return node.nodeName;
    if (["SCRIPT", "STYLE"].includes(node.nodeName)) return node.nodeName + node.type;
    const names = [...node.attributes].filter(({name}) => !["style", "data-sha256"].includes(name));
    const attributes = names.map(({name, value}) => `${name}=${value}`).sort();
    return [node.nodeName, attributes, String(node.value ?? ""), [...node.childNodes].map(dump)];
  };
  return dump(root ?? document.documentElement);
}"""
CARDS = f"""() => [...document.querySelectorAll("#text mark")].map((mark) => {{
  mark.tabIndex = -1;
  mark.focus({{preventScroll: true}});
  return ({DUMP})(document.getElementById("card"));
}})"""


def corpus(root, words, more, url):
    """A corpus in which all that a person may choose are these words."""
    text = f"Title {words} end\n\nHe said {words} again.\n\nBut she denied {words} in fact.\n\nIt now says {words} too."
    content = {"spans": spans(text, (words, 1))}
    entity = {"type": "PERSON", "name": (words + more)[:256], "identity": "named"}
    kb = [{"id": "wikidata:Q1", "source": words + more}]

    def mention(entity, *where, **facts):
        return {"id": f"m-{entity}", "entity": entity, "level": "NAM", "spans": spans(text, *where), **facts}

    def claim(id, claimant, place):
        made = {"value": "2020", "precision": "year", "basis": "text"}
        return {
            "id": id, "proposition": words + more, "claimant": claimant, "subject": "she", "realizations": [place],
            "made_at": made,
        }  # fmt: skip

    def relation(id, type, from_, to):
        signal = {"signal": spans(text, "But"), "timing": "in_force_when_said", "independence": "independent"}
        return {"id": id, "type": type, "from": from_, "to": to, **signal}

    layers = {
        "entities": [{"id": id, **entity, "kb": kb} for id in ("he", "she", "it")],
        "mentions": [
            mention("he", "He"), mention("she", "she", note=words + more, metonymy=True), mention("it", (words, 2))
        ],
        "identity_links": [{"a": "he", "b": "she", "certainty": "possible"}],
        "quotes": [
            {
                "id": "q1", "mode": "indirect", "type": "assertion", "addressee": "she", "parent": None,
                "source": {"entity": "he", "spans": spans(text, "He")}, "cue": {"spans": spans(text, "said")},
                "content": content,
            }
        ],
        "negatives": [{"id": "n1", "reason": "title", "spans": spans(text, words)}],
        "claims": [
            claim("c1", "he", {"quote": "q1", "fidelity": "paraphrase"}),
            claim("c2", "author", {"spans": spans(text, (words, 3)), "fidelity": "author"}),
            claim("c3", "she", {"spans": spans(text, (words, 2)), "fidelity": "verbatim"}),
        ],
        "records": [{"id": "r1", "entity": "it", "states": [{"id": "s1", "claims": ["c3"], "ended_by": "c2"},
                                                            {"id": "s2", "claims": ["c1"]}]}],
        "relations": [relation("b1", "contradicts", "s1", "c1"), relation("b2", "supports", "s2", "c1"),
                      relation("b3", "qualifies", "c2", "c1")],
    }  # fmt: skip
    other = {**layers, "negatives": [], "mentions": [{**layers["mentions"][0], "spans": spans(text, "He said")}]}
    zones = [zone | {"type": "body" if n else "headline"} for n, zone in enumerate(corpora.record(text)["zones"])]
    reports = [{"publisher": (words + more)[:256], "date": None, "url": url}]
    date = {"event": "published", "value": "2020", "precision": "year", "basis": "external", "source": words + more}
    return corpora.write(
        root, text, marks(text, **layers), marks(text, "other", **other),
        notes={"gold": words + more, "other": words + more},
        evidence=[{"id": "v1", "statement": words + more, "date": None, "about": ["c1"], "reports": reports,
                   "note": words + more}],
        title=words + more, publisher={"name": (words + more)[:256]}, byline=(words + more)[:256], url=url,
        dates=[date], zones=zones, synthetic=True,
        rights={"holder": (words + more)[:256], "license": (words + more)[:256], "statement": words + more},
    )  # fmt: skip


@pytest.fixture(scope="module")
def trap():
    """A server on this machine that the hostile words name; nobody must ever come to it."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server


@pytest.fixture(scope="module")
def roots(trap, tmp_path_factory):
    """The hostile corpus, and its harmless twin."""
    to = f"127.0.0.1:{trap.getsockname()[1]}"
    words = [each.format(to=to) for each in (PAYLOAD, MORE, URL)]
    folder = tmp_path_factory.mktemp("twins")
    twins = {"hostile": words, "harmless": [each.translate(HARMLESS) for each in words]}
    twins["harmless"][2] = "http://" + words[2].removeprefix("http://").translate(HARMLESS)
    return [corpus(folder / name, *words) for name, words in twins.items()]


@pytest.fixture
def twins(roots, trap, watch, view):
    """Opens both pages of a kind, with a network; returns them and what demands that they are equal."""

    def twins(*how):
        pages = [
            watch.open(view(corpora.ID, "--root", root, *how), offline=False, viewport=WIDE) for root in roots
        ]  # fmt: skip
        return pages, lambda: equal(*pages)

    yield twins
    assert visited(trap) == []


def visited(trap):
    """The connections that wait at the server."""
    return select.select([trap], [], [], 0.3)[0]


def harmless(value):
    """A value with a harmless sign for every other one."""
    return value.translate(HARMLESS) if isinstance(value, str) else [harmless(each) for each in value]


def equal(*pages):
    """Demand that two pages have the same tree, down to the last attribute, if all signs are harmless."""
    assert differences(*(harmless(page.evaluate(DUMP)) for page in pages)) == []


def differences(one, other):
    """The innermost parts of two trees that differ."""
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return [each for pair in zip(one, other, strict=True) for each in differences(*pair)]
    return [] if one == other else [(one, other)]


@pytest.mark.parametrize("how", [[], ["--claims"], ["--practice"], ["--compare", "other"], ["--annotator", "other"]])
def test_every_kind_of_page_is_its_twins(twins, how):
    """Its tree, and every card in it."""
    pages, same = twins(*how)
    same()
    one, other = (harmless(page.evaluate(CARDS)) for page in pages)
    assert differences(one, other) == [] and (one or how == ["--practice"])
    assert "alert(1)" in pages[0].locator("main").inner_text()


def test_annotating_is_the_twins(twins):
    """Lists, forms, settings, download, comparison: whatever shows words shows only words."""
    pages, same = twins()
    for page in pages:
        begin(page, "the marks of gold")
    same()
    layers = pages[0].locator("#desk details[data-layer]").evaluate_all("all => all.map(each => each.dataset.layer)")
    assert len(layers) == 8
    for layer in layers:
        for page in pages:
            page.locator(f"#desk details[data-layer={layer}] > summary").click()
        same()
        for page in pages:
            page.locator(f"#desk details[data-layer={layer}]").get_by_role("button", name="Edit").first.click()
            page.locator("#form").wait_for()
        same()
        for page in pages:
            page.keyboard.press("Escape")
    for name in ("Download…", "Settings…"):
        for page in pages:
            act(page, name)
            page.get_by_role("dialog").wait_for()
        same()
        for page in pages:
            page.keyboard.press("Escape")
    for page in pages:
        act(page, "Compare with gold")
    same()


def test_an_opened_file_is_the_twins(twins, roots):
    """A stranger's set; and one that is refused, with hostile words where labels and ids should be."""
    pages, same = twins()
    for page, root in zip(pages, roots, strict=True):
        begin(page)
        raw = (root / f"annotations/other/{corpora.ID}.json").read_bytes()
        give(page, raw)
        page.locator("#text mark").first.wait_for()
    same()
    for page, root in zip(pages, roots, strict=True):
        raw = (root / f"annotations/other/{corpora.ID}.json").read_text()
        name = raw.split('"name": ')[1].split(', "identity"')[0]
        give(page, raw.replace('"PERSON"', name).encode())
        page.get_by_role("dialog").wait_for()
    same()


def test_links_are_what_they_say(twins, roots):
    """An address of the web is a link to that address, whatever signs it has; all others stay in the page."""
    (page, _), _ = twins()
    links = page.eval_on_selector_all(
        "a[href]", "all => all.map(each => [each.getAttribute('href'), each.rel, each.referrerPolicy])"
    )
    url = json.loads((roots[0] / f"corpus/{corpora.ID}.json").read_text())["url"]
    out = [link for link in links if link[0][0] != "#"]
    assert out == [[url, "noopener noreferrer nofollow", "no-referrer"]] * 2 and len(links) > 20


def test_the_trap_works(browser, trap, tmp_path):
    """A page without our policy that names the server does come to it."""
    path = tmp_path / "page.html"
    path.write_text(f'<!doctype html><img src="http://127.0.0.1:{trap.getsockname()[1]}/x">')
    context = browser.new_context()
    context.new_page().goto(path.as_uri(), wait_until="commit")
    assert visited(trap) == [trap]
    trap.accept()[0].close()
    context.close()
