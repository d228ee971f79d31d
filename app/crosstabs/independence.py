"""Whether rows and columns of counts go together: chi-square, Fisher's exact test, and how strongly."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb, erfc, exp, gamma, lgamma, log, sqrt

import numpy as np

from app.agreement.spans.continuum import Floats

SMALL_EXPECTED = 5  # below it in too many cells, chi-square misleads
SHARE_OF_SMALL = 0.2
FISHER, CHI_SQUARE = "fisher", "chi_square"
NOTHING_TO_TEST = "a row or a column is empty, so nothing can go together"
FEW_EXPECTED = "misleading: over a fifth of the cells are expected to hold fewer than 5, or one fewer than 1"


@dataclass(frozen=True)
class Independence:
    """A test of a table of counts; `reason` says why there is none.

    `key` is FISHER (exact, two-sided; for two rows and two columns) or CHI_SQUARE (Pearson's, without a
    correction); `statistic` and `df` are those of chi-square in either case. `effect` is Cramér's V, in
    a table of two by two the phi coefficient with its sign. `warning` says where p misleads.
    """

    key: str = ""
    statistic: float | None = None
    df: int | None = None
    p: float | None = None
    effect: float | None = None
    expected: Floats | None = None
    warning: str = ""
    reason: str = ""


def independence(counts: Sequence[Sequence[int]] | Floats) -> Independence:
    """Test counts (rows, columns); rows and columns of zeros are left out.

    Sources: Pearson (1900); Fisher (1935); Cramér (1946); the rule on small expected counts is Cochran's
    (1954).
    """
    table = np.asarray(counts, dtype=np.float64)
    table = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0] if table.size else table
    if table.ndim != 2 or min(table.shape) < 2:
        return Independence(reason=NOTHING_TO_TEST)
    expected = expected_counts(table)
    n = float(table.sum())
    statistic = float(((table - expected) ** 2 / expected).sum())
    rows, columns = table.shape
    df = (rows - 1) * (columns - 1)
    effect = sqrt(statistic / (n * (min(rows, columns) - 1)))
    if (rows, columns) == (2, 2):
        sign = 1 if table[0, 0] * table[1, 1] >= table[0, 1] * table[1, 0] else -1
        cells = [[int(cell) for cell in row] for row in table.tolist()]
        return Independence(FISHER, statistic, df, fisher_p(cells), sign * effect, expected)
    small = (expected < SMALL_EXPECTED).mean() > SHARE_OF_SMALL or (expected < 1).any()
    p = chi_square_tail(statistic, df)
    return Independence(CHI_SQUARE, statistic, df, p, effect, expected, FEW_EXPECTED if small else "")


def expected_counts(counts: Floats) -> Floats:
    """What each cell would hold if rows and columns had nothing to do with each other."""
    n = counts.sum()
    product = counts.sum(axis=1, keepdims=True) * counts.sum(axis=0, keepdims=True)
    return np.asarray(product / n if n else product, dtype=np.float64)


def chi_square_tail(statistic: float, df: int) -> float:
    """P(X >= statistic) of chi-square with df degrees of freedom, in closed form.

    Source: Abramowitz & Stegun (1964), 26.4.4 and 26.4.5. ValueError where df isn't positive.
    """
    if df < 1:
        raise ValueError("chi-square needs a degree of freedom")
    half = statistic / 2
    if half == 0:
        return 1.0
    if df % 2 == 0:
        return min(1.0, sum(_term(half, power) for power in range(df // 2)))
    rest = sum(_term(half, power + 0.5) for power in range((df - 1) // 2))
    return min(1.0, erfc(sqrt(half)) + rest)


def _term(half: float, power: float) -> float:
    """half ** power * e ** -half / gamma(power + 1), where the factors alone might be too large."""
    if power < 20 and half < 500:
        return float(half**power * exp(-half) / gamma(power + 1))
    return exp(power * log(half) - half - lgamma(power + 1))


def fisher_p(table: Sequence[Sequence[int]]) -> float:
    """Two-sided p of a two by two table: all tables with its margins that are no likelier than it.

    Source: Fisher (1935); Agresti (2002), section 3.5. Whole numbers throughout, so that ties are ties.
    """
    (a, b), (c, d) = table
    first, second, column = a + b, c + d, a + c
    low, high = max(0, column - second), min(first, column)
    ways = [comb(first, x) * comb(second, column - x) for x in range(low, high + 1)]
    this = ways[a - low]
    return sum(way for way in ways if way <= this) / sum(ways)
