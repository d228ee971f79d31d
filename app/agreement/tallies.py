"""Sums over units from which every coefficient follows; additive, so documents can be re-weighted at will."""

from dataclasses import dataclass, fields
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from app.agreement.ratings import Floats, Integers, Ratings


@dataclass(frozen=True, eq=False)
class CategoryTallies:
    """Sums over units i of size w_i; q categories, r coders, P = r(r-1)/2 pairs in the order of coder_pairs.

    Leading axes (...) are free: documents, codes, bootstrap replicates. r_ik coders put unit i in category k,
    r_i = sum_k r_ik. Sums over pairs of coders rest on units with r_i >= 2, the rest on r_i >= 1.
    """

    units: Floats  # (...)       sum w_i
    shares: Floats  # (..., q)    sum w_i r_ik / r_i
    agreements: Floats  # (..., q, q) sum w_i r_ik (r_il - [k=l]) / (r_i (r_i - 1))
    coincidences: Floats  # (..., q, q) sum w_i r_ik (r_il - [k=l]) / (r_i - 1)
    crossings: Floats  # (..., q, q) sum w_i r_ik (r_il - [k=l])
    coders: Floats  # (..., r, q) sum w_i [coder g puts i in k]
    tables: Floats  # (..., P, q, q) sum w_i [first of the pair says k, second says l]; P = 0 when not wanted

    @property
    def q(self) -> int:
        """The number of categories offered."""
        return int(self.shares.shape[-1])

    @property
    def pairable(self) -> Floats:
        """The size of all units that two coders or more have a value for, shape (...)."""
        total: Floats = self.agreements.sum(axis=(-2, -1))
        return total

    def resample(self, counts: Floats) -> "CategoryTallies":
        """Documents (first axis, D) drawn `counts` times each, shape (B, D): tallies with first axis B."""
        return CategoryTallies(
            *(np.tensordot(counts, getattr(self, field.name), 1) for field in fields(self))
        )

    def total(self, axis: int = 0) -> "CategoryTallies":
        """All documents together, or whatever the leading axis is that is summed away."""
        return CategoryTallies(*(getattr(self, field.name).sum(axis=axis) for field in fields(self)))

    def of(self, chosen: slice | int | Integers | NDArray[np.bool_]) -> "CategoryTallies":
        """The chosen entries of the first axis, as numpy indexing chooses them."""
        return CategoryTallies(*(getattr(self, field.name)[chosen] for field in fields(self)))


def coder_pairs(coders: int) -> tuple[Integers, Integers]:
    """The pairs (first, second) of r coders, P = r(r-1)/2 of them: 0-1, 0-2, ..., 1-2, ..."""
    first, second = np.triu_indices(coders, 1)
    return first.astype(np.int64), second.astype(np.int64)


def rating_tallies(
    ratings: Ratings, documents: Integers | None = None, *, n_documents: int = 1, tables: bool = True
) -> CategoryTallies:
    """Tallies of a units x coders table, leading axis D: one entry for each document.

    `documents` numbers the document of each unit, shape (N,), 0 <= number < n_documents; without it all units
    are in document 0. `tables=False` leaves the tables of pairs empty (they are q x q for every pair).
    """
    of = np.zeros(len(ratings.values), dtype=np.int64) if documents is None else documents
    order = np.argsort(of, kind="stable")
    borders = np.searchsorted(of[order], np.arange(n_documents + 1))
    parts = [_tally(ratings.of_units(order[start:end]), tables) for start, end in pairwise(borders)]
    return CategoryTallies(
        *(np.stack([getattr(part, f.name) for part in parts]) for f in fields(CategoryTallies))
    )


def _tally(ratings: Ratings, tables: bool) -> CategoryTallies:
    counts, weights, q = ratings.counts, ratings.weights, len(ratings.categories)
    coded = counts.sum(axis=1)
    used, pairable = coded >= 1, coded >= 2
    shares = weights[used] @ (counts[used] / coded[used, None])
    r = coded[pairable]
    onehot = (ratings.values[:, :, None] == np.arange(q)).astype(np.float64)
    return CategoryTallies(
        units=np.asarray(weights[used].sum()),
        shares=shares,
        agreements=_crossings(counts[pairable], weights[pairable] / (r * (r - 1))),
        coincidences=_crossings(counts[pairable], weights[pairable] / (r - 1)),
        crossings=_crossings(counts[pairable], weights[pairable]),
        coders=np.tensordot(weights, onehot, 1),
        tables=_pair_tables(onehot, weights, tables),
    )


def _crossings(counts: Floats, weights: Floats) -> Floats:
    """sum_i weights_i r_ik (r_il - [k=l]), shape (q, q)."""
    weighted = counts * weights[:, None]
    crossed: Floats = weighted.T @ counts - np.diag(weighted.sum(axis=0))
    return crossed


def _pair_tables(onehot: Floats, weights: Floats, wanted: bool) -> Floats:
    _, coders, q = onehot.shape
    first, second = coder_pairs(coders) if wanted else coder_pairs(0)
    tables = np.zeros((len(first), q, q))
    for place, (g, h) in enumerate(zip(first, second, strict=True)):
        tables[place] = (onehot[:, g] * weights[:, None]).T @ onehot[:, h]
    return tables
