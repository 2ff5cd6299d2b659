"""How fast the page of a large document opens and scrolls, beside a blank page of the same text, in one browser.

`make bench-page`. The document has 20,000 words and 5,000 marks. Pages are opened in turn, so that a slow minute of the
machine hits both; medians.
"""

from __future__ import annotations

import html
import statistics
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from tests.browser import corpora
from tests.browser.big import big
from tests.browser.conftest import CHROMIUM, FLAGS, WIDE, onrecord

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

RUNS = 15
STEP = 400
"""Pixels that a frame scrolls."""

# Milliseconds from the request until a frame has been drawn after everything was loaded.
OPENED = """addEventListener("load", () => requestAnimationFrame(() => setTimeout(() => {
  window.opened = performance.now();
})));"""
# One page after the other until the end: milliseconds of each frame, and of each task that blocked for over 50.
SCROLL = """(step) => new Promise((done) => {
  const frames = [], long = [];
  new PerformanceObserver((list) => long.push(...list.getEntries().map((each) => each.duration)))
    .observe({entryTypes: ["longtask"]});
  let before = performance.now();
  const next = (now) => {
    frames.push(now - before);
    before = now;
    const at = scrollY;
    scrollBy(0, step);
    if (scrollY === at) setTimeout(() => done({frames: frames.slice(1), long}), 100);
    else requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
})"""


def blank(text: str) -> str:
    """A page of nothing but the paragraphs of a text."""
    paragraphs = "".join(f"<p>{html.escape(each)}</p>" for each in text.split("\n\n"))
    return f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Blank</title><body>{paragraphs}</body></html>'


def opened(browser: Browser, path: Path) -> tuple[Page, float]:
    """The page of a file in a new context, and how long it took."""
    context = browser.new_context(viewport=WIDE, offline=True)
    context.add_init_script(OPENED)
    page = context.new_page()
    page.goto(path.as_uri())
    page.wait_for_function("() => window.opened")
    return page, page.evaluate("() => window.opened")


def scrolled(page: Page) -> str:
    """Frames and long tasks while the page scrolls to its end."""
    found = page.evaluate(SCROLL, STEP)
    frames = sorted(found["frames"])
    late = frames[int(0.95 * len(frames))]
    middle, long = statistics.median(frames), found["long"]
    told = f"{len(frames)} frames, median {middle:.1f} ms, 95 % within {late:.1f} ms, longest {frames[-1]:.1f} ms"
    return f"{told}; {len(long)} tasks over 50 ms{f', longest {max(long)}' if long else ''}"


def main() -> None:
    """Print all figures."""
    text, marks = big()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root, ours, plain = Path(folder) / "root", Path(folder) / "ours.html", Path(folder) / "plain.html"
        corpora.write(root, text, marks)
        onrecord("view", corpora.ID, "--root", root, "--no-open", "-o", ours)
        plain.write_text(blank(text), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        times: dict[Path, list[float]] = {ours: [], plain: []}
        for _ in range(RUNS):
            for path, of in times.items():
                page, time = opened(browser, path)
                of.append(time)
                page.context.close()
        mine, theirs = (statistics.median(of) for of in times.values())
        sizes = f"{ours.stat().st_size / 1e6:.1f} and {plain.stat().st_size / 1e6:.2f} MB"
        print(f"open: page {mine:.0f} ms, blank {theirs:.0f} ms, ratio {mine / theirs:.2f} ({sizes}, {RUNS} runs)")
        for name, path in (("page", ours), ("blank", plain)):
            page, _ = opened(browser, path)
            print(f"scroll by {STEP} px a frame: {name} {scrolled(page)}")
        browser.close()


if __name__ == "__main__":
    main()
