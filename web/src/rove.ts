// One tab stop for all marks: arrow keys go from mark to mark, Enter opens the card.

import type { CardBox } from "./cardbox";
import { near } from "./dom";
import { shows } from "./filters";
import { tokensOf, type Page } from "./page";

export class Rove {
  private stop: HTMLElement | null = null;
  private active = true;

  constructor(
    private readonly page: Page,
    private readonly cards: CardBox,
  ) {
    page.article.addEventListener("keydown", (event) => this.key(event));
    page.article.addEventListener("pointerdown", (event) => this.active && this.settle(near(event, "mark[data-marks]")));
    this.reset();
  }

  /** Puts the tab stop on the first mark, or takes it away. */
  reset(active = true): void {
    this.active = active;
    this.settle(active ? (this.marks()[0] ?? null) : null);
    if (!active) this.stop?.removeAttribute("tabindex");
  }

  private marks(): HTMLElement[] {
    return [...this.page.article.querySelectorAll<HTMLElement>("mark[data-marks]")].filter(shows);
  }

  private settle(mark: HTMLElement | null): void {
    if (!mark) return;
    this.stop?.removeAttribute("tabindex");
    mark.tabIndex = 0;
    this.stop = mark;
  }

  private key(event: KeyboardEvent): void {
    const mark = near(event, "mark[data-marks]");
    if (!mark || !this.active || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Enter") {
      event.preventDefault();
      this.cards.show(mark);
      return this.cards.enter();
    }
    const to = this.target(event.key, mark);
    if (!to) return;
    event.preventDefault();
    this.settle(to);
    to.focus();
  }

  private target(key: string, mark: HTMLElement): HTMLElement | undefined {
    const marks = this.marks(),
      at = marks.indexOf(mark);
    if (key === "Home") return marks[0];
    if (key === "End") return marks.at(-1);
    if (key === "ArrowRight") return marks.slice(at + 1).find((each) => adds(each, mark));
    if (key === "ArrowLeft")
      return marks
        .slice(0, Math.max(0, at))
        .reverse()
        .find((each) => adds(each, mark));
    const zone = (each: HTMLElement): Element | null => each.closest(".zone");
    if (key === "ArrowDown") return marks.slice(at + 1).find((each) => zone(each) !== zone(mark));
    const before = marks.slice(0, Math.max(0, at)).filter((each) => zone(each) !== zone(mark));
    return key === "ArrowUp" ? before.find((each) => zone(each) === zone(before.at(-1)!)) : undefined;
  }
}

/** Whether a stretch has a mark that another does not have: the pieces of one long quote are one stop. */
function adds(mark: HTMLElement, than: HTMLElement): boolean {
  const known = new Set((than.dataset.marks ?? "").split(" "));
  return tokensOf(mark).some(({ id, part }) => !known.has(part ? `${id}:${part}` : id));
}
