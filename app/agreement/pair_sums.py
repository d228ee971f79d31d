"""What two coders at a time have in common, and means over all pairs, one pair in memory at a time."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from app.agreement.estimates import share
from app.agreement.matching import pair_matches, span_counts
from app.agreement.segmentation import pair_boundaries
from app.agreement.spans import Continuum, Floats, Ints
from app.agreement.sweep import PresenceTallies, pair_presence
from app.jobs import Job

Fields = Sequence[Floats]  # what is known of two coders, each (...)
Measure = Callable[[Fields], Floats]  # of fields to one value (...), NaN where it is undefined
Combine = Callable[[Floats, Floats, Floats], Fields]  # the own sums of two coders and what they share
OVERLAP = 0.5  # intersection over union from which two spans are taken for the same


@dataclass(frozen=True, eq=False)
class PairSums:
    """For every pair of coders, sums over documents that both completed.

    documents  for each pair int64 (d,), the numbers of these documents
    own        for each coder float64 (O, D, K): O sums of this coder's for each of K columns (codes, or
               groups of codes), drawn once for all pairs
    shared     for each pair float64 (S, d, K): what only the two of them make
    combine    makes the fields of a pair from both coders' own sums and what they share
    of         D, how many documents there are
    """

    documents: Sequence[Ints]
    own: Sequence[Floats]
    shared: Sequence[Floats]
    combine: Combine
    of: int
    columns: int

    def grouped(self, groups: Sequence[Sequence[int]]) -> "PairSums":
        """Columns added up: one for each group of them."""

        def added(part: Floats) -> Floats:
            return np.stack([part[:, :, group].sum(axis=2) for group in groups], axis=2)

        own, shared = [added(part) for part in self.own], [added(part) for part in self.shared]
        return replace(self, own=own, shared=shared, columns=len(groups))

    def means(self, measures: Sequence[Measure], draws: Floats | None) -> tuple[Floats, Floats]:
        """Means over the pairs where a measure is defined, and how many these are, both (M, rows, K).

        One row for each of `draws` (B, D), how often every document counts; else one for each document.
        """
        rows = self.of if draws is None else len(draws)
        total, known = (np.zeros((len(measures), rows, self.columns)) for _ in range(2))
        for place, fields in self.each() if draws is None else self.drawn(draws):
            for number, measure in enumerate(measures):
                value = measure(fields)
                defined = np.isfinite(value)
                np.copyto(value, 0, where=~defined)
                total[number, place] += value
                known[number, place] += defined
        return share(total, known), known

    def each(self) -> Iterator[tuple[Ints, Fields]]:
        """For each pair, its documents and its fields there, (d, K) each."""
        for (g, h), documents, shared in self._pairs():
            yield documents, self.combine(self.own[g][:, documents], self.own[h][:, documents], shared)

    def drawn(self, draws: Floats) -> Iterator[tuple[slice, Fields]]:
        """For each pair, all rows of `draws` (B, D) and its fields, (B, K) each."""
        of_all = [draws @ own for own in self.own]
        for (g, h), documents, shared in self._pairs():
            if len(documents) == self.of:
                yield slice(None), self.combine(of_all[g], of_all[h], draws @ shared)
            elif len(documents):
                taken = draws[:, documents]
                one, other = (taken @ self.own[coder][:, documents] for coder in (g, h))
                yield slice(None), self.combine(one, other, taken @ shared)

    def _pairs(self) -> Iterator[tuple[tuple[int, int], Ints, Floats]]:
        return zip(combinations(range(len(self.own)), 2), self.documents, self.shared, strict=True)


def presence_sums(continuum: Continuum, tallies: PresenceTallies, job: Job | None = None) -> PairSums:
    """Fields: weight of all, of the first coder's, of the second's, and where both have the code.

    The job may be cancelled between two pairs, here and in the next ones.
    """
    whole = np.broadcast_to(tallies.total[:, None], tallies.present.shape[:2])
    own = [np.stack([whole, tallies.present[:, :, coder]]) for coder in range(continuum.coders)]
    both = (weight[None] for weight in pair_presence(continuum))

    def fields(one: Floats, other: Floats, both: Floats) -> Fields:
        return one[0], one[1], other[1], both[0]

    return _of_documents(continuum, own, both, fields, job)


def span_sums(continuum: Continuum, job: Job | None = None) -> PairSums:
    """Fields: spans of both coders, twice those that match exactly, twice those that overlap enough."""
    matches = (found[1:] for found in pair_matches(continuum, [1.0, OVERLAP]))
    own = list(span_counts(continuum)[:, None])
    return _of_documents(continuum, own, matches, lambda one, other, same: (one[0] + other[0], *same), job)


def boundary_sums(continuum: Continuum, job: Job | None = None) -> PairSums:
    """Fields: boundaries of both coders, with near misses and matches as one; how alike they are."""
    nothing = np.zeros((continuum.coders, 0, continuum.documents, continuum.codes))
    shared = pair_boundaries(continuum)
    return _of_documents(continuum, list(nothing), shared, lambda _, __, both: tuple(both), job)


def cohen_kappa(fields: Fields) -> Floats:
    """1 - (1 - p_o)/(1 - p_e) from presence fields; undefined where one category occurs alone."""
    whole, first, second, _ = fields
    return _kappa(fields, first * (whole - second) + second * (whole - first))


def scott_pi(fields: Fields) -> Floats:
    """The same with p_e from the mean of both coders' shares."""
    whole, first, second, _ = fields
    both = first + second
    return _kappa(fields, both * (2 * whole - both) / 2)


def holsti(fields: Fields) -> Floats:
    """2M / (n1 + n2) on the units that both judged, where it is the share of those they agree on."""
    return 1 - share(_disagreed(fields), fields[0])


def cohen_expected(fields: Fields) -> Floats:
    """p_e of Cohen's kappa, undefined where it is."""
    whole, first, second, _ = fields
    chance = share(first * second + (whole - first) * (whole - second), whole**2)
    return np.where(np.isfinite(cohen_kappa(fields)), chance, np.nan)


def scott_expected(fields: Fields) -> Floats:
    """p_e of Scott's pi, undefined where it is."""
    mean = share(fields[1] + fields[2], 2 * fields[0])
    return np.where(np.isfinite(scott_pi(fields)), mean**2 + (1 - mean) ** 2, np.nan)


def size(fields: Fields) -> Floats:
    """What a pair's first field counts, undefined where it is nothing."""
    return np.where(fields[0] > 0, fields[0], np.nan)


def share_of(field: int) -> Measure:
    """A field as a share of the first one."""
    return lambda fields: share(fields[field], fields[0])


def _disagreed(fields: Fields) -> Floats:
    _, first, second, both = fields
    apart: Floats = first + second - 2 * both
    return apart


def _kappa(fields: Fields, room: Floats) -> Floats:
    """`room` is (1 - p_e) n^2: whole numbers, so it is 0 exactly where nothing could differ."""
    return 1 - share(_disagreed(fields) * fields[0], room)


def _of_documents(
    continuum: Continuum, own: Sequence[Floats], shared: Iterator[Floats], combine: Combine, job: Job | None
) -> PairSums:
    """What each pair shares (S, D, C), kept for the documents that both completed."""
    job = job or Job()
    documents, kept = [], []
    pairs = list(combinations(range(continuum.coders), 2))
    for number, ((first, second), found) in enumerate(zip(pairs, shared, strict=True)):
        job.step(number, len(pairs), "Comparing pairs of coders")
        both = np.flatnonzero(continuum.completed[:, first] & continuum.completed[:, second])
        documents.append(both)
        kept.append(np.ascontiguousarray(found[:, both]))
    return PairSums(documents, own, kept, combine, continuum.documents, continuum.codes)
