// What a card tells of the marks over a word: one block for each.

import { NOBODY, type Book } from "./book";
import { head, line, link, links, outside } from "./cardparts";
import { brief, counted, el, plain, type Child } from "./dom";
import { joined } from "./rules/context";
import type { Difference } from "./data";
import type { Claim, Entity, Mention, Negative, Quote, Relation } from "./types";

export interface Source {
  book: Book | null;
  /** What the ids of the elements begin with at which marks begin. */
  anchor: string;
  differences: readonly Difference[];
  names: readonly [string, string];
  /** Whether the marks can be changed. */
  editable: boolean;
}

/** All that is known of the marks, or nothing where none of them is known. */
export function card(tokens: readonly { id: string; part: string }[], source: Source): HTMLElement[] {
  const parts = new Map<string, string[]>();
  for (const { id, part } of tokens) parts.set(id, [...(parts.get(id) ?? []), part]);
  return [...parts].flatMap(([id, roles]) => {
    const children = id.startsWith("d_") ? difference(id, source) : source.book ? told(id, roles, source.book, source) : [];
    if (!children.length) return [];
    const edit = source.editable ? [el("button", { type: "button", "data-edit": id }, `Edit ${id}`)] : [];
    return [el("section", {}, ...children, ...edit)];
  });
}

function told(id: string, roles: string[], book: Book, source: Source): Child[] {
  const mention = book.mentions.get(id),
    quote = book.quotes.get(id),
    claim = book.claims.get(id);
  const relation = book.relations.get(id),
    negative = book.negatives.get(id);
  if (mention) return ofMention(mention, book.entities.get(mention.entity), book, source);
  if (quote) return ofQuote(quote, roles, book, source);
  if (claim) return ofClaim(claim, book, source);
  if (relation) return ofRelation(relation, book);
  return negative ? ofNegative(negative) : [];
}

function ofMention(mention: Mention, entity: Entity | undefined, book: Book, { anchor }: Source): Child[] {
  if (!entity) return [];
  const others = (book.mentionsOf.get(entity.id) ?? []).filter((each) => each !== mention);
  const same = book.set.identity_links.filter((each) => each.a === entity.id || each.b === entity.id);
  const quotes = book.quotesOf.get(entity.id) ?? [];
  return [
    head(entity.type, ""),
    line(link(`i-${entity.id}`, entity.name)),
    line(
      el(
        "small",
        {},
        [mention.level, entity.identity, mention.metonymy ? "stands for something close to it" : ""].filter(Boolean).join(", "),
      ),
    ),
    ...(mention.note ? [line(mention.note)] : []),
    ...(entity.kb ?? []).map((each) => line(el("small", {}, each.id, " "), outside(each.source))),
    ...same.map((each) => line(`${plain(each.certainty)}: the same as ${book.name(each.a === entity.id ? each.b : each.a)}`)),
    ...links(
      counted(others.length, "other mention"),
      others.map((each) => link(anchor + each.id, joined(each.spans))),
    ),
    ...links(
      counted(quotes.length, "quote"),
      quotes.map((each) => link(anchor + each.id, brief(joined(each.content.spans), 60))),
    ),
  ];
}

function ofQuote(quote: Quote, roles: string[], book: Book, { anchor }: Source): Child[] {
  const role = roles
    .filter((each) => each !== "content")
    .map((each) => `${each} of a `)
    .join("");
  const who = quote.source ? link(`i-${quote.source.entity}`, book.speaker(quote)) : NOBODY;
  const claims = book.claimsOf(quote.id);
  return [
    head(`${role}quote: ${plain(quote.mode)}, ${plain(quote.type)}`, ""),
    line(el("b", {}, who), quote.cue ? el("i", {}, ` ${joined(quote.cue.spans)}`) : ""),
    ...(quote.addressee ? [line("to ", link(`i-${quote.addressee}`, book.name(quote.addressee)))] : []),
    ...(quote.parent ? [line("inside ", link(anchor + quote.parent, brief(book.name(quote.parent), 60)))] : []),
    ...(roles.includes("content") ? [] : [line(link(anchor + quote.id, brief(joined(quote.content.spans), 120)))]),
    ...links(
      counted(claims.length, "claim"),
      claims.map((each) => link(`i-${each.id}`, each.proposition)),
    ),
  ];
}

function ofClaim(claim: Claim, book: Book, _: Source): Child[] {
  const bearing = (book.bearing.get(claim.id) ?? []).map((each) =>
    el("span", {}, `${plain(each.type)}: `, link(`i-${each.from}`, book.name(each.from))),
  );
  const said = book.set.relations
    .filter((each) => each.from === claim.id)
    .map((each) => el("span", {}, `it ${plain(each.type)}: `, link(`i-${each.to}`, book.name(each.to))));
  return [
    head(book.contested(claim) ? "claim, contested" : "claim", ""),
    line(link(`i-${claim.id}`, claim.proposition)),
    line(el("b", {}, book.name(claim.claimant)), claim.made_at ? `, ${claim.made_at.value}` : ""),
    ...links("What bears on it", [...bearing, ...said]),
  ];
}

function ofRelation(relation: Relation, book: Book): Child[] {
  const facts = [relation.timing, relation.independence]
    .filter((each): each is string => !!each)
    .map(plain)
    .join(", ");
  return [
    head("signal", plain(relation.type)),
    line(link(`i-${relation.from}`, book.name(relation.from))),
    line(el("em", {}, plain(relation.type)), " ", link(`i-${relation.to}`, book.name(relation.to))),
    ...(facts ? [line(el("small", {}, facts))] : []),
  ];
}

const ofNegative = (negative: Negative): Child[] => [head("no quote", plain(negative.reason))];

function difference(id: string, { differences, names }: Source): Child[] {
  const found = differences[Number(id.slice(2))];
  if (!found) return [];
  const sides = [found.left, found.right].flatMap((side, n) => [
    el("dt", {}, names[n] ?? ""),
    el("dd", {}, side ? `${side.id}: ${side.value || "(none)"}` : "has none"),
  ]);
  return [head("difference", found.kind), line(link(`i-${id}`, `${plain(found.layer)} ${found.field}`)), el("dl", {}, ...sides)];
}
