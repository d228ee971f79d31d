"""Krippendorff & Craggs' mv-alpha: sets of codes against sets re-drawn code by code."""

import numpy as np

from app.agreement.coefficients.alpha import alpha_from_disagreements
from app.agreement.coefficients.estimates import Estimates, share
from app.agreement.coefficients.ratings import Floats
from app.agreement.coefficients.sets import SetTallies, SetValues, set_tallies

_ROOM = 2_000_000  # coefficients in memory together


def mv_alpha(values: SetValues) -> Estimates:
    """1 - D_o / D_e on all units, shape (1,), with Dice as distance and an empty set as a value of its own.

    D_e: two set sizes are drawn as often as they occur, and filled code by code in proportion to how often
    each code was given, n_c (n_c - 1) for a code in both. Source: Krippendorff & Craggs (2016), with their
    enumeration of sets replaced by the coefficients of prod_c (1 + n_c x + n_c y + n_c (n_c - 1) z).
    """
    together = SetValues(values.values, values.members, values.weights, np.zeros_like(values.documents))
    return mv_alpha_of(set_tallies(together, "dice"), None)


def mv_alpha_of(tallies: SetTallies, draws: Floats | None) -> Estimates:
    """The same from tallies with the Dice distance: of every document by itself, shape (D,).

    With `draws` of shape (B, D), of documents drawn that often, shape (B,).
    """
    members = tallies.members.astype(np.float64)
    sizes = tallies.members.sum(axis=1, dtype=np.int64)
    largest = int(sizes.max(initial=0))
    by_size = (sizes[:, None] == np.arange(largest + 1)).astype(np.float64)
    given = tallies.counts @ np.concatenate((by_size, members), axis=1)
    observed, units = tallies.observed, tallies.units
    if draws is not None:
        given, observed, units = draws @ given, draws @ observed, draws @ units
    of_size, uses = given[:, : largest + 1], given[:, largest + 1 :]
    n = of_size.sum(axis=1)
    at_once = max(_ROOM // (largest + 1) ** 3, 1)
    by_chance = np.concatenate(
        [np.zeros(0)]
        + [
            _expected_distances(of_size[start : start + at_once], uses[start : start + at_once])
            for start in range(0, len(n), at_once)
        ]
    )
    return alpha_from_disagreements(share(observed, n), share(by_chance, n**2), units)


def _expected_distances(of_size: Floats, uses: Floats) -> Floats:
    """sum_ab n_a n_b E[d | |A| = a, |B| = b] for every row of set sizes (B, largest + 1) and uses (B, C).

    E is 0 where no two such sets can be drawn: the only set of that size can but meet itself.
    """
    largest = of_size.shape[1] - 1
    terms = _set_terms(uses, largest)
    total = np.zeros(len(of_size))
    for a in range(largest + 1):
        for b in range(largest + 1):
            t = np.arange(min(a, b) + 1)
            weights = terms[a - t, b - t, t]
            if a + b:
                expected = share((1 - 2 * t / (a + b)) @ weights, weights.sum(axis=0))
                total += of_size[:, a] * of_size[:, b] * np.nan_to_num(expected)
    return total


def _set_terms(uses: Floats, largest: int) -> Floats:
    """Coefficients of x^i y^j z^t in prod_c (1 + n_c x + n_c y + n_c (n_c - 1) z), rows B on the last axis.

    Shape (largest + 1,) * 3 + (B,); each divided by s^(i + j + 2 t), s the largest n_c: a factor that all
    terms of two set sizes have in common, and without which they could be as large as the characters to the
    power of twice the largest set.
    """
    scale = np.maximum(uses.max(axis=1, initial=1), 1)
    terms = np.zeros((*(largest + 1,) * 3, len(uses)))
    terms[0, 0, 0] = 1
    for n in uses.T:
        before = terms.copy()
        terms[1:] += before[:-1] * (n / scale)
        terms[:, 1:] += before[:, :-1] * (n / scale)
        terms[:, :, 1:] += before[:, :, :-1] * (n / scale * np.maximum(n - 1, 0) / scale)
    return terms
