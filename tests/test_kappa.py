"""Kappa and alpha of items, held to what others compute, and to a published table."""

import warnings
from itertools import combinations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask
from sklearn.metrics import cohen_kappa_score

from onrecord.metrics.kappa import cohen, confusion, fleiss, mean, nominal_alpha, ratings

CATEGORIES = 4
rated = st.integers(1, 30).flatmap(
    lambda n: st.lists(st.lists(st.integers(0, CATEGORIES - 1), min_size=n, max_size=n), min_size=2, max_size=4)
)


def tables(raters):
    """The confusion table of each pair."""
    arrays = [np.array(said, np.int64) for said in raters]
    return [confusion(one, other, CATEGORIES) for one, other in combinations(arrays, 2)]


def task(raters):
    """The same ratings for the other library."""
    return AnnotationTask([(str(who), n, label) for who, said in enumerate(raters) for n, label in enumerate(said)])


@given(rated)
def test_cohen_is_that_of_others(raters):
    """Each pair as in scikit-learn, the mean over pairs as in nltk; None where they divide by nothing."""
    values = [cohen(table) for table in tables(raters)]
    for value, (one, other) in zip(values, combinations(raters, 2), strict=True):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # scikit-learn warns where it divides by nothing
            expected = cohen_kappa_score(one, other)
        assert value == (None if np.isnan(expected) else pytest.approx(expected))
    if None in values:
        assert mean(values) is None
    else:
        assert mean(values) == pytest.approx(task(raters).kappa())


@given(rated)
@example([[0, 0], [0, 0]])
def test_fleiss_is_the_pi_of_many_raters(raters):
    """nltk calls it pi (its multi_kappa is Davies and Fleiss 1982); with one category undefined."""
    one_category = len({label for said in raters for label in said}) == 1
    assert fleiss(tables(raters)) == (None if one_category else pytest.approx(task(raters).pi()))


def test_fleiss_published_example():
    """Ten subjects, fourteen raters, five categories: 0.210."""
    counts = [
        [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
        [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
    ]  # fmt: skip
    raters = np.array([np.repeat(np.arange(5), row) for row in counts]).T
    pairs = [confusion(one, other, 5) for one, other in combinations(raters, 2)]
    assert len(pairs) == 91
    assert round(fleiss(pairs), 3) == 0.210


@given(rated)
@example([[0, 1], [1, 0]])
def test_alpha_of_two_is_that_of_nltk(raters):
    """Krippendorff's nominal alpha; undefined with one category."""
    (table,) = tables(raters[:2])
    one_category = len({label for said in raters[:2] for label in said}) == 1
    assert nominal_alpha(table) == (None if one_category else pytest.approx(task(raters[:2]).alpha()))


@given(rated, st.integers(0, 30))
def test_tables_add_up(raters, cut):
    """Part by part or all at once: the same table, so no item need be held."""
    one, other = (np.array(said, np.int64) for said in raters[:2])
    parts = confusion(one[:cut], other[:cut], CATEGORIES) + confusion(one[cut:], other[cut:], CATEGORIES)
    assert parts.tolist() == confusion(one, other, CATEGORIES).tolist()


@given(rated, st.permutations(range(CATEGORIES)))
def test_names_and_order_make_no_difference(raters, names):
    """Other numbers for the categories, raters the other way round: the same figures."""
    other = [[names[label] for label in said] for said in reversed(raters)]
    assert fleiss(tables(other)) == fleiss(tables(raters))
    assert cohen(tables(other)[-1]) == cohen(tables(raters)[0])
    assert nominal_alpha(tables(other)[-1]) == nominal_alpha(tables(raters)[0])


@pytest.mark.parametrize("measure", [cohen, nominal_alpha, lambda table: fleiss([table])])
def test_perfect_and_undefined(measure):
    """The same ratings: 1 exactly; no items or one category: None."""
    assert measure(np.diag([3, 4])) == 1.0
    assert [measure(np.zeros((k, k), np.int64)) for k in (0, 2)] == [None, None]
    assert measure(np.diag([3, 0])) is None


def test_no_pairs_is_undefined():
    """A mean over nothing, and kappa of nobody."""
    assert (mean([]), fleiss([])) == (None, None)


@st.composite
def marks(draw):
    """Marks in pieces, nested and across each other."""
    cuts = draw(st.lists(st.lists(st.integers(0, 40), min_size=2, max_size=6, unique=True), max_size=8))
    pieces = [[*zip(sorted(each)[::2], sorted(each)[1::2], strict=False)] for each in cuts]
    return [(draw(st.integers(0, CATEGORIES - 1)), each) for each in pieces]


@given(marks(), st.sets(st.integers(0, 40), max_size=20))
def test_an_item_has_the_category_of_the_first_mark_on_it(said, edges):
    """Against a search mark by mark."""
    edges = sorted(edges)
    items = list(zip(edges[::2], edges[1::2], strict=False))
    expected = [
        next((what for what, pieces in said if any(a < end and start < b for a, b in pieces)), CATEGORIES)
        for start, end in items
    ]
    starts, ends = np.array(items, np.int64).reshape(-1, 2).T
    assert ratings(said, CATEGORIES, starts, ends).tolist() == expected
