"""Quantiles of Student's t distribution, without a statistics library."""

from math import atan, cos, pi, sin, sqrt
from statistics import NormalDist

import numpy as np

_SERIES_UP_TO = 300  # beyond, the expansion around the normal distribution is exact to nine digits


def t_quantile(probability: float, degrees: int) -> float:
    """The value that a t variable with `degrees` >= 1 stays below with this probability, between 0 and 1.

    Source: Abramowitz & Stegun (1964), 26.7.3 and 26.7.4 inverted by bisection, 26.7.5 for many degrees.
    Raises ValueError for fewer than one degree of freedom.
    """
    if degrees < 1:
        raise ValueError("a t distribution has at least one degree of freedom")
    if probability < 0.5:
        return -t_quantile(1 - probability, degrees)
    if degrees > _SERIES_UP_TO:
        return _expanded(NormalDist().inv_cdf(probability), degrees)
    low, high = 0.0, 1.0
    while _below(high, degrees) < probability:
        high *= 2
    for _ in range(80):
        middle = (low + high) / 2
        if _below(middle, degrees) < probability:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _below(t: float, degrees: int) -> float:
    """P(T <= t) for t >= 0, a finite series for whole degrees of freedom."""
    angle = atan(t / sqrt(degrees))
    if degrees % 2:
        powers = np.arange(1, degrees - 1, 2)
        terms = np.cumprod(np.where(powers == 1, 1.0, (powers - 1) / powers)) * cos(angle) ** powers
        inside = 2 / pi * (angle + sin(angle) * float(terms.sum()))
    else:
        powers = np.arange(0, degrees - 1, 2)
        terms = np.cumprod(np.where(powers == 0, 1.0, (powers - 1) / np.maximum(powers, 1)))
        inside = sin(angle) * float((terms * cos(angle) ** powers).sum())
    return 0.5 + inside / 2


def _expanded(z: float, degrees: int) -> float:
    n = float(degrees)
    return (
        z
        + (z**3 + z) / (4 * n)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * n**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * n**3)
        + (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / (92160 * n**4)
    )
