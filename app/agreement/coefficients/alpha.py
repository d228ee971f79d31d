"""Krippendorff's alpha on given units: any level of measurement, any coders, missing values, unit weights."""

import numpy as np

from app.agreement.coefficients.estimates import Estimates, share
from app.agreement.coefficients.ratings import Floats
from app.agreement.coefficients.tallies import CategoryTallies

LEVELS = ("nominal", "ordinal", "interval", "ratio")


def krippendorff_alpha(
    tallies: CategoryTallies, level: str = "nominal", numbers: Floats | None = None
) -> Estimates:
    """alpha = 1 - (n - 1) sum o_ck d2_ck / sum n_c n_k d2_ck, n_c = sum_k o_ck, n = sum n_c.

    o_ck = sum_u w_u sum_{i != j} [v_iu = c, v_ju = k] / (m_u - 1). `numbers` are the categories as numbers,
    shape (q,), needed for interval and ratio. Any leading axes. `observed` and `expected` are disagreements.
    Source: Krippendorff (1970, 2011). Raises ValueError for an unknown level, for missing numbers, and for
    negative ones at the ratio level.
    """
    return alpha_with_distances(tallies, squared_distances(level, numbers, tallies.coincidences.sum(axis=-1)))


def alpha_with_distances(tallies: CategoryTallies, distances: Floats) -> Estimates:
    """The same with any d2_ck >= 0, 0 on the diagonal: shape (q, q) or (..., q, q).

    For agreement weights take 1 - w (Artstein & Poesio 2008, weighted alpha).
    """
    together = tallies.coincidences
    marginals = together.sum(axis=-1)
    n = marginals.sum(axis=-1)
    observed = share((together * distances).sum(axis=(-2, -1)), n)
    chance = (marginals[..., :, None] * marginals[..., None, :] * distances).sum(axis=(-2, -1))
    return alpha_from_disagreements(observed, share(chance, n * (n - 1)), tallies.pairable)


def alpha_from_disagreements(observed: Floats, expected: Floats, n: Floats) -> Estimates:
    """1 - D_o / D_e, undefined where no disagreement can be expected (only one value occurs)."""
    possible = np.isfinite(expected) & (np.nan_to_num(expected) > 0)
    ratio = np.divide(observed, expected, out=np.full(observed.shape, np.nan), where=possible)
    return Estimates(1 - ratio, observed, expected, n, expected)


def squared_distances(level: str, numbers: Floats | None, marginals: Floats) -> Floats:
    """d2_ck of a level of measurement, shape (q, q); for ordinal (..., q, q), as it depends on the n_c.

    nominal [c != k]; ordinal (sum_{g=c..k} n_g - (n_c + n_k)/2)^2; interval (c - k)^2;
    ratio ((c - k)/(c + k))^2, 0 for 0 and 0.
    """
    if level == "nominal":
        return 1 - np.eye(marginals.shape[-1])
    if level == "ordinal":
        middle = np.cumsum(marginals, axis=-1) - marginals / 2
        ranks: Floats = (middle[..., :, None] - middle[..., None, :]) ** 2
        return ranks
    if level not in LEVELS:
        raise ValueError(f"unknown level of measurement {level!r}: use one of {', '.join(LEVELS)}")
    if numbers is None:
        raise ValueError(f"the {level} level needs numbers as categories")
    apart: Floats = numbers[:, None] - numbers[None, :]
    if level == "interval":
        return apart**2
    if len(numbers) and numbers.min() < 0:
        raise ValueError("the ratio level needs numbers that are not negative")
    total = numbers[:, None] + numbers[None, :]
    relative: Floats = np.divide(apart, total, out=np.zeros_like(apart), where=total > 0)
    return relative**2
