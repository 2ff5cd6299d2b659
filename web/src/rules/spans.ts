// SP2xx: spans against the text and its zones.

import { quoted } from "../quoted";
import { strip, stripStart } from "../signs";
import { lengthOf } from "../textmap";
import type { Finding, Path, Span } from "../types";
import { finding, rangeOf, type Context } from "./context";

function* each(context: Context, negatives = true): Generator<[Path, Span, number, Span | undefined]> {
  for (const { path, spans, negative } of context.groups) {
    if (negative && !negatives) continue;
    for (const [i, span] of spans.entries()) yield [[...path, i], span, i, spans[i - 1]];
  }
}

const inText = (span: Span, context: Context): boolean => span.start < span.end && span.end <= context.map.length;

function* range(context: Context): Generator<Finding> {
  const chars = context.map.length;
  for (const [path, span] of each(context)) {
    if (inText(span, context)) continue;
    const found = `span ${span.start}-${span.end} is empty or outside the text (0 to ${chars})`;
    yield finding("SP201", path, `${found}; count again in code points`);
  }
}

function* slice(context: Context): Generator<Finding> {
  for (const [path, span] of each(context)) {
    if (!inText(span, context)) continue;
    const found = context.map.slice(span.start, span.end);
    if (found === span.text) continue;
    const said = `the text at ${span.start}-${span.end} is ${quoted(found, 40)}, not ${quoted(span.text, 40)}`;
    yield finding("SP202", [...path, "text"], `${said}; mark the words again`, rangeOf(span));
  }
}

function* edgeSpace(context: Context): Generator<Finding> {
  for (const [path, span] of each(context)) {
    const words = strip(span.text);
    if (words === span.text) continue;
    const start = span.start + lengthOf(span.text) - lengthOf(stripStart(span.text));
    const advice = words ? `use ${start}-${start + lengthOf(words)}` : "mark words";
    yield finding("SP203", path, `${quoted(span.text, 40)} has white space at an edge; ${advice}`, rangeOf(span));
  }
}

function* halfWord(context: Context): Generator<Finding> {
  const { map } = context;
  for (const [path, span] of each(context)) {
    const edges: [string, number][] = [
      ["start", span.start],
      ["end", span.end],
    ];
    const cut = edges.filter(([, at]) => map.splits(at)).map(([name]) => name);
    if (!cut.length) continue;
    const around = quoted(map.slice(Math.max(0, span.start - 12), Math.min(map.length, span.end + 12)), 60);
    const found = `the ${cut.join(" and the ")} of ${quoted(span.text, 40)} falls inside a word, in ${around}`;
    yield finding("SP204", path, `${found}; mark whole words`, rangeOf(span));
  }
}

function* boilerplate(context: Context): Generator<Finding> {
  const site = context.map.zones.filter((zone) => zone.type === "boilerplate");
  for (const [path, span] of each(context, false)) {
    if (!site.some((zone) => zone.start <= span.start && span.start < zone.end)) continue;
    const found = `${quoted(span.text, 40)} is marked in boilerplate`;
    yield finding("SP205", path, `${found}; remove the mark, or correct the zone's type`, rangeOf(span));
  }
}

function* acrossZones(context: Context): Generator<Finding> {
  const { map } = context;
  for (const [path, span] of each(context)) {
    const limit = map.zones[map.zoneAt(span.start) + 1]?.start ?? Infinity;
    if (!inText(span, context) || span.end <= limit) continue;
    const found = `${quoted(span.text, 40)} crosses a zone's border`;
    yield finding("SP206", path, `${found}; split it, one span for each paragraph`, rangeOf(span));
  }
}

function* order(context: Context): Generator<Finding> {
  for (const [path, span, , before] of each(context)) {
    if (!before || span.start >= before.end) continue;
    const found = `span ${span.start}-${span.end} begins before the one above it ends (${before.start}-${before.end})`;
    yield finding("SP207", path, `${found}; sort the spans and let none overlap`, rangeOf(span));
  }
}

export const SPANS = [range, slice, edgeSpace, halfWord, boilerplate, acrossZones, order];
