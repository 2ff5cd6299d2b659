// QT4xx: quotes, their parts, their modes and their nesting.

import { quoted } from "../quoted";
import type { Finding, Quote } from "../types";
import { contains, extent, finding, joined, keyOf, overlaps, rangeOf, repeated, type Context } from "./context";
import { allInside, marked, pairs } from "./marks";

function* parentCycle({ set }: Context): Generator<Finding> {
  const up = new Map(set.quotes.filter((quote) => quote.parent !== null).map((quote) => [quote.id, quote.parent!]));
  const settled = new Set<string>();
  for (const [i, quote] of set.quotes.entries()) {
    const chain: string[] = [];
    let at = quote.id;
    while (up.has(at) && !settled.has(at) && !chain.includes(at)) {
      chain.push(at);
      at = up.get(at)!;
    }
    chain.forEach((id) => settled.add(id));
    if (!chain.includes(at)) continue;
    const ring = [...chain.slice(chain.indexOf(at)), at]
      .slice(0, 8)
      .map((id) => quoted(id, 64))
      .join(" -> ");
    yield finding("QT401", ["quotes", i, "parent"], `the parents run in a circle: ${ring}; set the outermost quote's parent to null`);
  }
}

function* modeMismatch(context: Context): Generator<Finding> {
  for (const [i, quote] of context.set.quotes.entries()) {
    const test = MODES[quote.mode];
    const fact = test?.(context, quote);
    if (fact) yield finding("QT402", ["quotes", i, "mode"], `the mode is ${quote.mode}, but ${fact}`, extent(quote.content.spans));
  }
}

function direct({ map }: Context, quote: Quote): string | null {
  if (allInside(map, quote.content.spans)) return null;
  const span = quote.content.spans.find((span) => !allInside(map, [span]));
  return span ? `${quoted(span.text, 60)} is not all inside quotation marks; take in the quotation marks, or correct the mode` : null;
}

function indirect({ map, set, covers }: Context, quote: Quote): string | null {
  if (!covers("negatives")) return null; // quotation marks inside may be those of a negative
  const inner = set.quotes.filter((other) => other.parent === quote.id).flatMap((other) => other.content.spans);
  const other = [...set.negatives.flatMap((negative) => negative.spans), ...inner].map(rangeOf);
  for (const [start, end] of pairs(map, quote.content.spans)) {
    if (overlaps(start, end, other)) continue;
    const words = quoted(map.slice(start, end), 40);
    return `${words} is in quotation marks; use mixed or direct, or mark it as a negative`;
  }
  return null;
}

function mixed({ map }: Context, quote: Quote): string | null {
  const { spans } = quote.content;
  if (allInside(map, spans)) return "all of the content is inside quotation marks; use direct";
  if (spans.some((span) => marked(span.text)) || pairs(map, spans).length) return null;
  return "none of the content is inside quotation marks; use indirect, or take in the quoted words";
}

const MODES: { [mode: string]: (context: Context, quote: Quote) => string | null } = { direct, indirect, mixed };

function* freeWithCue({ set }: Context): Generator<Finding> {
  for (const [i, quote] of set.quotes.entries()) {
    if (quote.mode !== "free_indirect" || !quote.cue) continue;
    const found = `a free_indirect quote has the cue ${quoted(joined(quote.cue.spans), 40)}`;
    yield finding("QT403", ["quotes", i, "cue"], `${found}; remove it, or use indirect`, extent(quote.cue.spans));
  }
}

function* outsideParent({ set, quotes }: Context): Generator<Finding> {
  for (const [i, quote] of set.quotes.entries()) {
    const outer = quote.parent === null ? undefined : quotes.get(quote.parent);
    if (!outer || outer === quote || contains(outer.content.spans, quote.content.spans)) continue;
    const found = `the content ${quoted(joined(quote.content.spans), 40)} is not inside that of its parent ${quoted(outer.id)}`;
    yield finding("QT404", ["quotes", i, "content"], `${found}; correct the spans or the parent`, extent(quote.content.spans));
  }
}

function* cueInContent({ set }: Context): Generator<Finding> {
  for (const [i, quote] of set.quotes.entries()) {
    const inside = quote.content.spans.map(rangeOf);
    if (!quote.cue || !quote.cue.spans.some((span) => overlaps(span.start, span.end, inside))) continue;
    const found = `the cue ${quoted(joined(quote.cue.spans), 40)} lies in the quote's own content`;
    yield finding("QT405", ["quotes", i, "cue"], `${found}; split the content around it`, extent(quote.cue.spans));
  }
}

function* cueInPieces({ set }: Context): Generator<Finding> {
  for (const [i, quote] of set.quotes.entries()) {
    if (!quote.cue || quote.cue.spans.length < 2) continue;
    const found = `the cue ${quoted(joined(quote.cue.spans), 40)} has ${quote.cue.spans.length} spans`;
    yield finding("QT406", ["quotes", i, "cue", "spans"], `${found}; mark one run of words`, extent(quote.cue.spans));
  }
}

function* duplicate({ set }: Context): Generator<Finding> {
  const key = ({ content, source, cue }: Quote): string =>
    [keyOf(content.spans), source ? `${source.entity} ${keyOf(source.spans)}` : "", cue ? keyOf(cue.spans) : "-"].join(";");
  for (const [i, quote, first] of repeated(set.quotes, key)) {
    const found = `the quote has the content, source and cue of ${quoted(first.id)}`;
    yield finding("QT407", ["quotes", i], `${found}; remove one`, extent(quote.content.spans));
  }
}

export const QUOTES = [parentCycle, modeMismatch, freeWithCue, outsideParent, cueInContent, cueInPieces, duplicate];
