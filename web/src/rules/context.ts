// What rules look at: a set, its text, and indexes that several rules use.

import { LAYERS } from "../shapes";
import type { TextMap } from "../textmap";
import type { AnnotationSet, Claim, Finding, Layer, Part, Path, Quote, Range, Realization, Span, Spans } from "../types";

export const AUTHOR = "author";
export const IN_FORCE = "in_force_when_said";

export interface Context {
  set: AnnotationSet;
  map: TextMap;
  /** The spans of every part of every mark with the path that leads to them; mentions first, negatives last. */
  groups: { path: Path; spans: Spans; negative: boolean }[];
  quotes: Map<string, Quote>;
  realizations: { claim: Claim; place: Realization; quote: Quote | undefined; path: Path }[];
  /** For every state's id the index of its record, and its own in that. */
  states: Map<string, readonly [number, number]>;
  /** What every id of the set names. */
  kinds: Map<string, string>;
  covers(layer: string): boolean;
}

export type Rule = (context: Context) => Iterable<Finding>;

export function contextOf(set: AnnotationSet, map: TextMap): Context {
  const quotes = new Map(set.quotes.map((quote) => [quote.id, quote]));
  return {
    set,
    map,
    quotes,
    groups: [...groups(set)],
    realizations: set.claims.flatMap((claim, i) =>
      claim.realizations.map((place, k) => ({
        claim,
        place,
        quote: place.quote === undefined ? undefined : quotes.get(place.quote),
        path: ["claims", i, "realizations", k],
      })),
    ),
    states: new Map(set.records.flatMap((record, i) => record.states.map((state, k) => [state.id, [i, k] as const]))),
    kinds: new Map(ids(set).map(({ id, kind }) => [id, kind])),
    covers: (layer) => !set.layers || set.layers.includes(layer),
  };
}

function* groups(set: AnnotationSet): Generator<Context["groups"][number]> {
  const group = (spans: Spans, ...path: Path) => ({ path, spans, negative: path[0] === "negatives" });
  for (const [i, mention] of set.mentions.entries()) yield group(mention.spans, "mentions", i, "spans");
  for (const [i, quote] of set.quotes.entries()) {
    for (const name of ["source", "cue", "content"] as const) {
      const part: Part | null = quote[name];
      if (part) yield group(part.spans, "quotes", i, name, "spans");
    }
  }
  for (const [i, claim] of set.claims.entries()) {
    for (const [k, place] of claim.realizations.entries())
      if (place.spans?.length) yield group(place.spans, "claims", i, "realizations", k, "spans");
  }
  for (const [i, relation] of set.relations.entries()) if (relation.signal?.length) yield group(relation.signal, "relations", i, "signal");
  for (const [i, negative] of set.negatives.entries()) yield group(negative.spans, "negatives", i, "spans");
}

const NAMED: [Layer, string][] = [
  ["entities", "entity"],
  ["mentions", "mention"],
  ["quotes", "quote"],
  ["negatives", "negative"],
  ["claims", "claim"],
  ["records", "record"],
  ["relations", "relation"],
];

/** Every id of a set with what it names and where it stands; states of records last. */
export function ids(set: AnnotationSet): { id: string; kind: string; path: Path }[] {
  const found = NAMED.flatMap(([layer, kind]) =>
    (set[layer] as { id: string }[]).map(({ id }, i) => ({ id, kind, path: [layer, i, "id"] as Path })),
  );
  const states = set.records.flatMap((record, i) =>
    record.states.map(({ id }, k) => ({ id, kind: "state", path: ["records", i, "states", k, "id"] as Path })),
  );
  return [...found, ...states];
}

export const finding = (code: string, path: Path, message: string, span: Range | null = null): Finding => ({ code, path, message, span });

/** From the first code point of spans to the last. */
export function extent(spans: Spans | undefined): Range | null {
  const first = spans?.[0],
    last = spans?.at(-1);
  return first && last ? [first.start, Math.max(first.start, last.end)] : null;
}

/** The words of a mark; pieces are joined by " … ". */
export const joined = (spans: Spans): string => spans.map((span) => span.text).join(" … ");

/** Where spans are, for comparing marks. */
export const keyOf = (spans: Spans | undefined): string => (spans ?? []).map((span) => `${span.start}-${span.end}`).join(",");

export const overlaps = (start: number, end: number, others: Iterable<Range>): boolean => {
  for (const [from, to] of others) if (start < to && from < end) return true;
  return false;
};

export const rangeOf = (span: Span): Range => [span.start, span.end];

/** Whether every inner span lies inside one outer span. */
export const contains = (outer: Spans, inner: Spans): boolean =>
  inner.every((i) => outer.some((o) => o.start <= i.start && i.end <= o.end));

/** Every item of a list that is equal, by its key, to an earlier one, with the index of that. */
export function* repeated<T>(items: readonly T[], key: (item: T) => string): Generator<[index: number, item: T, first: T]> {
  const first = new Map<string, T>();
  for (const [i, item] of items.entries()) {
    const earlier = first.get(key(item));
    if (earlier === undefined) first.set(key(item), item);
    else yield [i, item, earlier];
  }
}

export const layersOf = Object.keys(LAYERS) as Layer[];
