"""Krippendorff's alpha for unitizing, nominal: how far observers agree on where units stand and what they are.

Krippendorff, Mathet, Bouvry and Widlöcher 2016, "On the reliability of unitizing textual continua: Further
developments", Quality & Quantity 50(6):2347-2364; Krippendorff 2019, "Content Analysis", 4th ed., section 12.6.

Every coefficient is at most 1 (perfect), 0 where agreement is that of chance, and None where undefined: no units,
nothing that could differ. Lengths are code points. Sums are whole numbers, divided once, so that 1 is exactly 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from onrecord.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.metrics.columns import Ints

Unit = tuple[int, int, str]
"""Half-open positions on the continuum, and a value."""


class Tally(NamedTuple):
    """What the coefficients are made of: sums over the continuum, those of values in the order of `values`.

    Attributes:
        observers: how many.
        length: of the continuum.
        values: every value that a unit has, ascending.
        lengths: of the units of each value, all observers together.
        squares: the sum of their squared lengths.
        same: for each value the length on which two observers both have it, summed over ordered pairs of observers.
        bare: the same for one having it and the other a gap.
        covered: squared lengths of what another observer's units cover of a unit, summed over units and others.
        both_gaps: the length on which two observers both have a gap, summed over ordered pairs.
    """

    observers: int
    length: int
    values: tuple[str, ...]
    lengths: tuple[int, ...]
    squares: tuple[int, ...]
    same: tuple[int, ...]
    bare: tuple[int, ...]
    covered: tuple[int, ...]
    both_gaps: int

    @property
    def total(self) -> int:
        """The length of the continuum, once for each observer."""
        return self.observers * self.length

    @property
    def gaps(self) -> int:
        """The length of all gaps, all observers together."""
        return self.total - sum(self.lengths)

    @property
    def spread(self) -> int:
        """What chance is divided by: the squared total, less squared lengths of units and single places of gaps."""
        return self.total**2 - sum(self.squares) - self.gaps

    @property
    def shared(self) -> tuple[int, ...]:
        """For each value the length on which one observer has it and the other any unit, over ordered pairs."""
        others = self.observers - 1
        return tuple(others * length - bare for length, bare in zip(self.lengths, self.bare, strict=True))


def tally(observers: Sequence[Sequence[Unit]], length: int) -> Tally:
    """The sums for the units of at least two observers on a continuum; time grows with n log n of the units.

    Units of one observer may touch but not overlap; those, units that leave the continuum or are empty, and fewer than
    two observers raise `UsageError`.

    >>> tally([[(0, 4, "a")], [(2, 4, "a")]], 10).same
    (4,)
    """
    if len(observers) < 2:
        raise UsageError(f"{len(observers)} observers; agreement needs at least two")
    values = tuple(sorted({value for units in observers for _, _, value in units}))
    numbers = {value: number for number, value in enumerate(values)}
    rows = [(i, start, end, numbers[value]) for i, units in enumerate(observers) for start, end, value in units]
    who, start, end, value = np.array(sorted(rows), np.int64).reshape(-1, 4).T
    _demand_apart(who, start, end, length)
    _, at, gap, level = _steps(start, end, np.zeros_like(value), length)
    before = np.append(0, np.cumsum(level * gap))
    cover = before[np.searchsorted(at, end)] - before[np.searchsorted(at, start)]
    kind, _, together, having = _steps(start, end, value, length)
    count, free = len(values), len(observers) - level
    return Tally(
        len(observers), length, values,
        _sums(value, end - start, count),
        _sums(value, (end - start) ** 2, count),
        _sums(kind, having * (having - 1) * together, count),
        _sums(value, len(observers) * (end - start) - cover, count),
        _sums(value, _covered(who, start, end, len(observers)), count),
        int((free * (free - 1) * gap).sum()),
    )  # fmt: skip


def u_alpha(sums: Tally) -> float | None:
    """Agreement on units and values; None where all is one value, or all gap.

    >>> u_alpha(tally([[(0, 5, "a")], [(0, 5, "a")]], 10))
    1.0
    """
    pairs = (sums.observers - 1) * sums.total
    chance = sums.total**2 - sum(length**2 for length in (*sums.lengths, sums.gaps))
    return _alpha((pairs - sum(sums.same) - sums.both_gaps) * sums.spread, pairs * chance)


def binary_alpha(sums: Tally) -> float | None:
    """|u-alpha: agreement on what is a unit and what is gap, whatever the values; None where all is one of the two."""
    apart = (sums.observers - 1) * sums.gaps - sums.both_gaps
    return _alpha(apart * sums.spread, (sums.observers - 1) * sums.total * sums.gaps * (sums.total - sums.gaps))


def cu_alpha(sums: Tally) -> float | None:
    """Agreement on values where two observers both have units; None where they share nothing, or only one value, or, of
    three observers or more, so little that no chance can be told (expected coincidences come to nothing or less).
    """
    total = sum(sums.shared)
    spread = total**2 - (sums.observers - 1) * sum(sums.covered)
    chance = total**2 - sum(shared**2 for shared in sums.shared)
    return _alpha((total - sum(sums.same)) * spread, total * chance) if spread > 0 else None


def k_alpha(sums: Tally, value: str) -> float | None:
    """(k)u-alpha: agreement on one of `values` where both have units; None where it, or all else, is not shared.

    None, too, where no chance can be told, as for `cu_alpha`.
    """
    at, total, others = sums.values.index(value), sum(sums.shared), sums.observers - 1
    shared = sums.shared[at]
    spread, chance = total**2 - others * sum(sums.covered), total * shared - others * sums.covered[at]
    return _alpha(chance * (shared - sums.same[at]), shared**2 * (total - shared)) if min(spread, chance) > 0 else None


def coverage(sums: Tally, value: str | None = None) -> float | None:
    """What share of the continuum `cu_alpha` is about, or of the units of a value `k_alpha`; None if there is none."""
    others = sums.observers - 1
    if value is None:
        return sum(sums.shared) / (others * sums.total) if sums.total else None
    at = sums.values.index(value)
    return sums.shared[at] / (others * sums.lengths[at])


def _alpha(observed: int, expected: int) -> float | None:
    return 1 - observed / expected if expected else None


def _steps(start: Ints, end: Ints, kind: Ints, length: int) -> tuple[Ints, Ints, Ints, Ints]:
    """For each kind the edges of its units: kind, position, length up to the next, and how many units go on there.

    The ends of the continuum are edges of kind 0.
    """
    kinds = np.concatenate(([0], kind, kind, [0]))
    at = np.concatenate(([0], start, end, [length]))
    step = np.repeat([0, 1, -1, 0], [1, len(start), len(end), 1])
    order = np.lexsort((at, kinds))
    kinds, at = kinds[order], at[order]
    return kinds, at, np.diff(at, append=at[-1]), np.cumsum(step[order])


def _covered(who: Ints, start: Ints, end: Ints, observers: int) -> Ints:
    """For each unit, the squared lengths of what each other observer's units cover of it."""
    found = np.zeros_like(start)
    for other in range(observers):
        theirs = who == other
        first, last = start[theirs], end[theirs]
        before = np.append(0, np.cumsum(last - first))
        ends = np.append(0, last)

        def upto(place: Ints, first: Ints = first, before: Ints = before, ends: Ints = ends) -> Ints:
            begun = np.searchsorted(first, place, "right")
            covered: Ints = before[begun] - np.maximum(ends[begun] - place, 0)
            return covered

        found += np.where(theirs, 0, (upto(end) - upto(start)) ** 2)
    return found


def _demand_apart(who: Ints, start: Ints, end: Ints, length: int) -> None:
    """Raise where units, sorted by observer and start, are no units of the continuum or overlap."""
    if np.any((start < 0) | (start >= end) | (end > length)):
        raise UsageError(f"a unit is empty or leaves the continuum of {length}; give half-open positions in it")
    if np.any((who[1:] == who[:-1]) & (start[1:] < end[:-1])):
        raise UsageError("two units of one observer overlap; keep one of them")


def _sums(kind: Ints, amounts: Ints, count: int) -> tuple[int, ...]:
    """The exact sum of the amounts of each kind."""
    sums = np.zeros(max(count, 1), np.int64)
    np.add.at(sums, kind, amounts)
    return tuple(sums[:count].tolist())
