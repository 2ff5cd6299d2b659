// What has been marked, layer by layer, and what the rules find in it: lists that lead to the words and to the forms.

import { Book } from "../book";
import { brief, button, counted, el, plain } from "../dom";
import { joined } from "../rules/context";
import type { AnnotationSet, Finding, Layer } from "../types";
import { layers } from "./edits";

/** Rows of one list that are made at once. */
const MANY = 200;

export class Lists {
  readonly element = el("div", { class: "lists" });
  private readonly open = new Set<string>();
  private readonly limits = new Map<string, number>();
  private set: AnnotationSet | null = null;

  constructor() {
    this.element.addEventListener("toggle", (event) => this.toggled(event.target as HTMLDetailsElement), true);
    this.element.addEventListener("click", (event) => {
      const layer = (event.target as Element).closest<HTMLElement>("[data-act=rows]")?.dataset.layer;
      if (!layer || !this.set) return;
      this.limits.set(layer, (this.limits.get(layer) ?? MANY) * 4);
      this.show(this.set);
    });
  }

  show(set: AnnotationSet): void {
    this.set = set;
    const book = new Book(set);
    this.element.replaceChildren(...layers.map((layer) => this.list(layer, set, book)));
  }

  private toggled(details: HTMLDetailsElement): void {
    const layer = details.dataset.layer;
    if (!layer || !this.set || details.open === this.open.has(layer)) return;
    if (details.open) this.open.add(layer);
    else this.open.delete(layer);
    details.replaceWith(this.list(layer as Layer, this.set, new Book(this.set)));
    this.element.querySelector<HTMLElement>(`details[data-layer="${layer}"] > summary`)?.focus();
  }

  private list(layer: Layer, set: AnnotationSet, book: Book): HTMLElement {
    const things = set[layer] as unknown[],
      open = this.open.has(layer);
    const summary = el("summary", {}, `${plain(layer)} `, el("small", {}, String(things.length)));
    const details = el("details", { "data-layer": layer, open }, summary);
    if (!open) return details;
    const limit = this.limits.get(layer) ?? MANY;
    const rows = things.slice(0, limit).map((thing, at) => row(layer, at, thing as { id?: string }, book));
    details.append(
      el("ol", {}, ...rows),
      ...(things.length > limit ? [button(`Show more of ${things.length}`, "rows", { "data-layer": layer })] : []),
      button(`Add: ${plain(layer)}`, "make", { "data-layer": layer }),
    );
    return details;
  }
}

function row(layer: Layer, at: number, thing: { id?: string }, book: Book): HTMLElement {
  const { words, told, anchor } = described(layer, thing, book);
  const shown = brief(words, 90) || "(no name)";
  const place = { "data-layer": layer, "data-at": at };
  return el(
    "li",
    {},
    anchor ? el("a", { href: `#p-${anchor}` }, shown) : el("span", {}, shown),
    " ",
    el("small", {}, told),
    " ",
    button("Edit", "edit", { ...place, "aria-label": `Edit ${thing.id ?? ""}: ${shown}` }),
    " ",
    button("Remove", "remove", { ...place, "aria-label": `Remove ${thing.id ?? ""}: ${shown}` }),
  );
}

function described(layer: Layer, thing: { id?: string }, book: Book): { words: string; told: string; anchor?: string } {
  const id = thing.id ?? "",
    name = book.name(id);
  if (layer === "entities") {
    const first = book.mentionsOf.get(id)?.[0]?.id;
    return { words: name, told: book.entities.get(id)?.type ?? "", ...(first ? { anchor: first } : {}) };
  }
  const mention = book.mentions.get(id),
    quote = book.quotes.get(id),
    claim = book.claims.get(id),
    relation = book.relations.get(id);
  if (mention) return { words: name, told: `${book.name(mention.entity)}, ${mention.level}`, anchor: id };
  if (quote) return { words: name, told: `${book.speaker(quote)}, ${plain(quote.mode)}`, anchor: id };
  if (claim) return { words: name, told: book.name(claim.claimant), ...(claim.realizations.length ? { anchor: id } : {}) };
  if (relation) return { words: name, told: relation.signal ? joined(relation.signal) : "", ...(relation.signal ? { anchor: id } : {}) };
  if (layer === "negatives") return { words: name, told: plain(book.negatives.get(id)?.reason ?? ""), anchor: id };
  if (layer === "records") return { words: book.name((thing as { entity?: string }).entity ?? ""), told: id };
  const link = thing as { a?: string; b?: string; certainty?: string };
  return { words: `${book.name(link.a ?? "")} = ${book.name(link.b ?? "")}`, told: link.certainty ?? "" };
}

/** What the rules find; each leads to the words and to the thing. */
export function problemList(found: readonly Finding[], rules: { readonly [code: string]: string }): HTMLElement {
  const summary = el("summary", {}, found.length ? counted(found.length, "problem") : "No problems");
  const rows = found.slice(0, MANY).map(({ code, path, message, span }) => {
    const place = typeof path[1] === "number" ? { "data-layer": path[0], "data-at": path[1] } : null;
    return el(
      "li",
      {},
      el("b", { title: rules[code] }, code),
      ` ${message} `,
      ...(span ? [button("Show the words", "words", { "data-start": span[0], "data-end": span[1] }), " "] : []),
      ...(place ? [button("Edit", "edit", place)] : []),
    );
  });
  return el("details", { class: "problems", open: found.length > 0 && found.length < 20 }, summary, el("ol", {}, ...rows));
}
