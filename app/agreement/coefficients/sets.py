"""Several codes on the same text: a coder's value is a set of codes, and two sets may agree in part."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np

from app.agreement.coefficients.alpha import alpha_from_disagreements
from app.agreement.coefficients.estimates import Bools, Estimates, share
from app.agreement.coefficients.ratings import MISSING, Floats, Integers

_BLOCK = 32  # rows of a distance matrix in memory together
_SPARSE = 16  # from so many times as many cells as entries on, adding entries up beats multiplying matrices


@dataclass(frozen=True, eq=False)
class SetValues:
    """Sets of codes on n units by r coders.

    values (n, r): the number of the coder's set, MISSING where there is none; members (T, q): which codes set
    number t holds; weights (n,): sizes of the units; documents (n,): the document of each unit, from 0.
    """

    values: Integers
    members: Bools
    weights: Floats
    documents: Integers


def set_values(
    units: Sequence[Sequence[Collection[str] | None]], weights: Sequence[float] | None = None
) -> SetValues:
    """Set values from rows of collections of codes, None where a coder has not coded; one document."""
    sets = sorted({frozenset(cell) for row in units for cell in row if cell is not None}, key=sorted)
    codes = sorted(set().union(*sets))
    number_of = {codeset: index for index, codeset in enumerate(sets)}
    width = max((len(row) for row in units), default=0)
    values = np.full((len(units), width), MISSING, dtype=np.int64)
    for i, row in enumerate(units):
        for g, cell in enumerate(row):
            if cell is not None:
                values[i, g] = number_of[frozenset(cell)]
    members = np.array([[code in codeset for code in codes] for codeset in sets], dtype=np.bool_)
    sizes = np.ones(len(units)) if weights is None else np.asarray(weights, dtype=np.float64)
    members = members.reshape(len(sets), len(codes))
    return SetValues(values, members, sizes, np.zeros(len(units), dtype=np.int64))


def without_empty_sets(values: SetValues) -> SetValues:
    """An empty set counts as no value: only what at least two coders coded at all is compared (cu-alpha)."""
    empty = values.members.sum(axis=1) == 0
    chosen = values.values.copy()
    chosen[(chosen >= 0) & empty[chosen]] = MISSING
    return SetValues(chosen, values.members, values.weights, values.documents)


def jaccard(shared: Floats, first: Floats, second: Floats) -> Floats:
    """1 - |A n B| / |A u B| from the sizes |A n B|, |A|, |B|; 0 for two empty sets."""
    union = first + second - shared
    return 1 - np.divide(shared, union, out=np.ones(union.shape), where=union > 0)


def dice(shared: Floats, first: Floats, second: Floats) -> Floats:
    """1 - 2 |A n B| / (|A| + |B|), nominal in Krippendorff & Craggs (2016); 0 for two empty sets."""
    both = first + second
    return 1 - np.divide(2 * shared, both, out=np.ones(both.shape), where=both > 0)


def masi(shared: Floats, first: Floats, second: Floats) -> Floats:
    """1 - J M; M = 1 identical, 2/3 one within the other, 1/3 overlap, 0 disjoint. Passonneau (2006)."""
    within = shared == np.minimum(first, second)
    identical = within & (first == second)
    factor = np.select([identical, shared == 0, within], [1.0, 0.0, 2 / 3], 1 / 3)
    apart: Floats = 1 - (1 - jaccard(shared, first, second)) * factor
    return apart


Distance = Callable[[Floats, Floats, Floats], Floats]
DISTANCES: dict[str, Distance] = {"jaccard": jaccard, "dice": dice, "masi": masi}


def set_distance(name: str, first: Collection[str], second: Collection[str]) -> float:
    """The distance of two sets of codes, by name (one of DISTANCES)."""
    a, b = set(first), set(second)
    sizes = (np.array(float(len(s))) for s in (a & b, a, b))
    return float(DISTANCES[name](*sizes))


class _DistinctSets:
    """T sets of codes as bits, and the distance of any two of them.

    A distance depends on three small numbers, |A n B|, |A| and |B|, so it is looked up and not computed anew.
    """

    def __init__(self, members: Bools, distance: Distance) -> None:
        words = -(-members.shape[1] // 64) or 1
        room = np.zeros((len(members), words * 64), dtype=np.bool_)
        room[:, : members.shape[1]] = members
        self._bits = np.packbits(room, axis=1).view(np.uint64)
        self.sizes = members.sum(axis=1, dtype=np.int64)
        self._step = int(self.sizes.max(initial=0)) + 1
        self.distance = distance
        self._table = distance(*np.indices((self._step,) * 3).astype(np.float64)).ravel()

    def distances(self, first: Integers, second: Integers) -> Floats:
        """Distances of sets number `first` and `second`, which are broadcast against one another."""
        cell = (self.sizes * self._step)[first] + self.sizes[second]
        for word in self._bits.T:
            cell += np.bitwise_count(word[first] & word[second]) * np.int64(self._step**2)
        apart: Floats = self._table[cell]
        return apart


@dataclass(frozen=True, eq=False)
class SetTallies:
    """What a set-valued alpha needs of every document (first axis D); T distinct sets.

    observed (D,): sum_i w_i / (m_i - 1) sum over ordered pairs of coders of d; counts (D, T): sizes on which
    each set was given; units (D,): size of all units with m_i >= 2 values; members (T, q): the sets.
    """

    observed: Floats
    counts: Floats
    units: Floats
    members: Bools
    distance: Distance

    def alpha(self, draws: Floats | None = None) -> Estimates:
        """alpha = 1 - (n-1) sum_i w_i/(m_i-1) sum d / sum_AB n_A n_B d of all documents, shape (1,).

        With `draws` of shape (B, D), documents are drawn that often, result shape (B,). Source: Krippendorff
        (2019); with MASI Passonneau (2006).
        """
        if draws is None:
            together = SetTallies(*self._sums(), self.members, self.distance)
            return together.alpha(np.ones((1, 1)))
        n = draws @ self.counts.sum(axis=1)
        by = draws if self._by_documents else draws @ self.counts
        expected = share(((by @ self._chance) * by).sum(axis=1), n * (n - 1))
        return alpha_from_disagreements(share(draws @ self.observed, n), expected, draws @ self.units)

    def each(self) -> Estimates:
        """The same of every document by itself, shape (D,)."""
        n = self.counts.sum(axis=1)
        if self._by_documents:
            together = np.diag(self._chance)
        else:
            together = ((self.counts @ self._chance) * self.counts).sum(axis=1)
        expected = share(together, n * (n - 1))
        return alpha_from_disagreements(share(self.observed, n), expected, self.units)

    def _sums(self) -> tuple[Floats, Floats, Floats]:
        return tuple(part.sum(axis=0, keepdims=True) for part in (self.observed, self.counts, self.units))

    @property
    def _by_documents(self) -> bool:
        return len(self.counts) <= len(self.members)

    @cached_property
    def _chance(self) -> Floats:
        """sum_AB n_A n_B d for every two documents, shape (D, D), or d itself, (T, T), if that is smaller."""
        if self._by_documents and self.distance is dice:
            return self._dice_chance()
        size = len(self.counts) if self._by_documents else len(self.members)
        chance = np.zeros((size, size))
        sets, rows = _DistinctSets(self.members, self.distance), np.arange(len(self.members))
        for start in range(0, len(self.members), _BLOCK):
            block = slice(start, start + _BLOCK)
            apart = sets.distances(rows[block, None], rows[None, :])
            if self._by_documents:
                chance += self.counts[:, block] @ self._by_document(apart)
            else:
                chance[block] = apart
        return chance

    def _by_document(self, apart: Floats) -> Floats:
        """Distances (rows, T) summed over the sets of each document as often as given, (rows, D)."""
        document, row, given = self._entries
        if len(given) * _SPARSE > self.counts.size:
            return apart @ self.counts.T
        sums = np.zeros((len(apart), len(self.counts)))
        first = np.flatnonzero(np.diff(document, prepend=-1))
        if len(first):
            sums[:, document[first]] = np.add.reduceat(apart[:, row] * given, first, axis=1)
        return sums

    @cached_property
    def _entries(self) -> tuple[Integers, Integers, Floats]:
        """Where `counts` is not 0: documents in order, numbers of sets, and the counts there."""
        document, row = np.nonzero(self.counts)
        return document, row, self.counts[document, row]

    def _dice_chance(self) -> Floats:
        """The same for Dice, where 2 |A n B| / (|A| + |B|) adds up code by code for any two sizes of sets."""
        sizes = self.members.sum(axis=1, dtype=np.int64)
        total, empty = self.counts.sum(axis=1), self.counts[:, sizes == 0].sum(axis=1)
        chance = np.outer(total, total) - np.outer(empty, empty)
        present = np.unique(sizes[sizes > 0]).tolist()
        given = {a: self.counts[:, sizes == a] @ self.members[sizes == a].astype(np.float64) for a in present}
        for a in present:
            for b in present:
                chance -= 2 / (a + b) * (given[a] @ given[b].T)
        return chance


def set_tallies(values: SetValues, distance: str, *, n_documents: int | None = None) -> SetTallies:
    """Tallies of set values for a distance by name (one of DISTANCES), of units with two values or more.

    Without `n_documents` there are as many as the highest document number says.
    """
    n_documents = int(values.documents.max(initial=0)) + 1 if n_documents is None else n_documents
    pairable = np.flatnonzero((values.values >= 0).sum(axis=1) >= 2)
    numbers, documents, sizes = (
        values.values.T[:, pairable],
        values.documents[pairable],
        values.weights[pairable],
    )
    given = np.zeros(len(values.members) + 1, dtype=np.bool_)  # the last place is where MISSING, -1, looks
    given[numbers] = True
    members = values.members[given[:-1]]
    numbers = np.append(np.cumsum(given[:-1]) - 1, MISSING)[numbers]
    sets = _DistinctSets(members, DISTANCES[distance])
    filled = (numbers >= 0) & (sets.sizes > 0)[numbers]
    present = (numbers >= 0).sum(axis=0)
    empty = present - filled.sum(axis=0)
    apart = _summed_distances(numbers, filled, empty, sets)
    observed = np.bincount(documents, 2 * sizes * apart / np.maximum(present - 1, 1), n_documents)
    coder, unit = np.nonzero(filled)
    cell = documents[unit] * len(members) + numbers[coder, unit]
    counts = np.bincount(cell, sizes[unit], n_documents * len(members)).reshape(n_documents, -1)
    counts[:, sets.sizes == 0] = np.bincount(documents, sizes * empty, n_documents)[:, None]
    units = np.bincount(documents, sizes, n_documents)
    sums: list[Floats] = [part.astype(np.float64) for part in (observed, counts, units)]
    return SetTallies(sums[0], sums[1], sums[2], members, sets.distance)


def _summed_distances(numbers: Integers, filled: Bools, empty: Integers, sets: _DistinctSets) -> Floats:
    """For each unit the distances of all pairs of coders with values (r, n), summed, shape (n,).

    From the empty set to any other it is 1, so only units with several other sets are looked at in pairs.
    """
    many = filled.sum(axis=0)
    apart: Floats = (many * empty).astype(np.float64)
    several = np.flatnonzero(many > 1)
    numbers, filled = numbers[:, several], filled[:, several]
    for first, second in combinations(range(len(numbers)), 2):
        both = np.flatnonzero(filled[first] & filled[second])
        apart[several[both]] += sets.distances(numbers[first, both], numbers[second, both])
    return apart
