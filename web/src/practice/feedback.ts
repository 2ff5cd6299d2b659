// The comparison with gold as the reader sees it: counts, and a row for every mark that leads to its words.

import { announce, button, brief, counted, el, labelled, near, option } from "../dom";
import { highlight, reveal, type Page } from "../page";
import type { AnnotationSet, Range } from "../types";
import { VERDICTS, type Row } from "./row";
import { compareSets } from "./rows";

export class Feedback {
  readonly element = el("section", { id: "feedback", hidden: true, "aria-label": "Comparison", tabindex: "-1" });
  private readonly only = el("select", {}, option("", "all"), ...VERDICTS.map((verdict) => option(verdict, verdict)));
  private rows: Row[] = [];
  private shown = false;

  /** @param show paints a set in place of what has been marked; null paints that again */
  constructor(
    private readonly page: Page,
    private readonly gold: AnnotationSet,
    private readonly paint: (gold: AnnotationSet | null) => void,
  ) {
    this.only.addEventListener("change", () => this.list());
    this.element.addEventListener("click", (event) => {
      const chosen = near(event, "[data-act]");
      if (chosen?.dataset.act === "gold") this.toggle();
      const row = chosen?.dataset.act === "row" ? this.rows[Number(chosen.dataset.row)] : undefined;
      if (row) this.point(row.pieces);
    });
  }

  show(mine: AnnotationSet): void {
    this.rows = compareSets(mine, this.gold, this.page.map);
    this.shown = true;
    this.element.hidden = false;
    this.toggle();
    this.list();
    this.element.focus();
    const found = this.rows.filter((row) => row.verdict === "found").length;
    announce(`${found} of ${counted(this.rows.length, "mark")} are as in ${this.gold.annotator}.`);
  }

  private list(): void {
    const layers = [...new Set(this.rows.map((row) => row.layer))];
    const count = (layer: string, verdict: string): number =>
      this.rows.filter((row) => row.layer === layer && row.verdict === verdict).length;
    const head = el("tr", {}, el("td", {}), ...VERDICTS.map((verdict) => el("th", { scope: "col" }, verdict)));
    const lines = layers.map((layer) =>
      el("tr", {}, el("th", { scope: "row" }, layer), ...VERDICTS.map((verdict) => el("td", {}, String(count(layer, verdict))))),
    );
    const rows = this.rows.map((row, n) => ({ row, n })).filter(({ row }) => !this.only.value || row.verdict === this.only.value);
    this.element.replaceChildren(
      el("h2", {}, `Compared with ${this.gold.annotator}`),
      el("table", {}, el("thead", {}, head), el("tbody", {}, ...lines)),
      el(
        "p",
        { class: "actions" },
        labelled("Show", this.only),
        button(`Marks of ${this.gold.annotator} in the text`, "gold", { "aria-pressed": this.shown }),
      ),
      el("ol", {}, ...rows.map(({ row, n }) => line(row, n))),
    );
  }

  private toggle(): void {
    this.shown = !this.shown;
    this.paint(this.shown ? this.gold : null);
    this.element.querySelector("[data-act=gold]")?.setAttribute("aria-pressed", String(this.shown));
  }

  private point(pieces: readonly Range[]): void {
    const ranges = pieces.map(([start, end]) => this.page.rangeOf(start, end));
    highlight("words", ranges);
    reveal(ranges[0] ?? null);
  }
}

function line({ layer, verdict, words, told }: Row, n: number): HTMLElement {
  return el(
    "li",
    { class: `v-${verdict.replaceAll(" ", "-")}` },
    el("b", {}, verdict),
    " ",
    el("small", {}, layer),
    " ",
    button(brief(words, 90), "row", { "data-row": n, class: "words" }),
    ...(told.length ? [el("ul", {}, ...told.map((each) => el("li", {}, each)))] : []),
  );
}
