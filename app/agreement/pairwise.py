"""Coefficients of two coders, from their q x q table, and their means over all pairs."""

import numpy as np

from app.agreement.estimates import Estimates, above_chance, share, two_values_occur
from app.agreement.ratings import Floats
from app.agreement.tallies import CategoryTallies, coder_pairs
from app.agreement.weights import identity


def cohen_kappa(tables: Floats, weights: Floats | None = None) -> Estimates:
    """Cohen's (weighted) kappa: p_e = sum_kl w_kl p_1k p_2l; tables (..., q, q), first coder down.

    Source: Cohen (1960, 1968).
    """
    p, n = _proportions(tables)
    w = identity(tables.shape[-1]) if weights is None else weights
    first, second = p.sum(axis=-1), p.sum(axis=-2)
    expected = np.einsum("...k,kl,...l->...", first, w, second)
    return above_chance((p * w).sum(axis=(-2, -1)), expected, n, _varied(tables))


def scott_pi(tables: Floats, weights: Floats | None = None) -> Estimates:
    """Scott's pi: p_e = sum_kl w_kl pi_k pi_l, pi_k the mean of both coders' shares; tables (..., q, q).

    Source: Scott (1955).
    """
    p, n = _proportions(tables)
    w = identity(tables.shape[-1]) if weights is None else weights
    pi = (p.sum(axis=-1) + p.sum(axis=-2)) / 2
    expected = np.einsum("...k,kl,...l->...", pi, w, pi)
    return above_chance((p * w).sum(axis=(-2, -1)), expected, n, _varied(tables))


def holsti(tallies: CategoryTallies) -> Estimates:
    """2M / (n1 + n2) of every pair, shape (..., P): M units on which both agree, n1 and n2 units each coded.

    Source: Holsti (1969). With complete data it is percent agreement.
    """
    first, second = coder_pairs(tallies.coders.shape[-2])
    coded = tallies.coders.sum(axis=-1)
    n = tallies.tables.sum(axis=(-2, -1))
    both = coded[..., first] + coded[..., second]
    agreed = 2 * np.trace(tallies.tables, axis1=-2, axis2=-1)
    value = share(agreed, np.where(n > 0, both, 0))
    return Estimates(value, value, np.full(value.shape, np.nan), n)


def mean_over_pairs(pairs: Estimates) -> Estimates:
    """The mean over the pairs (last axis) that are defined; n is the number of them."""
    known = np.isfinite(pairs.value)
    n = known.sum(axis=-1).astype(np.float64)

    def mean(of: Floats) -> Floats:
        return share(np.where(known & np.isfinite(of), of, 0).sum(axis=-1), n)

    expected = mean(pairs.expected)
    expected = np.where((known & np.isfinite(pairs.expected)).any(axis=-1), expected, np.nan)
    return Estimates(mean(pairs.value), mean(pairs.observed), expected, n)


def light_kappa(tallies: CategoryTallies, weights: Floats | None = None) -> Estimates:
    """The mean of Cohen's kappa over the pairs of coders where it is defined; n is their number.

    Source: Light (1971).
    """
    return mean_over_pairs(cohen_kappa(tallies.tables, weights))


def _proportions(tables: Floats) -> tuple[Floats, Floats]:
    n: Floats = tables.sum(axis=(-2, -1))
    return share(tables, n[..., None, None]), n


def _varied(tables: Floats) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    return two_values_occur(tables.sum(axis=-1) + tables.sum(axis=-2))
