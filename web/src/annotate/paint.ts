// The text with the marks of a set in place of those of the page; the page's own come back when annotating ends.

import { el } from "../dom";
import type { Page } from "../page";
import type { AnnotationSet, Range, Zone } from "../types";
import { byZone, stretches, type Stretch } from "./layers";

export class Paint {
  private readonly originals: Node[][];
  private readonly painted: string[] = [];

  constructor(private readonly page: Page) {
    this.originals = page.zones.map((zone) => [...zone.childNodes]);
  }

  /** Shows a set; only paragraphs whose marks have changed are made anew. */
  show(set: AnnotationSet): void {
    const { zones } = this.page.map;
    const near = byZone(zones, stretches(set));
    const firsts = new Map<string, number>();
    near.forEach((of, at) => of.forEach((each) => firsts.has(each.id) || firsts.set(each.id, Math.max(each.start, zones[at]!.start))));
    this.page.zones.forEach((element, n) => {
      const at = Number(element.dataset.zone),
        zone = zones[at],
        of = near[at] ?? [];
      const told = JSON.stringify(of);
      if (!zone || told === this.painted[n]) return;
      this.painted[n] = told;
      element.replaceChildren(...this.segments(zone, of, firsts));
      element.classList.toggle(
        "quoted",
        of.some((each) => each.layer === "content"),
      );
    });
    this.page.repainted();
  }

  /** Gives the text its own marks back. */
  restore(): void {
    this.page.zones.forEach((zone, n) => {
      zone.replaceChildren(...this.originals[n]!);
      zone.classList.toggle("quoted", zone.querySelector(".content") !== null);
    });
    this.painted.length = 0;
    this.page.repainted();
  }

  private segments(zone: Zone, of: readonly Stretch[], firsts: ReadonlyMap<string, number>): Node[] {
    return cut(zone, of).flatMap(([start, end]): Node[] => {
      const words = this.page.map.slice(start, end);
      const over = of.filter((each) => each.start <= start && each.end >= end);
      if (!over.length) return [document.createTextNode(words)];
      const begun = [...new Set(over.filter((each) => firsts.get(each.id) === start).map((each) => `p-${each.id}`))];
      const mark = el(
        "mark",
        { id: begun[0], class: names(over, start, end), "data-marks": unique(over.map((each) => each.token)) },
        words,
      );
      return [...begun.slice(1).map((id) => el("a", { id })), mark];
    });
  }
}

const unique = (words: readonly string[]): string => [...new Set(words)].join(" ");

/** A zone cut at every edge of what lies over it. */
function cut(zone: Zone, of: readonly Stretch[]): Range[] {
  const edges = new Set([zone.start, zone.end, ...of.flatMap((each) => [each.start, each.end])]);
  const sorted = [...edges].filter((edge) => edge >= zone.start && edge <= zone.end).sort((a, b) => a - b);
  return sorted.slice(1).map((end, i) => [sorted[i]!, end]);
}

/** The classes of all that lies over a stretch; a quote inside a quote is deep, and its ends are told. */
function names(over: readonly Stretch[], start: number, end: number): string {
  const found = over.flatMap((each) => {
    if (each.layer !== "content") return each.names.split(" ");
    return [...each.names.split(" "), ...(each.start === start ? ["open"] : []), ...(each.end === end ? ["close"] : [])];
  });
  const deep = over.filter((each) => each.layer === "content").length > 1 ? ["deep"] : [];
  return unique([...found, ...deep].filter(Boolean));
}
