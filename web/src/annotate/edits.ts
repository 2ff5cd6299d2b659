// Changes of a set as new values: a thing put in, a thing taken out with what cannot stand without it, new ids.

import { ids } from "../rules/context";
import { LAYERS, SET, type Shape } from "../shapes";
import type { Data } from "../data";
import type { AnnotationSet, Layer } from "../types";

export type Draft = { [key: string]: unknown };

const PREFIX: Record<Layer, string> = {
  entities: "e",
  mentions: "m",
  identity_links: "",
  quotes: "q",
  negatives: "n",
  claims: "c",
  records: "record-",
  relations: "r",
};

export const layers = Object.keys(LAYERS) as Layer[];

/** A set without marks on the text of a page. */
export function emptySet(data: Data, annotator: string, guidelines: string): AnnotationSet {
  const { id, sha256 } = data.document;
  const none = Object.fromEntries(layers.map((layer) => [layer, []])) as unknown as Pick<AnnotationSet, Layer>;
  return { ...data.head, document: id, text_sha256: sha256, annotator, guidelines, ...none };
}

/** An id that nothing has: the prefix of the layer and the next number. */
export function newId(set: AnnotationSet, layer: Layer, prefix = PREFIX[layer]): string {
  const used = new Set(ids(set).map(({ id }) => id));
  let number = set[layer].length + 1;
  while (used.has(prefix + number)) number += 1;
  return prefix + number;
}

/** An id made of a name: "Anna Berg" becomes anna-berg, or anna-berg-2 where that is taken. */
export function slug(set: AnnotationSet, name: string): string {
  const plain = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 56)
    .replace(/-$/, "");
  const used = new Set([...ids(set).map(({ id }) => id), "author"]);
  const first = plain || newId(set, "entities");
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? first : `${first}-${number}`;
    if (!used.has(id)) return id;
  }
}

/** The set with a thing at a place of a layer, or after the last. */
export function put(set: AnnotationSet, layer: Layer, at: number | null, thing: Draft): AnnotationSet {
  const things = [...set[layer]] as unknown[];
  things[at ?? things.length] = thing;
  return { ...set, [layer]: things };
}

/** The set without a thing and without what refers to it and cannot do without; and how many things that are. */
export function remove(set: AnnotationSet, layer: Layer, at: number): { set: AnnotationSet; more: number } {
  const gone = new Set<string>();
  const lose = (thing: unknown): void => {
    const { id, states } = thing as { id?: string; states?: { id: string }[] };
    if (id) gone.add(id);
    for (const state of states ?? []) gone.add(state.id);
  };
  lose(set[layer][at]);
  let left: AnnotationSet = { ...set, [layer]: (set[layer] as unknown[]).filter((_, i) => i !== at) };
  for (let many = -1; many !== gone.size;) {
    many = gone.size;
    const next = { ...left };
    for (const name of layers) {
      const kept = (left[name] as unknown[]).map((thing) => ({ thing, rest: without(thing, LAYERS[name], gone) }));
      kept.filter(({ rest }) => rest === undefined).forEach(({ thing }) => lose(thing));
      Object.assign(next, { [name]: kept.map(({ rest }) => rest).filter((rest) => rest !== undefined) });
    }
    left = next;
  }
  const total = (of: AnnotationSet): number => layers.reduce((sum, name) => sum + of[name].length, 0);
  return { set: left, more: total(set) - total(left) - 1 };
}

/** A value without references to what is gone; undefined where nothing of it can stay. */
function without(value: unknown, shape: Shape, gone: ReadonlySet<string>): unknown {
  if (value === null || value === undefined) return value;
  if (shape.is === "ref") return gone.has(value as string) ? (shape.nullable ? null : undefined) : value;
  if (shape.is === "many") {
    const items = (value as unknown[]).map((item) => without(item, shape.of, gone)).filter((item) => item !== undefined);
    return items.length < shape.min ? undefined : items;
  }
  if (shape.is !== "thing") return value;
  const held: Draft = { ...(value as Draft) };
  for (const { key, shape: inner, optional } of shape.fields) {
    if (!(key in held)) continue;
    const rest = without(held[key], inner, gone);
    if (rest !== undefined) held[key] = rest;
    else if (optional && !shape.either) delete held[key];
    else return shape.nullable ? null : undefined;
  }
  return held;
}

/** Where the thing of an id stands; for a state, its record. */
export function whereIs(set: AnnotationSet, id: string): { layer: Layer; at: number } | null {
  const found = ids(set).find((each) => each.id === id);
  return found ? { layer: found.path[0] as Layer, at: found.path[1] as number } : null;
}

/** The marks of a set: everything but entities, which are none themselves. */
export const marksIn = (set: AnnotationSet): number =>
  layers.reduce((sum, layer) => sum + (layer === "entities" ? 0 : set[layer].length), 0);

/** The set with a key of its head changed. */
export const withHead = (set: AnnotationSet, head: Partial<AnnotationSet>): AnnotationSet => {
  const next: Draft = { ...set, ...head };
  for (const { key, optional } of SET.fields) if (optional && next[key] === undefined) delete next[key];
  return next as unknown as AnnotationSet;
};
