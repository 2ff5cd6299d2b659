"""QT4xx: quotes, their parts, their modes and their nesting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.problems import quoted
from onrecord.rules.base import Finding, Rule, SetContext, contains, extent, keys
from onrecord.rules.marks import MARKS, all_inside, marked, pairs
from onrecord.spans import overlap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.model import Quote


def parent_cycle(context: SetContext) -> Iterator[Finding]:
    """A quote is reported inside its parent; going up from parent to parent ends at a quote without one.

    **Bad** `q1` has parent `q2`, `q2` has parent `q1`.

    **Good** the outer quote has `"parent": null`.

    **Fix** set the parent of the outermost quote to null.
    """
    up = {q.id: q.parent for q in context.marks.quotes if q.parent is not None}
    if not up:
        return
    settled: set[str] = set()
    for i, quote in enumerate(context.marks.quotes):
        chain: dict[str, None] = {}
        at: str | None = quote.id
        while at in up and at not in settled and at not in chain:
            chain[at] = None
            at = up[at]
        settled.update(chain)
        if at in chain:
            ring = " -> ".join(quoted(x, 64) for x in [*list(chain)[list(chain).index(at) :], at][:8])
            found = f"the parents run in a circle: {ring}"
            yield Finding(("quotes", i, "parent"), f"{found}; set the outermost quote's parent to null")


def mode_mismatch(context: SetContext) -> Iterator[Finding]:
    """The mode says how much of the content stands inside quotation marks: `direct` all, `indirect` none, `mixed` some.

    The marks belong to the content. A quotation that goes on in the next paragraph needs no closing mark before it.
    Marks around a nested quote or a negative (a title, scare quotes) do not count for the quote around them.

    **Bad** mode `direct`, content `that they had “enough”`.

    **Good** mode `mixed`.

    **Fix** correct the mode, or take the quotation marks into the content.
    """
    # Where negatives are not covered, quotation marks inside may be those of one.
    indirect = context.marks.covers("negatives") and _marked_indirect(context)
    tests = {**_MODES, "indirect": _indirect if indirect else None}
    for i, quote in enumerate(context.marks.quotes):
        test = tests.get(quote.mode)
        if test and (fact := test(context, quote)):
            where = extent(quote.content.spans)
            yield Finding(("quotes", i, "mode"), f"the mode is {quote.mode}, but {fact}", where)


def _marked_indirect(context: SetContext) -> bool:
    """Whether any quotation mark stands in or right beside the content of an indirect quote: one look at all."""
    text = f"\n{context.text}\n\n"
    spans = [s for q in context.marks.quotes if q.mode == "indirect" for s in q.content.spans]
    words = "\n".join([text[s.start : s.end + 2] for s in spans])
    return any([sign in words for sign in MARKS]) and marked(words)


def _direct(context: SetContext, quote: Quote) -> str | None:
    if all_inside(context.text, quote.content.spans):
        return None
    for span in quote.content.spans:
        if not all_inside(context.text, (span,)):
            advice = "take in the quotation marks, or correct the mode"
            return f"{quoted(span.text, 60)} is not all inside quotation marks; {advice}"
    return None


def _indirect(context: SetContext, quote: Quote) -> str | None:
    found = pairs(context.text, quote.content.spans)
    if not found:
        return None
    other = [(s.start, s.end) for n in context.marks.negatives for s in n.spans]
    other += [(s.start, s.end) for q in context.marks.quotes if q.parent == quote.id for s in q.content.spans]
    for start, end in found:
        if not overlap(start, end, other):
            words = quoted(context.text[start:end], 40)
            return f"{words} is in quotation marks; use mixed or direct, or mark it as a negative"
    return None


def _mixed(context: SetContext, quote: Quote) -> str | None:
    spans = quote.content.spans
    if all_inside(context.text, spans):
        return "all of the content is inside quotation marks; use direct"
    if any(marked(s.text) for s in spans) or pairs(context.text, spans):
        return None
    return "none of the content is inside quotation marks; use indirect, or take in the quoted words"


_MODES = {"direct": _direct, "indirect": _indirect, "mixed": _mixed}


def free_with_cue(context: SetContext) -> Iterator[Finding]:
    """Free indirect speech gives the speaker's view without words that report it; with a cue the quote is indirect.

    **Bad** mode `free_indirect` with cue "said".

    **Good** mode `free_indirect` with `"cue": null`.

    **Fix** remove the cue, or use `indirect`.
    """
    for i, quote in enumerate(context.marks.quotes):
        if quote.mode == "free_indirect" and quote.cue:
            found = f"a free_indirect quote has the cue {quoted(quote.cue, 40)}"
            yield Finding(("quotes", i, "cue"), f"{found}; remove it, or use indirect", extent(quote.cue.spans))


def outside_parent(context: SetContext) -> Iterator[Finding]:
    """A nested quote is part of what the outer source says: its content lies inside the content of its parent.

    **Bad** the content of the inner quote goes on after the outer one has ended.

    **Good** each inner span lies inside one span of the parent's content.

    **Fix** correct the extents, or set the parent to null.
    """
    for i, quote in enumerate(context.marks.quotes):
        if quote.parent is None:
            continue
        outer = context.quotes.get(quote.parent)
        if outer and outer is not quote and not contains(outer.content.spans, quote.content.spans):
            found = f"the content {quoted(quote, 40)} is not inside that of its parent {quoted(outer.id)}"
            yield Finding(
                ("quotes", i, "content"), f"{found}; correct the spans or the parent", extent(quote.content.spans)
            )


def cue_in_content(context: SetContext) -> Iterator[Finding]:
    """The cue reports the content, so it is no part of it; a cue in the middle splits the content in two spans.

    **Bad** content `“Yes,” she said, “we do.”` in one span.

    **Good** content `“Yes,”` and `“we do.”`, cue `said`.

    **Fix** split the content around the cue and its source.
    """
    quotes = context.marks.quotes
    met = [
        (c, s)
        for q in quotes
        if q.cue
        for c in q.cue.spans
        for s in q.content.spans
        if c.start < s.end and s.start < c.end
    ]
    if not met:
        return
    for i, quote in enumerate(quotes):
        if quote.cue is None:
            continue
        inside = [(s.start, s.end) for s in quote.content.spans]
        if any([overlap(s.start, s.end, inside) for s in quote.cue.spans]):
            found = f"the cue {quoted(quote.cue, 40)} lies in the quote's own content"
            yield Finding(("quotes", i, "cue"), f"{found}; split the content around it", extent(quote.cue.spans))


def cue_in_pieces(context: SetContext) -> Iterator[Finding]:
    """A cue is one run of words, adverbs and auxiliaries between them included.

    **Bad** cue spans "has" and "said" for "has often said".

    **Good** "has often said".

    **Fix** mark one span.
    """
    for i, quote in enumerate(context.marks.quotes):
        if quote.cue and len(quote.cue.spans) > 1:
            found = f"the cue {quoted(quote.cue, 40)} has {len(quote.cue.spans)} spans"
            yield Finding(("quotes", i, "cue", "spans"), f"{found}; mark one run of words", extent(quote.cue.spans))


def duplicate_quote(context: SetContext) -> Iterator[Finding]:
    """One quote is one source's one act of saying; the same source, cue and content is the same act.

    **Bad** two quotes with equal spans.

    **Good** one of them.

    **Fix** remove the copy; two speakers of one content have two sources.
    """
    quotes = context.marks.quotes
    if len({q.content.spans[0].start for q in quotes}) == len(quotes):
        return
    first: dict[object, int] = {}
    for i, quote in enumerate(quotes):
        k = first.setdefault(_identity(quote), i)
        if k != i:
            found = f"the quote has the content, source and cue of {quoted(quotes[k].id)}"
            yield Finding(("quotes", i), f"{found}; remove one", extent(quote.content.spans))


def _identity(quote: Quote) -> tuple[object, ...]:
    source = (quote.source.entity, keys(quote.source.spans)) if quote.source else None
    return keys(quote.content.spans), source, keys(quote.cue.spans) if quote.cue else None


RULES = (
    Rule("QT401", "parent-cycle", parent_cycle),
    Rule("QT402", "mode-mismatch", mode_mismatch),
    Rule("QT403", "free-indirect-with-cue", free_with_cue),
    Rule("QT404", "content-outside-parent", outside_parent),
    Rule("QT405", "cue-in-content", cue_in_content),
    Rule("QT406", "cue-in-pieces", cue_in_pieces),
    Rule("QT407", "duplicate-quote", duplicate_quote),
)
