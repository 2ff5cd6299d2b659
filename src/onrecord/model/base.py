"""The frozen base of all data, spans, and the limits of single values (the schemas state the same; a test compares)."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

MAX_OFFSET = 2**53 - 1
MAX_STRING = 1_048_576
MAX_FILE = 10 * 1_048_576  # bytes
MAX_MARKS = 20_000
MAX_VALUES = 500_000  # commas in a file: more than twice what that many marks need
MAX_SPANS = 100

Offset = Annotated[int, Meta(ge=0, le=MAX_OFFSET)]
Id = Annotated[str, Meta(min_length=1, max_length=64)]
Label = Annotated[str, Meta(min_length=1, max_length=64)]
Name = Annotated[str, Meta(min_length=1, max_length=256)]
Prose = Annotated[str, Meta(min_length=1, max_length=4096)]


class Frozen(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """Immutable, compared by value, no unknown keys. A field without a default is a required key."""


class Span(Frozen, frozen=True):
    """A piece of the text: half-open code points `[start, end)`, and `text`, equal to that slice."""

    start: Offset
    end: Offset
    text: Annotated[str, Meta(min_length=1, max_length=MAX_STRING)]

    def __str__(self) -> str:
        return self.text


Spans = Annotated[tuple[Span, ...], Meta(min_length=1, max_length=MAX_SPANS)]
"""One mark's pieces: at least one, in text order, not overlapping."""


def joined(spans: tuple[Span, ...]) -> str:
    """The words of a mark; pieces are joined by " … ".

    >>> joined((Span(0, 2, "he"), Span(5, 9, "said")))
    'he … said'
    """
    return " … ".join(span.text for span in spans)
