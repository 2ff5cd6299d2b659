// One text with both its units: the browser counts UTF-16, everything else here counts code points.

import { splitsWord, strip } from "./signs";
import type { Range, Span, Zone } from "./types";

/** How many of the ascending `values` are below `limit`. */
export function countBelow(values: readonly number[], limit: number): number {
  let low = 0,
    high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The number of code points. */
export function lengthOf(words: string): number {
  let length = 0;
  for (const _ of words) length += 1;
  return length;
}

export class TextMap {
  readonly length: number;
  /** Code points that take two UTF-16 units. */
  private readonly wide: number[] = [];
  private readonly starts: number[];

  constructor(
    readonly text: string,
    readonly zones: readonly Zone[],
  ) {
    let at = 0;
    for (const sign of text) {
      if (sign.length > 1) this.wide.push(at);
      at += 1;
    }
    this.length = at;
    this.starts = zones.map((zone) => zone.start);
  }

  /** Code points before a place -> UTF-16 units before it. */
  toUnits(point: number): number {
    return point + countBelow(this.wide, point);
  }

  /** UTF-16 units before a place -> code points before it; a unit inside a sign counts as its beginning. */
  fromUnits(unit: number): number {
    let low = 0,
      high = this.wide.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.wide[middle]! + middle + 1 < unit) low = middle + 1;
      else high = middle;
    }
    const point = unit - low;
    return this.wide[low] === point - 1 ? point - 1 : point;
  }

  slice(start: number, end: number): string {
    return this.text.slice(this.toUnits(start), this.toUnits(end));
  }

  /** The sign at a code point, "" outside the text. */
  sign(point: number): string {
    return point < 0 || point >= this.length ? "" : this.slice(point, point + 1);
  }

  splits(point: number): boolean {
    return splitsWord(this.sign(point - 1), this.sign(point));
  }

  span(start: number, end: number): Span {
    return { start, end, text: this.slice(start, end) };
  }

  /** The index of the zone that a place is in, -1 before the first. */
  zoneAt(point: number): number {
    return countBelow(this.starts, point + 1) - 1;
  }

  /** A stretch without white space at its edges and grown to whole words, or null where nothing is left. */
  whole([start, end]: Range): Range | null {
    while (start < end && !strip(this.sign(start))) start += 1;
    while (end > start && !strip(this.sign(end - 1))) end -= 1;
    if (start === end) return null;
    while (this.splits(start)) start -= 1;
    while (this.splits(end)) end += 1;
    return [start, end];
  }

  /** A stretch as spans: whole words, one span for each zone that it touches. */
  spans(range: Range): Span[] {
    return this.zones.flatMap((zone) => {
      const [start, end] = [Math.max(range[0], zone.start), Math.min(range[1], zone.end)];
      const whole = start < end ? this.whole([start, end]) : null;
      return whole ? [this.span(...whole)] : [];
    });
  }
}
