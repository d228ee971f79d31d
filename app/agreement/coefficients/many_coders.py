"""Coefficients for any number of coders on given units, missing values allowed.

Every chance-corrected coefficient is (p_a - p_e)/(1 - p_e) with the same p_a, `percent_agreement`; they
differ in p_e. All functions take tallies with any leading axes (documents, codes, resamples) and agreement
weights w of shape (q, q), identity unless given.
"""

import numpy as np

from app.agreement.coefficients.estimates import Estimates, above_chance, plain_share, share, two_values_occur
from app.agreement.coefficients.ratings import Floats
from app.agreement.coefficients.tallies import CategoryTallies
from app.agreement.coefficients.weights import identity


def percent_agreement(tallies: CategoryTallies, weights: Floats | None = None) -> Estimates:
    """p_a = mean over units with r_i >= 2 of sum_k r_ik (r*_ik - 1)/(r_i (r_i - 1)), r*_ik = sum_l w_kl r_il.

    Never shown alone: it says nothing about chance. Source: Fleiss (1971); Gwet (2014), ch. 2.
    """
    agreed = (tallies.agreements * _weights(tallies, weights)).sum(axis=(-2, -1))
    return plain_share(agreed, tallies.pairable, tallies.pairable)


def brennan_prediger(
    tallies: CategoryTallies, weights: Floats | None = None, *, offered: int | None = None
) -> Estimates:
    """p_e = sum_kl w_kl / q^2, q the categories offered (Bennett's S, Randolph's kappa; PABAK when q = 2).

    `offered` overrides q for unweighted use, when categories were on offer that nobody chose.
    Source: Bennett, Alpert & Goldstein (1954); Brennan & Prediger (1981); Randolph (2005).
    """
    q = max(tallies.q if offered is None else offered, 1)
    chance = q / q**2 if weights is None else float(weights.sum()) / q**2
    observed = percent_agreement(tallies, weights).observed
    expected = np.full(observed.shape, chance)
    return above_chance(observed, expected, tallies.pairable, two_values_occur(tallies.shares))


def fleiss_kappa(tallies: CategoryTallies, weights: Floats | None = None) -> Estimates:
    """p_e = sum_kl w_kl pi_k pi_l, pi_k = mean over units of r_ik / r_i.

    Source: Fleiss (1971); with missing values and weights Gwet (2014), ch. 2.
    """
    pi = _prevalences(tallies)
    expected = np.einsum("...k,kl,...l->...", pi, _weights(tallies, weights), pi)
    observed = percent_agreement(tallies, weights).observed
    return above_chance(observed, expected, tallies.pairable, two_values_occur(tallies.shares))


def fleiss_category(tallies: CategoryTallies, category: int) -> Estimates:
    """Fleiss' kappa of one category against all others together. Source: Fleiss (1971)."""
    pi = _prevalences(tallies)[..., category]
    row = tallies.agreements[..., category, :].sum(axis=-1)
    observed = 1 - 2 * share(row - tallies.agreements[..., category, category], tallies.pairable)
    used = tallies.shares[..., category]
    varied = two_values_occur(np.stack([used, tallies.shares.sum(axis=-1) - used], axis=-1))
    return above_chance(observed, pi**2 + (1 - pi) ** 2, tallies.pairable, varied)


def conger_kappa(tallies: CategoryTallies, weights: Floats | None = None) -> Estimates:
    """p_e = sum_kl w_kl (pbar_k pbar_l - s2_kl / r), from each coder's own shares p_gk; r coders with values.

    Cohen's kappa for two coders, and its exact generalisation. Source: Conger (1980); Gwet (2014), ch. 2.
    """
    # categories first, so that sums over a few of them run along whole arrays
    decisions = np.ascontiguousarray(np.moveaxis(tallies.coders, -1, 0))
    size = decisions.sum(axis=0)
    r = (size > 0).sum(axis=-1)
    p = np.where(size > 0, share(decisions, size), 0.0)
    total = p.sum(axis=-1)
    w = _weights(tallies, weights)
    across = (total * np.tensordot(w, total, 1)).sum(axis=0)
    within = (p * np.tensordot(w, p, 1)).sum(axis=(0, -1))
    # pbar pbar' - s2/r summed against w is the mean over ordered pairs of different coders
    expected = share(across - within, (r * (r - 1)).astype(np.float64))
    observed = percent_agreement(tallies, weights).observed
    return above_chance(observed, expected, tallies.pairable, two_values_occur(tallies.shares))


def gwet_ac1(tallies: CategoryTallies, weights: Floats | None = None) -> Estimates:
    """p_e = T_w / (q (q - 1)) sum_k pi_k (1 - pi_k), T_w = sum_kl w_kl; AC2 when weights are given.

    Source: Gwet (2008); Gwet (2014), ch. 4 and 5.
    """
    q = tallies.q
    w = _weights(tallies, weights)
    pi = _prevalences(tallies)
    observed = percent_agreement(tallies, weights).observed
    spread = (pi * (1 - pi)).sum(axis=-1)
    expected = spread * float(w.sum()) / (q * (q - 1)) if q > 1 else np.ones(observed.shape)
    return above_chance(observed, expected, tallies.pairable, two_values_occur(tallies.shares))


def _weights(tallies: CategoryTallies, weights: Floats | None) -> Floats:
    return identity(tallies.q) if weights is None else weights


def _prevalences(tallies: CategoryTallies) -> Floats:
    """pi_k, shape (..., q)."""
    return share(tallies.shares, tallies.units[..., None])
