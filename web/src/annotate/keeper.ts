// Keeps the draft while someone works, and says whether it is kept.

import { announce, counted, el } from "../dom";
import type { Data } from "../data";
import type { AnnotationSet } from "../types";
import { keepDraft } from "./drafts";
import { marksIn } from "./edits";

const WAIT = 250; // milliseconds after a change

export class Keeper {
  readonly element = el("p", { class: "told" });
  private safe = true;
  private timer = 0;
  private waiting: AnnotationSet | null = null;

  constructor(
    private readonly data: Data,
    signal: AbortSignal,
  ) {
    addEventListener("beforeunload", (event) => this.safe || event.preventDefault(), { signal });
    addEventListener("pagehide", () => this.waiting && this.keep(this.waiting), { signal });
  }

  /** Writes the draft soon. */
  later(set: AnnotationSet): void {
    clearTimeout(this.timer);
    this.waiting = set;
    this.tell(set);
    this.timer = window.setTimeout(() => this.keep(set), WAIT);
  }

  /** Writes the draft. */
  keep(set: AnnotationSet): void {
    clearTimeout(this.timer);
    this.waiting = null;
    const before = this.safe;
    this.safe = keepDraft(set, this.data);
    this.tell(set);
    if (before && !this.safe) announce(this.element.textContent ?? "");
  }

  private tell(set: AnnotationSet): void {
    const fate = this.safe ? "kept in this browser" : "NOT kept: this browser stores nothing more. Download them before you leave";
    this.element.replaceChildren("Marks by ", el("b", {}, set.annotator), `: ${counted(marksIn(set), "mark")}, ${fate}.`);
  }

  /** The set was written to a file: leaving loses nothing. */
  taken(): void {
    this.safe = true;
  }
}
