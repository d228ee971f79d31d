"""Coefficients of two coders from their q x q table: another way to the numbers of `pair_sums`."""

import numpy as np

from app.agreement.coefficients.estimates import Estimates, above_chance, plain_share, share
from app.agreement.coefficients.ratings import Floats
from app.agreement.coefficients.tallies import CategoryTallies, coder_pairs
from app.agreement.coefficients.weights import identity


def cohen_kappa(tables: Floats, weights: Floats | None = None) -> Estimates:
    """Cohen's (weighted) kappa: p_e = sum_kl w_kl p_1k p_2l; tables (..., q, q), first coder down.

    Source: Cohen (1960, 1968).
    """
    cells = _categories_first(tables)
    return _kappa(cells, cells.sum(axis=1), cells.sum(axis=0), weights)


def scott_pi(tables: Floats, weights: Floats | None = None) -> Estimates:
    """Scott's pi: p_e = sum_kl w_kl pi_k pi_l, pi_k the mean of both coders' shares; tables (..., q, q).

    Source: Scott (1955).
    """
    cells = _categories_first(tables)
    both = (cells.sum(axis=1) + cells.sum(axis=0)) / 2
    return _kappa(cells, both, both, weights)


def holsti(tallies: CategoryTallies) -> Estimates:
    """2M / (n1 + n2) of every pair, shape (..., P): M units on which both agree, n1 and n2 units each coded.

    Source: Holsti (1969). With complete data it is percent agreement.
    """
    first, second = coder_pairs(tallies.coders.shape[-2])
    coded = tallies.coders.sum(axis=-1)
    n = tallies.tables.sum(axis=(-2, -1))
    both = coded[..., first] + coded[..., second]
    agreed = 2 * np.trace(tallies.tables, axis1=-2, axis2=-1)
    return plain_share(agreed, np.where(n > 0, both, 0), n)


def mean_over_pairs(pairs: Estimates) -> Estimates:
    """The mean over the pairs (last axis) that are defined; n is the number of them."""
    known = np.isfinite(pairs.value)
    n = known.sum(axis=-1).astype(np.float64)

    def mean(of: Floats) -> Floats:
        return share(np.where(known & np.isfinite(of), of, 0).sum(axis=-1), n)

    expected = mean(pairs.expected)
    expected = np.where((known & np.isfinite(pairs.expected)).any(axis=-1), expected, np.nan)
    return Estimates(mean(pairs.value), mean(pairs.observed), expected, n, mean(pairs.room))


def light_kappa(tallies: CategoryTallies, weights: Floats | None = None) -> Estimates:
    """The mean of Cohen's kappa over the pairs of coders where it is defined; n is their number.

    Source: Light (1971).
    """
    return mean_over_pairs(cohen_kappa(tallies.tables, weights))


def _categories_first(tables: Floats) -> Floats:
    """Tables as (q, q, ...), so that sums over a few categories run along whole arrays of tables."""
    return np.ascontiguousarray(np.moveaxis(tables, (-2, -1), (0, 1)))


def _kappa(cells: Floats, first: Floats, second: Floats, weights: Floats | None) -> Estimates:
    """Kappa of cells (q, q, ...) and the totals (q, ...) that agreement by chance is expected from."""
    w = identity(len(cells)) if weights is None else weights
    n = first.sum(axis=0)
    observed = share(np.tensordot(w, cells, 2), n)
    expected = share((first * np.tensordot(w, second, 1)).sum(axis=0), n**2)
    varied = (cells.sum(axis=1) + cells.sum(axis=0) > 0).sum(axis=0) >= 2
    return above_chance(observed, expected, n, varied)
