// The pieces that cards are made of.

import { byId, el, type Child } from "./dom";

/** Links of one kind that a card lists before it says how many there are. */
const MANY = 12;

export const line = (...children: Child[]): HTMLElement => el("p", {}, ...children);
export const head = (kind: string, words: string): HTMLElement => el("h3", {}, el("small", {}, kind), " ", words);

/** A link to a place of the page, or the words alone where there is no such place. */
export function link(anchor: string, words: string): Child {
  return byId(anchor) ? el("a", { href: `#${anchor}` }, words) : el("span", {}, words);
}

/** A list with its title, or nothing where it has no row. */
export function links(title: string, rows: readonly Child[]): Child[] {
  if (!rows.length) return [];
  const shown = rows.slice(0, MANY).map((row) => el("li", {}, row));
  const more = rows.length > MANY ? [el("li", {}, `and ${rows.length - MANY} more`)] : [];
  return [line(el("small", {}, title)), el("ul", {}, ...shown, ...more)];
}

/** Where a pairing stands: a link if that is an address of the web. */
export function outside(source: string): Child {
  if (!/^https?:\/\/[^\s/]+\S*$/.test(source)) return el("small", {}, source);
  return el("a", { href: source, rel: "noopener noreferrer nofollow", referrerpolicy: "no-referrer" }, source);
}
