// The page as it is: its data, its text, and the way between code points and places in the tree of elements.

import { TextMap } from "./textmap";
import type { Data } from "./data";

export class Page {
  readonly map: TextMap;
  /** The element of each zone of the text; in a comparison, of the text on the left. */
  readonly zones: HTMLElement[];
  private segments: Map<string, HTMLElement[]> | null = null;

  constructor(
    readonly data: Data,
    readonly article: HTMLElement,
  ) {
    this.map = new TextMap(data.document.text, data.document.zones);
    this.zones = [...article.querySelectorAll<HTMLElement>(".zone[data-start]:not([data-side])")];
  }

  /** The code point at a place in the tree, or null outside the text. */
  pointOf(node: Node, offset: number): number | null {
    const element = node instanceof Element ? node : node.parentElement;
    const zone = element?.closest<HTMLElement>(".zone[data-start]");
    if (!zone || !this.zones.includes(zone)) return null;
    const before = document.createRange();
    before.setStart(zone, 0);
    before.setEnd(node, offset);
    return this.map.fromUnits(this.map.toUnits(Number(zone.dataset.start)) + before.toString().length);
  }

  /** A range of the tree over code points, or null where they are not in the page; it ends in the zone it begins in. */
  rangeOf(start: number, end: number): Range | null {
    const zone = this.zones.find((each) => Number(each.dataset.zone) === this.map.zoneAt(start));
    if (!zone) return null;
    const first = this.map.toUnits(Number(zone.dataset.start));
    const from = place(zone, this.map.toUnits(start) - first, false);
    const to = place(zone, this.map.toUnits(end) - first, true);
    if (!from || !to) return null;
    const range = document.createRange();
    range.setStart(...from);
    range.setEnd(...to);
    return range;
  }

  /** Everything in the text that belongs to a mark, by its id. */
  elementsOf(id: string): readonly HTMLElement[] {
    if (!this.segments) {
      this.segments = new Map();
      for (const mark of this.article.querySelectorAll<HTMLElement>("mark[data-marks]")) {
        for (const found of new Set(tokensOf(mark).map((token) => token.id))) {
          const known = this.segments.get(found);
          if (known) known.push(mark);
          else this.segments.set(found, [mark]);
        }
      }
    }
    return this.segments.get(id) ?? [];
  }

  /** The marks in the text are others than before. */
  repainted(): void {
    this.segments = null;
  }
}

/** What lies over a stretch of text: ids, and for quotes the part. */
export function tokensOf(mark: HTMLElement): { id: string; part: string }[] {
  return (mark.dataset.marks ?? "")
    .split(" ")
    .filter(Boolean)
    .map((token) => {
      const [id = "", part = ""] = token.split(":");
      return { id, part };
    });
}

/** The text node and offset at so many units from the beginning of a zone; at an edge, the node that goes on or ends. */
function place(zone: HTMLElement, units: number, ending: boolean): [Node, number] | null {
  const walker = document.createTreeWalker(zone, NodeFilter.SHOW_TEXT);
  let left = units;
  let last: Node | null = null;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const { length } = node as Text;
    if (left < length || (ending && left === length)) return [node, left];
    left -= length;
    last = node;
  }
  return last && left === 0 ? [last, (last as Text).length] : null;
}

/** Brings a stretch of text into view. */
export function reveal(range: Range | null): void {
  const zone = range?.startContainer.parentElement?.closest<HTMLElement>(".zone");
  if (!range || !zone) return;
  zone.scrollIntoView({ block: "nearest" });
  const box = range.getBoundingClientRect();
  if (box.top < 120 || box.bottom > innerHeight - 40) scrollBy({ top: box.top - innerHeight / 3 });
}

/** Lights stretches of text under a name that the style sheet knows, in place of those lit before. */
export function highlight(name: string, ranges: readonly (Range | null)[]): void {
  if (!("highlights" in CSS)) return;
  const held = ranges.filter((range): range is Range => range !== null);
  if (held.length) CSS.highlights.set(name, new Highlight(...held));
  else CSS.highlights.delete(name);
}
