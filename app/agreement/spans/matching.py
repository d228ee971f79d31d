"""Span F1, 2 TP / (n_A + n_B): how many of two coders' spans find their counterpart in the other's."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from math import prod

import numpy as np

from app.agreement.spans.continuum import Bools, Codings, Continuum, Floats, Ints


def pair_matches(continuum: Continuum, thresholds: Sequence[float]) -> Iterator[Floats]:
    """For one pair of coders after the other, float64 (1 + thresholds, D, C): n_A + n_B, then 2 TP of each.

    Spans are matched one to one, as many as possible; two may match when intersection over union >= threshold
    (0 < threshold <= 1; 1: the same span). Overlapping spans of one coder and code are one span. All 0 where
    not both completed the document.
    """
    shape = (continuum.documents, continuum.codes)
    cells = shape[0] * shape[1]
    units = units_by_coder(continuum)
    spans = span_counts(continuum).reshape(continuum.coders, cells)
    for g, h in combinations(range(continuum.coders), 2):
        i, j = overlapping(units[g], units[h], continuum.codes)
        alike = _intersection_over_union(units[g].take(i), units[h].take(j))
        sums = np.empty((1 + len(thresholds), cells))
        sums[0] = spans[g] + spans[h]
        for row, threshold in enumerate(thresholds, 1):
            fit = alike >= threshold
            chosen = i[fit][_one_to_one(i[fit], j[fit])]
            cell = units[g].document[chosen] * continuum.codes + units[g].code[chosen]
            sums[row] = 2 * np.bincount(cell, minlength=cells)
        both = continuum.completed[:, g] & continuum.completed[:, h]
        yield sums.reshape(-1, *shape) * both[:, None]


def span_counts(continuum: Continuum) -> Floats:
    """How many spans each coder has of every code in every document, float64 (r, D, C)."""
    units = continuum.units
    shape = (continuum.coders, continuum.documents, continuum.codes)
    cell = np.ravel_multi_index((units.coder, units.document, units.code), shape)
    return np.bincount(cell, minlength=prod(shape)).reshape(shape).astype(np.float64)


def units_by_coder(continuum: Continuum) -> list[Codings]:
    """Each coder's units, sorted by document, code and start; overlapping spans of one code are one unit."""
    units = continuum.units
    return [units.take(units.coder == coder) for coder in range(continuum.coders)]


def overlapping(units: Codings, others: Codings, codes: int) -> tuple[Ints, Ints]:
    """Numbers (i, j) of all units of two coders that overlap in the same code, sorted by i, then j.

    Both as `units_by_coder` gives them; there are fewer than len(one) + len(other) such pairs.
    """
    reach = int(max(units.end.max(initial=0), others.end.max(initial=0))) + 1
    lane = (units.document * codes + units.code) * reach
    other_lane = (others.document * codes + others.code) * reach
    first = np.searchsorted(other_lane + others.end, lane + units.start, side="right")
    last = np.searchsorted(other_lane + others.start, lane + units.end, side="left")
    many = np.maximum(last - first, 0)
    i = np.repeat(np.arange(len(units)), many)
    step = np.arange(len(i)) - np.repeat(np.cumsum(many) - many, many)
    return i, first[i] + step


def uncontested(i: Ints, j: Ints) -> Bools:
    """Which pairs (i, j) have nothing in common with any other."""
    if not len(i):
        return np.zeros(0, dtype=np.bool_)
    return np.asarray((np.bincount(i)[i] == 1) & (np.bincount(j)[j] == 1))


def _intersection_over_union(units: Codings, others: Codings) -> Floats:
    inside = np.minimum(units.end, others.end) - np.maximum(units.start, others.start)
    union = np.maximum(units.end, others.end) - np.minimum(units.start, others.start)
    return np.asarray(inside / union, dtype=np.float64)


def _one_to_one(i: Ints, j: Ints) -> Bools:
    """A largest one-to-one choice among pairs sorted by i, then j.

    Neither coder's units overlap, so the pairs form chains in which the first pair always holds a unit that
    occurs nowhere else: taking it costs nothing, and reading on from left to right is optimal.
    """
    chosen = uncontested(i, j)
    for index in _free(i, j, np.flatnonzero(~chosen)):
        chosen[index] = True
    return chosen


def _free(i: Ints, j: Ints, places: Ints) -> Iterator[int]:
    last_i = last_j = -1
    for index, unit_i, unit_j in zip(places.tolist(), i[places].tolist(), j[places].tolist(), strict=True):
        if unit_i > last_i and unit_j > last_j:
            last_i, last_j = unit_i, unit_j
            yield index
