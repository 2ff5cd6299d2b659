// Annotation sets in and out of the page as files.

import { encode } from "../codec";
import { button, counted, dialog, el } from "../dom";
import { MAX_FILE, readSet } from "../judge";
import { judge } from "../rules/index";
import type { Page } from "../page";
import type { AnnotationSet } from "../types";

/** Asks for a file and reads it; a file that is no set of this text is refused with what is wrong in it. */
export function open(page: Page, take: (set: AnnotationSet, name: string) => void): void {
  const input = el("input", { type: "file", accept: ".json,application/json", hidden: true });
  input.addEventListener("change", () => void read(input.files?.[0], page, take).finally(() => input.remove()));
  document.body.append(input); // some browsers open nothing for an element outside the page
  input.click();
}

async function read(file: File | undefined, page: Page, take: (set: AnnotationSet, name: string) => void): Promise<void> {
  if (!file) return;
  if (file.size > MAX_FILE) return refuse(file.name, [`The file has ${file.size} bytes; a set has at most ${MAX_FILE}.`]);
  const found = await words(file).then(
    (raw) => readSet(raw, page.data, page.map),
    () => ["The file is not UTF-8; write it anew."],
  );
  if (Array.isArray(found)) refuse(file.name, found);
  else take(found, file.name);
}

const words = async (file: File): Promise<string> =>
  new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await file.arrayBuffer());

function refuse(name: string, faults: readonly string[]): void {
  const list = el("ul", {}, ...faults.map((fault) => el("li", {}, fault)));
  const shown = dialog(
    "The file was not opened",
    el("p", {}, el("b", {}, name), " has faults; nothing here has changed."),
    list,
    el("p", { class: "actions" }, button("Close", "close")),
  );
  shown.addEventListener("click", (event) => (event.target as Element).closest("[data-act]") && shown.close());
}

/** Shows what will be written and where it belongs, and writes it. */
export function download(set: AnnotationSet, page: Page, done: () => void): void {
  const found = judge(set, page.map),
    name = `${set.document}.json`;
  const codes = new Map<string, number>();
  for (const { code } of found) codes.set(code, (codes.get(code) ?? 0) + 1);
  const faults = [...codes].map(([code, many]) => el("li", {}, `${code} (${many}): ${page.data.rules[code] ?? ""}`));
  const shown = dialog(
    "Download",
    el(
      "p",
      {},
      found.length ? `The checker would find ${counted(found.length, "problem")}:` : "The checker would find nothing wrong in it.",
    ),
    ...(faults.length ? [el("ul", {}, ...faults)] : []),
    el(
      "p",
      {},
      "Put the file at ",
      el("code", {}, `annotations/${set.annotator}/${name}`),
      " of a corpus, and run ",
      el("code", {}, "onrecord check"),
      ".",
    ),
    el(
      "p",
      {},
      "If ",
      el("code", {}, set.annotator),
      " is not listed yet, add an entry to ",
      el("code", {}, "annotations/annotators.json"),
      " that says truthfully who or what marked: id, kind, note and guidelines.",
    ),
    el("p", { class: "actions" }, button("Download", "save", { autofocus: true }), button("Cancel", "cancel")),
  );
  shown.addEventListener("click", (event) => {
    const act = (event.target as Element).closest<HTMLElement>("[data-act]")?.dataset.act;
    if (act === "save") {
      write(name, encode(set));
      done();
    }
    if (act) shown.close();
  });
}

function write(name: string, words: string): void {
  const address = URL.createObjectURL(new Blob([words], { type: "application/json" }));
  el("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000); // the browser may still be reading it
}
