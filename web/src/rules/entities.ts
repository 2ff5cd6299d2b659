// EN3xx: entities, mentions, identity links.

import { quoted } from "../quoted";
import type { AnnotationSet, Finding } from "../types";
import { AUTHOR, extent, finding, joined, keyOf, repeated, type Context } from "./context";

/** The ids by which anything but a mention refers to an entity. */
function* referred(set: AnnotationSet): Generator<string | null> {
  for (const quote of set.quotes) yield* [quote.addressee, quote.source?.entity ?? null];
  for (const claim of set.claims) yield* [claim.subject, claim.claimant === AUTHOR ? null : claim.claimant];
  for (const record of set.records) yield record.entity;
  for (const link of set.identity_links) yield* [link.a, link.b];
}

function* unmentioned({ set, covers }: Context): Generator<Finding> {
  const whole = covers("mentions") && !set.zones;
  const known = new Set<string | null>(set.mentions.map((mention) => mention.entity));
  if (!whole) for (const id of referred(set)) known.add(id);
  for (const [i, entity] of set.entities.entries()) {
    if (known.has(entity.id)) continue;
    const found = `the entity ${quoted(entity.id)} has no mention${whole ? "" : ", and nothing refers to it"}`;
    yield finding("EN301", ["entities", i], `${found}; mark where the text refers to it, or remove it`);
  }
}

function* namedOther({ set }: Context): Generator<Finding> {
  const others = new Set(set.entities.filter((entity) => entity.type === "OTHER").map((entity) => entity.id));
  for (const [i, mention] of set.mentions.entries()) {
    if (mention.level !== "NAM" || !others.has(mention.entity)) continue;
    const found = `${quoted(joined(mention.spans), 40)} is a NAM mention of ${quoted(mention.entity)}, whose type is OTHER`;
    const advice = "give the entity a name type, or the mention the level NOM";
    yield finding("EN302", ["mentions", i, "level"], `${found}; ${advice}`, extent(mention.spans));
  }
}

function* reserved({ set }: Context): Generator<Finding> {
  for (const [i, entity] of set.entities.entries()) {
    if (entity.id !== AUTHOR) continue;
    yield finding("EN303", ["entities", i, "id"], "the id 'author' is kept for the writer of the story; rename the entity");
  }
}

function* duplicateMention({ set }: Context): Generator<Finding> {
  for (const [i, mention, first] of repeated(set.mentions, (mention) => keyOf(mention.spans))) {
    const found = `${quoted(joined(mention.spans), 40)} is marked already, by ${quoted(first.id)} for ${quoted(first.entity)}`;
    yield finding("EN304", ["mentions", i], `${found}; keep one of the two`, extent(mention.spans));
  }
}

function* selfLink({ set }: Context): Generator<Finding> {
  for (const [i, link] of set.identity_links.entries()) {
    if (link.a !== link.b) continue;
    const found = `the link joins ${quoted(link.a)} to itself`;
    yield finding("EN305", ["identity_links", i, "b"], `${found}; name the other entity, or remove the link`);
  }
}

function* duplicateLink({ set }: Context): Generator<Finding> {
  for (const [i, link] of repeated(set.identity_links, ({ a, b }) => [a, b].sort().join(" "))) {
    yield finding("EN306", ["identity_links", i], `${quoted(link.a)} and ${quoted(link.b)} are linked already; keep one link`);
  }
}

export const ENTITIES = [unmentioned, namedOther, reserved, duplicateMention, selfLink, duplicateLink];
