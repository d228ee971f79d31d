"""What two coders at a time have in common, and means over all pairs, one pair in memory at a time."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

import numpy as np

from app.agreement.coefficients import segmentation
from app.agreement.coefficients.estimates import share
from app.agreement.coefficients.tallies import CategoryTallies, folded
from app.agreement.spans.continuum import Continuum, Floats, Ints
from app.agreement.spans.matching import pair_matches, span_counts
from app.agreement.spans.sweep import PresenceTallies, pair_presence
from app.jobs import Job

Fields = Sequence[Floats]  # what is known of two coders, each (...)
Measure = Callable[[Fields], Floats]  # of fields to one value (...), NaN where it is undefined
Combine = Callable[[Floats, Floats, Floats], Fields]  # the own sums of two coders and what they share
OVERLAP = 0.5  # intersection over union from which two spans are taken for the same


@dataclass(frozen=True, eq=False)
class PairSums:
    """For every pair of coders, sums over documents that both completed.

    documents  for each pair int64 (d,), the numbers of these documents
    by_coder   for each coder float64 (O, D, K): O sums of this coder's for each of K columns (codes, or
               groups of codes), drawn once for all pairs
    shared     for each pair float64 (S, d, K): what only the two of them make
    combine    makes the fields of a pair from both coders' own sums and what they share
    of         D, how many documents there are
    """

    documents: Sequence[Ints]
    by_coder: Sequence[Floats]
    shared: Sequence[Floats]
    combine: Combine
    of: int
    columns: int
    _grouped: dict[int, tuple[list[Floats], list[Floats | None]]] = field(default_factory=dict, init=False)

    def means(self, measures: Sequence[Measure], draws: Floats | None) -> tuple[Floats, Floats]:
        """Means over the pairs where a measure is defined, and how many these are, both (M, rows, K).

        One row for each of `draws` (B, D), how often every document counts; else one for each document.
        """
        rows = self.of if draws is None else len(draws)
        total, count = (np.zeros((len(measures), rows, self.columns)) for _ in range(2))
        for columns, fields in self.each() if draws is None else self.drawn(draws):
            for index, measure in enumerate(measures):
                value = measure(fields)
                defined = np.isfinite(value)
                np.copyto(value, 0, where=~defined)
                total[index, columns] += value
                count[index, columns] += defined
        return share(total, count), count

    def each(self) -> Iterator[tuple[Ints, Fields]]:
        """For each pair, its documents and its fields there, (d, K) each."""
        for (g, h), documents, shared in self._pairs():
            yield (
                documents,
                self.combine(self.by_coder[g][:, documents], self.by_coder[h][:, documents], shared),
            )

    def drawn(self, draws: Floats) -> Iterator[tuple[slice, Fields]]:
        """For each pair, all rows of `draws` (B, D), or (B, G) of groups, and its fields, (B, K) each."""
        groups = draws.shape[1]
        by_coder, by_pair = self._in_groups(groups)
        of_all = [draws @ sums for sums in by_coder]
        for ((g, h), documents, shared), grouped in zip(self._pairs(), by_pair, strict=True):
            if grouped is not None:
                yield slice(None), self.combine(of_all[g], of_all[h], draws @ grouped)
            elif len(documents):
                taken = draws[:, documents % groups]
                first, second = (taken @ self.by_coder[coder][:, documents] for coder in (g, h))
                yield slice(None), self.combine(first, second, taken @ shared)

    def _in_groups(self, groups: int) -> tuple[list[Floats], list[Floats | None]]:
        """Sums of groups of documents, by coder and by pair; None where a pair lacks documents."""
        if groups not in self._grouped:
            self._grouped[groups] = (
                [folded(sums, groups, axis=1) for sums in self.by_coder],
                [
                    folded(shared, groups, axis=1) if len(documents) == self.of else None
                    for documents, shared in zip(self.documents, self.shared, strict=True)
                ],
            )
        return self._grouped[groups]

    def _pairs(self) -> Iterator[tuple[tuple[int, int], Ints, Floats]]:
        return zip(combinations(range(len(self.by_coder)), 2), self.documents, self.shared, strict=True)


def presence_sums(continuum: Continuum, tallies: PresenceTallies, job: Job | None = None) -> PairSums:
    """Fields as `cohen_kappa` takes them, then the weights of the first coder's code and of the second's.

    The job may be cancelled between two pairs, here and in the next ones.
    """
    whole = np.broadcast_to(tallies.total[:, None], tallies.present.shape[:2])
    by_coder = [np.stack([whole, tallies.present[:, :, coder]]) for coder in range(continuum.coders)]
    both = (weight[None] for weight in pair_presence(continuum))

    def fields(of_g: Floats, of_h: Floats, both: Floats) -> Fields:
        n, first, second = of_g[0], of_g[1], of_h[1]
        twice = first + second
        by_cohen = first * (n - second) + second * (n - first)
        return n, twice - 2 * both[0], by_cohen, twice * (2 * n - twice) / 2, 2 * n, first, second

    return _of_documents(continuum, by_coder, both, fields, job)


def table_sums(continuum: Continuum, tallies: CategoryTallies, weights: Floats) -> PairSums:
    """Fields as `cohen_kappa` takes them, of one variable with q values, from its tallies of documents.

    `weights` (q, q) say how far two values agree. One column.
    """
    q, tables = tallies.q, tallies.tables
    decisions = [decisions_of[None, :, None] for decisions_of in tallies.coders.sum(axis=-1).T]
    cells = np.moveaxis(tables, (1, 2, 3), (0, 1, 2)).reshape(tables.shape[1], q * q, -1, 1)
    apart = 1 - weights

    def fields(of_g: Floats, of_h: Floats, cells: Floats) -> Fields:
        table = cells.reshape(q, q, *cells.shape[1:])
        first, second = table.sum(axis=1), table.sum(axis=0)
        both = (first + second) / 2
        chance = [
            (of_g * np.tensordot(apart, of_h, 1)).sum(axis=0)
            for of_g, of_h in ((first, second), (both, both))
        ]
        return table.sum(axis=(0, 1)), np.tensordot(apart, table, 2), *chance, of_g[0] + of_h[0]

    return replace(_of_documents(continuum, decisions, iter(cells), fields, None), columns=1)


def span_sums(continuum: Continuum, job: Job | None = None) -> PairSums:
    """Fields: spans of both coders, twice those that match exactly, twice those that overlap enough."""
    matches = (sums[1:] for sums in pair_matches(continuum, [1.0, OVERLAP]))
    by_coder = list(span_counts(continuum)[:, None])
    return _of_documents(
        continuum, by_coder, matches, lambda of_g, of_h, same: (of_g[0] + of_h[0], *same), job
    )


def boundary_sums(continuum: Continuum, job: Job | None = None) -> PairSums:
    """Fields: boundaries of both coders, with near misses and matches as one; how alike they are."""
    nothing = np.zeros((continuum.coders, 0, continuum.documents, continuum.codes))
    shared = segmentation.pair_boundaries(continuum)
    return _of_documents(continuum, list(nothing), shared, lambda _, __, both: tuple(both), job)


def cohen_kappa(fields: Fields) -> Floats:
    """1 - (1 - p_o)/(1 - p_e), p_e from each coder's own shares; undefined where one value occurs alone.

    Fields: the size n of the units both judged, the size on which they disagree, and n^2 (1 - p_e) for Cohen
    and for Scott: sums of products, so that they are exactly 0 where nothing could differ; then the decisions
    of both. Weights of agreement are in the sums already. Source: Cohen (1960, 1968).
    """
    return 1 - share(fields[1] * fields[0], fields[2])


def scott_pi(fields: Fields) -> Floats:
    """The same with p_e from the mean of both coders' shares. Source: Scott (1955)."""
    return 1 - share(fields[1] * fields[0], fields[3])


def holsti(fields: Fields) -> Floats:
    """2M / (n1 + n2): agreements M, and how many decisions each has made. Source: Holsti (1969).

    Where both judged the same units, it is the share of those they agree on.
    """
    return share(2 * (fields[0] - fields[1]), np.where(fields[0] > 0, fields[4], 0))


def agreed(fields: Fields) -> Floats:
    """p_o, the share on which both agree of what both judged."""
    return 1 - share(fields[1], fields[0])


def cohen_room(fields: Fields) -> Floats:
    """1 - p_e of Cohen's kappa, undefined where it is."""
    return np.where(fields[2] > 0, share(fields[2], fields[0] ** 2), np.nan)


def scott_room(fields: Fields) -> Floats:
    """1 - p_e of Scott's pi, undefined where it is."""
    return np.where(fields[3] > 0, share(fields[3], fields[0] ** 2), np.nan)


def size(fields: Fields) -> Floats:
    """What a pair's first field counts, undefined where it is nothing."""
    return np.where(fields[0] > 0, fields[0], np.nan)


def share_of(field: int) -> Measure:
    """A field as a share of the first one."""
    return lambda fields: share(fields[field], fields[0])


def _of_documents(
    continuum: Continuum,
    by_coder: Sequence[Floats],
    shared: Iterator[Floats],
    combine: Combine,
    job: Job | None,
) -> PairSums:
    """What each pair shares (S, D, C), kept for the documents that both completed."""
    job = job or Job()
    documents, of_pairs = [], []
    pairs = list(combinations(range(continuum.coders), 2))
    for index, ((first, second), sums) in enumerate(zip(pairs, shared, strict=True)):
        job.step(index, len(pairs), "Comparing pairs of coders")
        both = np.flatnonzero(continuum.completed[:, first] & continuum.completed[:, second])
        documents.append(both)
        of_pairs.append(np.ascontiguousarray(sums[:, both]))
    return PairSums(documents, by_coder, of_pairs, combine, continuum.documents, continuum.codes)
