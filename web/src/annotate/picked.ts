// The words that are picked in the text, by mouse, touch or keyboard; they stay picked while the focus is elsewhere.

import { highlight, type Page } from "../page";
import type { Range as Stretch, Span } from "../types";

export class Picked {
  spans: Span[] = [];
  private readonly listeners: (() => void)[] = [];
  private pressed = false;

  constructor(
    private readonly page: Page,
    signal: AbortSignal,
  ) {
    document.addEventListener("selectionchange", () => this.pressed && this.read(), { signal });
    page.article.addEventListener("pointerdown", () => (this.pressed = true), { signal });
    // After the press the browser still settles what is selected.
    document.addEventListener("pointerup", () => this.pressed && setTimeout(() => this.end()), { signal });
    document.addEventListener("pointercancel", () => (this.pressed = false), { signal });
  }

  listen(told: () => void): void {
    this.listeners.push(told);
  }

  /** Picks a stretch; it grows to whole words, and is one span for each paragraph. */
  set(stretch: Stretch | null): void {
    this.spans = stretch ? this.page.map.spans(stretch) : [];
    highlight(
      "picked",
      this.spans.map((span) => this.page.rangeOf(span.start, span.end)),
    );
    for (const told of this.listeners) told();
  }

  private end(): void {
    this.pressed = false;
    this.read();
    for (const told of this.listeners) told();
  }

  /** Whether the pointer is still at it. */
  get underway(): boolean {
    return this.pressed;
  }

  private read(): void {
    const selection = getSelection();
    if (!selection?.anchorNode || !selection.focusNode) return;
    const from = this.page.pointOf(selection.anchorNode, selection.anchorOffset);
    const to = this.page.pointOf(selection.focusNode, selection.focusOffset);
    if (from === null || to === null) return;
    this.set(from === to ? null : [Math.min(from, to), Math.max(from, to)]);
  }
}
