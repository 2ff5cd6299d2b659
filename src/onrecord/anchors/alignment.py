"""Which stretches of an old text stand in a new one, in the same order: by lines, then words, then signs.

Each level looks only into what the level above has left open, so that work grows with the size of the edits and not
with that of the text. Distances are computed by the optional package rapidfuzz.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from os.path import commonprefix
from typing import TYPE_CHECKING, NamedTuple

from onrecord.anchors import units
from onrecord.anchors.trust import Block, Run, every, joined, passages, similar
from onrecord.errors import UsageError
from onrecord.spans import splits_word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    Stretch = tuple[int, int, int]
    Range = tuple[int, int]

FEW = 2**26
"""Up to so many pairs of units, as many units as can be are matched; that takes a bit of memory for each pair."""

MOST = 2**33
"""Units of the longer side times edits, beyond which a block is not looked into: nothing in it is carried."""


class Aligned(NamedTuple):
    """What goes with what.

    Attributes:
        runs: in text order; no two of them adjoin in both texts.
        loose: parts of the old text that could as well go with other units, or others with theirs; in order, apart.
    """

    runs: list[Run]
    loose: list[Range]


class _Level(NamedTuple):
    """How texts are cut, which units are one, and which of the runs that come of it are kept."""

    cut: Callable[[str], Sequence[str]]
    keys: Callable[[Sequence[str]], Sequence[str]]
    kept: Callable[[list[Run], Block], list[Run]]


_LEVELS = (
    _Level(units.lines, units.exact, every),
    _Level(units.lines, units.wording, every),
    _Level(units.words, units.words_alone, passages),
    _Level(units.signs, units.exact, similar),
)
_SIGNS = len(_LEVELS) - 1


def align(old: str, new: str) -> Aligned:
    """The runs of two texts. Raises `UsageError` where rapidfuzz is not installed.

    >>> align("She said no.", "However, she said no.").runs
    [Run(old=4, new=13, length=8)]
    """
    loose: list[Range] = []
    return Aligned(joined(_runs(Block(old, new, 0, 0), 0, loose)), _union(loose))


def _runs(block: Block, depth: int, loose: list[Range]) -> list[Run]:
    """The runs of a block, looked for at this level and those below; adds to `loose`."""
    if block.old == block.new:
        return [Run(block.start, block.new_start, len(block.old))] if block.old else []
    if not (block.old and block.new) or depth == len(_LEVELS):
        return []
    level = _LEVELS[depth]
    left, right = level.cut(block.old), level.cut(block.new)
    a, b = level.keys(left), level.keys(right)
    at, there = _borders(left), _borders(right)
    stretches = _matched(a, b, depth)
    found = [run for part in _parts(block, stretches, at, there) for run in _runs(part, depth + 1, loose)]
    if depth == _SIGNS:
        return level.kept(found, block)
    found = _one_edit(block) or level.kept(found, block)
    pairs = _paired(found, [block.start + x for x in at], [block.new_start + x for x in there])
    for i in _unsure(a, b, stretches, depth) | _loose(a, b, pairs):
        loose.append((block.start + at[i], block.start + at[i + 1]))
    return found


def _parts(block: Block, stretches: Sequence[Stretch], at: Sequence[int], there: Sequence[int]) -> Iterator[Block]:
    """What stands between matched stretches, and the stretches: whole if they are equal, else unit by unit."""
    i_done = j_done = 0
    for i, j, length in [*stretches, (len(at) - 1, len(there) - 1, 0)]:
        yield block.part(at[i_done], at[i], there[j_done], there[j])
        i_done, j_done = i + length, j + length
        stretch = block.part(at[i], at[i_done], there[j], there[j_done])
        if stretch.old == stretch.new:
            yield stretch
        else:
            yield from (block.part(at[i + k], at[i + k + 1], there[j + k], there[j + k + 1]) for k in range(length))


def _one_edit(block: Block) -> list[Run]:
    """The two runs of a block in which words were put in, or taken out, at one place; else none."""
    short, long = sorted((block.old, block.new), key=len)
    tail = len(commonprefix([short[::-1], long[::-1]]))
    more = len(long) - len(short)
    for place in range(max(0, len(short) - tail), len(commonprefix([short, long])) + 1):
        if not splits_word(long, place) and not splits_word(long, place + more):
            at, there = block.start + len(block.old), block.new_start + len(block.new)
            rest = len(short) - place
            return [Run(block.start, block.new_start, place), Run(at - rest, there - rest, rest)]
    return []


def _borders(cut: Sequence[str]) -> Sequence[int]:
    return range(len(cut) + 1) if isinstance(cut, str) else [*accumulate(map(len, cut), initial=0)]


def _matched(a: Sequence[str], b: Sequence[str], depth: int) -> list[Stretch]:
    """Stretches of equal keys, in order: where they start in `a` and in `b`, and how many."""
    most = min(len(a), len(b))
    head = next((k for k, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), most)
    backward = zip(reversed(a), reversed(b), strict=False)
    tail = next((k for k, (x, y) in enumerate(backward) if x != y or k == most - head), most - head)
    i, j = len(a) - tail, len(b) - tail
    inner = _edits(a[head:i], b[head:j], depth)
    return [(0, 0, head), *((head + p, head + q, length) for p, q, length in inner), (i, j, tail)]


def _edits(a: Sequence[str], b: Sequence[str], depth: int) -> Iterator[Stretch]:
    """Stretches of `a` and `b`: as many units as can be, and of such choices one with most units replaced in place."""
    if not a or not b:
        return
    try:
        from rapidfuzz.distance import Indel, LCSseq, Levenshtein
    except ImportError as error:
        raise UsageError('re-anchoring needs an optional package: pip install "onrecord[reanchor]"') from error
    limit = MOST // max(len(a), len(b))
    distance = Levenshtein.distance(a, b, score_cutoff=limit, score_hint=64)
    if distance > limit:
        return
    codes = Levenshtein.opcodes(a, b, score_hint=distance)
    # A sign that is equal by chance is no reason to put in and take out others: signs are replaced one by one.
    if depth < _SIGNS and len(a) * len(b) <= FEW:
        many = sum(code.src_end - code.src_start for code in codes if code.tag == "equal")
        if many < LCSseq.similarity(a, b):
            codes = Indel.opcodes(a, b)
    for code in codes:
        if code.tag == "equal":
            yield code.src_start, code.dest_start, code.src_end - code.src_start


def _unsure(a: Sequence[str], b: Sequence[str], stretches: Sequence[Stretch], depth: int) -> set[int]:
    """Units of `a` that go with others, or with none, where both sides are read from the end."""
    backward = _matched(a[::-1], b[::-1], depth)
    one = {i + k: j + k for i, j, length in stretches for k in range(length)}
    other = {len(a) - 1 - i - k: len(b) - 1 - j - k for i, j, length in backward for k in range(length)}
    return {i for i in one.keys() | other.keys() if one.get(i) != other.get(i)}


def _paired(runs: Sequence[Run], at: Sequence[int], there: Sequence[int]) -> dict[int, int]:
    """Units of which something is carried, each with the one in which it then stands; `at`, `there`: their borders."""
    pairs: dict[int, int] = {}
    last = -1
    for run in runs:
        for i in range(bisect_right(at, run.old) - 1, bisect_left(at, run.end)):
            j = bisect_right(there, run.new + max(0, at[i] - run.old)) - 1
            if i not in pairs and j > last:
                pairs[i] = last = j
    return pairs


def _loose(a: Sequence[str], b: Sequence[str], pairs: Mapping[int, int]) -> set[int]:
    """Units of `a` that could as well go with another, or another with theirs, and nothing else be changed.

    The same units, in order, may be found further left or further right, where those are that go with none.
    """
    theirs = list(b)
    for i, j in pairs.items():
        theirs[j] = a[i]
    keys = [a[i] for i in pairs]
    ends = _found(keys, a, 1), _found(keys, a, -1), _found(keys, theirs, 1), _found(keys, theirs, -1)
    found: set[int] = set()
    reach: dict[str, tuple[int, int]] = {}
    for i, first, last, early, late in zip(pairs, *ends, strict=True):
        if first < last or early < late:
            found.add(i)
            low, high = reach.get(a[i], (first, last))
            reach[a[i]] = min(low, first), max(high, last)
    alone = ((i, *reach[key]) for i, key in enumerate(a) if i not in pairs and key in reach)
    return found.union(i for i, low, high in alone if low <= i <= high)


def _found(keys: Sequence[str], among: Sequence[str], step: int) -> list[int]:
    """Where `keys`, in order, are found in `among`, each as early (step 1) or as late (step -1) as can be."""
    places = iter(range(len(among))[::step])
    return [next(at for at in places if among[at] == key) for key in keys[::step]][::step]


def _union(ranges: Iterable[Range]) -> list[Range]:
    found: list[Range] = []
    for start, end in sorted(ranges):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found
