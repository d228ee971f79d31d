"""Span F1 and character F1: how many of two coders' spans, or coded characters, find their counterpart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import prod

import numpy as np

from app.agreement.estimates import Estimates, plain_share
from app.agreement.pairwise import mean_over_pairs
from app.agreement.spans import Bools, Codings, Continuum, Floats, Ints
from app.agreement.sweep import PresenceTallies
from app.agreement.tallies import coder_pairs
from app.agreement.values import NOT_USED, ONE_CODER, SOME_PAIRS_UNDEFINED, Value, defined, undefined


@dataclass(frozen=True, eq=False)
class PairShares:
    """For every pair of coders, a part and the whole that it is a share of; P pairs as in `coder_pairs`.

    Leading axes (...) such as documents and codes are free. The whole is 0 where not both completed.
    """

    part: Floats  # (..., P)
    whole: Floats  # (..., P)

    def total(self) -> "PairShares":
        """All documents together: the first axis is summed away."""
        return PairShares(self.part.sum(axis=0), self.whole.sum(axis=0))

    def resample(self, counts: Floats) -> "PairShares":
        """Documents (first axis, D) drawn `counts` times each, shape (B, D): shares with first axis B."""
        return PairShares(np.tensordot(counts, self.part, 1), np.tensordot(counts, self.whole, 1))

    def each(self) -> Estimates:
        """The share of every pair, shape (..., P), undefined where the whole is 0."""
        return plain_share(self.part, self.whole, self.whole)

    def mean(self) -> Estimates:
        """The mean over the pairs where it is defined, shape (...); `n` is the number of these pairs."""
        return mean_over_pairs(self.each())


def match_spans(continuum: Continuum, threshold: float) -> PairShares:
    """Span F1, 2 TP / (n_A + n_B), of every document and code: shares of shape (D, C, P).

    Spans are matched one to one, as many as possible; two may match when intersection over union >= threshold
    (0 < threshold <= 1; 1: the same span). Overlapping spans of one coder and code are one span.
    """
    first, _ = coder_pairs(continuum.coders)
    found = np.zeros((2, continuum.documents, continuum.codes, len(first)))
    for pair, sums in enumerate(pair_matches(continuum, [threshold])):
        found[..., pair] = sums
    return PairShares(found[1], found[0])


def pair_matches(continuum: Continuum, thresholds: Sequence[float]) -> Iterator[Floats]:
    """For one pair of coders after the other, float64 (1 + thresholds, D, C): n_A + n_B, then 2 TP of each.

    All 0 where not both completed the document.
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


def match_characters(tallies: PresenceTallies) -> PairShares:
    """Character F1, 2 |A n B| / (|A| + |B|), of every document and code: shares of shape (D, C, P)."""
    first, second = tallies.pairs[:, 0], tallies.pairs[:, 1]
    both = (tallies.completed[:, first] & tallies.completed[:, second])[:, None, :]
    whole = (tallies.present[:, :, first] + tallies.present[:, :, second]) * both
    return PairShares(2 * tallies.both, whole)


def mean_value(shares: PairShares, estimates: Estimates, *index: int) -> Value:
    """One entry of `shares.mean()`: a reason where no pair has anything, a flag where some have nothing."""
    pairs = shares.whole.shape[-1]
    if pairs == 0:
        return undefined(ONE_CODER)
    if estimates.n[index] == 0:
        return undefined(NOT_USED, n=0)
    flags = (SOME_PAIRS_UNDEFINED,) if estimates.n[index] < pairs else ()
    return defined(estimates.value[index], n=estimates.n[index], flags=flags)


def units_by_coder(continuum: Continuum) -> list[Codings]:
    """Each coder's units, sorted by document, code and start; overlapping spans of one code are one unit."""
    units = continuum.units
    return [units.take(units.coder == coder) for coder in range(continuum.coders)]


def overlapping(one: Codings, other: Codings, codes: int) -> tuple[Ints, Ints]:
    """Numbers (i, j) of all units of two coders that overlap in the same code, sorted by i, then j.

    Both as `units_by_coder` gives them; there are fewer than len(one) + len(other) such pairs.
    """
    reach = int(max(one.end.max(initial=0), other.end.max(initial=0))) + 1
    lane = (one.document * codes + one.code) * reach
    other_lane = (other.document * codes + other.code) * reach
    first = np.searchsorted(other_lane + other.end, lane + one.start, side="right")
    last = np.searchsorted(other_lane + other.start, lane + one.end, side="left")
    many = np.maximum(last - first, 0)
    i = np.repeat(np.arange(len(one)), many)
    step = np.arange(len(i)) - np.repeat(np.cumsum(many) - many, many)
    return i, first[i] + step


def uncontested(i: Ints, j: Ints) -> Bools:
    """Which pairs (i, j) have nothing in common with any other."""
    if not len(i):
        return np.zeros(0, dtype=np.bool_)
    return np.asarray((np.bincount(i)[i] == 1) & (np.bincount(j)[j] == 1))


def _intersection_over_union(one: Codings, other: Codings) -> Floats:
    inside = np.minimum(one.end, other.end) - np.maximum(one.start, other.start)
    union = np.maximum(one.end, other.end) - np.minimum(one.start, other.start)
    return np.asarray(inside / union, dtype=np.float64)


def _one_to_one(i: Ints, j: Ints) -> Bools:
    """A largest one-to-one choice among pairs sorted by i, then j.

    Neither coder's units overlap, so the pairs form chains in which the first pair always holds a unit that
    occurs nowhere else: taking it costs nothing, and reading on from left to right is optimal.
    """
    chosen = uncontested(i, j)
    for place in _free(i, j, np.flatnonzero(~chosen)):
        chosen[place] = True
    return chosen


def _free(i: Ints, j: Ints, places: Ints) -> Iterator[int]:
    last_i = last_j = -1
    for place, one, other in zip(places.tolist(), i[places].tolist(), j[places].tolist(), strict=True):
        if one > last_i and other > last_j:
            last_i, last_j = one, other
            yield place
