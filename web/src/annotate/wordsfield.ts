// The words of a mark: pieces of the text, taken from what is picked, or found by typing them.

import { announce, brief, button, el, labelled, option } from "../dom";
import { joined, keyOf } from "../rules/context";
import type { Span } from "../types";
import type { Fields } from "./fields";

export function wordsField(name: string, spans: readonly Span[], set: (spans: Span[]) => void, host: Fields): HTMLElement {
  const take = (words: readonly Span[], add: boolean): void => {
    if (!words.length) return announce("No words are selected in the text.");
    const all = add ? [...spans, ...words] : [...words];
    set([...new Map(all.map((span) => [keyOf([span]), span])).values()].sort((a, b) => a.start - b.start));
    announce(`${name}: ${joined(add ? all : words)}`);
    host.redraw();
  };
  host.slots.push({ name, take: (add) => take(host.picked(), add) });
  const pieces = spans.map((span, i) => {
    const remove = button("Remove", "less", { "aria-label": `Remove: ${brief(span.text, 40)}` });
    remove.addEventListener("click", () => {
      set(spans.filter((_, k) => k !== i));
      host.redraw();
    });
    return el("li", {}, el("q", {}, span.text), " ", el("small", {}, `${span.start}-${span.end}`), " ", remove);
  });
  const use = button("Use selected words", "use"),
    add = button("Add selected words", "add");
  use.addEventListener("click", () => take(host.picked(), false));
  add.addEventListener("click", () => take(host.picked(), true));
  return el(
    "fieldset",
    { class: "pieces" },
    el("legend", {}, name),
    pieces.length ? el("ol", {}, ...pieces) : el("p", {}, el("small", {}, "No words yet.")),
    el("p", { class: "actions" }, use, ...(pieces.length ? [add] : [])),
    el(
      "details",
      {},
      el("summary", {}, "By typing them"),
      finder(
        host,
        (words) => take(words, false),
        (words) => take(words, true),
      ),
    ),
  );
}

/** Words typed, and which of their places is meant. */
export function finder(host: Pick<Fields, "find">, use: (words: Span[]) => void, add?: (words: Span[]) => void): HTMLElement {
  const box = el("input", { type: "text", autocomplete: "off", spellcheck: "false" });
  const place = el("select", {}),
    told = el("output", {});
  let found: Span[][] = [];
  box.addEventListener("input", () => {
    found = host.find(box.value);
    place.replaceChildren(...found.map((spans, i) => option(String(i), `${i + 1} of ${found.length}: at ${spans[0]!.start}`)));
    told.value = box.value && !found.length ? "not in the text as whole words" : "";
  });
  const chosen = (): Span[] => found[Number(place.value)] ?? [];
  const take = button("Use these", "found");
  take.addEventListener("click", () => use(chosen()));
  const more = button("Add these", "found-more");
  more.addEventListener("click", () => add?.(chosen()));
  return el(
    "div",
    { class: "finder" },
    labelled("Words", box),
    labelled("Place", place),
    told,
    el("p", { class: "actions" }, take, ...(add ? [more] : [])),
  );
}
