// CL5xx: claims and where they are made.

import { quoted } from "../quoted";
import type { Finding, Spans } from "../types";
import { AUTHOR, contains, extent, finding, repeated, type Context } from "./context";

/** For each mode of a quote the fidelities that a claim made in it may have. */
export const FIDELITY: { [mode: string]: readonly string[] } = {
  direct: ["verbatim"],
  indirect: ["paraphrase"],
  mixed: ["verbatim", "paraphrase"],
  free_indirect: ["paraphrase"],
};

function* unrealized({ set }: Context): Generator<Finding> {
  for (const [i, claim] of set.claims.entries()) {
    if (claim.realizations.length) continue;
    const found = `the claim ${quoted(claim.proposition, 40)} has no realization`;
    yield finding("CL501", ["claims", i, "realizations"], `${found}; name where it is made, or remove the claim`);
  }
}

function* otherSource({ realizations }: Context): Generator<Finding> {
  for (const { claim, quote, path } of realizations) {
    if (!quote || claim.claimant === AUTHOR || (!quote.source && quote.mode === "free_indirect")) continue;
    if (quote.source?.entity === claim.claimant) continue;
    const source = quote.source ? `has the source ${quoted(quote.source.entity)}` : "has no source";
    const found = `the claimant is ${quoted(claim.claimant)}, but the quote ${quoted(quote.id)} ${source}`;
    yield finding("CL502", [...path, "quote"], `${found}; correct the claimant or the source`, extent(quote.content.spans));
  }
}

function* authorInQuote({ realizations }: Context): Generator<Finding> {
  for (const { claim, quote, path } of realizations) {
    if (!quote?.source || claim.claimant !== AUTHOR) continue;
    const found = `the claimant is the author, but the quote ${quoted(quote.id)} has a source`;
    const advice = `make ${quoted(quote.source.entity)} the claimant`;
    yield finding("CL503", [...path, "quote"], `${found}; ${advice}`, extent(quote.content.spans));
  }
}

function* fidelity({ realizations }: Context): Generator<Finding> {
  for (const { claim, place, quote, path } of realizations) {
    const fault = (told: string): Finding => finding("CL504", [...path, "fidelity"], told, extent(place.spans));
    const allowed = quote && (FIDELITY[quote.mode] ?? [place.fidelity]);
    if (quote && allowed && !allowed.includes(place.fidelity)) {
      const found = `the quote ${quoted(quote.id)} is ${quote.mode}, the fidelity is ${quoted(place.fidelity)}`;
      yield fault(`${found}; use ${allowed.join(" or ")}`);
    } else if (!quote && place.fidelity === "author" && place.spans?.length && claim.claimant !== AUTHOR) {
      const found = `the claimant is ${quoted(claim.claimant)}, the fidelity is 'author'`;
      yield fault(`${found}; use verbatim or paraphrase, or make the author the claimant`);
    }
  }
}

function* outsideQuotes(context: Context): Generator<Finding> {
  if (!context.covers("quotes")) return;
  for (const { claim, place, path } of context.realizations) {
    const { spans } = place;
    if (!spans?.length || claim.claimant === AUTHOR || quotedBy(context, claim.claimant, spans)) continue;
    const found = `${quoted(spans[0]!.text, 40)} is in no quote of ${quoted(claim.claimant)}`;
    yield finding("CL505", [...path, "spans"], `${found}; mark the quote, or make the author the claimant`, extent(spans));
  }
}

const quotedBy = ({ set }: Context, claimant: string, spans: Spans): boolean =>
  set.quotes
    .filter((quote) => (quote.source ? quote.source.entity === claimant : quote.mode === "free_indirect"))
    .some((quote) => contains(quote.content.spans, spans));

const FORMS: { [length: number]: readonly [string, string, string] } = {
  4: ["year", "YYYY", "-01-01"],
  7: ["month", "YYYY-MM", "-01"],
  10: ["day", "YYYY-MM-DD", ""],
};

/** What is wrong with a date, or null. */
export function dateFault(value: string, precision: string): string | null {
  const form = FORMS[value.length];
  if (!form || !exists(value + form[2])) {
    return `the date ${quoted(value)} does not exist; write a real date as YYYY, YYYY-MM or YYYY-MM-DD`;
  }
  if (form[0] === precision) return null;
  return (
    `the date ${quoted(value)} has the form ${form[1]}, but precision ${quoted(precision)}; ` +
    `say '${form[0]}', or write the date as precise as it is known`
  );
}

function exists(day: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || day < "0001") return false;
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === day;
}

function* dates({ set }: Context): Generator<Finding> {
  for (const [i, claim] of set.claims.entries()) {
    const fault = claim.made_at && dateFault(claim.made_at.value, claim.made_at.precision);
    if (fault) yield finding("CL506", ["claims", i, "made_at", "value"], fault);
  }
}

function* duplicate({ set }: Context): Generator<Finding> {
  for (const [i, , first] of repeated(set.claims, ({ claimant, proposition }) => `${claimant} ${proposition}`)) {
    const found = `${quoted(first.id)} has the same claimant and proposition`;
    yield finding("CL507", ["claims", i, "proposition"], `${found}; make them one claim with all realizations`);
  }
}

export const CLAIMS = [unrealized, otherSource, authorInQuote, fidelity, outsideQuotes, dates, duplicate];
