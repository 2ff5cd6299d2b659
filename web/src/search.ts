// Search in the text: all places are lit, one is current. A no-break space is a space; case does not count.

import { announce, counted } from "./dom";
import { highlight, reveal, type Page } from "./page";
import type { Range as Stretch } from "./types";
import { folded, unitsOf } from "./words";

export class Search {
  private readonly text: string;
  private found: Stretch[] = [];
  private at = -1;

  constructor(
    private readonly page: Page,
    private readonly box: HTMLInputElement,
    private readonly count: HTMLOutputElement,
    before: HTMLElement,
    after: HTMLElement,
  ) {
    this.text = folded(page.map.text);
    box.addEventListener("input", () => this.look());
    box.addEventListener("keydown", (event) => {
      if (event.key === "Enter") this.step(event.shiftKey ? -1 : 1);
      if (event.key !== "Escape") return;
      box.value = "";
      this.look();
    });
    before.addEventListener("click", () => this.step(-1));
    after.addEventListener("click", () => this.step(1));
  }

  private look(): void {
    const units = unitsOf(folded(this.box.value), this.text);
    this.found = units.map(([start, end]) => [this.page.map.fromUnits(start), this.page.map.fromUnits(end)]);
    this.at = -1;
    highlight(
      "found",
      this.found.map((place) => this.page.rangeOf(...place)),
    );
    highlight("current", []);
    if (this.found.length) this.step(1);
    else this.count.value = this.box.value ? "not found" : "";
  }

  private step(by: number): void {
    const many = this.found.length;
    if (!many) return;
    this.at = this.at < 0 ? (by > 0 ? 0 : many - 1) : (this.at + by + many) % many;
    const range = this.page.rangeOf(...this.found[this.at]!);
    highlight("current", [range]);
    if (!("highlights" in CSS) && range) {
      getSelection()?.removeAllRanges();
      getSelection()?.addRange(range);
    }
    reveal(range);
    this.count.value = `${this.at + 1} of ${many.toLocaleString("en")}`;
    announce(`${this.count.value}: ${counted(many, "place")} found`);
  }
}
