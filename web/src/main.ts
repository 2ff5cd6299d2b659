// Puts the page together: reads its data, and brings to life what was hidden without a script.

import { MAKES } from "./annotate/bubble";
import { Desk } from "./annotate/desk";
import { setup } from "./annotate/setup";
import { Book } from "./book";
import { CardBox, cardElement } from "./cardbox";
import { Compare } from "./compare";
import { announce, button, byId, el, near } from "./dom";
import { Filters } from "./filters";
import { help } from "./help";
import { Keys } from "./keys";
import { Page } from "./page";
import { Rove } from "./rove";
import { Search } from "./search";
import type { Data } from "./data";
import type { AnnotationSet } from "./types";

/** The form of the data that this script reads. */
const VERSION = 1;

function start(): void {
  const article = byId("text"),
    raw = byId("data")?.textContent,
    controls = byId("controls");
  if (!article || !raw || !controls) return;
  const data = JSON.parse(raw) as Data;
  if (data.version !== VERSION) return;
  const page = new Page(data, article),
    keys = new Keys();
  const books = { left: data.set && data.mode !== "practice" ? new Book(data.set) : null, right: data.other ? new Book(data.other) : null };
  const names = [data.annotator.id, data.other?.annotator ?? ""] as const;
  let desk: Desk | null = null;

  const cards = new CardBox(page, cardElement(), (mark) => {
    const right = mark.closest('[data-side="other"]') !== null;
    const book = right ? books.right : desk ? desk.book : books.left;
    return { book, anchor: right ? "o-" : "p-", differences: data.differences, names, editable: desk !== null };
  });
  const rove = new Rove(page, cards);

  const mode = (now: Desk | null): void => {
    desk = now;
    document.body.classList.toggle("annotating", now !== null);
    byId("mode-annotate")?.setAttribute("aria-pressed", String(now !== null));
    byId("mode-read")?.setAttribute("aria-pressed", String(now === null));
    cards.hide();
    rove.reset(now === null);
  };
  const finish = (): void => {
    desk?.close();
    mode(null);
    byId("mode-annotate")?.focus();
  };
  const begin = (set: AnnotationSet): void => {
    mode(new Desk(page, set, finish));
    (document.querySelector("main") ?? document.body).append(desk!.element);
    article.focus({ preventScroll: true });
    announce("Annotating. Select words in the text.");
  };
  const annotate = (): void => {
    if (!desk) setup(page, null, begin);
  };

  const search = tools(page, books.left);
  if (data.other) controls.append(new Compare(page).controls());
  if (data.mode === "practice") controls.append(el("span", {}, "The marks are hidden: annotate, then compare."));
  controls.append(button("Keys", "help"));
  controls.hidden = false;
  measure();
  controls.addEventListener("click", (event) => {
    const chosen = near(event, "button");
    if (chosen?.id === "mode-annotate") annotate();
    if (chosen?.id === "mode-read" && desk) finish();
    if (chosen?.dataset.act === "help") help(keys);
  });

  byId("card")?.addEventListener("click", (event) => {
    const id = near(event, "[data-edit]")?.dataset.edit;
    if (id) desk?.sheet.edit(id);
  });
  byId("layers")?.addEventListener("change", () => rove.reset(desk === null));
  document.addEventListener("keydown", (event) => {
    if (!desk) return;
    if ((event.ctrlKey || event.metaKey) && "zZyY".includes(event.key) && !near(event, "input, textarea, dialog")) {
      event.preventDefault();
      desk.undo(event.key.toLowerCase() === "z" && !event.shiftKey);
    }
    if (event.key === "F2" && event.target === article) {
      event.preventDefault();
      const first = desk.picked.spans[0];
      const mark = first && page.rangeOf(first.start, first.end)?.startContainer.parentElement?.closest<HTMLElement>("mark");
      if (!mark) return announce("No mark lies over these words.");
      cards.show(mark);
      cards.enter();
    }
  });

  keys.add("/", "to the search", () => search?.focus());
  keys.add("a", "begins or ends annotating", () => (desk ? finish() : annotate()));
  keys.add("?", "shows these keys", () => help(keys));
  for (const [layer, name, key] of MAKES)
    keys.add(key, `while annotating: ${name.toLowerCase()} of the selected words`, () => desk?.sheet.make(layer));
}

/** Tells the style sheet how high the tools are, below which other things stick; it changes with the width of the window. */
function measure(): void {
  const tools = byId("tools");
  if (!tools) return;
  const tell = (): void => document.documentElement.style.setProperty("--bar", `${tools.offsetHeight}px`);
  new ResizeObserver(tell).observe(tools);
}

/** Search and filters, as far as the page has their controls; the box for the search. */
function tools(page: Page, book: Book | null): HTMLElement | null {
  const [type, speaker] = [byId("filter-type"), byId("filter-speaker")];
  if (book && type instanceof HTMLSelectElement && speaker instanceof HTMLSelectElement) new Filters(page, book, type, speaker);
  const [box, count, before, after] = ["search", "search-count", "search-previous", "search-next"].map(byId);
  if (!(box instanceof HTMLInputElement && count instanceof HTMLOutputElement && before && after)) return null;
  new Search(page, box, count, before, after);
  return box;
}

start();
