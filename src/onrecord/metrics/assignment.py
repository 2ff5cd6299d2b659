"""Optimal assignment on a sparse bipartite graph: scipy's solvers on each connected group, arrays where it is easy.

Scipy is taken for the search itself: its `linear_sum_assignment` is the field's standard, and ours would be slower.
"""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from onrecord.metrics.columns import Floats, Ints

DENSE = 250_000
"""A group with more cells than this is solved as a sparse graph."""

SCALE = 2.0**32
"""Parts of one, to which the weights of a sparse graph are rounded."""

SMALL, BLOCK = 4, 16_384
"""Groups of up to so many rows and columns are solved by trying all 24 permutations, so many groups at once."""


def assign(i: Ints, j: Ints, weight: Floats, left: Ints, right: Ints) -> tuple[Ints, Ints]:
    """The edges of greatest total weight in which every node is used at most as often as there are copies of it.

    Args:
        i, j: the left and right node of each edge; no edge twice.
        weight: of each edge; positive.
        left, right: copies of each left and each right node.

    Returns:
        Numbers of the edges used, and how often each.

    >>> i, j, weight = np.array([0, 0, 1]), np.array([0, 1, 0]), np.array([1.0, 0.7, 0.7])
    >>> edges, times = assign(i, j, weight, np.ones(2, int), np.ones(2, int))
    >>> edges.tolist(), times.tolist()
    ([1, 2], [1, 1])
    """
    alone_i = np.bincount(i, minlength=len(left))[i] == 1
    alone_j = np.bincount(j, minlength=len(right))[j] == 1
    star_i = ~np.isin(i, i[~alone_j])  # one left node, whose right nodes have no other edge
    star_j = ~np.isin(j, j[~alone_i]) & ~star_i
    found = [_stars(np.flatnonzero(star_i), i, j, weight, left, right)]
    found.append(_stars(np.flatnonzero(star_j), j, i, weight, right, left))
    rest = np.flatnonzero(~(star_i | star_j))
    if len(rest):
        found += _groups(rest, i, j, weight, left, right)
    edges, times = (np.concatenate(part) for part in zip(*found, strict=True))
    order = np.argsort(edges, kind="stable")
    return edges[order], times[order]


def _stars(edges: Ints, hub: Ints, other: Ints, weight: Floats, hubs: Ints, others: Ints) -> tuple[Ints, Ints]:
    """The best edges around each hub first, as long as there are copies of it."""
    edges = edges[np.lexsort((-weight[edges], hub[edges]))]
    copies = others[other[edges]]
    used = np.cumsum(copies) - copies
    first = np.flatnonzero(np.diff(hub[edges], prepend=-1))
    used -= np.repeat(used[first], np.diff(first, append=len(edges)))
    times = np.clip(hubs[hub[edges]] - used, 0, copies)
    return edges[times > 0], times[times > 0]


def _groups(rest: Ints, i: Ints, j: Ints, weight: Floats, left: Ints, right: Ints) -> list[tuple[Ints, Ints]]:
    """Every connected group of the edges `rest`, solved: small ones all at once, others one by one."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    nodes = len(left) + len(right)
    graph = coo_array((np.ones(len(rest)), (i[rest], len(left) + j[rest])), shape=(nodes, nodes))
    _, group = np.unique(connected_components(graph, directed=False)[1][i[rest]], return_inverse=True)
    (row, rows), (col, cols) = _ranks(i[rest], group), _ranks(j[rest], group)
    several = np.zeros(len(rows), bool)
    several[group[(left[i[rest]] > 1) | (right[j[rest]] > 1)]] = True
    small = (rows <= SMALL) & (cols <= SMALL) & ~several
    here = small[group]
    found = [_small(rest[here], np.cumsum(small)[group[here]] - 1, row[here], col[here], weight)]
    rest, group = rest[~here], group[~here]
    order = np.argsort(group, kind="stable")
    parts = np.split(order, np.flatnonzero(np.diff(group[order])) + 1) if len(order) else []
    return found + [_group(rest[part], i, j, weight, left, right) for part in parts]


def _ranks(node: Ints, group: Ints) -> tuple[Ints, Ints]:
    """For each edge the place of its node among the nodes of its group, and how many nodes each group has."""
    known, which = np.unique(node, return_inverse=True)
    of = np.empty(len(known), np.int64)
    of[which] = group
    order = np.argsort(of, kind="stable")
    many = np.bincount(of)
    rank = np.empty(len(known), np.int64)
    rank[order] = np.arange(len(known)) - np.repeat(np.cumsum(many) - many, many)
    return rank[which], many


def _small(edges: Ints, group: Ints, row: Ints, col: Ints, weight: Floats) -> tuple[Ints, Ints]:
    """Groups of at most `SMALL` rows and columns, by trying every permutation of each."""
    ways = np.array(list(permutations(range(SMALL))))
    table = np.zeros((int(group.max(initial=-1)) + 1, SMALL, SMALL))
    table[group, row, col] = weight[edges]
    best = np.empty((len(table), SMALL), np.int64)
    for at in range(0, len(table), BLOCK):
        block = table[at : at + BLOCK]
        best[at : at + BLOCK] = ways[block[:, np.arange(SMALL), ways].sum(axis=2).argmax(axis=1)]
    used = edges[best[group, row] == col]
    return used, np.ones(len(used), np.int64)


def _group(edges: Ints, i: Ints, j: Ints, weight: Floats, left: Ints, right: Ints) -> tuple[Ints, Ints]:
    """One connected group: every node becomes as many rows or columns as can be of use."""
    rows, row = np.unique(i[edges], return_inverse=True)
    cols, col = np.unique(j[edges], return_inverse=True)
    row_copies = np.minimum(left[rows], np.bincount(row, right[j[edges]]).astype(np.int64))
    col_copies = np.minimum(right[cols], np.bincount(col, left[i[edges]]).astype(np.int64))
    if row_copies.sum() * col_copies.sum() <= DENSE:
        one, other = _dense(row, col, weight[edges], row_copies, col_copies)
    else:
        one, other = _sparse(row, col, weight[edges], row_copies, col_copies)
    number = {pair: n for n, pair in enumerate(zip(row.tolist(), col.tolist(), strict=True))}
    used, times = np.unique([number[pair] for pair in zip(one, other, strict=True)], return_counts=True)
    return edges[used], times


def _dense(row: Ints, col: Ints, weight: Floats, rows: Ints, cols: Ints) -> tuple[list[int], list[int]]:
    """The pairs of rows and columns that are used, by a full matrix."""
    from scipy.optimize import linear_sum_assignment

    table = np.zeros((len(rows), len(cols)))
    table[row, col] = weight
    of_row, of_col = np.repeat(np.arange(len(rows)), rows), np.repeat(np.arange(len(cols)), cols)
    matrix = table[np.ix_(of_row, of_col)]
    one, other = linear_sum_assignment(matrix, maximize=True)
    used = matrix[one, other] > 0
    return of_row[one[used]].tolist(), of_col[other[used]].tolist()


def _sparse(row: Ints, col: Ints, weight: Floats, rows: Ints, cols: Ints) -> tuple[list[int], list[int]]:
    """The same by a sparse graph, which must have a full matching.

    So the graph is doubled: every row has a twin among the columns and every column one among the rows, twins may go
    together for nothing, and the twins have the same edges turned round. A best full matching is best in both halves.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    times = rows[row] * cols[col]
    first_row, first_col = np.cumsum(rows) - rows, np.cumsum(cols) - cols
    ramp = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
    wide = np.repeat(cols[col], times)
    one = np.repeat(first_row[row], times) + ramp // wide
    other = np.repeat(first_col[col], times) + ramp % wide
    many_rows, many_cols = int(rows.sum()), int(cols.sum())
    own_row, own_col = np.arange(many_rows), np.arange(many_cols)
    # Whole numbers, or rounding would keep the solver in a circle. All are raised by one, since an edge of none would
    # be no edge; every full matching is raised by as much.
    value = np.rint(np.repeat(weight, times) * SCALE) + 1
    values = np.concatenate((value, value, np.ones(many_rows + many_cols)))
    start = np.concatenate((one, many_rows + other, own_row, many_rows + own_col))
    end = np.concatenate((other, many_cols + one, many_cols + own_row, own_col))
    graph = coo_array((values, (start, end)), shape=(many_rows + many_cols, many_rows + many_cols)).tocsr()
    taken, by = min_weight_full_bipartite_matching(graph, maximize=True)
    used = (taken < many_rows) & (by < many_cols)
    of_row, of_col = np.repeat(np.arange(len(rows)), rows), np.repeat(np.arange(len(cols)), cols)
    return of_row[taken[used]].tolist(), of_col[by[used]].tolist()
