"""Several codes on the same text: a coder's value is a set of codes, and two sets may agree in part."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from app.agreement.alpha import alpha_from_disagreements
from app.agreement.estimates import Bools, Estimates, share
from app.agreement.ratings import MISSING, Floats, Integers

_BLOCK = 512  # rows of a distance matrix in memory together


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
    number_of = {codeset: number for number, codeset in enumerate(sets)}
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


@dataclass(frozen=True, eq=False)
class SetTallies:
    """What a set-valued alpha needs of every document (first axis D); T distinct sets.

    observed (D,): sum_i w_i / (m_i - 1) sum over ordered pairs of coders of d; counts (D, T): sizes on which
    each set was given; units (D,): size of all units with m_i >= 2 values; bits (T, words): members, packed.
    """

    observed: Floats
    counts: Floats
    units: Floats
    bits: NDArray[np.uint64]
    distance: Distance

    @cached_property
    def _chance(self) -> Floats:
        """sum_AB n_A n_B d for every two documents, shape (D, D), or d itself, (T, T), if that is smaller."""
        of_documents = len(self.counts) <= len(self.bits)
        size = len(self.counts) if of_documents else len(self.bits)
        chance = np.zeros((size, size))
        everything = np.arange(len(self.bits))
        for start in range(0, len(self.bits), _BLOCK):
            block = slice(start, start + _BLOCK)
            apart = _distances(self.bits, everything[block, None], everything[None, :], self.distance)
            if of_documents:
                chance += self.counts[:, block] @ (apart @ self.counts.T)
            else:
                chance[block] = apart
        return chance

    def alpha(self, draws: Floats | None = None) -> Estimates:
        """alpha = 1 - (n-1) sum_i w_i/(m_i-1) sum d / sum_AB n_A n_B d of all documents, shape (1,).

        With `draws` of shape (B, D), documents are drawn that often, result shape (B,). Source: Krippendorff
        (2019); with MASI Passonneau (2006).
        """
        weights = np.ones((1, len(self.counts))) if draws is None else draws
        n = weights @ self.counts.sum(axis=1)
        by = weights if len(self._chance) == len(self.counts) <= len(self.bits) else weights @ self.counts
        expected = share(((by @ self._chance) * by).sum(axis=1), n * (n - 1))
        return alpha_from_disagreements(share(weights @ self.observed, n), expected, weights @ self.units)


def set_tallies(values: SetValues, distance: str, *, n_documents: int = 1) -> SetTallies:
    """Tallies of set values for a distance by name (one of DISTANCES), of units with two values or more."""
    pairable = (values.values >= 0).sum(axis=1) >= 2
    cells, documents, sizes = values.values[pairable], values.documents[pairable], values.weights[pairable]
    used, numbers = np.unique(cells, return_inverse=True)
    first = int(len(used) > 0 and used[0] == MISSING)
    bits = _packed(values.members[used[first:]])
    numbers = numbers.reshape(cells.shape) - first
    many = (numbers >= 0).sum(axis=1)
    apart = np.zeros(len(cells))
    for g in range(cells.shape[1]):
        for h in range(g):
            both = np.flatnonzero((numbers[:, g] >= 0) & (numbers[:, h] >= 0))
            apart[both] += _distances(bits, numbers[both, g], numbers[both, h], DISTANCES[distance])
    observed = np.bincount(documents, 2 * sizes * apart / np.maximum(many - 1, 1), n_documents)
    unit, coder = np.nonzero(numbers >= 0)
    cell = documents[unit] * len(bits) + numbers[unit, coder]
    counts = np.bincount(cell, sizes[unit], n_documents * len(bits)).astype(np.float64)
    units = np.bincount(documents, sizes, n_documents).astype(np.float64)
    shape = (n_documents, len(bits))
    return SetTallies(observed.astype(np.float64), counts.reshape(shape), units, bits, DISTANCES[distance])


def _packed(members: Bools) -> NDArray[np.uint64]:
    """Members as bits, 64 codes to a word, shape (T, words)."""
    words = -(-members.shape[1] // 64) or 1
    room = np.zeros((len(members), words * 64), dtype=np.bool_)
    room[:, : members.shape[1]] = members
    return np.packbits(room, axis=1).view(np.uint64)


def _distances(bits: NDArray[np.uint64], first: Integers, second: Integers, distance: Distance) -> Floats:
    """Distances of sets number `first` and `second`, which are broadcast against one another."""
    size = np.bitwise_count(bits).sum(axis=1).astype(np.float64)
    shared = sum(np.bitwise_count(word[first] & word[second]).astype(np.float64) for word in bits.T)
    return distance(np.asarray(shared), size[first], size[second])
