// What a new thing most likely is, from the words it is made of; whoever marks can change all of it.

import { FIDELITY } from "../rules/claims";
import { AUTHOR, contains, joined, keyOf } from "../rules/context";
import { allInside, marked, pairs } from "../rules/marks";
import type { Field, Shape } from "../shapes";
import { LAYERS } from "../shapes";
import type { TextMap } from "../textmap";
import type { Data } from "../data";
import type { AnnotationSet, Layer, Quote, Spans } from "../types";
import { newId, type Draft } from "./edits";
import { levelOf } from "./resolve";
import { folded } from "../words";

/** Stands for an entity that is made together with what refers to it. */
export const NEW = "+";

export function guess(layer: Layer, spans: Spans, set: AnnotationSet, data: Data, map: TextMap): Draft {
  const plain = blank(LAYERS[layer], data.labels) as Draft;
  if ("id" in plain) plain.id = newId(set, layer);
  const inner = innermost(set, spans);
  if (layer === "mentions") Object.assign(plain, mention(spans, set, data), { spans });
  if (layer === "quotes") Object.assign(plain, { content: { spans }, mode: mode(spans, map), parent: inner?.id ?? null });
  if (layer === "negatives") Object.assign(plain, { spans });
  if (layer === "claims") Object.assign(plain, claim(spans, inner));
  if (layer === "relations" && spans.length) Object.assign(plain, { signal: spans });
  if (layer === "entities") Object.assign(plain, { name: joined(spans), type: "" });
  if (layer === "records") plain.states = [freshState(plain.id as string, [])];
  return plain;
}

/** The first value that a shape allows; references and text are left empty. */
export function blank(shape: Shape, labels: { readonly [list: string]: readonly string[] }): unknown {
  if ("nullable" in shape && shape.nullable) return null;
  if (shape.is === "label") return labels[shape.list]?.[0] ?? "";
  if (shape.is === "flag") return false;
  if (shape.is === "many") return [];
  if (shape.is !== "thing") return "";
  const needed = (field: Field): boolean => !field.optional;
  return Object.fromEntries(shape.fields.filter(needed).map((field) => [field.key, blank(field.shape, labels)]));
}

/** A state of a record that has none of the ids there are. */
export function freshState(record: string, states: readonly { id: string }[]): Draft {
  const used = states.map(({ id }) => id);
  let number = states.length + 1;
  while (used.includes(`${record}-s${number}`)) number += 1;
  return { id: `${record}-s${number}`, claims: [] };
}

function mention(spans: Spans, set: AnnotationSet, data: Data): Draft {
  const words = joined(spans),
    same = folded(words);
  const before = set.mentions.find((each) => folded(joined(each.spans)) === same);
  const named = set.entities.find((each) => folded(each.name) === same);
  const level = before?.level ?? levelOf(spans, data.labels.level ?? []);
  return { entity: before?.entity ?? named?.id ?? NEW, level };
}

function mode(spans: Spans, map: TextMap): string {
  if (allInside(map, spans)) return "direct";
  return spans.some((span) => marked(span.text)) || pairs(map, spans).length ? "mixed" : "indirect";
}

/** The quote of fewest words around some words. */
export function innermost(set: AnnotationSet, spans: Spans): Quote | undefined {
  const size = (quote: Quote): number => quote.content.spans.reduce((sum, span) => sum + span.end - span.start, 0);
  const around = set.quotes.filter((quote) => spans.length && contains(quote.content.spans, spans));
  return around.sort((a, b) => size(a) - size(b))[0];
}

function claim(spans: Spans, quote: Quote | undefined): Draft {
  if (!quote) return { claimant: AUTHOR, realizations: spans.length ? [{ fidelity: "author", spans }] : [] };
  const claimant = quote.source?.entity ?? AUTHOR;
  return { claimant, realizations: [{ fidelity: FIDELITY[quote.mode]?.[0], quote: quote.id }] };
}

/** Whom words name that are a source: what is mentioned by them, or in them, or someone new. */
export function whose(set: AnnotationSet, spans: Spans): string {
  const same = set.mentions.find((mention) => keyOf(mention.spans) === keyOf(spans));
  const inside = set.mentions.filter((mention) => contains(spans, mention.spans));
  const longest = inside.sort((a, b) => b.spans[0]!.text.length - a.spans[0]!.text.length)[0];
  return (same ?? longest)?.entity ?? `${NEW}source`;
}
