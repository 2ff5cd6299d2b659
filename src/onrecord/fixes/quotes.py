"""Fixes of what belongs to a quote: its cue and source, and the fidelity of the claims made in it."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING

from onrecord.baseline.sentences import sentences
from onrecord.fixes.base import Change, Fix, fits, only_place
from onrecord.rules.claims import FIDELITY
from onrecord.rules.quotes import mode_mismatch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.model import Span
    from onrecord.rules import SetContext

LONG = 20_000
"""Code points of a paragraph that is not divided into sentences: a story has none so long."""

Ranges = list[tuple[int, int]]


def move_to_quote(context: SetContext) -> Iterator[Change]:
    """A cue or source whose offsets are wrong is moved to the only place of its words beside its quote's content.

    That is the only one in the paragraphs of the content, or the only one in the sentences of the content. A cue and
    a source stand beside what they report; where two places would do, or the content itself is wrong, nothing is moved.
    """
    text, paragraphs = context.text, context.document.paragraphs

    @cache
    def divided(paragraph: tuple[int, int]) -> Ranges:
        start, end = paragraph
        return list(sentences(text, start, end)) if end - start <= LONG else []

    def moved(span: Span, content: tuple[Span, ...]) -> Span | None:
        own = [(s.start, s.end) for s in content]
        around = _around(paragraphs, own)
        beside = _around([sentence for paragraph in around for sentence in divided(paragraph)], own)
        return only_place(text, span.text, around, own) or only_place(text, span.text, beside, own)

    for i, quote in enumerate(context.marks.quotes):
        content = quote.content.spans
        if not all([fits(text, span) for span in content]):
            continue
        for name, part in (("source", quote.source), ("cue", quote.cue)):
            spans = [span if fits(text, span) else moved(span, content) for span in part.spans] if part else []
            if part and None not in spans and tuple(spans) != part.spans:
                yield Change(("quotes", i, name, "spans"), tuple(spans))


def _around(ranges: Ranges, spans: Ranges) -> Ranges:
    """Those of `ranges`, which ascend, that one of `spans` begins in; each once, ascending."""
    found = {bisect_right(ranges, start, key=itemgetter(0)) - 1 for start, _ in spans}
    return [ranges[i] for i in sorted(found) if i >= 0]


def fidelity_of_mode(context: SetContext) -> Iterator[Change]:
    """The fidelity of a claim is the one that its quote's mode leaves: verbatim if direct, else paraphrase.

    Nothing is changed where the mode leaves two (mixed), or where the quotation marks of the text speak against the
    mode: then it may be the mode that is wrong.
    """
    quotes = context.marks.quotes
    doubtful = {quotes[int(path[1])].id for path, *_ in mode_mismatch(context)}
    for i, k, _, place, quote in context.realizations:
        allowed = FIDELITY.get(quote.mode, ()) if quote and quote.id not in doubtful else ()
        if len(allowed) == 1 and place.fidelity not in allowed:
            yield Change(("claims", i, "realizations", k, "fidelity"), allowed[0])


FIXES = (
    Fix(("SP201", "SP202"), "move-to-quote", False, move_to_quote),
    Fix(("CL504",), "fidelity-of-mode", False, fidelity_of_mode),
)
