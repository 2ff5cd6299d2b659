// The place for the one open form, and what its saving does.

import { brief, counted, el, plain } from "../dom";
import { Book } from "../book";
import type { Page } from "../page";
import type { AnnotationSet, Layer } from "../types";
import type { Slot } from "./bubble";
import { remove, whereIs, type Draft } from "./edits";
import { Form } from "./form";
import { guess } from "./guess";
import type { Picked } from "./picked";

export class Sheet {
  readonly element = el("div", {});
  private form: Form | null = null;

  /**
   * @param now gives the set that is being made
   * @param take takes a changed set, and what was done
   * @param opened is told of every form that opens
   */
  constructor(
    private readonly page: Page,
    private readonly picked: Picked,
    private readonly now: () => AnnotationSet,
    private readonly take: (set: AnnotationSet, told: string) => void,
    private readonly opened: () => void,
  ) {}

  /** Places of the open form that words can go to. */
  get slots(): readonly Slot[] {
    return this.form?.slots ?? [];
  }

  /** Begins a new thing from the picked words. */
  make(layer: Layer): void {
    this.fill(layer, null, guess(layer, this.picked.spans, this.now(), this.page.data, this.page.map));
  }

  /** Opens the form of a thing by its id. */
  edit(id: string): void {
    const place = whereIs(this.now(), id);
    if (place) this.change(place.layer, place.at);
  }

  change(layer: Layer, at: number): void {
    const thing = this.now()[layer][at];
    if (thing) this.fill(layer, at, structuredClone(thing) as unknown as Draft);
  }

  remove(layer: Layer, at: number): void {
    const before = this.now(),
      thing = before[layer][at] as { id?: string } | undefined;
    if (!thing) return;
    const { set, more } = remove(before, layer, at);
    const name = thing.id ? brief(new Book(before).name(thing.id), 40) : plain(layer);
    this.take(set, `remove ${name}${more > 0 ? ` and ${counted(more, "thing")} that referred to it` : ""}`);
  }

  close(): void {
    this.form = null;
    this.element.replaceChildren();
  }

  private fill(layer: Layer, at: number | null, draft: Draft): void {
    if (this.form?.touched && !confirm("The open form is not saved. Give it up?")) return this.form.focus();
    this.form = new Form(this.page, this.picked, this.now(), layer, at, draft, (next) => {
      this.close();
      this.picked.set(null);
      if (next) this.take(next, `${at === null ? "add to" : "change in"} ${plain(layer)}`);
      this.page.article.focus({ preventScroll: true });
    });
    this.element.replaceChildren(this.form.element);
    this.opened();
    this.element.closest("aside")?.scrollTo(0, 0);
    this.form.focus();
  }
}
