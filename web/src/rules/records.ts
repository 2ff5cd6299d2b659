// RC6xx: records, their states, and relations.

import { quoted } from "../quoted";
import type { Finding, Relation } from "../types";
import { extent, finding, IN_FORCE, repeated, type Context } from "./context";

const at = (code: string, i: number, key: string[], told: string, relation: Relation): Finding =>
  finding(code, ["relations", i, ...key], told, extent(relation.signal));

function* selfRelation({ set }: Context): Generator<Finding> {
  for (const [i, relation] of set.relations.entries()) {
    if (relation.from !== relation.to) continue;
    const found = `the relation runs from ${quoted(relation.to)} to itself`;
    yield at("RC601", i, ["to"], `${found}; name the other end, or remove it`, relation);
  }
}

function* duplicate({ set }: Context): Generator<Finding> {
  for (const [i, relation, first] of repeated(set.relations, ({ type, from, to }) => `${type} ${from} ${to}`)) {
    const found = `${quoted(first.id)} has the same type and ends`;
    yield at("RC602", i, [], `${found}; keep one, with every signal in it`, relation);
  }
}

function* bareEvidence({ set, states }: Context): Generator<Finding> {
  for (const [i, relation] of set.relations.entries()) {
    const lacking = (["timing", "independence"] as const).filter((name) => (relation[name] ?? null) === null);
    if (!states.has(relation.from) || !lacking.length) continue;
    const found = `the relation runs from the state ${quoted(relation.from)} and has no ${lacking.join(" and no ")}`;
    yield at("RC603", i, [], `${found}; add it, or say unknown`, relation);
  }
}

function* twoInForce({ set, states }: Context): Generator<Finding> {
  const seen = new Map<string, string>();
  for (const [i, relation] of set.relations.entries()) {
    const place = states.get(relation.from);
    if (relation.timing !== IN_FORCE || !place) continue;
    const key = `${place[0]} ${relation.to}`;
    const other = seen.get(key) ?? relation.from;
    seen.set(key, other);
    if (other === relation.from) continue;
    const found = `${quoted(other)} and ${quoted(relation.from)} of one record are both in force for ${quoted(relation.to)}`;
    yield at("RC604", i, ["timing"], `${found}; only one can be`, relation);
  }
}

function* timingOrder({ set, states }: Context): Generator<Finding> {
  const latest = new Map<string, number>(); // of the states that are not after the claim
  const first = new Map<string, number>(); // of those in force
  const placed = set.relations.map((relation) => {
    const place = states.get(relation.from);
    return place && { key: `${place[0]} ${relation.to}`, at: place[1] };
  });
  for (const [i, { timing }] of set.relations.entries()) {
    const place = placed[i];
    if (!place || (timing !== IN_FORCE && timing !== "before")) continue;
    latest.set(place.key, Math.max(place.at, latest.get(place.key) ?? place.at));
    if (timing === IN_FORCE) first.set(place.key, Math.min(place.at, first.get(place.key) ?? place.at));
  }
  for (const [i, relation] of set.relations.entries()) {
    const place = placed[i];
    if (!place) continue;
    const last = latest.get(place.key) ?? -1,
      begun = first.get(place.key) ?? place.at + 1;
    let fact = "";
    if (relation.timing === "after" && place.at <= last) fact = `state ${last + 1} of the record is in force or before`;
    if (relation.timing === "before" && place.at >= begun) fact = `state ${begun + 1} of the record is in force`;
    if (!fact) continue;
    const found = `the timing is ${relation.timing}, but ${fact}, and this is state ${place.at + 1}`;
    yield at("RC605", i, ["timing"], `${found}; correct one of the two`, relation);
  }
}

function* postHoc({ set }: Context): Generator<Finding> {
  for (const [i, relation] of set.relations.entries()) {
    if (relation.independence !== "post_hoc" || relation.timing === "after") continue;
    const timing = relation.timing ? `its timing is ${quoted(relation.timing)}` : "it has no timing";
    yield at("RC606", i, ["independence"], `the evidence is post_hoc, but ${timing}; use after, or another independence`, relation);
  }
}

function* stateChain({ set }: Context): Generator<Finding> {
  for (const [i, record] of set.records.entries()) {
    for (const [k, state] of record.states.entries()) {
      const last = k === record.states.length - 1,
        ended = state.ended_by ?? null;
      const path = ["records", i, "states", k];
      if (!last && ended === null) {
        const found = `the state ${quoted(state.id)} is followed by another and has no ended_by`;
        yield finding("RC607", path, `${found}; name the claim that reports the change`);
      } else if (last && ended !== null) {
        const found = `the last state ${quoted(state.id)} is ended by ${quoted(ended)}, but none follows`;
        yield finding("RC607", [...path, "ended_by"], `${found}; add the next state, or remove ended_by`);
      }
    }
  }
}

function* endedBefore({ set }: Context): Generator<Finding> {
  const made = new Map(set.claims.flatMap((claim) => (claim.made_at ? [[claim.id, claim.made_at.value] as const] : [])));
  const ends = new Map<string, string>();
  for (const state of set.records.flatMap((record) => record.states)) {
    const end = made.get(state.ended_by ?? "");
    if (end) ends.set(state.id, end);
  }
  for (const [i, relation] of set.relations.entries()) {
    const end = ends.get(relation.from),
      said = made.get(relation.to);
    if (relation.timing !== IN_FORCE || !end || !said) continue;
    const known = Math.min(end.length, said.length);
    if (end.slice(0, known) >= said.slice(0, known)) continue;
    const found = `the claim was made ${said}, but the end of the state was reported ${end}`;
    yield at("RC608", i, ["timing"], `${found}; correct one of them`, relation);
  }
}

export const RECORDS = [selfRelation, duplicate, bareEvidence, twoInForce, timingOrder, postHoc, stateChain, endedBefore];
