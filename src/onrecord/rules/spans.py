"""SP2xx: spans against the text and its zones."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

from onrecord.model.base import MAX_OFFSET
from onrecord.problems import quoted
from onrecord.rules.base import Finding, Rule, SetContext
from onrecord.spans import splits_word

if TYPE_CHECKING:
    from collections.abc import Iterator


def span_range(context: SetContext) -> Iterator[Finding]:
    """A span is half-open code points inside the text and holds at least one.

    **Bad** `{"start": 9, "end": 9, …}`, or an end beyond the text.

    **Good** `0 <= start < end <= chars`.

    **Fix** count again in code points: not UTF-16 units, not bytes.
    """
    if context.exact:
        return
    from onrecord.rules.hints import hint  # here, and below: a set without faults needs no advice

    chars = len(context.text)
    for path, span in context.spans:
        if not span.start < span.end <= chars:
            found = f"span {span.start}-{span.end} is empty or outside the text (0 to {chars})"
            yield Finding(path, f"{found}; {hint(context.text, span)}")


def slice_mismatch(context: SetContext) -> Iterator[Finding]:
    """`text` repeats the words at `start` to `end`, so that a reader can read the file and a slip is caught.

    **Bad** `{"start": 0, "end": 6, "text": "ttawa "}`.

    **Good** `text == article[start:end]`, character for character: U+00A0 is not a space, é has one form.

    **Fix** the message names the unit or form that fits, or where the words are.
    """
    if context.exact:
        return
    from onrecord.rules.hints import hint

    text = context.text
    for path, span in context.spans:
        found = text[span.start : span.end]
        if found != span.text and span.start < span.end <= len(text):
            said = f"the text at {span.start}-{span.end} is {quoted(found, 40)}, not {quoted(span.text, 40)}"
            yield Finding((*path, "text"), f"{said}; {hint(text, span)}", (span.start, span.end))


def edge_space(context: SetContext) -> Iterator[Finding]:
    """A mark begins and ends with a visible sign: white space at an edge (U+00A0 too) makes equal marks unequal.

    **Bad** `"Ottawa "`.

    **Good** `"Ottawa"`.

    **Fix** use the offsets the message names.
    """
    texts = context.texts
    if list(map(str.strip, texts)) == texts:
        return
    for path, span in context.spans:
        words = span.text.strip()
        if words != span.text:
            start = span.start + len(span.text) - len(span.text.lstrip())
            advice = f"use {start}-{start + len(words)}" if words else "mark words"
            yield Finding(path, f"{quoted(span.text, 40)} has white space at an edge; {advice}", (span.start, span.end))


def half_word(context: SetContext) -> Iterator[Finding]:
    """A mark never cuts a word, nor a sign from the accents that belong to it.

    **Bad** `"Otta"`, `"anada"`.

    **Good** `"Canada"` in `"Canada's"`: the possessive is a word of its own.

    **Fix** move the edge to the end of the word.
    """
    text = context.text
    if context.exact and not context.document.combining and not _words_meet(context):
        return
    for path, span in context.spans:
        cut = [name for name, at in (("start", span.start), ("end", span.end)) if splits_word(text, at)]
        if cut:
            around = quoted(text[max(0, span.start - 12) : span.end + 12], 60)
            found = f"the {' and the '.join(cut)} of {quoted(span.text, 40)} falls inside a word, in {around}"
            yield Finding(path, f"{found}; mark whole words", (span.start, span.end))


def _words_meet(context: SetContext) -> bool:
    """Whether a letter or digit stands right outside any mark: one look at all of them."""
    if not context.flat:
        return False
    before, after = itemgetter(*context.starts)("\n" + context.text), itemgetter(*context.ends)(context.text + "\n")
    return any([sign.isalnum() for sign in {*before, *after}])


def in_boilerplate(context: SetContext) -> Iterator[Finding]:
    """Site text is not the story: only negatives are marked there.

    **Bad** a mention of "CBC" in "CBC's Journalistic Standards".

    **Good** nothing, or a negative with reason `boilerplate`.

    **Fix** remove the mark, or correct the zone's type.
    """
    site = context.document.site
    if not site:
        return
    marked = len(context.flat) - sum([len(n.spans) for n in context.marks.negatives])
    if max(context.starts[:marked], default=0) < site[0][0]:
        return
    for path, span in context.spans[:marked]:
        if any([start <= span.start < end for start, end in site]):
            found = f"{quoted(span.text, 40)} is marked in boilerplate"
            yield Finding(path, f"{found}; remove the mark, or correct the zone's type", (span.start, span.end))


def across_zones(context: SetContext) -> Iterator[Finding]:
    """A span stays in one paragraph; a mark that goes on in the next has a span in each.

    **Bad** one content span from the first quoted paragraph to the end of the second.

    **Good** two content spans.

    **Fix** split the span at the paragraph's end.
    """
    if context.exact and context.document.zones_begin_lines and "\n" not in "".join(context.texts):
        return
    limits = [*context.document.zone_starts, MAX_OFFSET]
    if all([end <= limits[zone + 1] for end, zone in zip(context.ends, context.zone_of, strict=True)]):
        return
    for (path, span), zone in zip(context.spans, context.zone_of, strict=True):
        if span.start < span.end <= len(context.text) and span.end > limits[zone + 1]:
            found = f"{quoted(span.text, 40)} crosses a zone's border"
            yield Finding(path, f"{found}; split it, one span for each paragraph", (span.start, span.end))


def span_order(context: SetContext) -> Iterator[Finding]:
    """The spans of one mark stand in text order and do not overlap.

    **Bad** `[{"start": 20, …}, {"start": 4, …}]`.

    **Good** each span starts at or after the end of the one before.

    **Fix** sort the spans; join those that overlap.
    """
    if len(context.flat) == len(context.groups):
        return
    several = [group for group in context.groups if len(group) > 1]
    if not any([b.start < a.end for group in several for a, b in zip(group, group[1:], strict=False)]):
        return
    for path, group in zip(context.paths, context.groups, strict=True):
        for i, (before, span) in enumerate(zip(group, group[1:], strict=False), 1):
            if span.start < before.end:
                found = (
                    f"span {span.start}-{span.end} begins before the one above it ends ({before.start}-{before.end})"
                )
                yield Finding((*path, i), f"{found}; sort the spans and let none overlap", (span.start, span.end))


RULES = (
    Rule("SP201", "span-out-of-range", span_range),
    Rule("SP202", "slice-mismatch", slice_mismatch),
    Rule("SP203", "edge-white-space", edge_space),
    Rule("SP204", "half-word", half_word),
    Rule("SP205", "mark-in-boilerplate", in_boilerplate),
    Rule("SP206", "span-across-zones", across_zones),
    Rule("SP207", "spans-out-of-order", span_order),
)
