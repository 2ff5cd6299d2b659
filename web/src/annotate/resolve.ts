// What becomes of a set when a form is saved: the thing, and the entities that are made with it.

import { faultsOf } from "../judge";
import { keyOf } from "../rules/context";
import { LAYERS } from "../shapes";
import type { Data } from "../data";
import type { AnnotationSet, Layer, Span } from "../types";
import { newId, put, slug, type Draft } from "./edits";

/** The set as it would be, and what is wrong with the form of what is new in it. */
export interface Result {
  set: AnnotationSet;
  faults: string[];
}

/** @param pending entities that the draft may refer to, by what stands for their ids */
export function resolve(
  before: AnnotationSet,
  layer: Layer,
  at: number | null,
  draft: Draft,
  pending: ReadonlyMap<string, Draft>,
  data: Data,
): Result {
  let set = before;
  const names = new Map<string, string>();
  const faults: string[] = [];
  for (const [key, entity] of pending) {
    if (!JSON.stringify(draft).includes(JSON.stringify(key))) continue;
    const made = { id: slug(set, String(entity.name)), ...entity };
    faults.push(...faultsOf(made, LAYERS.entities, data).map((fault) => `new entity: ${fault}`));
    names.set(key, made.id);
    set = put(set, "entities", null, made);
  }
  const thing = renamed(draft, names) as Draft;
  faults.push(...faultsOf(thing, LAYERS[layer], data));
  set = put(set, layer, at, thing);
  return { set: faults.length ? set : withSource(set, thing, new Set(names.values()), data.labels.level ?? []), faults };
}

/** A new entity that is a source is mentioned by the words that name it. */
function withSource(set: AnnotationSet, { source }: Draft, made: ReadonlySet<string>, levels: readonly string[]): AnnotationSet {
  const named = source as { entity: string; spans: Span[] } | null | undefined;
  const there = named && set.mentions.some((mention) => keyOf(mention.spans) === keyOf(named.spans));
  if (!named || !made.has(named.entity) || there) return set;
  return put(set, "mentions", null, {
    id: newId(set, "mentions"),
    entity: named.entity,
    level: levelOf(named.spans, levels),
    spans: named.spans,
  });
}

/** A name, if the words begin like one, else a phrase. */
export function levelOf(spans: readonly Span[], [name = "", phrase = ""]: readonly string[]): string {
  return /^[\p{Lu}\p{Lo}\p{N}]/u.test(spans[0]?.text ?? "") ? name : phrase;
}

function renamed(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (typeof value === "string") return names.get(value) ?? value;
  if (Array.isArray(value)) return value.map((item) => renamed(item, names));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, renamed(inner, names)]));
}
