// ID7xx: ids, what refers to them, and what the set says it belongs to. CV8xx: what it says it covers.

import { quoted } from "../quoted";
import type { AnnotationSet, Finding, Path } from "../types";
import { AUTHOR, extent, finding, ids, layersOf, type Context } from "./context";

function* duplicateId({ set }: Context): Generator<Finding> {
  const seen = new Map<string, string>();
  for (const { id, path } of ids(set)) {
    const earlier = seen.get(id);
    if (earlier) yield finding("ID701", path, `the id ${quoted(id)} is used already, at ${earlier}; rename one and what refers to it`);
    else seen.set(id, `/${path.slice(0, -1).join("/")}`);
  }
}

/** Every reference: its path, the id, and the kinds it may lead to. */
export function* references(set: AnnotationSet): Generator<[Path, string | null, readonly string[]]> {
  const one = ["entity"],
    quote = ["quote"],
    claim = ["claim"];
  for (const [i, mention] of set.mentions.entries()) yield [["mentions", i, "entity"], mention.entity, one];
  for (const [i, link] of set.identity_links.entries()) {
    yield [["identity_links", i, "a"], link.a, one];
    yield [["identity_links", i, "b"], link.b, one];
  }
  for (const [i, { source, addressee, parent }] of set.quotes.entries()) {
    yield [["quotes", i, "source", "entity"], source?.entity ?? null, one];
    yield [["quotes", i, "addressee"], addressee, one];
    yield [["quotes", i, "parent"], parent, quote];
  }
  for (const [i, { claimant, subject, realizations }] of set.claims.entries()) {
    yield [["claims", i, "claimant"], claimant === AUTHOR ? null : claimant, one];
    yield [["claims", i, "subject"], subject, one];
    for (const [k, place] of realizations.entries()) yield [["claims", i, "realizations", k, "quote"], place.quote ?? null, quote];
  }
  for (const [i, record] of set.records.entries()) {
    yield [["records", i, "entity"], record.entity, one];
    for (const [k, state] of record.states.entries()) {
      for (const [n, id] of state.claims.entries()) yield [["records", i, "states", k, "claims", n], id, claim];
      yield [["records", i, "states", k, "ended_by"], state.ended_by ?? null, claim];
    }
  }
  for (const [i, relation] of set.relations.entries()) {
    yield [["relations", i, "from"], relation.from, ["claim", "state"]];
    yield [["relations", i, "to"], relation.to, claim];
  }
}

function* dangling({ set, kinds }: Context): Generator<Finding> {
  for (const [path, id, to] of references(set)) {
    if (id === null || kinds.has(id)) continue;
    const article = to[0] === "entity" ? "an" : "a";
    yield finding("ID702", path, `${quoted(id)} is the id of nothing in this set; correct it, or add ${article} ${to.join(" or ")}`);
  }
}

function* wrongKind({ set, kinds }: Context): Generator<Finding> {
  // An id that two things have is of both kinds: where every reference can lead to the right one, there is no fault.
  const held = new Set(ids(set).map(({ id, kind }) => `${kind} ${id}`));
  const leads = (id: string | null, to: readonly string[]): boolean => id === null || to.some((kind) => held.has(`${kind} ${id}`));
  if ([...references(set)].every(([, id, to]) => leads(id, to))) return;
  for (const [path, id, to] of references(set)) {
    const kind = id === null ? undefined : kinds.get(id);
    if (kind === undefined || to.includes(kind)) continue;
    const found = `${quoted(id!)} is the id of a thing of another kind (${kind})`;
    yield finding("ID703", path, `${found}; use the id of a thing of kind ${to.join(" or ")}`);
  }
}

function* uncoveredLayer({ set, covers }: Context): Generator<Finding> {
  for (const layer of set.layers ? layersOf : []) {
    const many = set[layer].length;
    if (layer === "entities" || !many || covers(layer)) continue;
    const found = `${many} in a layer that the set does not cover (it covers ${set.layers!.join(", ")})`;
    yield finding("CV801", [layer], `${found}; add ${quoted(layer)} to layers, or empty the list`);
  }
}

function* uncoveredZone({ set, map, groups }: Context): Generator<Finding> {
  if (!set.zones) return;
  for (const { path, spans } of groups) {
    const away = path.at(-1) === "signal" || ["source", "cue"].includes(String(path.at(-2)));
    const zones = spans.map((span) => map.zoneAt(span.start));
    if (away || zones.some((zone) => set.zones!.includes(zone))) continue;
    const found = `${quoted(spans[0]!.text, 40)} stands in zone ${zones[0]}, which the set does not cover`;
    yield finding("CV802", path, `${found}; add the zone to zones, or remove the mark`, extent(spans));
  }
}

function* unknownZone({ set, map }: Context): Generator<Finding> {
  const many = map.zones.length;
  for (const [i, zone] of (set.zones ?? []).entries()) {
    if (zone < many) continue;
    yield finding("CV803", ["zones", i], `there is no zone ${zone}: the record has ${many}, counted from 0; count again, or take it out`);
  }
}

function* coverageOrder({ set }: Context): Generator<Finding> {
  for (const [i, layer] of (set.layers ?? []).entries()) {
    if (!set.layers!.slice(0, i).includes(layer)) continue;
    yield finding("CV804", ["layers", i], `the layer ${quoted(layer)} is named twice; name it once`);
  }
  for (const [i, zone] of (set.zones ?? []).entries()) {
    const before = set.zones![i - 1];
    if (before === undefined || zone > before) continue;
    yield finding("CV804", ["zones", i], `zone ${zone} comes after zone ${before}; sort the zones, each once`);
  }
}

export const REFERENCES = [duplicateId, dangling, wrongKind];
export const COVERAGE = [uncoveredLayer, uncoveredZone, unknownZone, coverageOrder];
