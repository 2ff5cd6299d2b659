// The card beside a mark: it comes on hover and focus, stays while the pointer is on it, and goes with Escape.

import { card, type Source } from "./cards";
import { el, near } from "./dom";
import { Light } from "./light";
import { tokensOf, type Page } from "./page";

const WAIT = 220; // milliseconds until a card comes or goes under a pointer

export class CardBox {
  private mark: HTMLElement | null = null;
  private timer = 0;
  private readonly light: Light;

  /** @param source what a card tells of, for a mark of the left or the right text */
  constructor(
    page: Page,
    private readonly box: HTMLElement,
    private readonly source: (mark: HTMLElement) => Source,
  ) {
    this.light = new Light(page);
    page.article.addEventListener("pointerover", (event) => this.hover(near(event, "mark[data-marks]")));
    page.article.addEventListener("pointerleave", () => this.hover(null));
    page.article.addEventListener("focusin", (event) => this.show(near(event, "mark[data-marks]")));
    page.article.addEventListener("focusout", (event) => this.left(event.relatedTarget));
    page.article.addEventListener("click", (event) => this.show(near(event, "mark[data-marks]")));
    box.addEventListener("pointerenter", () => clearTimeout(this.timer));
    box.addEventListener("pointerleave", () => this.hover(null));
    box.addEventListener("focusout", (event) => this.left(event.relatedTarget));
    box.addEventListener("click", (event) => near(event, "a[href], [data-edit]") && this.hide());
    box.addEventListener("keydown", (event) => this.tab(event));
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.escape(event));
  }

  /** Shows the card of a mark at once. */
  show(mark: HTMLElement | null): void {
    clearTimeout(this.timer);
    if (!mark || (mark === this.mark && !this.box.hidden)) return;
    this.hide();
    const source = this.source(mark),
      tokens = tokensOf(mark);
    const blocks = card(tokens, source);
    if (!blocks.length) return;
    this.mark = mark;
    this.box.replaceChildren(...blocks);
    this.box.hidden = false;
    mark.setAttribute("aria-describedby", this.box.id);
    this.light.on(
      tokens.map((token) => token.id),
      source.book,
    );
    this.place(mark);
  }

  hide(): void {
    clearTimeout(this.timer);
    this.mark?.removeAttribute("aria-describedby");
    this.mark = null;
    this.box.hidden = true;
    this.light.off();
  }

  /** Moves the focus into the card, if it holds anything to use. */
  enter(): void {
    this.box.querySelector<HTMLElement>("a[href], button")?.focus();
  }

  private hover(mark: HTMLElement | null): void {
    clearTimeout(this.timer);
    if (this.box.contains(document.activeElement) || (mark && mark === this.mark)) return;
    this.timer = window.setTimeout(() => {
      if (mark) this.show(mark);
      else if (this.mark !== document.activeElement) this.hide();
    }, WAIT);
  }

  private left(to: EventTarget | null): void {
    if (!(to instanceof Node && (this.box.contains(to) || this.mark?.contains(to)))) this.hide();
  }

  /** The card stands beside its mark in the order of focus, though not in the tree. */
  private tab(event: KeyboardEvent): void {
    if (event.key !== "Tab" || !this.mark) return;
    const stops = [...this.box.querySelectorAll<HTMLElement>("a[href], button")];
    if (document.activeElement !== (event.shiftKey ? stops[0] : stops.at(-1))) return;
    event.preventDefault();
    this.mark.focus();
  }

  private escape(event: KeyboardEvent): void {
    if (this.box.hidden) return;
    const mark = this.mark,
      inside = this.box.contains(document.activeElement);
    this.hide();
    if (!inside) return;
    event.preventDefault();
    mark?.focus();
    this.hide(); // the focus has called it back
  }

  private place(mark: HTMLElement): void {
    const line = mark.getClientRects()[0] ?? mark.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = this.box;
    const left = Math.max(8, Math.min(line.left, document.documentElement.clientWidth - width - 8));
    const below = line.bottom + 6,
      above = line.top - height - 6;
    const top = below + height > innerHeight && above > 0 ? above : below;
    this.box.style.left = `${left + scrollX}px`;
    this.box.style.top = `${top + scrollY}px`;
  }
}

/** The element for cards; the page brings it, or it is made. */
export function cardElement(): HTMLElement {
  const found = document.getElementById("card");
  return found ?? document.body.appendChild(el("div", { id: "card", role: "dialog", "aria-label": "About this mark", hidden: true }));
}
