// What someone has marked, held against gold: a row for every mark of either.

import { Book } from "../book";
import { AUTHOR, joined } from "../rules/context";
import type { TextMap } from "../textmap";
import type { AnnotationSet, Claim, Quote, Spans } from "../types";
import { identityRows, relationRows } from "./links";
import { alikeWords, match, mostShared, type Piece } from "./match";
import { piecesOf, value, type Row } from "./row";

interface Mark extends Piece {
  words: string;
}
type Tell = (mine: string, gold: string) => string[];

/** Rows of every layer that both sets cover, in the order of the text. */
export function compareSets(mine: AnnotationSet, gold: AnnotationSet, map: TextMap): Row[] {
  const one = new Book(mine),
    other = new Book(gold);
  const covered = (layer: string): boolean => [mine, gold].every((set) => !set.layers || set.layers.includes(layer));
  const inside = (mark: Mark): boolean =>
    mark.pieces.length > 0 &&
    [mine, gold].every((set) => !set.zones || mark.pieces.some(([start]) => set.zones!.includes(map.zoneAt(start))));
  const pick = (make: (book: Book) => Mark[]): [Mark[], Mark[]] => [make(one).filter(inside), make(other).filter(inside)];

  const mentions = pick(mentionMarks),
    quotes = pick(quoteMarks),
    claims = pick(claimMarks);
  const pairs = match(...mentions);
  const entities = mostShared([...pairs].map(([a, b]) => [one.mentions.get(a)!.entity, other.mentions.get(b)!.entity] as const));
  const same = (a: string | undefined, b: string | undefined): boolean =>
    a === undefined || a === AUTHOR ? a === b : entities.get(a) === b;
  const claimPairs = match(...claims, (a, b) => {
    const [left, right] = [one.claims.get(a)!, other.claims.get(b)!];
    return alikeWords(left.proposition, right.proposition) + Number(same(left.claimant, right.claimant)) / 10;
  });
  const who = (label: string, a: string | undefined, b: string | undefined): string[] =>
    same(a, b)
      ? []
      : [`${label}: ${b === undefined ? "none" : other.name(b)}${a === undefined ? ", yours has none" : `, yours: ${one.name(a)}`}`];

  const tellMention: Tell = (a, b) => {
    const [left, right] = [one.mentions.get(a)!, other.mentions.get(b)!];
    return [
      ...value("type", one.entities.get(left.entity)?.type, other.entities.get(right.entity)?.type),
      ...value("level", left.level, right.level),
      ...(entities.get(left.entity) === right.entity
        ? []
        : [`another entity: ${other.name(right.entity)} (${right.entity}), yours: ${one.name(left.entity)} (${left.entity})`]),
    ];
  };
  const tellQuote: Tell = (a, b) => {
    const [left, right] = [one.quotes.get(a)!, other.quotes.get(b)!];
    return [
      ...value("mode", left.mode, right.mode),
      ...value("type", left.type, right.type),
      ...words("source", left, right),
      ...words("cue", left, right),
      ...who("speaker", left.source?.entity, right.source?.entity),
    ];
  };
  const tellClaim: Tell = (a, b) => {
    const [left, right] = [one.claims.get(a)!, other.claims.get(b)!];
    return [
      ...who("claimant", left.claimant, right.claimant),
      ...(left.proposition === right.proposition ? [] : [`(proposition: ${right.proposition})`]),
    ];
  };
  const tellNegative: Tell = (a, b) => value("reason", one.negatives.get(a)?.reason, other.negatives.get(b)?.reason);

  const rows = [
    ...(covered("mentions") ? layerRows("mention", mentions, pairs, tellMention) : []),
    ...(covered("quotes") ? layerRows("quote", quotes, match(...quotes), tellQuote) : []),
    ...(covered("negatives") ? layerRows("no quote", ...withPairs(pick(negativeMarks)), tellNegative) : []),
    ...(covered("claims") ? layerRows("claim", claims, claimPairs, tellClaim) : []),
    ...(covered("relations") ? relationRows(one, other, claimPairs, entities) : []),
    ...(covered("identity_links") ? identityRows(one, other, entities) : []),
  ];
  const first = (row: Row): number => row.pieces[0]?.[0] ?? Infinity;
  return rows.sort((a, b) => (first(a) < first(b) ? -1 : first(a) > first(b) ? 1 : 0));
}

const withPairs = (sides: [Mark[], Mark[]]): [[Mark[], Mark[]], Map<string, string>] => [sides, match(...sides)];

const mentionMarks = ({ set, entities }: Book): Mark[] =>
  set.mentions.map(({ id, spans, entity, level }) => ({
    id,
    pieces: piecesOf(spans),
    words: joined(spans),
    labels: [entities.get(entity)?.type ?? "", level],
  }));

const quoteMarks = ({ set }: Book): Mark[] =>
  set.quotes.map(({ id, content, mode, type }) => ({
    id,
    pieces: piecesOf(content.spans),
    words: joined(content.spans),
    labels: [mode, type],
  }));

const negativeMarks = ({ set }: Book): Mark[] =>
  set.negatives.map(({ id, spans, reason }) => ({ id, pieces: piecesOf(spans), words: joined(spans), labels: [reason] }));

const claimMarks = (book: Book): Mark[] =>
  book.set.claims.map((claim) => ({ id: claim.id, pieces: piecesOf(realized(claim, book)), words: claim.proposition, labels: [] }));

const realized = (claim: Claim, book: Book): Spans =>
  claim.realizations.flatMap((place) => place.spans ?? book.quotes.get(place.quote ?? "")?.content.spans ?? []);

function words(part: "source" | "cue", mine: Quote, gold: Quote): string[] {
  const [left, right] = [mine[part], gold[part]].map((each) => (each ? piecesOf(each.spans).join(";") : null));
  if (left === right) return [];
  return [
    `${part}: ${gold[part] ? `“${joined(gold[part].spans)}”` : "none"}, yours: ${mine[part] ? `“${joined(mine[part].spans)}”` : "none"}`,
  ];
}

function layerRows(layer: string, [mine, gold]: [Mark[], Mark[]], pairs: ReadonlyMap<string, string>, tell: Tell): Row[] {
  const theirs = new Map(gold.map((mark) => [mark.id, mark]));
  const met = new Set(pairs.values());
  const ours = mine.map((mark): Row => {
    const other = theirs.get(pairs.get(mark.id) ?? "");
    const row = { layer, words: mark.words, pieces: mark.pieces, mine: mark.id, gold: other?.id ?? null };
    if (!other) return { ...row, verdict: "not in gold", told: [] };
    const told = tell(mark.id, other.id);
    const extent = mark.pieces.join(";") !== other.pieces.join(";");
    const verdict = extent ? "words differ" : told.some((each) => !each.startsWith("(")) ? "label differs" : "found";
    return { ...row, verdict, told: extent && layer !== "claim" ? [`words: “${other.words}”`, ...told] : told };
  });
  const missing = gold.filter((mark) => !met.has(mark.id));
  return [
    ...ours,
    ...missing.map(({ id, pieces, words }): Row => ({ layer, verdict: "missing", words, pieces, mine: null, gold: id, told: [] })),
  ];
}
