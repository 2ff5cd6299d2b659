// The words of a text: where a caret may stand, and where given words are.

import { SPACE, strip } from "./signs";
import type { TextMap } from "./textmap";
import type { Range } from "./types";

const MARKS = "\\u0300-\\u036f\\u200d\\ufe00-\\ufe0f\\u{1f3fb}-\\u{1f3ff}";
const UNSPACED = "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u2e80-\\u312f\\u31a0-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
/** Tokens as the package has them, and every sign of a script without spaces by itself. */
const TOKEN = new RegExp(
  [
    "(?:[\\p{L}\\p{Nl}\\p{No}]\\.){2,}",
    "\\p{Nd}+(?:[.,:]\\p{Nd}+)*",
    "['’]s(?![\\p{L}\\p{N}_])",
    `(?:(?![${UNSPACED}])[\\p{L}\\p{N}]|[${MARKS}])+`,
    `[^${SPACE}][${MARKS}]*`,
  ].join("|"),
  "gu",
);

/** Every word and sign of a text as half-open code points, in order; no edge of one splits a word. */
export function wordsOf(map: TextMap): Range[] {
  const found: Range[] = [];
  for (const match of map.text.matchAll(TOKEN)) {
    const start = map.fromUnits(match.index),
      end = map.fromUnits(match.index + match[0].length);
    const last = found.at(-1);
    if (last && last[1] === start && map.splits(start)) found[found.length - 1] = [last[0], end];
    else found.push([start, end]);
  }
  return found;
}

/** A text whose signs have one case and one kind of space; it has as many units as before. */
export function folded(words: string): string {
  let out = "";
  for (const sign of words) {
    const lower = strip(sign) ? sign.toLowerCase() : " ";
    out += lower.length === sign.length ? lower : sign;
  }
  return out;
}

/** Everywhere that words stand in a text, half-open UTF-16 units, none overlapping another; both folded or neither. */
export function unitsOf(words: string, text: string): Range[] {
  const found: Range[] = [];
  for (let at = words ? text.indexOf(words) : -1; at >= 0; at = text.indexOf(words, at + words.length)) {
    found.push([at, at + words.length]);
  }
  return found;
}

/** Everywhere that words stand as whole words: as they are written, or else whatever the case and the kind of space. */
export function placesOf(words: string, map: TextMap): Range[] {
  const wanted = strip(words);
  const whole = (found: Range[]): Range[] =>
    found
      .map(([start, end]): Range => [map.fromUnits(start), map.fromUnits(end)])
      .filter(([start, end]) => !map.splits(start) && !map.splits(end));
  const exact = whole(unitsOf(wanted, map.text));
  return exact.length ? exact : whole(unitsOf(folded(wanted), folded(map.text)));
}
