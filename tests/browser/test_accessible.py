"""Everyone can read it: by axe-core's rules, in light and dark, in print, on a narrow screen, without motion."""

import pytest

from tests.browser.conftest import ROOT
from tests.browser.desk import act, begin, take

ID = "cbc-ppe-dispute"
AXE = ROOT / "web/node_modules/axe-core/axe.min.js"
RUN = """async () => (await axe.run({rules: {"target-size": {enabled: true}}})).violations
  .map(({id, impact, nodes}) => [impact, id, nodes.length, nodes[0].html.slice(0, 200)])"""


def card(page):
    """The card of a mark that is many things."""
    page.locator("#text mark.content.entity").first.hover()
    page.locator("#card").wait_for()


def keys(page):
    """The dialog with all keys."""
    page.keyboard.press("?")


def setup(page):
    """The dialog in which one begins to annotate."""
    page.click("#mode-annotate")


def desk(page):
    """Annotating, with every list and a form open."""
    begin(page, "the marks of gold")
    for summary in page.locator("#desk details[data-layer] > summary").all():
        summary.click()
    page.get_by_role("button", name="Edit q", exact=False).first.click()


def bubble(page):
    """Words are selected."""
    begin(page)
    take(page, "Jared Kushner", "Quote")
    page.keyboard.press("Escape")
    page.keyboard.press("Shift+ArrowRight")


def feedback(page):
    """What has been marked is compared with gold."""
    begin(page, "no marks")
    act(page, "Compare with gold")


def download(page):
    """The dialog before the download."""
    begin(page, "the marks of gold")
    act(page, "Download…")


def found(page):
    """Places of a search are lit, and a filter is set."""
    page.fill("#search", "kushner")
    page.select_option("#filter-type", "PERSON")


STATES = (card, keys, setup, desk, bubble, feedback, download, found)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("how", [[], ["--claims"], ["--practice"], ["--compare", "pass-a"]])
def test_axe_finds_nothing_in_any_page(opened, how, scheme):
    """Of whatever impact."""
    page = opened(ID, *how, color_scheme=scheme)
    page.evaluate(AXE.read_text())
    assert page.evaluate(RUN) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_in_what_the_script_makes(opened, state, scheme):
    """Cards, dialogs, the panel and its forms."""
    page = opened("clinic-hours-correction" if state is not bubble else ID, color_scheme=scheme)
    state(page)
    page.evaluate(AXE.read_text())
    assert page.evaluate(RUN) == []


def test_axe_would_find_something(opened):
    """It runs in our pages, and it complains."""
    page = opened(ID)
    page.evaluate(
        "() => { document.documentElement.lang = ''; document.querySelector('#search').labels[0].replaceWith(document.querySelector('#search')); }"
    )
    page.evaluate(AXE.read_text())
    assert {(impact, id) for impact, id, _, _ in page.evaluate(RUN)} >= {
        ("serious", "html-has-lang"),
        ("critical", "label"),
    }


# The least contrast of words in marks with what lies under them, as the browser mixes the colours.
CONTRAST = """() => {
  const canvas = document.createElement("canvas"), pen = canvas.getContext("2d", {willReadFrequently: true});
  const paint = (...colours) => {
    for (const colour of colours) { pen.fillStyle = colour; pen.fillRect(0, 0, 1, 1); }
    return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = (rgb) => {
    const [r, g, b] = rgb.map((c) => c / 255).map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  };
  const paper = getComputedStyle(document.documentElement).backgroundColor;
  const found = [...document.querySelectorAll("#text mark, #layers mark")].map((mark) => {
    const style = getComputedStyle(mark), image = style.backgroundImage;
    const ground = image.endsWith("none") ? [] : [image.slice(image.lastIndexOf("linear-gradient(") + 16, image.lastIndexOf(", rgb"))];
    const under = light(paint(paper, style.backgroundColor, ...ground)), words = light(paint(style.color));
    return [Math.max(under, words) / Math.min(under, words), mark.className];
  });
  return found.sort((a, b) => a[0] - b[0])[0];
}"""


@pytest.mark.parametrize("media", ["screen", "print"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_can_be_read_on_every_ground(opened, scheme, media):
    """4.5 to 1 in all marks, alone and one over the other, plain and lit up, side by side, and on paper."""
    page = opened(ID, color_scheme=scheme)
    card(page)
    page.emulate_media(media=media)
    assert page.evaluate(CONTRAST)[0] >= 4.5
    page = opened(ID, "--compare", "pass-a", color_scheme=scheme)
    page.emulate_media(media=media)
    assert page.evaluate(CONTRAST)[0] >= 4.5


@pytest.mark.parametrize("width", [320, 640])
@pytest.mark.parametrize("how", [[], ["--claims"], ["--practice"], ["--compare", "pass-a"]])
def test_a_narrow_screen_scrolls_one_way_only(opened, how, width):
    """As with 400 % zoom; the picture of the graph alone may be wider, in a part of its own."""
    page = opened(ID, *how, viewport={"width": width, "height": 480})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    begin(page)
    act(page, "Download…")
    page.get_by_role("dialog").wait_for()
    page.keyboard.press("Escape")
    page.locator("#desk summary", has_text="quotes").click()
    page.get_by_role("button", name="Add: quotes").click()
    page.locator("#form").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_paper_has_the_text_and_no_tools(opened):
    """What nobody can press is not printed; nothing is cut off at the end of a sheet."""
    page = opened(ID)
    card(page)
    page.emulate_media(media="print")
    assert not page.locator("#controls").is_visible() and not page.locator("#card").is_visible()
    for part in ("#text", "#side", "#graph", "footer"):
        assert page.locator(part).is_visible()
    cut = page.evaluate("""() => [...document.querySelectorAll("body *")].filter((each) =>
      each.clientHeight && each.scrollHeight > each.clientHeight + 2 && getComputedStyle(each).overflowY !== "visible" &&
      !each.matches(".unseen, .unseen *, .voices *")).map((each) => each.outerHTML.slice(0, 80))""")
    stuck = page.evaluate("""() => [...document.querySelectorAll("body *")].filter((each) =>
      ["sticky", "fixed"].includes(getComputedStyle(each).position)).map((each) => each.outerHTML.slice(0, 80))""")
    assert (cut, stuck) == ([], [])
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") > 3


def test_nothing_moves(opened):
    """No animation, no transition, no smooth scrolling: there is nothing to reduce."""
    page = opened(ID, reduced_motion="no-preference")
    card(page)
    moving = page.evaluate("""() => [...document.querySelectorAll("*")].filter((each) => {
      const style = getComputedStyle(each);
      return style.animationName !== "none" || style.transitionDuration.split(", ").some((time) => time !== "0s") ||
        style.scrollBehavior === "smooth";
    }).length + document.getAnimations().length""")
    assert moving == 0


@pytest.mark.parametrize("how", [[], ["--claims"], ["--compare", "pass-a"], ["--practice"]])
def test_the_panel_stands_beside_the_text(opened, how):
    """On a wide screen, in every kind of page, and below the tools when the page is scrolled."""
    page = opened(ID, *how)
    begin(page)
    for _ in range(2):
        text, desk, tools = (page.locator(each).bounding_box() for each in ("#text", "#desk", "#tools"))
        assert text["x"] + text["width"] <= desk["x"] and desk["x"] + desk["width"] <= 1400
        assert tools["y"] + tools["height"] <= desk["y"] + 1 and desk["y"] < 400
        page.mouse.wheel(0, 1500)
        page.wait_for_timeout(200)


def test_lists_end_where_the_text_ends(opened):
    """The graph below them is not covered, wherever the page is scrolled to."""
    page = opened(ID)
    page.locator("footer").scroll_into_view_if_needed()
    side, graph = page.locator("#side").bounding_box(), page.locator("#graph").bounding_box()
    assert side["y"] + side["height"] <= graph["y"] + 1


def test_names_of_two_annotators_stay_in_sight(opened):
    """Below the tools, when the page is scrolled."""
    page = opened(ID, "--compare", "pass-a")
    page.mouse.wheel(0, 1500)
    page.wait_for_timeout(200)
    heads, tools = page.locator(".heads").bounding_box(), page.locator("#tools").bounding_box()
    assert abs(tools["y"] + tools["height"] - heads["y"]) <= 1
