"""Two categories, absent (0) and present (1): the cells of 2x2 tables and the indices that explain a kappa.

The coefficients themselves are those of `coefficients`, `pairwise` and `alpha`, which take the tallies of all
codes and resamples at once, with q = 2.
"""

from dataclasses import dataclass

import numpy as np

from app.agreement.coefficients.estimates import Estimates, plain_share, share
from app.agreement.coefficients.ratings import Floats
from app.agreement.coefficients.tallies import CategoryTallies

_TINY = 1e-12


@dataclass(frozen=True, eq=False)
class TwoByTwo:
    """2x2 tables of any shape (...): a both, b only the first coder, c only the second, d neither."""

    a: Floats
    b: Floats
    c: Floats
    d: Floats

    @property
    def n(self) -> Floats:
        """The size of the table."""
        return self.a + self.b + self.c + self.d

    def prevalence_index(self) -> Floats:
        """(a - d) / N: near -1 for a rare code, where kappa is low by itself. Source: Byrt et al. (1993)."""
        return share(self.a - self.d, self.n)

    def bias_index(self) -> Floats:
        """(b - c) / N: how much more often the first coder uses the code. Source: Byrt et al. (1993)."""
        return share(self.b - self.c, self.n)

    def pabak(self) -> Floats:
        """2 p_o - 1, prevalence- and bias-adjusted kappa. Source: Byrt, Bishop & Carlin (1993)."""
        return 2 * share(self.a + self.d, self.n) - 1

    def positive_agreement(self) -> Floats:
        """2a / (2a + b + c). Source: Cicchetti & Feinstein (1990)."""
        return share(2 * self.a, 2 * self.a + self.b + self.c)

    def negative_agreement(self) -> Floats:
        """2d / (2d + b + c). Source: Cicchetti & Feinstein (1990)."""
        return share(2 * self.d, 2 * self.d + self.b + self.c)


def kappa_max(tables: Floats) -> Floats:
    """The highest kappa that the totals of two coders allow, from tables (..., q, q), first coder down.

    (sum_k min(p_1k, p_2k) - p_e) / (1 - p_e); NaN where kappa is undefined. Source: Cohen (1960).
    """
    n = tables.sum(axis=(-2, -1))[..., None]
    first, second = share(tables.sum(axis=-1), n), share(tables.sum(axis=-2), n)
    chance = (first * second).sum(axis=-1)
    room = np.where(n[..., 0] > 0, 1 - chance, 0)
    return share(np.minimum(first, second).sum(axis=-1) - chance, np.where(room > _TINY, room, 0))


def two_by_two(tables: Floats) -> TwoByTwo:
    """The cells of 2x2 tables of shape (..., 2, 2) as `CategoryTallies.tables` holds them."""
    return TwoByTwo(tables[..., 1, 1], tables[..., 1, 0], tables[..., 0, 1], tables[..., 0, 0])


def positive_agreement(tallies: CategoryTallies) -> Estimates:
    """Agreement on presence for any number of coders: 2a/(2a + b + c) over all pairs within units.

    Every pair counts once, also where units were judged by different numbers of coders. Source: de Vet,
    Dikmans & Eekhout (2017), Journal of Clinical Epidemiology 83:85-89.
    """
    return _specific_agreement(tallies, 1)


def negative_agreement(tallies: CategoryTallies) -> Estimates:
    """Agreement on absence for any number of coders: 2d/(2d + b + c) over all pairs within units."""
    return _specific_agreement(tallies, 0)


def _specific_agreement(tallies: CategoryTallies, category: int) -> Estimates:
    row = tallies.crossings[..., category, :]
    return plain_share(row[..., category], row.sum(axis=-1), tallies.pairable)
