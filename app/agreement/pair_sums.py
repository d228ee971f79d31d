"""What two coders at a time have in common, and means over all pairs, one pair in memory at a time."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from app.agreement.estimates import share
from app.agreement.matching import pair_matches
from app.agreement.segmentation import pair_boundaries
from app.agreement.spans import Continuum, Floats, Ints
from app.agreement.sweep import PresenceTallies, pair_presence

Measure = Callable[[Floats], Floats]  # of fields (F, ...) to one value (...), NaN where it is undefined
OVERLAP = 0.5  # intersection over union from which two spans are taken for the same


@dataclass(frozen=True, eq=False)
class PairSums:
    """For every pair of coders, sums over documents that both completed.

    documents  for each pair int64 (d,), the numbers of these documents
    sums       for each pair float64 (d, F, K): F fields for each of K columns (codes, or groups of codes)
    of         D, how many documents there are
    """

    documents: Sequence[Ints]
    sums: Sequence[Floats]
    of: int
    columns: int

    def grouped(self, groups: Sequence[Sequence[int]]) -> "PairSums":
        """Columns added up: one for each group of them."""
        sums = [np.stack([part[:, :, group].sum(axis=2) for group in groups], axis=2) for part in self.sums]
        return PairSums(self.documents, sums, self.of, len(groups))

    def means(self, measures: Sequence[Measure], draws: Floats | None) -> tuple[Floats, Floats]:
        """Means over the pairs where a measure is defined, and how many these are, both (M, rows, K).

        One row for each of `draws` (B, D), how often every document counts; else one for each document.
        """
        rows = self.of if draws is None else len(draws)
        total, known = (np.zeros((len(measures), rows, self.columns)) for _ in range(2))
        for place, fields in self._fields(draws):
            for number, measure in enumerate(measures):
                value = measure(fields)
                defined = np.isfinite(value)
                value[~defined] = 0
                total[number, place] += value
                known[number, place] += defined
        return share(total, known), known

    def _fields(self, draws: Floats | None) -> Iterator[tuple[Ints | slice, Floats]]:
        """For each pair, the rows of the result that it has a part in, and its fields (F, rows, K)."""
        for documents, sums in zip(self.documents, self.sums, strict=True):
            if draws is None:
                yield documents, np.moveaxis(sums, 1, 0)
            elif len(documents):
                taken = draws if len(documents) == self.of else draws[:, documents]
                drawn = taken @ sums.reshape(len(documents), -1)
                fields = drawn.reshape(len(draws), *sums.shape[1:])
                yield slice(None), np.moveaxis(fields, 1, 0)


def presence_sums(continuum: Continuum, tallies: PresenceTallies) -> PairSums:
    """Fields: weight of all, of the first coder's, of the second's, and where both have the code."""

    def fields() -> Iterator[Floats]:
        pairs = combinations(range(continuum.coders), 2)
        for (first, second), both in zip(pairs, pair_presence(continuum), strict=True):
            whole = np.broadcast_to(tallies.total[:, None], both.shape)
            yield np.stack([whole, tallies.present[:, :, first], tallies.present[:, :, second], both])

    return _of_documents(continuum, fields())


def span_sums(continuum: Continuum) -> PairSums:
    """Fields: spans of both coders, twice those that match exactly, twice those that overlap enough."""
    return _of_documents(continuum, pair_matches(continuum, [1.0, OVERLAP]))


def boundary_sums(continuum: Continuum) -> PairSums:
    """Fields: boundaries of both coders, with near misses and matches as one; how alike they are."""
    return _of_documents(continuum, pair_boundaries(continuum))


def cohen_kappa(fields: Floats) -> Floats:
    """1 - (1 - p_o)/(1 - p_e) from presence fields; undefined where one category occurs alone."""
    whole, first, second, _ = fields
    return _kappa(fields, first * (whole - second) + second * (whole - first))


def scott_pi(fields: Floats) -> Floats:
    """The same with p_e from the mean of both coders' shares."""
    whole, first, second, _ = fields
    both = first + second
    return _kappa(fields, both * (2 * whole - both) / 2)


def holsti(fields: Floats) -> Floats:
    """2M / (n1 + n2) on the units that both judged, where it is the share of those they agree on."""
    return 1 - share(_disagreed(fields), fields[0])


def cohen_expected(fields: Floats) -> Floats:
    """p_e of Cohen's kappa, undefined where it is."""
    whole, first, second, _ = fields
    chance = share(first * second + (whole - first) * (whole - second), whole**2)
    return np.where(np.isfinite(cohen_kappa(fields)), chance, np.nan)


def scott_expected(fields: Floats) -> Floats:
    """p_e of Scott's pi, undefined where it is."""
    mean = share(fields[1] + fields[2], 2 * fields[0])
    return np.where(np.isfinite(scott_pi(fields)), mean**2 + (1 - mean) ** 2, np.nan)


def size(fields: Floats) -> Floats:
    """What a pair's first field counts, undefined where it is nothing."""
    return np.where(fields[0] > 0, fields[0], np.nan)


def share_of(field: int) -> Measure:
    """A field as a share of the first one."""
    return lambda fields: share(fields[field], fields[0])


def _disagreed(fields: Floats) -> Floats:
    _, first, second, both = fields
    apart: Floats = first + second - 2 * both
    return apart


def _kappa(fields: Floats, room: Floats) -> Floats:
    """`room` is (1 - p_e) n^2: whole numbers, so it is 0 exactly where nothing could differ."""
    return 1 - share(_disagreed(fields) * fields[0], room)


def _of_documents(continuum: Continuum, fields: Iterator[Floats]) -> PairSums:
    """Fields (F, D, C) of every pair, kept for the documents that both completed."""
    documents, sums = [], []
    for (first, second), found in zip(combinations(range(continuum.coders), 2), fields, strict=True):
        both = np.flatnonzero(continuum.completed[:, first] & continuum.completed[:, second])
        documents.append(both)
        sums.append(np.ascontiguousarray(np.moveaxis(found[:, both], 0, 1)))
    return PairSums(documents, sums, continuum.documents, continuum.codes)
