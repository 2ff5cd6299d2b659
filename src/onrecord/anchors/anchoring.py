"""One span carried from an old text to a new one, with a verdict."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from onrecord.anchors.alignment import align
from onrecord.anchors.slides import settled
from onrecord.anchors.trust import Run
from onrecord.model import Span
from onrecord.spans import splits_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.anchors.slides import Slide

VERDICTS = KEPT, MOVED, CHANGED, LOST = "kept", "moved", "changed", "lost"
"""Same words at the same place; same words at another; words that were edited; words that are gone."""

PLACES = 100
"""So many places where the words of a span stand are listed; how many there are is told."""

SEARCHED = 2**32
"""Code points of text that are searched for such places; for other words, nothing is looked for after that."""


class Places(NamedTuple):
    """Where certain words stand in the new text, as whole words: the first `PLACES` of them, and how many there are.

    The number is None where nobody has looked: of very many different words that are lost, the last ones (`SEARCHED`).
    """

    listed: tuple[tuple[int, int], ...] = ()
    number: int | None = 0


class Carried(NamedTuple):
    """What became of a span.

    Attributes:
        verdict: one of `VERDICTS`.
        span: in the new text; None if it is lost.
        ambiguous: whether the texts do not tell: equal words stand beside these, and other edits, no more of them,
            would give the same new text and leave the span elsewhere, or not whole.
        places: where the same words stand in the new text, if the span is lost or ambiguous.
    """

    verdict: str
    span: Span | None
    ambiguous: bool = False
    places: Places = Places()


class Anchors:
    """The way from an old text to a new one. Raises `UsageError` where the package that compares them is missing.

    Attributes:
        runs: the stretches that are in both, in order.

    >>> carried = Anchors("She said no.", "But she said no.").carry(Span(4, 8, "said"))
    >>> carried.verdict, carried.span
    ('moved', Span(start=8, end=12, text='said'))
    """

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = old, new
        aligned = align(old, new)
        self._loose = aligned.loose
        self.runs, self._slides = settled(old, new, aligned.runs)
        self._found: dict[str, Places] = {}

    def carry(self, span: Span) -> Carried:
        """What became of a span of the old text."""
        place = self._carry(span.start, span.end)
        words = self.new[place[0] : place[1]] if place else ""
        ambiguous = self._slides_over(span.start, span.end) or self._is_loose(span)
        places = self._places(span.text) if ambiguous or not place else Places()
        if not place:
            return Carried(LOST, None, ambiguous, places)
        verdict = CHANGED if words != span.text else KEPT if place[0] == span.start else MOVED
        return Carried(verdict, Span(*place, words), ambiguous, places)

    def pieces(self, start: int, end: int) -> Iterator[Run]:
        """What is carried of `[start, end)` of the old text, in order."""
        for run in self.runs[bisect_right(self._ends, start) : bisect_left(self._starts, end)]:
            first, last = max(start, run.old), min(end, run.end)
            yield Run(first, run.new + first - run.old, last - first)

    def _carry(self, start: int, end: int) -> tuple[int, int] | None:
        """Where a span stands in the new text; None if less than half of it is carried."""
        pieces = list(self.pieces(start, end))
        if 2 * sum(piece.length for piece in pieces) < end - start:
            return None
        new_start, new_end = pieces[0].new, pieces[-1].new_end
        if pieces[0].length < end - start:
            new_start, new_end = self._edges(pieces[0], pieces[-1], start, end)
        while splits_word(self.new, new_start) and not splits_word(self.old, start):
            new_start -= 1
        while splits_word(self.new, new_end) and not splits_word(self.old, end):
            new_end += 1
        return (new_start, new_end) if new_start < new_end else None

    def _edges(self, first: Run, last: Run, start: int, end: int) -> tuple[int, int]:
        """The edges of a span of which these are the first and the last piece that is carried, white space left out.

        What stands in the place of words at an edge of the span is in it; not what was put in beside it.
        """
        before, after = self._before(first), self._after(last)
        new_start = before.new_end if start < first.old and before.end == start else first.new
        new_end = after.new if last.end < end and after.old == end else last.new_end
        words = self.new[new_start:new_end]
        return new_end - len(words.lstrip()), new_start + len(words.rstrip())

    def _before(self, piece: Run) -> Run:
        k = bisect_right(self._starts, piece.old) - 1
        return self.runs[k - 1] if k else Run(0, 0, 0)

    def _after(self, piece: Run) -> Run:
        k = bisect_right(self._starts, piece.old)
        return self.runs[k] if k < len(self.runs) else Run(len(self.old), len(self.new), 0)

    def _slides_over(self, start: int, end: int) -> bool:
        """Whether an edit could stand elsewhere, and a span be before or behind it, in what is taken out, or cut."""
        i = bisect_right(self._slides, start, key=lambda slide: slide.last + slide.length)
        k = bisect_left(self._slides, end, key=lambda slide: slide.first)
        return any(_side(s, s.first, start, end) != _side(s, s.last, start, end) for s in self._slides[i:k])

    def _is_loose(self, span: Span) -> bool:
        """Whether all of a span could as well go with equal words elsewhere, or equal words with its own."""
        k = bisect_right(self._loose, (span.start, len(self.old) + 1)) - 1
        if k < 0 or span.end > self._loose[k][1]:
            return False
        words = span.text
        return any(text.find(words, text.find(words) + 1) >= 0 for text in (self.old, self.new))

    def _places(self, words: str) -> Places:
        if words not in self._found:
            room = len(self.new) * len(self._found) < SEARCHED
            self._found[words] = _places(self.new, words) if room else Places((), None)
        return self._found[words]

    @cached_property
    def _starts(self) -> list[int]:
        return [run.old for run in self.runs]

    @cached_property
    def _ends(self) -> list[int]:
        return [run.end for run in self.runs]


def _side(slide: Slide, at: int, start: int, end: int) -> str:
    """Where a span is, seen from an edit at `at`: it stands before, after or inside what is taken out, or is cut."""
    if end <= at:
        return "before"
    if start >= at + slide.length:
        return "after"
    return "inside" if at <= start and end <= at + slide.length else "cut"


def _places(text: str, words: str) -> Places:
    """Whole words only; places do not overlap."""
    listed, number, at = [], 0, text.find(words)
    while at >= 0:
        end = at + len(words)
        if splits_word(text, at) or splits_word(text, end):
            end = at + 1
            while splits_word(text, end):
                end += 1
        else:
            number += 1
            if number <= PLACES:
                listed.append((at, end))
        at = text.find(words, end)
    return Places(tuple(listed), number)
