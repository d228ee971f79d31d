"""Krippendorff & Craggs' mv-alpha: sets of codes against sets re-drawn code by code."""

import numpy as np

from app.agreement.alpha import alpha_from_disagreements
from app.agreement.estimates import Estimates, share
from app.agreement.ratings import Floats
from app.agreement.sets import SetValues, set_tallies


def mv_alpha(values: SetValues) -> Estimates:
    """1 - D_o / D_e on all units, shape (1,), with Dice as distance and an empty set as a value of its own.

    D_e: two set sizes are drawn as often as they occur, and filled code by code in proportion to how often
    each code was given, n_c (n_c - 1) for a code in both. Source: Krippendorff & Craggs (2016), with their
    enumeration of sets replaced by the coefficients of prod_c (1 + n_c x + n_c y + n_c (n_c - 1) z).
    """
    together = SetValues(values.values, values.members, values.weights, np.zeros_like(values.documents))
    tallies = set_tallies(together, "dice")
    given = tallies.counts.sum(axis=0)
    members = tallies.members.astype(np.float64)
    sizes = tallies.members.sum(axis=1, dtype=np.int64)
    n = given.sum()
    largest = int(sizes.max()) if len(sizes) else 0
    of_size = np.bincount(sizes, given, largest + 1)
    by_chance = of_size @ _expected_distances(given @ members, largest) @ of_size
    expected = share(by_chance.reshape(1), (n**2).reshape(1))
    return alpha_from_disagreements(share(tallies.observed, n.reshape(1)), expected, tallies.units)


def _expected_distances(uses: Floats, largest: int) -> Floats:
    """E[d | |A| = a, |B| = b] for all sizes up to `largest`, shape (largest + 1, largest + 1).

    0 where no two such sets can be drawn: the only set of that size can but meet itself.
    """
    terms = _set_terms(uses[uses > 0], largest)
    expected = np.zeros((largest + 1, largest + 1))
    for a in range(largest + 1):
        for b in range(largest + 1):
            t = np.arange(min(a, b) + 1)
            logs = terms[a - t, b - t, t]
            if a + b and np.isfinite(logs.max()):
                weights = np.exp(logs - logs.max())
                expected[a, b] = (weights * (1 - 2 * t / (a + b))).sum() / weights.sum()
    return expected


def _set_terms(uses: Floats, largest: int) -> Floats:
    """Logarithms of the coefficients of x^i y^j z^t in prod_c (1 + n_c x + n_c y + n_c (n_c - 1) z).

    Shape (largest + 1,) * 3; minus infinity where there is no such term. Logarithms, because a coefficient
    can be as large as the number of characters to the power of twice the largest set.
    """
    terms = np.full((largest + 1,) * 3, -np.inf)
    terms[0, 0, 0] = 0
    for n in uses:
        before = terms.copy()
        terms[1:] = np.logaddexp(terms[1:], before[:-1] + np.log(n))
        terms[:, 1:] = np.logaddexp(terms[:, 1:], before[:, :-1] + np.log(n))
        if n > 1:
            shared = before[:, :, :-1] + np.log(n) + np.log(n - 1)
            terms[:, :, 1:] = np.logaddexp(terms[:, :, 1:], shared)
    return terms
