// The panel beside the text while someone annotates: forms, lists, problems, and what is done with the set.

import { Book } from "../book";
import { announce, el, near } from "../dom";
import { highlight, reveal, type Page } from "../page";
import { judge } from "../rules/index";
import type { AnnotationSet, Layer } from "../types";
import { Feedback } from "../practice/feedback";
import { bar } from "./bar";
import { Bubble } from "./bubble";
import { Caret } from "./caret";
import { mayReplace } from "./drafts";
import { Keeper } from "./keeper";
import { download, open } from "./files";
import { Lists, problemList } from "./lists";
import { Paint } from "./paint";
import { Picked } from "./picked";
import { Sheet } from "./sheet";
import { setup } from "./setup";
import { Work } from "./work";

export class Desk {
  readonly element = el("aside", { id: "desk", "aria-label": "Annotation", tabindex: "-1" });
  readonly picked: Picked;
  readonly sheet: Sheet;
  book: Book;
  private readonly work: Work;
  private readonly paint: Paint;
  private readonly caret: Caret;
  private readonly lists = new Lists();
  private readonly feedback: Feedback | null;
  private readonly bar = el("p", { class: "actions" });
  private readonly keeper: Keeper;
  private readonly problems = el("div", {});
  /** Ends all that listens outside the panel. */
  private readonly ending = new AbortController();

  constructor(
    private readonly page: Page,
    set: AnnotationSet,
    private readonly stop: () => void,
  ) {
    const { signal } = this.ending;
    this.work = new Work(set);
    this.book = new Book(set);
    this.paint = new Paint(page);
    this.picked = new Picked(page, signal);
    this.sheet = new Sheet(
      page,
      this.picked,
      () => this.work.set,
      (next, told) => this.take(next, told),
      () => bubble.hide(),
    );
    const bubble = new Bubble(
      page,
      this.picked,
      () => this.sheet.slots,
      (layer) => this.sheet.make(layer),
      signal,
    );
    this.caret = new Caret(page, this.picked, signal);
    this.feedback = page.data.set ? new Feedback(page, page.data.set, (gold) => this.paint.show(gold ?? this.work.set)) : null;
    this.keeper = new Keeper(page.data, signal);
    this.element.append(
      this.keeper.element,
      this.bar,
      this.sheet.element,
      this.problems,
      this.lists.element,
      ...(this.feedback ? [this.feedback.element] : []),
    );
    this.element.addEventListener("click", (event) => this.click(event));
    this.work.listen(() => this.show());
    this.caret.turn(true);
    this.show();
  }

  undo(back: boolean): void {
    this.sheet.close(); // what is in it was begun on another set
    const told = back ? this.work.undo() : this.work.redo();
    announce(told ? `${back ? "Undone" : "Done again"}: ${told}` : "Nothing to take back.");
  }

  /** Ends annotating: the text has its own marks again. */
  close(): void {
    this.keeper.keep(this.work.set);
    this.caret.turn(false);
    this.picked.set(null);
    this.ending.abort();
    highlight("words", []);
    this.paint.restore();
    this.element.remove();
  }

  private show(): void {
    const { set } = this.work;
    this.book = new Book(set);
    this.paint.show(set);
    this.lists.show(set);
    this.problems.replaceChildren(problemList(judge(set, this.page.map), this.page.data.rules));
    const focused = this.bar.contains(document.activeElement) ? (document.activeElement as HTMLElement).dataset.act : undefined;
    this.bar.replaceChildren(...bar(this.work, this.feedback ? this.page.data.set!.annotator : null));
    if (focused) this.bar.querySelector<HTMLElement>(`[data-act="${focused}"]`)?.focus();
    this.keeper.later(set);
  }

  private click(event: Event): void {
    const chosen = near(event, "[data-act]");
    const layer = chosen?.dataset.layer as Layer | undefined,
      at = Number(chosen?.dataset.at);
    const { set } = this.work;
    const acts: { [act: string]: () => void } = {
      undo: () => this.undo(true),
      redo: () => this.undo(false),
      stop: this.stop,
      download: () => download(set, this.page, () => this.keeper.taken()),
      open: () => open(this.page, (found, name) => this.replace(found, `open ${name}`)),
      setup: () => setup(this.page, set, (next) => this.replace(next, "change the settings")),
      compare: () => this.feedback?.show(this.work.set),
      make: () => layer && this.sheet.make(layer),
      edit: () => layer && this.sheet.change(layer, at),
      remove: () => layer && this.remove(layer, at),
      words: () => this.point(Number(chosen?.dataset.start), Number(chosen?.dataset.end)),
    };
    acts[chosen?.dataset.act ?? ""]?.();
  }

  private remove(layer: Layer, at: number): void {
    this.sheet.remove(layer, at);
    this.element.querySelector<HTMLElement>(`details[data-layer="${layer}"] > summary`)?.focus();
  }

  /** Takes a set that may be another annotator's. */
  private replace(set: AnnotationSet, told: string): void {
    if (set.annotator === this.work.set.annotator || mayReplace(set.annotator, this.page.data)) this.take(set, told);
  }

  private take(set: AnnotationSet, told: string): void {
    this.sheet.close();
    this.work.apply(set, told);
    announce(`Done: ${told}`);
  }

  private point(start: number, end: number): void {
    const range = this.page.rangeOf(start, end);
    highlight("words", [range]);
    reveal(range);
  }
}
