"""Alpha for unitizing: the book's figure, a slow reference, and what any agreement must keep to."""

import re
import time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import UsageError
from onrecord.metrics.unitizing import binary_alpha, coverage, cu_alpha, k_alpha, tally, u_alpha

LENGTH = 24


def read(text):
    """Units in the book's way of writing: (first-last:value), counted from 1, both ends in it."""
    return [(int(first) - 1, int(last), value) for first, last, value in re.findall(r"\((\d+)-(\d+):(\d)\)", text)]


FIGURE = [
    read("(1-7:1)(8-13:2)(31-32:5)(33-37:6)(38-44:6)(45-60:7)"),
    read("(1-7:1)(8-13:3)(14-21:5)(33-44:6)"),
    read("(1-7:1)(8-13:4)(14-21:5)(33-37:6)(38-41:6)(42-44:6)"),
]


def test_the_figure_of_the_book():
    """Krippendorff 2019, figure 12.11, as transcribed by others: 1-based inclusive, L = 60.

    The book gives u 0.510, |u 0.413, cu 0.724; this transcription (where the three cut the stretch 33-44 is not legible
    to us) gives 0.5100, 0.4136, 0.7256: within 0.002.
    """
    sums = tally(FIGURE, 60)
    assert [u_alpha(sums), binary_alpha(sums), cu_alpha(sums)] == pytest.approx([0.510, 0.413, 0.724], abs=0.002)
    assert [u_alpha(sums), binary_alpha(sums), cu_alpha(sums)] == pytest.approx([0.5100, 0.4136, 0.7256], abs=5e-5)
    assert {value: k_alpha(sums, value) for value in sums.values} == pytest.approx(
        {"1": 1.0, "2": 0.0, "3": 0.0, "4": 0.0, "5": 1.0, "6": 1.0, "7": None}
    )
    assert coverage(sums, "5") == 8 / 18 and coverage(sums, "7") == 0


@st.composite
def units(draw, values="abc"):
    """Units of one observer: apart, some touching, some of one value."""
    edges = sorted(draw(st.sets(st.integers(0, LENGTH), max_size=10)))
    made = [(start, end, draw(st.sampled_from([*values, None]))) for start, end in zip(edges, edges[1:], strict=False)]
    return [unit for unit in made if unit[2]]


observed = st.lists(units(), min_size=2, max_size=4)


def slow(observers, length=LENGTH):
    """All coefficients from the definitions, code point by code point, in whole fractions."""
    m = len(observers)
    lines = [[None] * length for _ in observers]
    for line, marks in zip(lines, observers, strict=True):
        for start, end, value in marks:
            line[start:end] = [value] * (end - start)
    values = [None, *sorted({value for marks in observers for _, _, value in marks})]
    pairs = [(i, j) for i in range(m) for j in range(m) if i != j]
    places = [(lines[i][x], lines[j][x]) for i, j in pairs for x in range(length)]
    l = {(c, k): Fraction(places.count((c, k)), m - 1) for c in values for k in values}  # noqa: E741
    rows = {c: sum(l[c, k] for k in values) for c in values}
    total = Fraction(m * length)
    square = {
        c: sum((end - start) ** 2 for marks in observers for start, end, value in marks if value == c) for c in values
    }
    square[None] = sum(line.count(None) for line in lines)
    bottom = total**2 - sum(square.values())
    e = {
        (c, k): total * (rows[c] * rows[k] - (c == k) * square[c]) / bottom if bottom else Fraction(0)
        for c in values
        for k in values
    }
    valued = values[1:]
    shared = {c: rows[c] - l[c, None] for c in valued}
    part = {
        c: sum(
            Fraction(sum(lines[j][x] is not None for x in range(start, end)) ** 2, m - 1)
            for i, j in pairs
            for start, end, value in observers[i]
            if value == c
        )
        for c in valued
    }
    all_shared = sum(shared.values())
    f = {}
    below = all_shared - sum(part.values()) / all_shared if all_shared else 0
    if below > 0:
        f = {(c, k): (shared[c] * shared[k] - (c == k) * part[c]) / below for c in valued for k in valued}

    def alpha(seen, chance):
        return float(1 - seen / chance) if chance else None

    def one(k):
        column = sum(f[c, k] for c in valued) if f else Fraction(0)
        if column <= 0 or not column - f[k, k]:
            return None
        return float(1 - column / shared[k] * (shared[k] - l[k, k]) / (column - f[k, k]))

    return {
        "u": alpha(total - sum(l[c, c] for c in values), total - sum(e[c, c] for c in values)),
        "|u": alpha(rows[None] - l[None, None], sum((e[None, k] for k in valued), Fraction(0))),
        "cu": alpha(all_shared - sum(l[c, c] for c in valued), all_shared - sum(f[c, c] for c in valued) if f else 0),
        "k": {c: one(c) for c in valued},
        "coverage": float(all_shared / total),
        "part": {c: float(shared[c] / rows[c]) for c in valued},
    }


def quick(observers, length=LENGTH):
    """The same of the module."""
    sums = tally(observers, length)
    return {
        "u": u_alpha(sums),
        "|u": binary_alpha(sums),
        "cu": cu_alpha(sums),
        "k": {value: k_alpha(sums, value) for value in sums.values},
        "coverage": coverage(sums),
        "part": {value: coverage(sums, value) for value in sums.values},
    }


def near(found):
    """The same figures within float noise; None only where None is."""
    return {key: near(value) if isinstance(value, dict) else pytest.approx(value) for key, value in found.items()}


@given(observed)
def test_equal_to_the_definitions(observers):
    """Two to four observers: every coefficient is that of the slow reference, undefined where it is."""
    assert quick(observers) == near(slow(observers))


@given(observed)
def test_at_most_one(observers):
    """No coefficient is over 1, no coverage outside 0 to 1."""
    found = quick(observers)
    values = [found["u"], found["|u"], found["cu"], *found["k"].values()]
    assert all(value <= 1 for value in values if value is not None)
    assert all(0 <= share <= 1 for share in (found["coverage"], *found["part"].values()))


def test_too_little_shared_to_tell_chance():
    """Two of four observers share one code point: the expected coincidences would be negative, and cu over 1."""
    found = quick([[(0, 1, "a")], [(0, 1, "b")], [], []])
    assert (found["cu"], found["k"]) == (None, {"a": None, "b": None})
    assert found["coverage"] > 0


@given(units(), st.integers(2, 4))
def test_perfect_agreement_is_one_or_undefined(marks, observers):
    """All say the same: 1 exactly where there are two kinds of stretch; None where there is nothing to differ in."""
    found = quick([marks] * observers)
    covered = sum(end - start for start, end, _ in marks)
    values = {value for _, _, value in marks}
    assert found["u"] == (1.0 if len(values) + (covered < LENGTH) > 1 else None)
    assert found["|u"] == (1.0 if 0 < covered < LENGTH else None)
    assert found["cu"] == (1.0 if len(values) > 1 else None)
    assert set(found["k"].values()) <= {1.0 if len(values) > 1 else None}
    assert set(found["part"].values()) <= {1.0}


@given(observed, st.permutations("abc"), st.randoms())
def test_names_and_order_make_no_difference(observers, names, rng):
    """Other labels, observers and units in another order: the very same figures."""
    renamed = dict(zip("abc", names, strict=True))
    other = [[(start, end, renamed[value]) for start, end, value in marks] for marks in observers]
    rng.shuffle(other)
    for marks in other:
        rng.shuffle(marks)
    expected = quick(observers)
    for part in ("k", "part"):
        expected[part] = {renamed[value]: figure for value, figure in expected[part].items()}
    assert quick(other) == expected


def test_disjoint_units_agree_less_than_chance():
    """Nothing shared: u and |u below 0; cu and (k)u have nothing to stand on."""
    found = quick([[(0, 6, "a")], [(12, 18, "b")]])
    assert found["u"] < 0 and found["|u"] < 0
    assert (found["cu"], found["k"], found["coverage"]) == (None, {"a": None, "b": None}, 0)


@pytest.mark.parametrize("length", [0, 10])
def test_no_units_is_undefined(length):
    """Nobody marked anything: None, not 0 and not 1."""
    sums = tally([[], []], length)
    assert (u_alpha(sums), binary_alpha(sums), cu_alpha(sums)) == (None, None, None)
    assert coverage(sums) == (0 if length else None)


@pytest.mark.parametrize(
    ("observers", "words"),
    [
        ([[(0, 4, "a")]], "at least two"),
        ([[(0, 4, "a"), (3, 6, "b")], []], "overlap"),
        ([[(3, 3, "a")], []], "empty"),
        ([[(-1, 3, "a")], []], "leaves the continuum"),
        ([[], [(3, 11, "a")]], "leaves the continuum"),
    ],
)
def test_what_is_no_unit_is_refused(observers, words):
    """Too few observers, units across each other, empty or off the continuum."""
    with pytest.raises(UsageError, match=words):
        tally(observers, 10)


def test_time_is_near_linear():
    """200,000 units of two observers, as many values as units: seconds, where pairs of values would take for ever."""
    marks = [(10 * n, 10 * n + 7, str(n)) for n in range(100_000)]
    begin = time.perf_counter()
    sums = tally([marks, marks], 1_000_000)
    assert (u_alpha(sums), cu_alpha(sums)) == (1.0, 1.0)
    assert time.perf_counter() - begin < 10
