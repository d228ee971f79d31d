"""How many documents or units make an interval narrow enough, and how sure that is."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from math import atanh, inf, sqrt, tanh
from statistics import NormalDist

from app.agreement.coefficients.student_t import t_quantile
from app.agreement.study.intervals import LEVEL

EVEN, ASSURANCE = 0.5, 0.8  # the share of studies in which the interval comes out no wider than wanted
_PRECISION = 20  # the search stops within a twentieth of the number: a pilot tells no more
_OF_ITS_DEGREES = 0.7  # errors of a pilot vary more than those of a normal sample: measured, see the manual


@dataclass(frozen=True)
class Known:
    """What a pilot of `of` documents or units says: value and standard error, and how many hold the code."""

    value: float
    error: float
    of: int
    holding: int


def width_at(pilot: Known, n: int, assurance: float, level: float = LEVEL) -> float:
    """How wide an interval of alpha from n will be, at most, with this assurance: the scale is Fisher's z.

    The pilot's error varies as that of the study to come, so their squares' ratio is an F.
    """
    degrees = max(pilot.holding - 1, 1) * _OF_ITS_DEGREES
    varied = f_quantile(assurance, n - 1, degrees)
    error = pilot.error * sqrt(pilot.of / n * varied) / (1 - pilot.value**2)
    reach = _t((1 + level) / 2, max(round(n * pilot.holding / pilot.of) - 1, 1)) * error
    middle = atanh(pilot.value)
    return tanh(middle + reach) - tanh(middle - reach)


def number_needed(
    pilot: Known, wanted: float, assurance: float, *, fewest: int, most: int, level: float = LEVEL
) -> int | None:
    """The least n from `fewest` to `most` whose interval is no wider than wanted; None if there is none."""
    return least_number(lambda n: width_at(pilot, n, assurance, level), wanted, fewest, most)


def least_number(width: Callable[[int], float], wanted: float, fewest: int, most: int) -> int | None:
    """The least n from `fewest` to `most` with width(n) <= wanted, within a twentieth; None if there is none.

    Doubles n until it suffices, then halves the gap. `width` should not grow with n.
    """
    enough = fewest
    while width(enough) > wanted:
        if enough >= most:
            return None
        enough = min(2 * enough, most)
    short = enough // 2
    if enough == fewest:
        return enough
    while enough - short > max(1, short // _PRECISION):
        middle = (short + enough) // 2
        if width(middle) > wanted:
            short = middle
        else:
            enough = middle
    return enough


def f_quantile(probability: float, first: float, second: float) -> float:
    """The value that an F variable with these degrees of freedom stays below with this probability.

    Source: Paulson (1942), whose cube root is nearly normal; within 3 % from three degrees on, for the middle
    and the upper half of the distribution. Infinite where the second degrees are too few for it.
    """
    z = NormalDist().inv_cdf(probability)
    a, b = 2 / (9 * max(first, 1)), 2 / (9 * second)
    room = (1 - b) ** 2 - z**2 * b
    if b >= 1 or room <= 0:
        return inf
    root = ((1 - a) * (1 - b) + z * sqrt((1 - b) ** 2 * a + (1 - a) ** 2 * b - z**2 * a * b)) / room
    return float(root**3)


_t = lru_cache(maxsize=4096)(t_quantile)
