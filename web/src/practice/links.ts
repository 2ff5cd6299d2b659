// What joins things - relations, identity links - held against gold: by the things that both sets have.

import type { Book } from "../book";
import { plain } from "../dom";
import { joined } from "../rules/context";
import type { IdentityLink, Relation } from "../types";
import { mostShared } from "./match";
import { piecesOf, value, type Row } from "./row";

type Ids = ReadonlyMap<string, string>;

/** A row for every relation of either set. `claims` and `entities` lead from ids of one set to those of the other. */
export function relationRows(mine: Book, gold: Book, claims: Ids, entities: Ids): Row[] {
  const ends = new Map([...claims, ...statePairs(mine, gold, claims, entities)]);
  const left = new Set(gold.set.relations);
  const ours = mine.set.relations.map((one): Row => {
    const alike = [...left].filter((other) => ends.get(one.from) === other.from && claims.get(one.to) === other.to);
    const other = alike.find((each) => each.type === one.type) ?? alike[0];
    if (other) left.delete(other);
    const row = { ...placed(one, mine), mine: one.id, gold: other?.id ?? null };
    return other ? { ...row, ...differing(one, other) } : { ...row, verdict: "not in gold", told: [] };
  });
  return [...ours, ...[...left].map((one): Row => ({ ...placed(one, gold), mine: null, gold: one.id, verdict: "missing", told: [] }))];
}

const placed = (relation: Relation, book: Book): Pick<Row, "layer" | "words" | "pieces"> => ({
  layer: "relation",
  words: book.name(relation.id),
  pieces: piecesOf(relation.signal ?? []),
});

function differing(one: Relation, other: Relation): Pick<Row, "verdict" | "told"> {
  const labels = (["type", "timing", "independence"] as const).flatMap((key) => value(key, one[key] ?? "none", other[key] ?? "none"));
  const signal = String(piecesOf(one.signal ?? [])) !== String(piecesOf(other.signal ?? []));
  const told = [...(signal ? [`signal: ${other.signal ? `“${joined(other.signal)}”` : "none"}`] : []), ...labels];
  return { verdict: signal ? "words differ" : labels.length ? "label differs" : "found", told };
}

/** States go together by the claims that they hold, else by their place in the records of one entity. */
function statePairs(mine: Book, gold: Book, claims: Ids, entities: Ids): [string, string][] {
  const holds = [...gold.states.values()].flatMap(({ state }) => state.claims.map((claim) => [claim, state.id] as const));
  const shared = [...mine.states.values()].flatMap(({ state }) => {
    const held = state.claims.map((claim) => claims.get(claim));
    return holds.filter(([claim]) => held.includes(claim)).map(([, id]) => [state.id, id] as const);
  });
  const byClaims = mostShared(shared),
    taken = new Set(byClaims.values());
  const byPlace = mine.set.records.flatMap((record) => {
    const other = gold.set.records.find((each) => each.entity === entities.get(record.entity));
    return record.states.flatMap(({ id }, k): [string, string][] => (other?.states[k] ? [[id, other.states[k].id]] : []));
  });
  return [...byPlace.filter(([id, other]) => !byClaims.has(id) && !taken.has(other)), ...byClaims];
}

/** A row for every identity link of either set. */
export function identityRows(mine: Book, gold: Book, entities: Ids): Row[] {
  const key = (a = "", b = ""): string => [a, b].sort().join(" ");
  const left = new Map(gold.set.identity_links.map((link) => [key(link.a, link.b), link]));
  const row = (link: IdentityLink, book: Book): Pick<Row, "layer" | "words" | "pieces"> => {
    const first = book.mentionsOf.get(link.a)?.[0];
    return { layer: "identity link", words: `${book.name(link.a)} = ${book.name(link.b)}`, pieces: piecesOf(first?.spans ?? []) };
  };
  const id = (link: IdentityLink | undefined): string | null => (link ? `${link.a} = ${link.b}` : null);
  const ours = mine.set.identity_links.map((link): Row => {
    const place = key(entities.get(link.a), entities.get(link.b)),
      other = left.get(place);
    left.delete(place);
    const held = { ...row(link, mine), mine: id(link), gold: id(other) };
    if (!other) return { ...held, verdict: "not in gold", told: [] };
    const told = value("certainty", plain(link.certainty), plain(other.certainty));
    return { ...held, verdict: told.length ? "label differs" : "found", told };
  });
  return [
    ...ours,
    ...[...left.values()].map((link): Row => ({ ...row(link, gold), mine: null, gold: id(link), verdict: "missing", told: [] })),
  ];
}
