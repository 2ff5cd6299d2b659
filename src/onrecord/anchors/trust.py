"""Runs of equal text, and which of them are more than chance: any two texts have small words in common."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from onrecord.anchors import units
from onrecord.spans import splits_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


class Run(NamedTuple):
    """A stretch that is in both texts: where it starts in the old and in the new one, and its length; code points."""

    old: int
    new: int
    length: int

    @property
    def end(self) -> int:
        """Where it ends in the old text."""
        return self.old + self.length

    @property
    def new_end(self) -> int:
        """Where it ends in the new text."""
        return self.new + self.length


class Block(NamedTuple):
    """A part of the old text and a part of the new one, and where they start."""

    old: str
    new: str
    start: int
    new_start: int

    def part(self, start: int, end: int, new_start: int, new_end: int) -> Block:
        """A block of this one; the arguments count from where its texts begin."""
        old, new = self.old[start:end], self.new[new_start:new_end]
        return Block(old, new, self.start + start, self.new_start + new_start)


def joined(runs: Iterable[Run]) -> list[Run]:
    """The same runs, those that adjoin in both texts made one, empty ones left out.

    >>> joined([Run(0, 2, 3), Run(3, 5, 1), Run(9, 9, 0)])
    [Run(old=0, new=2, length=4)]
    """
    found: list[Run] = []
    for run in runs:
        if found and (found[-1].end, found[-1].new_end) == (run.old, run.new):
            found[-1] = found[-1]._replace(length=found[-1].length + run.length)
        elif run.length:
            found.append(run)
    return found


def every(runs: list[Run], block: Block) -> list[Run]:
    """Every run: equal lines are no chance."""
    return runs


def similar(runs: list[Run], block: Block) -> list[Run]:
    """Runs of signs, if they are at least half of the longer side: else one word stands in the place of another.

    Two thirds of whole words will do, too, where other words were put in or taken out beside them. White space at the
    end is not asked for.

    >>> similar([Run(3, 3, 1)], Block("said", "told", 0, 0))
    []
    >>> similar([Run(0, 4, 3), Run(4, 7, 6)], Block("recieved", "has received", 0, 0))
    [Run(old=0, new=4, length=3), Run(old=4, new=7, length=6)]
    """
    carried = sum(run.length for run in runs)
    if not runs or 2 * carried >= max(len(block.old.rstrip()), len(block.new.rstrip())):
        return runs
    old = runs[0].old - block.start, runs[-1].end - block.start
    new = runs[0].new - block.new_start, runs[-1].new_end - block.new_start
    whole = not any(splits_word(text, at) for text, ends in ((block.old, old), (block.new, new)) for at in ends)
    alike = 3 * carried >= 2 * max(old[1] - old[0], new[1] - new[0]) and not block.old[slice(*old)].isspace()
    return runs if whole and alike else []


def passages(runs: list[Run], block: Block) -> list[Run]:
    """Runs of words, without those between two rewritten passages longer than they, and without rewritten sentences.

    >>> passages([Run(7, 8, 3)], Block("Berlin he replied", "Ottawa, he resigned", 0, 0))
    []
    """
    end = Run(block.start + len(block.old), block.new_start + len(block.new), 0)
    chain = [Run(block.start, block.new_start, 0)]
    for run in [*joined(runs), end]:
        while len(chain) > 1 and _weight(chain[-1], block) < min(_rewritten(*chain[-2:]), _rewritten(chain[-1], run)):
            chain.pop()
        chain.append(run)
    return _of_sentences(chain, block)


def _weight(run: Run, block: Block) -> int:
    """The length of a run; 0 for signs alone: a comma between two rewritten passages makes them one."""
    words = block.old[run.old - block.start : run.end - block.start]
    return run.length if any(map(str.isalnum, words)) else 0


def _of_sentences(chain: Sequence[Run], block: Block) -> list[Run]:
    """The runs of a chain, but for those in old sentences more than two thirds of which were rewritten.

    What was taken out is summed over the sentence, and so is what was put in: a word may stay between the two.
    """
    borders = [*accumulate(map(len, units.sentences(block.old)), initial=block.start)]
    pieces = [piece for run in chain for piece in _cut(run, borders)]
    starts, last = [piece.old for piece in pieces], len(pieces) - 1
    found: list[Run] = []
    for start, end in pairwise(borders):
        i, k = bisect_left(starts, start, 1, last), bisect_left(starts, end, 1, last)
        gaps = [*pairwise(pieces[i - 1 : k + 1])]
        taken = sum(min(after.old, end) - max(before.end, start) for before, after in gaps)
        added = sum(after.new - before.new_end for before, after in gaps)
        if 2 * sum(piece.length for piece in pieces[i:k]) >= min(taken, added):
            found += pieces[i:k]
    return found


def _cut(run: Run, borders: Sequence[int]) -> Iterator[Run]:
    """The parts of a run, one for each sentence."""
    inner = borders[bisect_right(borders, run.old) : bisect_left(borders, run.end)]
    for start, end in pairwise([run.old, *inner, run.end]):
        yield Run(start, run.new + start - run.old, end - start)


def _rewritten(before: Run, after: Run) -> int:
    """How much was put in the place of other words between two runs; what is added or taken away counts nothing."""
    return min(after.old - before.end, after.new - before.new_end)
