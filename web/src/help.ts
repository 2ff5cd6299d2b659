// The help: every key and what it does, and the switch for those of one letter.

import { button, dialog, el } from "./dom";
import type { Keys } from "./keys";

const READING = [
  ["Tab", "to the marks in the text, and out of them again"],
  ["← →", "from mark to mark"],
  ["↑ ↓", "to the marks of the paragraph before or after"],
  ["Home, End", "to the first or last mark"],
  ["Enter", "into the card of the mark"],
  ["Escape", "closes the card, the dialog, the form"],
] as const;

const MARKING = [
  ["← →", "in the text: by word"],
  ["↑ ↓, Home, End", "in the text: by paragraph, to the first or last word"],
  ["Shift and these", "selects words"],
  ["Alt+← Alt+→", "moves the end of what is selected by one sign"],
  ["Enter", "what to make of the selected words"],
  ["F2", "opens the marks over the selected words to change them"],
  ["Ctrl+Z, Ctrl+Shift+Z", "undo, redo"],
] as const;

export function help(keys: Keys): void {
  const single = el("input", { type: "checkbox", checked: keys.enabled });
  single.addEventListener("change", () => (keys.enabled = single.checked));
  const shown = dialog(
    "Keys",
    table("Reading", READING),
    table("Annotating", MARKING),
    table(
      "Keys of one letter",
      keys.shortcuts.map(({ key, told }) => [key, told] as const),
    ),
    el("label", { class: "flag" }, single, " Keys of one letter are on"),
    el("p", { class: "actions" }, button("Close", "close", { autofocus: true })),
  );
  shown.addEventListener("click", (event) => (event.target as Element).closest("[data-act]") && shown.close());
}

function table(title: string, rows: readonly (readonly [string, string])[]): HTMLElement {
  const lines = rows.map(([key, told]) => el("tr", {}, el("th", { scope: "row" }, el("kbd", {}, key)), el("td", {}, told)));
  return el("table", { class: "keys" }, el("caption", {}, title), el("tbody", {}, ...lines));
}
