// The form of one thing: its fields, what the rules would say, save and cancel.

import { Book } from "../book";
import { brief, button, el, plain } from "../dom";
import type { Page } from "../page";
import { AUTHOR } from "../rules/context";
import { judge } from "../rules/index";
import { LAYERS, type Leaf } from "../shapes";
import type { AnnotationSet, Finding, Layer, Span } from "../types";
import { placesOf } from "../words";
import type { Slot } from "./bubble";
import type { Draft } from "./edits";
import { thingFields, type Fields } from "./fields";
import { NEW, whose } from "./guess";
import type { Picked } from "./picked";
import { resolve, type Result } from "./resolve";

export class Form implements Fields {
  readonly element = el("form", { id: "form", novalidate: true, autocomplete: "off" });
  slots: Slot[] = [];
  readonly pending = new Map<string, Draft>();
  private readonly told = el("div", { role: "status", class: "faults" });
  private readonly fields = el("div", {});
  private readonly book: Book;
  private readonly known: ReadonlySet<string>;
  /** Names of new entities that nobody has typed. */
  private readonly named = new Map<string, string>();
  private timer = 0;
  /** Whether anything was filled in. */
  touched = false;
  /** Whether what is still missing is told: not before someone tries to save. */
  private tried = false;

  /** @param done takes the changed set, or null where nothing is to change */
  constructor(
    private readonly page: Page,
    private readonly taken: Picked,
    private readonly set: AnnotationSet,
    private readonly layer: Layer,
    private readonly at: number | null,
    private readonly draft: Draft,
    private readonly done: (set: AnnotationSet | null) => void,
  ) {
    this.book = new Book(set);
    this.known = new Set(judge(set, page.map).map(said));
    const title = `${at === null ? "New" : "Change"}: ${singular(layer)}`;
    const actions = el("p", { class: "actions" }, el("button", { type: "submit" }, "Save"), button("Cancel", "cancel"));
    this.element.append(el("h2", { id: "form-title", tabindex: "-1" }, title), this.fields, this.told, actions);
    this.element.setAttribute("aria-labelledby", "form-title");
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      this.save();
    });
    this.element.addEventListener("click", (event) => (event.target as Element).closest("[data-act=cancel]") && this.done(null));
    this.element.addEventListener("keydown", (event) => event.key === "Escape" && this.done(null));
    this.redraw();
  }

  get id(): string {
    return String(this.draft.id ?? "");
  }

  get labels(): Fields["labels"] {
    return this.page.data.labels;
  }

  get published(): string | null {
    return this.page.data.document.published;
  }

  picked(): readonly Span[] {
    return this.taken.spans;
  }

  find(words: string): Span[][] {
    return placesOf(words, this.page.map).map((place) => this.page.map.spans(place));
  }

  whose(spans: readonly Span[]): string {
    return whose(this.set, spans);
  }

  options({ to, author }: Leaf & { is: "ref" }): [string, string][] {
    const found = this.book.ids(to);
    const named = found
      .filter((id) => id !== this.draft.id)
      .map((id): [string, string] => [id, brief(`${this.book.name(id)} (${id})`, 70)]);
    named.sort((a, b) => a[1].localeCompare(b[1]));
    return author ? [[AUTHOR, "the writer of the story"], ...named] : named;
  }

  redraw(): void {
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.path : undefined;
    const inside = this.fields.contains(document.activeElement);
    this.slots = [];
    this.expect(this.draft);
    this.fields.replaceChildren(...thingFields(LAYERS[this.layer], this.draft, this));
    const again = [...this.fields.querySelectorAll<HTMLElement>("[data-path]")].find((each) => each.dataset.path === focused);
    if (inside) (again ?? this.element.querySelector<HTMLElement>("h2"))?.focus();
    this.check();
  }

  changed(): void {
    this.touched = true;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.check(), 200);
  }

  /** Moves the focus to the first field. */
  focus(): void {
    (this.fields.querySelector<HTMLElement>("select, input, textarea") ?? this.element.querySelector("h2"))?.focus();
  }

  /** Every entity that the draft asks for gets a place to be filled in, with the name of its words until it is given another. */
  private expect(value: unknown): void {
    if (typeof value === "string" && value.startsWith(NEW)) {
      const made = this.pending.get(value);
      const words = (this.draft.source as Draft | null)?.spans ?? this.draft.spans ?? this.picked();
      const name = value.endsWith("subject") ? "" : (words as Span[]).map((span) => span.text).join(" … ");
      const given = made?.name && made.name !== this.named.get(value);
      this.pending.set(value, { type: "", identity: this.labels.identity?.[0] ?? "", ...made, ...(given ? {} : { name }) });
      this.named.set(value, name);
    }
    if (typeof value === "object" && value) Object.values(value).forEach((inner) => this.expect(inner));
  }

  private result(): Result {
    return resolve(this.set, this.layer, this.at, this.draft, this.pending, this.page.data);
  }

  private check(): void {
    clearTimeout(this.timer);
    const { set, faults } = this.result();
    const rows = faults.length
      ? this.tried
        ? faults
        : []
      : judge(set, this.page.map)
          .filter((each) => !this.known.has(said(each)))
          .map((each) => `${each.code}: ${each.message}`);
    this.told.replaceChildren(...(rows.length ? [el("ul", {}, ...rows.slice(0, 8).map((row) => el("li", {}, row)))] : []));
    this.element.dataset.ready = String(!faults.length);
  }

  private save(): void {
    this.tried = true;
    this.check();
    const { set, faults } = this.result();
    if (faults.length) this.focus();
    else this.done(set);
  }
}

const singular = (layer: Layer): string => plain(layer).replace(/ies$/, "y").replace(/s$/, "");
const said = ({ code, message }: Finding): string => `${code} ${message}`;
