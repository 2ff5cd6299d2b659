// Every mark of a set as stretches of text with the classes by which the style sheet draws them.

import { Book } from "../book";
import { countBelow } from "../textmap";
import type { AnnotationSet, Range, Spans, Zone } from "../types";

/** One span of one mark; `token` is what `data-marks` says of it. */
export interface Stretch {
  start: number;
  end: number;
  layer: string;
  id: string;
  token: string;
  names: string;
}

/** Layers that are drawn as lines under the words, in lanes so that no line hides another; what lies deeper shares the last. */
const LANES: { [layer: string]: string } = { entity: "e", claim: "c" };
const CONTESTED = "x";
const DEEPEST = 2;

/** Every span of everything marked, in text order. */
export function stretches(set: AnnotationSet): Stretch[] {
  const found = [...bare(set)];
  for (const [layer, letter] of Object.entries(LANES)) {
    const of = found.filter((each) => each.layer === layer);
    const lanes = lanesOf(of.map(({ start, end }) => [start, end]));
    for (const each of of) {
      const drawn = each.names.includes("contested") ? CONTESTED : letter;
      each.names += ` ${drawn}${Math.min(lanes.get(`${each.start}-${each.end}`) ?? 1, DEEPEST)}`;
    }
  }
  return found.sort((a, b) => a.start - b.start || a.end - b.end || compare(a.layer, b.layer) || compare(a.id, b.id));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function* bare(set: AnnotationSet): Generator<Stretch> {
  const book = new Book(set);
  function* spread(spans: Spans | undefined, layer: string, id: string, names: string, token = id): Generator<Stretch> {
    for (const { start, end } of spans ?? []) yield { start, end, layer, id, token, names };
  }
  for (const { id, entity, spans } of set.mentions) yield* spread(spans, "entity", id, `entity t-${book.entities.get(entity)?.type ?? ""}`);
  for (const quote of set.quotes) {
    for (const part of ["source", "cue", "content"] as const) {
      yield* spread(quote[part]?.spans, part, quote.id, `quote ${part} q-${quote.mode}`, `${quote.id}:${part}`);
    }
  }
  for (const claim of set.claims) {
    const words = claim.realizations.flatMap((place) => place.spans ?? book.quotes.get(place.quote ?? "")?.content.spans ?? []);
    yield* spread(pieces(words), "claim", claim.id, book.contested(claim) ? "claim contested" : "claim");
  }
  for (const { id, type, signal } of set.relations) yield* spread(pieces(signal ?? []), "signal", id, `signal r-${type}`);
  for (const { id, reason, spans } of set.negatives) yield* spread(pieces(spans), "negative", id, `negative n-${reason}`);
}

const pieces = (spans: Spans): Spans =>
  joinedUp(spans.map(({ start, end }) => [start, end])).map(([start, end]) => ({ start, end, text: "" }));

/** The text that stretches cover, in as few pieces as it takes. */
export function joinedUp(places: readonly Range[]): Range[] {
  const found: Range[] = [];
  for (const [start, end] of [...places].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = found.at(-1);
    if (last && start <= last[1]) found[found.length - 1] = [last[0], Math.max(end, last[1])];
    else found.push([start, end]);
  }
  return found;
}

/** A lane for each place, from 1: the innermost have 1, and no two that overlap have the same. */
export function lanesOf(places: readonly Range[]): Map<string, number> {
  const lanes = new Map<string, number>();
  const open: { start: number; end: number; lane: number }[] = [];
  const close = (): void => {
    const { start, end, lane } = open.pop()!;
    lanes.set(`${start}-${end}`, lane);
    const outer = open.at(-1);
    if (outer) outer.lane = Math.max(outer.lane, lane + 1);
  };
  const once = new Map(places.map((place) => [`${place[0]}-${place[1]}`, place]));
  for (const [start, end] of [...once.values()].sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
    while (open.length && open.at(-1)!.end <= start) close();
    open.push({ start, end, lane: 1 });
  }
  while (open.length) close();
  return lanes;
}

/** The stretches that touch each zone, in the order given. */
export function byZone(zones: readonly Zone[], over: readonly Stretch[]): Stretch[][] {
  const found: Stretch[][] = zones.map(() => []);
  const ends = zones.map((zone) => zone.end);
  for (const each of over) {
    for (let at = countBelow(ends, each.start + 1); at < zones.length && zones[at]!.start < each.end; at += 1) found[at]!.push(each);
  }
  return found;
}
