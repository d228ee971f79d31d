"""Gwet's linearised standard errors, for units that were drawn one by one (predefined passages).

Each unit i gets a score whose mean is the coefficient; the variance of a mean of N scores, with t_{N-1}, is
the answer. They treat units as independent draws: for stretches of the same interviews use the bootstrap.
Source: Gwet (2008); Gwet (2014), ch. 5; the scores are those of the R package irrCAC.
"""

from collections.abc import Callable

import numpy as np

from app.agreement.coefficients import many_coders as coefficients
from app.agreement.coefficients.ratings import Floats, Ratings
from app.agreement.coefficients.tallies import rating_tallies


def standard_error(ratings: Ratings, statistic: str, weights: Floats) -> float | None:
    """Standard error of one of STATISTICS, or None with fewer than two units or an undefined coefficient.

    Units without any value are left out. None as well where units differ in size: such units are stretches of
    text and no independent draws.
    """
    used = ratings.of_units(ratings.counts.sum(axis=1) >= 1)
    counts = used.counts
    if (counts.sum(axis=1) >= 2).sum() < 2 or len(ratings.categories) < 2 or np.ptp(used.weights) > 0:
        return None
    if statistic == "krippendorff_alpha":
        scores = _alpha_scores(counts[counts.sum(axis=1) >= 2], weights)
    else:
        scores = _scores(used, statistic, weights)
    if scores is None:
        return None
    return float(np.sqrt(scores.var(ddof=1) / len(scores)))


def _scores(ratings: Ratings, statistic: str, weights: Floats) -> Floats | None:
    """Unit scores of the coefficients that share p_a, shape (N,), None where the coefficient is undefined."""
    counts = ratings.counts
    r = counts.sum(axis=1)
    pairable = r >= 2
    agreed = (counts * (counts @ weights.T - 1)).sum(axis=1)
    n = len(counts)
    scale = n / pairable.sum()
    p_a = np.where(pairable, agreed / np.where(pairable, r * (r - 1), 1), 0)
    if statistic == "percent_agreement":
        observed: Floats = scale * p_a
        return observed
    estimate = _COEFFICIENTS[statistic](rating_tallies(ratings, tables=False).total(), weights)
    value, expected = float(estimate.value), float(estimate.expected)
    if not np.isfinite(value):
        return None
    scores: Floats = scale * (p_a - expected * pairable) / (1 - expected)
    by_chance = _EXPECTED[statistic](ratings, weights)
    if by_chance is not None:
        scores -= 2 * (1 - value) * (by_chance - expected) / (1 - expected)
    return scores


def _pi(counts: Floats) -> Floats:
    pi: Floats = (counts / counts.sum(axis=1, keepdims=True)).mean(axis=0)
    return pi


def _gwet_expected(ratings: Ratings, weights: Floats) -> Floats:
    counts, q = ratings.counts, len(ratings.categories)
    share: Floats = counts @ (1 - _pi(counts)) / counts.sum(axis=1)
    return share * float(weights.sum()) / (q * (q - 1))


def _fleiss_expected(ratings: Ratings, weights: Floats) -> Floats:
    counts = ratings.counts
    toward = (weights + weights.T) / 2 @ _pi(counts)
    expected: Floats = counts @ toward / counts.sum(axis=1)
    return expected


def _conger_expected(ratings: Ratings, weights: Floats) -> Floats:
    """The influence of every unit on Conger's p_e, through each coder's own shares."""
    values = ratings.values[:, (ratings.values >= 0).any(axis=0)]
    n, r = values.shape
    onehot = (values[:, :, None] == np.arange(len(ratings.categories))).astype(np.float64)
    coded = onehot.sum(axis=2)
    size = coded.sum(axis=0)
    p = onehot.sum(axis=0) / size[:, None]
    others = (p.sum(axis=0) - p) @ weights
    shifted = onehot - (coded - size / n)[:, :, None] * p
    influence: Floats = ((shifted * others).sum(axis=2) * n / size).sum(axis=1) / (r * (r - 1))
    return influence


def _alpha_scores(counts: Floats, weights: Floats) -> Floats | None:
    r = counts.sum(axis=1)
    mean = r.mean()
    agreed = (counts * (counts @ weights.T - 1)).sum(axis=1) / (mean * (r - 1))
    pi = (counts / mean).mean(axis=0)
    expected = pi @ weights @ pi
    if expected >= 1 or (pi > 0).sum() < 2:
        return None
    p_a = agreed.mean()
    value = (p_a - expected) / (1 - expected)
    surplus = (r - mean) / mean
    shares = (agreed - p_a * surplus - expected) / (1 - expected)
    by_chance = counts @ ((weights + weights.T) / 2 @ pi) / mean - expected * surplus
    scores: Floats = shares - 2 * (1 - value) * (by_chance - expected) / (1 - expected)
    return scores


def _no_influence(ratings: Ratings, weights: Floats) -> None:
    """Brennan-Prediger expects the same whatever the units are."""


_COEFFICIENTS = {
    "brennan_prediger": coefficients.brennan_prediger,
    "fleiss_kappa": coefficients.fleiss_kappa,
    "conger_kappa": coefficients.conger_kappa,
    "gwet_ac1": coefficients.gwet_ac1,
}
_EXPECTED: dict[str, Callable[[Ratings, Floats], Floats | None]] = {
    "brennan_prediger": _no_influence,
    "fleiss_kappa": _fleiss_expected,
    "conger_kappa": _conger_expected,
    "gwet_ac1": _gwet_expected,
}

STATISTICS = ("percent_agreement", *_COEFFICIENTS, "krippendorff_alpha")


def fleiss_null_standard_error(ratings: Ratings) -> float | None:
    """Fleiss' (1971) standard error of his kappa where agreement is by chance; complete data only.

    SE0^2 = 2/(N m (m-1)) (P_e - (2m-3) P_e^2 + 2(m-2) sum p_k^3) / (1 - P_e)^2.
    """
    counts = ratings.counts
    m = counts.sum(axis=1)
    if not len(m) or m[0] < 2 or (m != m[0]).any():
        return None
    p = _pi(counts)
    chance = float((p**2).sum())
    if chance >= 1:
        return None
    spread = chance - (2 * m[0] - 3) * chance**2 + 2 * (m[0] - 2) * (p**3).sum()
    return float(np.sqrt(2 / (len(m) * m[0] * (m[0] - 1)) * spread) / (1 - chance))
