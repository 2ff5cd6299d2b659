// Who marks, by which guidelines, what is looked for, and what to begin with.

import { button, counted, dialog, el, labelled, plain, type Child } from "../dom";
import { faultsOf } from "../judge";
import type { Page } from "../page";
import { SET } from "../shapes";
import type { AnnotationSet } from "../types";
import { drafts, mayReplace } from "./drafts";
import { emptySet, marksIn, withHead } from "./edits";

/**
 * @param current the set that is open, or null to begin
 * @param done takes the set to go on with
 */
export function setup(page: Page, current: AnnotationSet | null, done: (set: AnnotationSet) => void): void {
  const { data } = page;
  const kept = current ? [] : drafts(data, page.map);
  const shown = data.mode === "practice" ? null : data.set;
  const head = current ?? kept[0]?.set;
  const annotator = el("input", {
    type: "text",
    name: "annotator",
    required: true,
    autocomplete: "off",
    spellcheck: "false",
    autofocus: true,
  });
  annotator.value = head?.annotator ?? "";
  const guidelines = el("input", { type: "text", name: "guidelines", required: true, autocomplete: "off" });
  guidelines.value = head?.guidelines ?? data.annotator.guidelines ?? data.set?.guidelines ?? "1.0";
  const boxes = (data.labels.layer ?? []).map((layer) => {
    const box = el("input", { type: "checkbox", value: layer, checked: !head?.layers || head.layers.includes(layer) });
    return { layer, box, row: el("label", { class: "flag" }, box, ` ${plain(layer)}`) };
  });
  const choices: [AnnotationSet, string][] = kept.map((each) => [
    each.set,
    `the draft of ${each.annotator}: ${counted(marksIn(each.set), "mark")}, kept ${when(each.saved)}`,
  ]);
  choices.push([emptySet(data, "nobody", "1.0"), "no marks"]);
  if (shown) choices.push([shown, `the marks of ${shown.annotator} (${marksIn(shown)})`]);
  const radios = choices.map(([set, told], i) => {
    const radio = el("input", { type: "radio", name: "begin", value: i, checked: i === 0 });
    radio.addEventListener("change", () => {
      if (i < kept.length) fill(set);
    });
    return el("label", { class: "flag" }, radio, ` ${told}`);
  });
  const fill = (set: AnnotationSet): void => {
    annotator.value = set.annotator;
    guidelines.value = set.guidelines;
    for (const { layer, box } of boxes) box.checked = !set.layers || set.layers.includes(layer);
  };
  const told = el("div", { role: "alert", class: "faults" });
  const form = el(
    "form",
    { novalidate: true },
    ...(current ? [] : [el("fieldset", {}, el("legend", {}, "Begin with"), ...radios)]),
    labelled("Your id as annotator: small letters, digits, hyphens", annotator),
    labelled("Version of the guidelines you follow", guidelines),
    el(
      "fieldset",
      {},
      el("legend", {}, "What you look for in the whole text"),
      ...boxes.map(({ row }) => row),
      el("p", {}, el("small", {}, "What you leave out counts as not looked for, not as absent.")),
    ),
    told,
    el("p", { class: "actions" }, el("button", { type: "submit" }, current ? "Save" : "Begin"), button("Cancel", "cancel")),
  );
  const box = dialog(current ? "Settings" : "Annotate", ...intro(current, page), form);
  form.addEventListener("click", (event) => (event.target as Element).closest("[data-act=cancel]") && box.close());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const chosen = current ?? choices[Number(new FormData(form).get("begin"))]?.[0] ?? choices[0]![0];
    const layers = boxes.filter((each) => each.box.checked).map((each) => each.layer);
    const next = withHead(chosen, {
      annotator: annotator.value.trim(),
      guidelines: guidelines.value.trim(),
      ...(layers.length === boxes.length ? { layers: undefined } : { layers }),
    } as Partial<AnnotationSet>);
    const faults = faultsOf(next, SET, data);
    told.replaceChildren(...faults.slice(0, 5).map((fault) => el("p", {}, fault)));
    if (faults.length) return annotator.focus();
    if (!current && !kept.some((each) => each.set === chosen && each.annotator === next.annotator) && !mayReplace(next.annotator, data))
      return;
    box.close();
    done(next);
  });
}

function intro(current: AnnotationSet | null, page: Page): Child[] {
  if (current) return [];
  const practice = "The marks to compare with stay hidden until you ask for them.";
  return [el("p", {}, "Your marks stay in this browser until you download them. ", page.data.mode === "practice" ? practice : "")];
}

const when = (saved: string): string => {
  const date = new Date(saved);
  return Number.isNaN(date.getTime()) ? "at an unknown time" : date.toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
};
