// Two annotators side by side: from difference to difference, those of one kind alone, both sides lit.

import { announce, button, byId, el, labelled, near, option } from "./dom";
import { Light } from "./light";
import { tokensOf, type Page } from "./page";

export class Compare {
  private readonly kind = el("select", { id: "only-kind" });
  private readonly light: Light;
  private at = -1;

  constructor(private readonly page: Page) {
    this.light = new Light(page);
    const kinds = [...new Set(page.data.differences.map((each) => each.kind))];
    this.kind.append(option("", "all"), ...kinds.map((kind) => option(kind, kind)));
    byId("differences")?.addEventListener("click", (event) => this.go(numberOf(near(event, "li[id^='i-d_']")), false));
    byId("differences")?.addEventListener("pointerover", (event) => this.lit(numberOf(near(event, "li[id^='i-d_']"))));
    byId("differences")?.addEventListener("focusin", (event) => this.lit(numberOf(near(event, "li[id^='i-d_']"))));
  }

  controls(): HTMLElement {
    const made = el(
      "span",
      { class: "differing" },
      labelled("Kind", this.kind),
      button("Previous difference", "before"),
      button("Next difference", "after"),
    );
    this.kind.addEventListener("change", () => this.filter());
    made.addEventListener("click", (event) => {
      const act = near(event, "[data-act]")?.dataset.act;
      if (act) this.step(act === "after" ? 1 : -1);
    });
    return made;
  }

  private shown(): number[] {
    const all = this.page.data.differences.map((each, n) => ({ each, n }));
    const ordered = all.sort((a, b) => start(a.each) - start(b.each));
    return ordered.filter(({ each }) => !this.kind.value || each.kind === this.kind.value).map(({ n }) => n);
  }

  private step(by: number): void {
    const shown = this.shown(),
      here = shown.indexOf(this.at);
    const next = shown[here < 0 ? (by > 0 ? 0 : shown.length - 1) : (here + by + shown.length) % shown.length];
    if (next !== undefined) this.go(next, true);
  }

  private go(number: number, scroll: boolean): void {
    const found = this.page.data.differences[number];
    if (!found) return;
    this.at = number;
    this.lit(number);
    const item = byId(`i-d_${number}`);
    for (const other of document.querySelectorAll("#differences [aria-current]")) other.removeAttribute("aria-current");
    item?.setAttribute("aria-current", "true");
    if (scroll) {
      item?.scrollIntoView({ block: "nearest" });
      this.page.elementsOf(`d_${number}`)[0]?.scrollIntoView({ block: "center" });
    }
    announce(`${found.kind}: ${found.layer} ${found.field}`);
  }

  private lit(number: number): void {
    if (number >= 0) this.light.on([`d_${number}`], null);
  }

  private filter(): void {
    const shown = new Set(this.shown());
    this.page.data.differences.forEach((_, n) => {
      const item = byId(`i-d_${n}`);
      if (item) item.hidden = !shown.has(n);
    });
    for (const mark of this.page.article.querySelectorAll<HTMLElement>("mark[data-marks*='d_']")) {
      mark.classList.toggle("off-difference", !tokensOf(mark).some(({ id }) => id.startsWith("d_") && shown.has(Number(id.slice(2)))));
    }
    announce(`${shown.size} differences`);
  }
}

const numberOf = (item: HTMLElement | null): number => (item ? Number(item.id.slice("i-d_".length)) : -1);
const start = (each: {
  left: { pieces: readonly (readonly number[])[] } | null;
  right: { pieces: readonly (readonly number[])[] } | null;
}): number => (each.left ?? each.right)?.pieces[0]?.[0] ?? Infinity;
