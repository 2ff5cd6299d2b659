// An annotation set to look things up in: what each thing is called, and what refers to it.

import { brief, plain } from "./dom";
import { AUTHOR, joined } from "./rules/context";
import type { AnnotationSet, Claim, Entity, Mention, Negative, Quote, RecordItem, Relation, State } from "./types";

export const WRITER = "the writer";
export const NOBODY = "no source named";

const byId = <T extends { id: string }>(things: readonly T[]): Map<string, T> => new Map(things.map((each) => [each.id, each]));

function grouped<T>(things: readonly T[], key: (thing: T) => string | null | undefined): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const thing of things) {
    const id = key(thing);
    if (id) (found.get(id) ?? found.set(id, []).get(id)!).push(thing);
  }
  return found;
}

export class Book {
  readonly entities: Map<string, Entity>;
  readonly mentions: Map<string, Mention>;
  readonly quotes: Map<string, Quote>;
  readonly negatives: Map<string, Negative>;
  readonly claims: Map<string, Claim>;
  readonly relations: Map<string, Relation>;
  readonly states: Map<string, { state: State; record: RecordItem }>;
  readonly mentionsOf: Map<string, Mention[]>;
  readonly quotesOf: Map<string, Quote[]>;
  readonly bearing: Map<string, Relation[]>;
  private readonly made: Map<string, Claim[]>;

  constructor(readonly set: AnnotationSet) {
    this.entities = byId(set.entities);
    this.mentions = byId(set.mentions);
    this.quotes = byId(set.quotes);
    this.negatives = byId(set.negatives);
    this.claims = byId(set.claims);
    this.relations = byId(set.relations);
    this.states = new Map(set.records.flatMap((record) => record.states.map((state) => [state.id, { state, record }])));
    this.mentionsOf = grouped(set.mentions, (mention) => mention.entity);
    this.quotesOf = grouped(set.quotes, (quote) => quote.source?.entity);
    this.bearing = grouped(set.relations, (relation) => relation.to);
    const places = set.claims.flatMap((claim) => claim.realizations.map((place) => ({ claim, quote: place.quote })));
    this.made = new Map([...grouped(places, ({ quote }) => quote)].map(([id, found]) => [id, found.map(({ claim }) => claim)]));
  }

  /** The ids of all things of some kinds that references lead to. */
  ids(kinds: readonly string[]): string[] {
    const all = { entity: this.entities, quote: this.quotes, claim: this.claims, state: this.states };
    return Object.entries(all).flatMap(([kind, things]) => (kinds.includes(kind) ? [...things.keys()] : []));
  }

  /** The claims that a quote makes. */
  claimsOf(quote: string): Claim[] {
    return this.made.get(quote) ?? [];
  }

  /** What a list calls a thing; a name that only looks like an id is one. */
  name(id: string): string {
    if (id === AUTHOR) return WRITER;
    const entity = this.entities.get(id);
    if (entity) return entity.name;
    const mention = this.mentions.get(id) ?? this.negatives.get(id);
    if (mention) return joined(mention.spans);
    const quote = this.quotes.get(id);
    if (quote) return joined(quote.content.spans);
    const claim = this.claims.get(id);
    if (claim) return claim.proposition;
    const held = this.states.get(id);
    if (held) return `${this.name(held.record.entity)}, ${id}`;
    const relation = this.relations.get(id);
    return relation ? `${brief(this.name(relation.from), 40)} ${plain(relation.type)} ${brief(this.name(relation.to), 40)}` : id;
  }

  speaker(quote: Quote): string {
    return quote.source ? this.name(quote.source.entity) : NOBODY;
  }

  /** Whether something in the story speaks against a claim; computed as the package does, and no verdict. */
  contested(claim: Claim): boolean {
    const against = this.set.relations.some((each) => each.type === "contradicts" && (each.from === claim.id || each.to === claim.id));
    const types = (this.bearing.get(claim.id) ?? []).map((relation) => relation.type);
    return against || (types.includes("supports") && types.includes("qualifies"));
  }
}
