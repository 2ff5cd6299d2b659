// The buttons beside picked words: what to make of them.

import { button, el, near } from "../dom";
import type { Page } from "../page";
import type { Layer } from "../types";
import type { Picked } from "./picked";

/** What words can be made into, with its key. */
export const MAKES: readonly (readonly [Layer, string, string])[] = [
  ["mentions", "Mention", "m"],
  ["quotes", "Quote", "q"],
  ["negatives", "No quote", "n"],
  ["claims", "Claim", "c"],
  ["relations", "Signal", "r"],
];

/** A place of an open form that words can go to. */
export interface Slot {
  name: string;
  take: (add: boolean) => void;
}

export class Bubble {
  private readonly box = el("div", { id: "bubble", role: "toolbar", "aria-label": "Mark these words", hidden: true });

  /**
   * @param slots places of the open form, if there is one
   * @param make begins a new thing
   */
  constructor(
    private readonly page: Page,
    private readonly picked: Picked,
    private readonly slots: () => readonly Slot[],
    make: (layer: Layer) => void,
    signal: AbortSignal,
  ) {
    (document.querySelector("main") ?? document.body).append(this.box);
    picked.listen(() => this.show());
    this.box.addEventListener("click", (event) => {
      const chosen = near(event, "[data-act]");
      if (!chosen) return;
      const slot = this.slots()[Number(chosen.dataset.slot)];
      this.hide();
      if (slot) slot.take(chosen.dataset.act === "add");
      else make(chosen.dataset.act as Layer);
    });
    this.box.addEventListener("keydown", (event) => this.key(event));
    page.article.addEventListener(
      "keydown",
      (event) => {
        if (event.key !== "Enter" || event.target !== page.article || this.box.hidden) return;
        event.preventDefault();
        this.box.querySelector("button")?.focus();
      },
      { signal },
    );
    signal.addEventListener("abort", () => this.box.remove());
  }

  hide(): void {
    this.box.hidden = true;
  }

  private show(): void {
    const { spans } = this.picked;
    this.box.hidden = spans.length === 0 || this.picked.underway;
    if (this.box.hidden) return;
    const open = this.slots().flatMap((slot, n) => [
      button(`as ${slot.name}`, "take", { "data-slot": n }),
      button(`add to ${slot.name}`, "add", { "data-slot": n }),
    ]);
    const makes = MAKES.map(([layer, name]) => button(name, layer));
    this.box.replaceChildren(...(open.length ? open : makes));
    const last = spans.at(-1)!;
    const line = this.page.rangeOf(last.start, last.end);
    const rect = line && [...line.getClientRects()].at(-1);
    if (!rect) return;
    const left = Math.max(8, Math.min(rect.right - 40, document.documentElement.clientWidth - this.box.offsetWidth - 8));
    this.box.style.left = `${left + scrollX}px`;
    this.box.style.top = `${rect.bottom + scrollY + 6}px`;
  }

  private key(event: KeyboardEvent): void {
    const buttons = [...this.box.querySelectorAll("button")];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (by) buttons[(at + by + buttons.length) % buttons.length]?.focus();
    if (event.key === "Escape") {
      this.hide();
      this.page.article.focus();
    }
  }
}
