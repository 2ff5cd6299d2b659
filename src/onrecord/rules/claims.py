"""CL5xx: claims and where they are made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.model.claims import AUTHOR
from onrecord.problems import quoted
from onrecord.rules.base import Finding, Rule, SetContext, extent
from onrecord.rules.dates import fault

if TYPE_CHECKING:
    from collections.abc import Iterator

FIDELITY = {
    "direct": ("verbatim",),
    "indirect": ("paraphrase",),
    "mixed": ("verbatim", "paraphrase"),
    "free_indirect": ("paraphrase",),
}
"""For each mode of a quote the fidelities that a claim made in it may have."""


def unrealized(context: SetContext) -> Iterator[Finding]:
    """A claim is made somewhere in the story: in a quote, or in spans of the writer's words.

    **Bad** `"realizations": []`.

    **Good** every quote and every passage that makes it.

    **Fix** name where the story makes the claim, or remove it.
    """
    for i, claim in enumerate(context.marks.claims):
        if not claim.realizations:
            found = f"the claim {quoted(claim.proposition, 40)} has no realization"
            yield Finding(("claims", i, "realizations"), f"{found}; name where it is made, or remove the claim")


def other_source(context: SetContext) -> Iterator[Finding]:
    """Who makes a claim is who the quote is attributed to (of nested quotes, the innermost).

    A quote without a source makes a claim of the author; only in free indirect speech the claimant may be known
    where no words name the source.

    **Bad** claimant `berg`, realized by a quote whose source is `dorn`.

    **Good** two claims, or the right claimant.

    **Fix** correct the claimant or the quote's source.
    """
    for i, k, claim, _, quote in context.realizations:
        if quote is None or claim.claimant == AUTHOR or (quote.source is None and quote.mode == "free_indirect"):
            continue
        if quote.source is None or quote.source.entity != claim.claimant:
            source = f"has the source {quoted(quote.source.entity)}" if quote.source else "has no source"
            found = f"the claimant is {quoted(claim.claimant)}, but the quote {quoted(quote.id)} {source}"
            path = ("claims", i, "realizations", k, "quote")
            yield Finding(path, f"{found}; correct the claimant or the source", extent(quote.content.spans))


def author_in_quote(context: SetContext) -> Iterator[Finding]:
    """What a named source says is that source's claim; the writer answers only for reports without a source.

    **Bad** claimant `author`, realized by a quote with a source.

    **Good** claimant `author` for "he is reported to have influence".

    **Fix** make the quote's source the claimant.
    """
    for i, k, claim, _, quote in context.realizations:
        if quote and quote.source and claim.claimant == AUTHOR:
            found = f"the claimant is the author, but the quote {quoted(quote.id)} has a source"
            path = ("claims", i, "realizations", k, "quote")
            advice = f"make {quoted(quote.source.entity)} the claimant"
            yield Finding(path, f"{found}; {advice}", extent(quote.content.spans))


def fidelity_mismatch(context: SetContext) -> Iterator[Finding]:
    """Fidelity follows from the place: `verbatim` in direct quotes, `paraphrase` in indirect ones.

    In mixed quotes it is either; `author` is for the writer's own words only.

    **Bad** `{"quote": "q1", "fidelity": "verbatim"}` where `q1` is indirect.

    **Good** `"fidelity": "paraphrase"`.

    **Fix** write the fidelity the message names.
    """
    for i, k, claim, place, quote in context.realizations:
        if quote:
            allowed = FIDELITY.get(quote.mode, (place.fidelity,))
            if place.fidelity in allowed:
                continue
            found = f"the quote {quoted(quote.id)} is {quote.mode}, the fidelity is {quoted(place.fidelity)}"
            advice = f"use {' or '.join(allowed)}"
        elif place.fidelity == "author" and place.spans and claim.claimant != AUTHOR:
            found = f"the claimant is {quoted(claim.claimant)}, the fidelity is 'author'"
            advice = "use verbatim or paraphrase, or make the author the claimant"
        else:
            continue
        yield Finding(("claims", i, "realizations", k, "fidelity"), f"{found}; {advice}", extent(place.spans))


def outside_quotes(context: SetContext) -> Iterator[Finding]:
    """A source makes its claims in its quotes; words outside them are the writer's.

    **Bad** claimant `berg`, spans in a sentence that quotes nobody.

    **Good** the spans lie in the content of a quote whose source is `berg`.

    **Fix** mark the quote, or make the author the claimant.
    """
    if not context.marks.covers("quotes"):
        return
    for i, k, claim, place, _ in context.realizations:
        if place.spans and claim.claimant != AUTHOR and not context.quote_of(claim.claimant, place.spans):
            found = f"{quoted(place.spans[0].text, 40)} is in no quote of {quoted(claim.claimant)}"
            path = ("claims", i, "realizations", k, "spans")
            yield Finding(path, f"{found}; mark the quote, or make the author the claimant", extent(place.spans))


def claim_date(context: SetContext) -> Iterator[Finding]:
    """A date is real, and its form is as precise as `precision` says.

    **Bad** `"value": "2020-04", "precision": "day"`.

    **Good** `"value": "2020-04", "precision": "month"`.

    **Fix** say the precision of what is known; never fill in a day.
    """
    dates = {(c.made_at.value, c.made_at.precision) for c in context.marks.claims if c.made_at}
    if not any([fault(*date) for date in dates]):
        return
    for i, claim in enumerate(context.marks.claims):
        if claim.made_at and (message := fault(claim.made_at.value, claim.made_at.precision)):
            yield Finding(("claims", i, "made_at", "value"), message)


def duplicate_claim(context: SetContext) -> Iterator[Finding]:
    """One proposition of one claimant is one claim, however often it is made.

    **Bad** the same proposition twice, once for the headline and once for the body.

    **Good** one claim with two realizations.

    **Fix** join the realizations and what refers to them.
    """
    claims = context.marks.claims
    if len({c.proposition for c in claims}) == len(claims):
        return
    first: dict[object, int] = {}
    for i, claim in enumerate(claims):
        k = first.setdefault((claim.claimant, claim.proposition), i)
        if k != i:
            found = f"{quoted(claims[k].id)} has the same claimant and proposition"
            yield Finding(("claims", i, "proposition"), f"{found}; make them one claim with all realizations")


RULES = (
    Rule("CL501", "claim-without-realization", unrealized),
    Rule("CL502", "claimant-not-source", other_source),
    Rule("CL503", "author-in-sourced-quote", author_in_quote),
    Rule("CL504", "fidelity-mismatch", fidelity_mismatch),
    Rule("CL505", "claim-outside-quote", outside_quotes),
    Rule("CL506", "claim-date-invalid", claim_date),
    Rule("CL507", "duplicate-claim", duplicate_claim),
)
