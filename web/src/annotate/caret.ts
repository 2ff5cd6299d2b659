// Words picked by keyboard: arrow keys go from word to word, with Shift they select.

import { announce } from "../dom";
import { reveal, tokensOf, type Page } from "../page";
import { joined } from "../rules/context";
import type { Range as Stretch } from "../types";
import { wordsOf } from "../words";
import type { Picked } from "./picked";

const HELP = "Text to annotate. Arrow keys move by word, with Shift they select, Enter marks what is selected, F2 changes marks.";

export class Caret {
  private words: readonly Stretch[] | null = null;
  private anchor = 0;
  private focus = 0;

  constructor(
    private readonly page: Page,
    private readonly picked: Picked,
    signal: AbortSignal,
  ) {
    page.article.addEventListener("keydown", (event) => this.key(event), { signal });
  }

  turn(on: boolean): void {
    const attributes = { tabindex: "0", role: "application", "aria-label": HELP };
    for (const [name, value] of Object.entries(attributes)) {
      if (on) this.page.article.setAttribute(name, value);
      else this.page.article.removeAttribute(name);
    }
    this.words = on ? wordsOf(this.page.map).filter(([start]) => this.page.map.zoneAt(start) >= 0) : null;
  }

  private key(event: KeyboardEvent): void {
    const { words } = this;
    if (!words?.length || event.target !== this.page.article || event.ctrlKey || event.metaKey) return;
    this.follow(words);
    const moved = event.altKey ? this.bySign(event.key) : this.byWord(event.key, event.shiftKey, words);
    if (!moved) return;
    event.preventDefault();
    const told = joined(this.picked.spans);
    announce(
      event.shiftKey || event.altKey
        ? `selected: ${told}`
        : [told, over(this.page, this.picked.spans[0]?.start ?? 0)].filter(Boolean).join(", "),
    );
    const range = this.page.rangeOf(...(words[this.focus] ?? [0, 0]));
    reveal(range);
  }

  /** The caret goes on from words that were picked in another way. */
  private follow(words: readonly Stretch[]): void {
    const first = this.picked.spans[0],
      last = this.picked.spans.at(-1);
    if (!first || !last) return;
    const [from, to] = [Math.min(this.anchor, this.focus), Math.max(this.anchor, this.focus)];
    if (words[from]?.[0] === first.start && words[to]?.[1] === last.end) return;
    this.anchor = Math.max(
      0,
      words.findIndex(([, end]) => end > first.start),
    );
    this.focus = Math.max(
      this.anchor,
      words.findIndex(([, end]) => end >= last.end),
    );
  }

  private byWord(key: string, extending: boolean, words: readonly Stretch[]): boolean {
    const to = this.target(key, words);
    if (to === null) return false;
    this.focus = Math.max(0, Math.min(words.length - 1, this.picked.spans.length ? to : this.focus));
    if (!extending) this.anchor = this.focus;
    const [from, until] = [Math.min(this.anchor, this.focus), Math.max(this.anchor, this.focus)];
    this.picked.set([words[from]![0], words[until]![1]]);
    return true;
  }

  private target(key: string, words: readonly Stretch[]): number | null {
    const zone = (at: number): number => this.page.map.zoneAt(words[at]?.[0] ?? 0);
    const first = (of: number): number => words.findIndex((_, at) => zone(at) === of);
    if (key === "ArrowRight") return this.focus + 1;
    if (key === "ArrowLeft") return this.focus - 1;
    if (key === "Home") return 0;
    if (key === "End") return words.length - 1;
    const here = zone(this.focus);
    if (key === "ArrowUp") return Math.max(0, this.focus > first(here) ? first(here) : first(here - 1));
    const next = key === "ArrowDown" ? first(here + 1) : -1;
    return key === "ArrowDown" ? (next < 0 ? words.length - 1 : next) : null;
  }

  /** Moves the end of what is picked by one sign, for scripts without spaces and for words of several parts. */
  private bySign(key: string): boolean {
    const first = this.picked.spans[0],
      last = this.picked.spans.at(-1);
    const by = key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0;
    if (!by || !first || !last) return false;
    const { map } = this.page;
    let end = last.end + by;
    while (end > first.start && end < map.length && map.splits(end)) end += by;
    if (end > first.start && end <= map.length) this.picked.set([first.start, end]);
    return true;
  }
}

/** What lies over a place, in words. */
function over(page: Page, start: number): string {
  const mark = page.rangeOf(start, start + 1)?.startContainer.parentElement?.closest<HTMLElement>("mark[data-marks]");
  const tokens = mark ? tokensOf(mark) : [];
  return tokens.map(({ id, part }) => `${part || "marked"} ${id}`).join(", ");
}
