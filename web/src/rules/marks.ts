// Quotation marks: which words stand inside them.

import { isAlnum, strip, stripStart } from "../signs";
import { lengthOf, type TextMap } from "../textmap";
import type { Range, Spans } from "../types";

const OPENING = "“\"‘'«„‹「『»›";
const CLOSING = "”\"’'»“‹›」』«‘";
const MARK = /[“”"«»„‹›「」『』‘']/gu;
const WORD = "[\\p{L}\\p{N}_]";
const PAIR = new RegExp(
  [
    "“[^“”]*”",
    '"[^"]*"',
    "«[^»]*»",
    "„[^“”]*[“”]",
    "‹[^›]*›",
    "「[^」]*」",
    "『[^』]*』",
    `(?<!${WORD})‘(?:[^’]|’(?=${WORD}))*’(?!${WORD})`,
    `(?<!${WORD})'(?:[^']|'(?=${WORD}))*'(?!${WORD})`,
  ].join("|"),
  "gu",
);

const has = (signs: string, sign: string): boolean => sign !== "" && signs.includes(sign);
const first = (words: string): string => String.fromCodePoint(words.codePointAt(0) ?? 32);

/**
 * Whether every one of the spans is inside quotation marks, marks included. A quotation that goes on in the next
 * paragraph has no closing mark at the end of the first.
 */
export function allInside(map: TextMap, spans: Spans): boolean {
  return spans.every((span, i) => {
    const words = span.text;
    if (!has(OPENING, first(words)) || gap(words)) return false;
    if (has(CLOSING, words.slice(-1)) && words.length > 1) return true;
    const next = spans[i + 1];
    const between = next ? map.slice(span.end, next.start) : ".";
    return !strip(between) && between.includes("\n");
  });
}

/** Whether words stand between two quotations, as in `“a” and “b”`. */
function gap(words: string): boolean {
  if (words.slice(1, -1).search(MARK) < 0) return false;
  const rest = stripStart(words.replace(PAIR, ""));
  return rest !== "" && !has(OPENING, first(rest)) && /[\p{L}\p{N}]/u.test(rest);
}

/** Whether a quotation mark stands in the words; the apostrophe inside a word is none. */
export function marked(words: string): boolean {
  const signs = [" ", ...words, " "];
  return signs.some((sign, i) => {
    if (sign.search(MARK) < 0) return false;
    return sign !== "'" || !(isAlnum(signs[i - 1]!) && isAlnum(signs[i + 1]!));
  });
}

/** Every quotation inside the spans or right around one of them, marks included. */
export function pairs(map: TextMap, spans: Spans): Range[] {
  const found: Range[] = [];
  for (const { start, end, text } of spans) {
    if (has(OPENING, map.sign(start - 1)) && has(CLOSING, map.sign(end))) found.push([start - 1, end + 1]);
    if (!marked(text)) continue;
    for (const match of text.matchAll(PAIR)) {
      const from = start + lengthOf(text.slice(0, match.index));
      found.push([from, from + lengthOf(match[0])]);
    }
  }
  return found;
}
