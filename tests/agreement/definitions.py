"""Coefficients on given units the slow way, unit by unit as they are defined, and random tables."""

from itertools import combinations, permutations

import numpy as np
from hypothesis import strategies as st

from app.agreement.coefficients.ratings import Ratings

UP_TO_FIVE, UP_TO_FOUR = st.integers(1, 5), st.integers(1, 4)


@st.composite
def tables(draw, coders=UP_TO_FIVE, categories=UP_TO_FOUR, missing=True, weighted=False):
    """Ratings of up to 12 units."""
    n, r, q = draw(st.integers(0, 12)), draw(coders), draw(categories)
    lowest = -1 if missing else 0
    cells = draw(st.lists(st.integers(lowest, q - 1), min_size=n * r, max_size=n * r))
    sizes = draw(st.lists(st.integers(1, 9), min_size=n, max_size=n)) if weighted else [1] * n
    labels = tuple(float(k) for k in range(1, q + 1))
    return Ratings(np.array(cells, dtype=np.int64).reshape(n, r), labels, np.array(sizes, dtype=np.float64))


def repeated(ratings):
    """The same units, each as often as it weighs."""
    times = ratings.weights.astype(int)
    return Ratings(np.repeat(ratings.values, times, axis=0), ratings.categories, np.ones(times.sum()))


def values_of_units(ratings):
    """The values of each unit, without the missing ones."""
    return [[v for v in row if v >= 0] for row in ratings.values.tolist()]


def percent_agreement(ratings, w):
    """Mean over units of the mean over ordered pairs of coders."""
    units = [unit for unit in values_of_units(ratings) if len(unit) >= 2]
    return np.mean([np.mean([w[a, b] for a, b in permutations(unit, 2)]) for unit in units])


def prevalence(ratings):
    """Mean over units of each category's share."""
    q = len(ratings.categories)
    return np.mean([np.bincount(u, minlength=q) / len(u) for u in values_of_units(ratings) if u], axis=0)


def pairwise_chance(ratings, w):
    """Conger's expectation: the mean over pairs of coders of what Cohen's kappa would expect."""
    q = len(ratings.categories)
    coders = [[v for v in column if v >= 0] for column in ratings.values.T.tolist()]
    shares = [np.bincount(column, minlength=q) / len(column) for column in coders if column]
    return np.mean([(p @ w @ s + s @ w @ p) / 2 for p, s in combinations(shares, 2)])


def alpha(ratings, distance):
    """Krippendorff's alpha from all pairs of values, within units and altogether; None where undefined."""
    units = [unit for unit in values_of_units(ratings) if len(unit) >= 2]
    everything = [value for unit in units for value in unit]
    n = len(everything)
    if n < 2:
        return None
    expected = sum(distance(a, b) for a, b in permutations(everything, 2)) / (n * (n - 1))
    if expected == 0:
        return None
    within = [sum(distance(a, b) for a, b in permutations(unit, 2)) / (len(unit) - 1) for unit in units]
    return 1 - sum(within) / n / expected


def kappa(observed, expected):
    """(observed - expected) / (1 - expected), None where that has no meaning."""
    return None if 1 - expected < 1e-12 else (observed - expected) / (1 - expected)
