"""Sums over units from which every coefficient follows; additive, so documents can be re-weighted at will."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from app.agreement.coefficients.ratings import MISSING, Floats, Integers, Ratings


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
        """Documents (first axis, D) drawn `counts` times each, shape (B, D): tallies with first axis B.

        Of documents in G groups (see `folded`) the counts are those of the groups, (B, G).
        """
        grouped = self.in_groups(counts.shape[1])
        return CategoryTallies(
            *(np.tensordot(counts, getattr(grouped, field.name), 1) for field in fields(self))
        )

    def in_groups(self, groups: int) -> "CategoryTallies":
        """Documents (first axis) in so many groups (see `folded`)."""
        if len(self.units) <= groups:
            return self
        return CategoryTallies(*(folded(getattr(self, field.name), groups) for field in fields(self)))

    def total(self, axis: int = 0) -> "CategoryTallies":
        """All documents together, or whatever the leading axis is that is summed away."""
        return CategoryTallies(*(getattr(self, field.name).sum(axis=axis) for field in fields(self)))

    def of(self, chosen: slice | int | Integers | NDArray[np.bool_]) -> "CategoryTallies":
        """The chosen entries of the first axis, as numpy indexing chooses them."""
        return CategoryTallies(*(getattr(self, field.name)[chosen] for field in fields(self)))


def folded(amounts: Floats, groups: int, axis: int = 0) -> Floats:
    """Sums of documents, along an axis, in so many groups: document d belongs to group d modulo `groups`."""
    documents = amounts.shape[axis]
    if documents <= groups:
        return amounts
    amounts = np.moveaxis(amounts, axis, 0)
    whole = documents // groups * groups
    sums = amounts[:whole].reshape(documents // groups, groups, *amounts.shape[1:]).sum(axis=0)
    sums[: documents - whole] += amounts[whole:]
    return np.moveaxis(sums, 0, axis)


def of_documents(counts: Floats, documents: int) -> Floats:
    """How often each document counts, (B, documents), where groups of them do, (B, G); see `folded`."""
    groups = counts.shape[1]
    return counts if groups == documents else counts[:, np.arange(documents) % groups]


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
    counts, sizes, q = ratings.counts, ratings.weights, len(ratings.categories)
    r = counts.sum(axis=1)
    pairable = r >= 2

    def summed(amounts: Floats, where: NDArray[np.bool_]) -> Floats:
        return np.bincount(of[where], amounts[where], n_documents).astype(np.float64)

    def crossed(weights: Floats) -> Floats:
        """sum_i weights_i r_ik (r_il - [k=l]) of every document, shape (D, q, q)."""
        cells = [
            summed(weights * counts[:, k] * (counts[:, m] - (k == m)), pairable)
            for k in range(q)
            for m in range(q)
        ]
        return np.array(cells).reshape(q, q, n_documents).transpose(2, 0, 1)

    used, least = r >= 1, np.maximum(r, 1)
    shares = [summed(sizes * counts[:, k] / least, used) for k in range(q)]
    once = sizes / np.maximum(r - 1, 1)
    return CategoryTallies(
        units=summed(sizes, used),
        shares=np.array(shares).reshape(q, n_documents).T,
        agreements=crossed(once / least),
        coincidences=crossed(once),
        crossings=crossed(sizes),
        coders=_decisions(ratings, of, n_documents),
        tables=_pair_tables(ratings, of, n_documents, tables),
    )


def _decisions(ratings: Ratings, of: Integers, n_documents: int) -> Floats:
    """The size of what each coder put into each category, shape (D, r, q)."""
    q = len(ratings.categories)
    return _cells(list(ratings.values.T), q, ratings, of, n_documents)


def _pair_tables(ratings: Ratings, of: Integers, n_documents: int, wanted: bool) -> Floats:
    q, values = len(ratings.categories), ratings.values
    first, second = coder_pairs(ratings.coders) if wanted else coder_pairs(0)
    both = [
        np.where((values[:, g] >= 0) & (values[:, h] >= 0), values[:, g] * q + values[:, h], MISSING)
        for g, h in zip(first, second, strict=True)
    ]
    return _cells(both, q * q, ratings, of, n_documents).reshape(n_documents, len(first), q, q)


def _cells(rows: Sequence[Integers], cells: int, ratings: Ratings, of: Integers, n_documents: int) -> Floats:
    """Sizes of units by document and cell, (D, rows, cells), from each unit's cell, MISSING for none."""
    sums = np.zeros((n_documents, len(rows), cells))
    for row, cell in enumerate(rows):
        is_rated = cell >= 0
        amounts = np.bincount(
            of[is_rated] * cells + cell[is_rated], ratings.weights[is_rated], n_documents * cells
        )
        sums[:, row] = amounts.reshape(n_documents, cells)
    return sums
