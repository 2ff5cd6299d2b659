"""Alignment of marks: never less credit than the best pairing that a full matrix of slow per-position credits gives."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from onrecord.errors import UsageError
from onrecord.metrics import assignment
from onrecord.metrics.assignment import assign
from onrecord.metrics.columns import columns, in_tokens
from onrecord.metrics.layers import Mark
from onrecord.metrics.matching import CRITERIA, match, overlapping

LENGTH = 14  # code points of a document: few, so that marks nest, cross, touch and repeat
LABELS = "ABC"


def runs(places):
    """Positions as pieces: neither overlapping nor touching."""
    ordered = sorted(places)
    starts = [p for p in ordered if p - 1 not in places]
    ends = [p + 1 for p in ordered if p + 1 not in places]
    return tuple(zip(starts, ends, strict=True))


piece = st.tuples(st.integers(0, LENGTH - 1), st.integers(1, 6)).map(lambda p: set(range(p[0], min(LENGTH, sum(p)))))
place = st.lists(piece, max_size=3).map(lambda found: runs(set().union(*found)))
mark = st.tuples(st.integers(0, 1), place, st.sampled_from(LABELS))
side = st.lists(mark, max_size=9)
# Marks of both sides come from few, so that there are equal and repeated ones.
sides = st.lists(mark, min_size=1, max_size=7).flatmap(
    lambda few: st.tuples(*[st.lists(st.sampled_from(few) | mark, max_size=10)] * 2)
)
criteria = pytest.mark.parametrize("criterion", CRITERIA)
with_labels = pytest.mark.parametrize("labels", [False, True])


def made(marks, base=0, labels=LABELS):
    """Columns of (document, pieces, label)."""
    placed = ((base + number * (LENGTH + 1), Mark("", pieces, (label,))) for number, pieces, label in marks)
    return columns(placed, labels, 0)


def alike(one, other, criterion, labels):
    """The credit of two marks, position by position."""
    a, b = ({(number, p) for s, e in pieces for p in range(s, e)} for number, pieces, _ in (one, other))
    if not a & b or (labels and one[2] != other[2]):
        return 0.0
    return {"exact": float(a == b), "partial": 2 * len(a & b) / (len(a) + len(b)), "overlap": 1.0}[criterion]


def table(left, right, criterion, labels):
    """The credit of every pair."""
    cells = [[alike(a, b, criterion, labels) for b in right] for a in left]
    return np.array(cells, float).reshape(len(left), len(right))


def best(matrix):
    """The most credit that any pairing has."""
    return matrix[linear_sum_assignment(matrix, maximize=True)].sum()


def total(left, right, criterion, labels):
    """Our credit."""
    return match(made(left), made(right), criterion, labels).credit.sum()


@criteria
@with_labels
@given(both=sides)
@example(both=([], []))
@example(both=([(0, (), "A")], [(0, (), "A")]))
@example(both=([(0, ((0, 4),), "A")] * 3, [(0, ((0, 4),), "A")] * 2 + [(0, ((2, 6),), "B")] * 2))
@example(both=([(0, ((0, 9),), "A"), (0, ((0, 1),), "A")], [(0, ((0, 9),), "A"), (0, ((8, 9),), "A")]))
@example(both=([(0, ((0, 2), (4, 6)), "A")], [(0, ((0, 6),), "A"), (0, ((0, 2), (4, 6)), "B")]))
def test_no_pairing_has_more_credit(criterion, labels, both):
    """The optimum of the full matrix; every mark at most once; the credit of each pair is that of its two marks."""
    left, right = both
    matrix = table(left, right, criterion, labels)
    found = match(made(left), made(right), criterion, labels)
    assert found.credit.sum() == pytest.approx(best(matrix))
    assert len(set(found.left.tolist())) == len(set(found.right.tolist())) == len(found.credit)
    assert found.credit.tolist() == pytest.approx(matrix[found.left, found.right].tolist())
    assert (found.credit > 0).all()


@with_labels
@given(both=sides)
def test_overlap_shares_most(labels, both):
    """Of all pairings with the most pairs, overlap takes one whose marks are most alike by Dice."""
    left, right = both
    dice, pairs = (table(left, right, criterion, labels) for criterion in ("partial", "overlap"))
    found = match(made(left), made(right), "overlap", labels)
    large = 1 + len(left) + len(right)
    assert large * len(found.left) + dice[found.left, found.right].sum() == pytest.approx(best(pairs * large + dice))


@with_labels
@given(both=sides)
def test_credit_grows_from_exact_to_overlap(labels, both):
    """exact <= partial <= overlap; labels never add credit."""
    exact, partial, overlap = (total(*both, criterion, labels) for criterion in CRITERIA)
    assert exact <= partial + 1e-9 and partial <= overlap + 1e-9
    assert all(total(*both, criterion, True) <= total(*both, criterion, False) + 1e-9 for criterion in CRITERIA)


@criteria
@with_labels
@given(both=sides, base=st.integers(0, 10**9), names=st.permutations(LABELS), draw=st.randoms(use_true_random=False))
def test_what_changes_nothing(criterion, labels, both, base, names, draw):
    """Sides exchanged, the document moved, labels renamed, marks in another order: the same credit."""
    left, right = both
    expected = pytest.approx(total(left, right, criterion, labels))
    assert total(right, left, criterion, labels) == expected
    moved, other = made(left, base, names), made(right, base, names)
    assert match(moved, other, criterion, labels).credit.sum() == expected
    assert total(draw.sample(left, len(left)), draw.sample(right, len(right)), criterion, labels) == expected


@criteria
@with_labels
@given(left=side, right=side)
def test_documents_and_labels_stay_apart(criterion, labels, left, right):
    """No pair is of two documents, nor, with labels, of two labels."""
    found = match(made(left), made(right), criterion, labels)
    for i, j in zip(found.left.tolist(), found.right.tolist(), strict=True):
        assert left[i][0] == right[j][0] and (not labels or left[i][2] == right[j][2])


@criteria
@with_labels
@given(both=sides)
def test_both_solvers_agree(criterion, labels, both):
    """A group too large for a full matrix has the same credit by the sparse graph."""
    expected = total(*both, criterion, labels)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(assignment, "DENSE", 0)
        assert total(*both, criterion, labels) == pytest.approx(expected)


@criteria
def test_an_empty_side_matches_nothing(criterion):
    """No marks, no pairs, on whichever side; also marks without any position."""
    some, none, nowhere = [(0, ((0, 3),), "A")], [], [(0, (), "A")] * 2
    for left, right in ((some, none), (none, some), (none, none), (some, nowhere), (nowhere, nowhere)):
        assert [len(part) for part in match(made(left), made(right), criterion)] == [0, 0, 0]


@given(left=side, right=side)
def test_every_overlap_is_found(left, right):
    """Each pair of marks that share positions, once, with how many they share."""
    i, j, shared = overlapping(made(left), made(right))
    found = {(a, b): n for a, b, n in zip(i.tolist(), j.tolist(), shared.tolist(), strict=True)}
    places = [
        [{(number, p) for s, e in pieces for p in range(s, e)} for number, pieces, _ in marks]
        for marks in (left, right)
    ]
    expected = {(a, b): len(x & y) for a, x in enumerate(places[0]) for b, y in enumerate(places[1]) if x & y}
    assert found == expected and len(i) == len(found)


@given(side, st.lists(st.tuples(st.integers(0, 2), st.integers(1, 3)), max_size=10))
def test_marks_in_tokens(marks, steps):
    """A mark has every token it shares a position with, as few pieces as it takes; tokens may touch."""
    ends = np.cumsum([gap + size for gap, size in steps], dtype=np.int64)
    starts = ends - [size for _, size in steps] if steps else ends
    found = in_tokens(made(marks), starts, ends)
    expected = []
    for count, (number, pieces, _) in enumerate(marks):
        places = {number * (LENGTH + 1) + p for s, e in pieces for p in range(s, e)}
        met = {n for n, (s, e) in enumerate(zip(starts, ends, strict=True)) if places & set(range(s, e))}
        expected += [(count, *run) for run in runs(met)]
    assert list(zip(found.mark.tolist(), found.start.tolist(), found.end.tolist(), strict=True)) == expected
    assert found.total == len(marks)


edges = st.dictionaries(st.tuples(st.integers(0, 5), st.integers(0, 5)), st.sampled_from([0.25, 0.5, 0.7, 1.0, 2.0]))
copies = st.lists(st.integers(1, 4), min_size=6, max_size=6)


@pytest.mark.parametrize("dense", [0, assignment.DENSE])
@given(graph=edges, left=copies, right=copies)
def test_copies_of_nodes(dense, graph, left, right):
    """The greatest weight where every node may be used as often as there are copies: that of all copies written out."""
    matrix = np.zeros((6, 6))
    for pair, weight in graph.items():
        matrix[pair] = weight
    i, j = np.array(list(graph), np.int64).reshape(-1, 2).T
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(assignment, "DENSE", dense)
        used, times = assign(i, j, matrix[i, j], np.array(left), np.array(right))
    assert (times > 0).all() and len(set(used.tolist())) == len(used)
    assert (np.bincount(i[used], times, 6) <= left).all() and (np.bincount(j[used], times, 6) <= right).all()
    whole = np.repeat(np.repeat(matrix, left, axis=0), right, axis=1)
    assert (matrix[i, j][used] * times).sum() == pytest.approx(best(whole))


@pytest.mark.parametrize("criterion", ["partial", "overlap"])
def test_too_many_pairs_are_refused(criterion):
    """20,000 marks all over one another on both sides are no annotation: an error that says what to look at."""
    n = 20_000
    heap = columns((0, Mark("", ((k, 2 * n + k),))) for k in range(n))
    with pytest.raises(UsageError, match="over 100 overlapping pairs a mark; check that neither side repeats or nests"):
        match(heap, heap, criterion)


@criteria
def test_many_copies_of_one_mark_are_no_heap(criterion):
    """20,000 times the same words against half as many: every one of the fewer has its own counterpart."""
    one, other = (columns((0, Mark("", ((3, 9),))) for _ in range(n)) for n in (20_000, 10_000))
    found = match(one, other, criterion)
    assert found.credit.tolist() == [1.0] * 10_000
    assert len(set(found.left.tolist())) == len(set(found.right.tolist())) == 10_000
