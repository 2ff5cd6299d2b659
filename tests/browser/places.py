"""Places in the text of a page by code points, counted here anew and not by the script of the page."""

# Code points are counted by walking strings: a sign outside the basic plane is one step of an iterator.
RECTS = """([start, end]) => {
  const found = [];
  for (const zone of document.querySelectorAll("#text .zone:not([data-side])")) {
    let at = Number(zone.dataset.start);
    const walker = document.createTreeWalker(zone, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      let unit = 0;
      for (const sign of node.data) {
        if (at >= start && at < end) {
          const range = document.createRange();
          range.setStart(node, unit);
          range.setEnd(node, unit + sign.length);
          if (found.length === 0) node.parentElement.scrollIntoView({block: "center"});
          const {left, right, top, bottom} = range.getBoundingClientRect();
          found.push({left, right, top, bottom});
        }
        at += 1;
        unit += sign.length;
      }
    }
  }
  return [found[0], found.at(-1)];
}"""


def place(text, words, nth=0):
    """The code points at which the nth of some words stands."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return start, start + len(words)


def select(page, start, end):
    """Select a stretch with the mouse, from its first sign to its last."""
    first, last = page.evaluate(RECTS, [start, end])
    page.mouse.move(first["left"] + 0.5, (first["top"] + first["bottom"]) / 2)
    page.mouse.down()
    page.mouse.move(last["right"] - 0.5, (last["top"] + last["bottom"]) / 2, steps=4)
    page.mouse.up()


def selected(page):
    """The words that the page has lit as selected."""
    return page.evaluate("() => [...CSS.highlights.get('picked') ?? []].map(String)")
