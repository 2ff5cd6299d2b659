"""What a fix is, what it changes in an annotation set, and how changes are laid over the set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from onrecord.model import Span
from onrecord.rules.hints import places
from onrecord.spans import overlap, splits_word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from onrecord.problems import Path
    from onrecord.rules import SetContext

LOOK = 100
"""At most this many places of some words are looked at: where they stand so often, none is the only one."""


class Change(NamedTuple):
    """One value in the place of another: keys and indices that lead to it in the file, and the new value."""

    path: Path
    value: Any


class Fix(NamedTuple):
    """The codes it may mend, its name, whether it is safe, and the function that finds what to change.

    The function's docstring is the fix's page: what is changed, and why that takes no human judgement.
    """

    codes: tuple[str, ...]
    name: str
    safe: bool
    find: Callable[[SetContext], Iterable[Change]]


def laid(value: Any, changes: Sequence[Change]) -> Any:
    """`value` (a struct or a tuple) with every one of `changes` in it; the old value stays as it was.

    >>> laid((1, (2, 3)), [Change((1, 0), 9), Change((0,), 8)])
    (8, (9, 3))
    """
    inner: dict[Any, list[Change]] = {}
    for path, new in changes:
        if not path:
            return new
        inner.setdefault(path[0], []).append(Change(path[1:], new))
    if isinstance(value, tuple):
        return tuple([laid(item, inner[i]) if i in inner else item for i, item in enumerate(value)])
    return msgspec.structs.replace(value, **{key: laid(getattr(value, key), deep) for key, deep in inner.items()})


def each_span(context: SetContext, mend: Callable[[Span], Span | None]) -> Iterator[Change]:
    """A change for every mark of which `mend` changes a span; None leaves the span as it is."""
    for path, group in zip(context.paths, context.groups, strict=True):
        spans = tuple([mend(span) or span for span in group])
        if spans != group:
            yield Change(path, spans)


def at(text: str, start: int, end: int) -> Span:
    """The span `[start, end)` with the text's own words."""
    return Span(start, end, text[start:end])


def fits(text: str, span: Span) -> bool:
    """Whether a span is in the text and its words are those that stand there."""
    return span.end <= len(text) and text[span.start : span.end] == span.text


def only_place(
    text: str, words: str, within: Iterable[tuple[int, int]], outside: Sequence[tuple[int, int]] = ()
) -> Span | None:
    """The one span in the ranges `within` that is `words`, cuts no word and shares nothing with `outside`; else None.

    >>> only_place("Anna saw Ann. Ann left.", "Ann", [(0, 13)])
    Span(start=9, end=12, text='Ann')
    >>> only_place("Anna saw Ann. Ann left.", "Ann", [(0, 23)])
    """
    found = None
    for begin, limit in within:
        for count, (start, end) in enumerate(places(text[begin:limit], words)):
            start, end = begin + start, begin + end
            if count == LOOK:
                return None
            if not (splits_word(text, start) or splits_word(text, end) or overlap(start, end, outside)):
                if found:
                    return None
                found = Span(start, end, words)
    return found
