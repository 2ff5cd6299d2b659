"""Where an edit stands, if it could stand in several places: "a b b" is "a b" with a "b" more, before or after.

Words put in or taken out can often be moved along the text without a change of the result. The place at a border of
lines, sentences or words is taken, and how far the edit could be moved is kept.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from onrecord.anchors.trust import Run, joined
from onrecord.spans import splits_word

if TYPE_CHECKING:
    from collections.abc import Sequence

_SENTENCE = re.compile(r"[.!?…][\"”’')\]]*\s+\Z")


class Slide(NamedTuple):
    """An edit that could stand elsewhere: its first and its last place in the old text, and what it takes out there.

    Places are between words: an edit elsewhere is no likely one.
    """

    first: int
    last: int
    length: int


def settled(old: str, new: str, runs: Sequence[Run]) -> tuple[list[Run], list[Slide]]:
    """The runs with every edit at its likeliest place, and the edits that could stand at several.

    >>> settled("He ran. He sat.", "He ran. He is. He sat.", [Run(0, 0, 11), Run(11, 18, 4)])
    ([Run(old=0, new=0, length=8), Run(old=8, new=15, length=7)], [Slide(first=6, last=11, length=0)])
    """
    chain = [Run(0, 0, 0), *runs, Run(len(old), len(new), 0)]
    slides: list[Slide] = []
    for k in range(1, len(chain)):
        before, after = chain[k - 1], chain[k]
        taken, added = after.old - before.end, after.new - before.new_end
        if bool(taken) == bool(added):
            continue
        text, start, length = (old, before.end, taken) if taken else (new, before.new_end, added)
        back, on = _room(text, start, start + length, before.length, after.length)
        first, last, best = _places(text, start, length, back, on)
        if first < last:
            slides.append(Slide(before.end + first, before.end + last, taken))
        chain[k - 1] = before._replace(length=before.length + best)
        chain[k] = Run(after.old + best, after.new + best, after.length - best)
    return joined(chain), slides


def _room(text: str, start: int, end: int, before: int, after: int) -> tuple[int, int]:
    """How far `[start, end)` can be moved to the left and to the right in `text`, at most as far as the runs go."""
    back = on = 0
    while back < before and text[start - 1 - back] == text[end - 1 - back]:
        back += 1
    while on < after and text[start + on] == text[end + on]:
        on += 1
    return back, on


def _places(text: str, start: int, length: int, back: int, on: int) -> tuple[int, int, int]:
    """The first, the last and the best move of an edit between words; a move by its own length changes nothing."""

    def between(move: int) -> bool:
        return not splits_word(text, start + move) and not splits_word(text, start + length + move)

    first = next(filter(between, range(-back, on + 1)), 0)
    last = next(filter(between, range(on, -back - 1, -1)), 0)
    near = range(max(-back, 1 - length), min(on, length - 1) + 1)
    if len(near) < 2:
        return first, last, 0
    return first, last, min(near, key=lambda move: (_rank(text, start + move, start + length + move), abs(move)))


def _rank(text: str, *places: int) -> list[int]:
    """How odd it is that an edit stands there, the odder end first: least at borders of lines, then of sentences."""
    return sorted((_odd(text, at) for at in places), reverse=True)


def _odd(text: str, at: int) -> int:
    if at in (0, len(text)) or text[at - 1] == "\n":
        return 0
    if text[at - 1].isspace() and not text[at].isspace():
        return 1 if _SENTENCE.search(text, max(0, at - 8), at) else 2
    return 4 if splits_word(text, at) else 3
