"""Fixes of spans: their edges, their order, their offsets, their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.fixes.base import Change, Fix, at, each_span, fits, only_place
from onrecord.rules.hints import READINGS, Reading, other_form

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.model import Span
    from onrecord.rules import SetContext


def trim_edges(context: SetContext) -> Iterator[Change]:
    """White space at the edges of a span is left out, where the span's words are otherwise those of the text.

    The rule allows one reading: a mark begins and ends with a visible sign. No visible sign is lost or won.
    """
    text = context.text

    def trimmed(span: Span) -> Span | None:
        words, found = span.text.strip(), text[span.start : span.end]
        if not words or words == span.text or found.strip() != words:
            return None
        start = span.start + found.index(words)
        return at(text, start, start + len(words))

    return each_span(context, trimmed)


def sort_spans(context: SetContext) -> Iterator[Change]:
    """The spans of a mark are put in text order, where none overlap.

    The mark consists of the same words as before; their order is that of the text, and nobody's choice.
    """
    for path, group in zip(context.paths, context.groups, strict=True):
        ordered = tuple(sorted(group, key=lambda span: span.start))
        if ordered != group and all([a.end <= b.start for a, b in zip(ordered, ordered[1:], strict=False)]):
            yield Change(path, ordered)


def other_unit(context: SetContext) -> Iterator[Change]:
    """Offsets are counted anew, where one other way to count makes every wrong span of the file right.

    UTF-16 units, bytes, other line ends, an inclusive end: the file's own words prove which it was. If no span of the
    file is against it, those are moved too whose words happen to stand also where they were. Where two ways fit and
    lead to different places, nothing is changed.
    """
    text = context.text
    wrong = [span for span in context.flat if not fits(text, span)]
    found: list[dict[Span, Span]] = []
    for reading in READINGS:
        moved = _read(text, wrong, reading)
        if moved:
            moved = _read(text, context.flat, reading) or moved
        if moved and moved not in found:
            found.append(moved)
    return each_span(context, found[0].get) if len(found) == 1 else iter(())


def _read(text: str, spans: list[Span], reading: Reading) -> dict[Span, Span] | None:
    """Where each of `spans` is if its offsets are counted so, or None where the words of one do not stand there."""
    read = {}
    for span in spans:
        place = reading.find(text, span)
        if place is None:
            return None
        read[span] = at(text, *place)
    return read


def copy_words(context: SetContext) -> Iterator[Change]:
    """The words of a span are copied from the text, where its offsets are right and the words the same in another form.

    A space for U+00A0, another Unicode normal form, other line ends: offsets and words name one place.
    """
    text = context.text

    def copied(span: Span) -> Span | None:
        return at(text, span.start, span.end) if other_form(text, span) else None

    return each_span(context, copied)


def move_to_words(context: SetContext) -> Iterator[Change]:
    """A span whose offsets are wrong is moved to the only place of the text where its words stand, as whole words.

    There is no other place that it could mean, unless its words are wrong too.
    """
    text = context.text

    def moved(span: Span) -> Span | None:
        return None if fits(text, span) else only_place(text, span.text, [(0, len(text))])

    return each_span(context, moved)


FIXES = (
    Fix(("SP203",), "trim-edges", True, trim_edges),
    Fix(("SP207",), "sort-spans", True, sort_spans),
    Fix(("SP201", "SP202"), "other-unit", False, other_unit),
    Fix(("SP202",), "copy-words", False, copy_words),
    Fix(("SP201", "SP202"), "move-to-words", False, move_to_words),
)
