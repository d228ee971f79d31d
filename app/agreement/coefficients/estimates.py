"""Coefficients as arrays, one entry per code, document or resample, and the way back to a Value."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from app.agreement.coefficients.ratings import Floats
from app.agreement.coefficients.values import (
    NO_PAIRS,
    NO_UNITS,
    NO_VARIATION,
    ONE_CODER,
    Value,
    defined,
    undefined,
)

Bools = NDArray[np.bool_]

_TINY = 1e-12  # below this, 1 - p_e is rounding error of a p_e that is exactly 1


@dataclass(frozen=True, eq=False)
class Estimates:
    """One coefficient over any leading axes (...); `value` is NaN exactly where it is undefined.

    `observed` and `expected` are what it was made of and NaN where they don't exist; `n` is the size of the
    units (for Light's kappa: the number of pairs) that it rests on. `room` is what the value is a share of:
    1 - p_e of a kappa, D_e of an alpha, the whole of a plain share. NaN stays inside arrays: `value_at` turns
    it into a reason.
    """

    value: Floats
    observed: Floats
    expected: Floats
    n: Floats
    room: Floats

    def value_at(self, *index: int, no_units: str = NO_UNITS, se: float | None = None) -> Value:
        """The entry at `index` as a Value; `no_units` is the reason when nothing could be compared."""
        value, n = float(self.value[index]), float(self.n[index])
        observed, expected = _finite(self.observed[index]), _finite(self.expected[index])
        if np.isfinite(value):
            return defined(value, observed=observed, expected=expected, n=n, se=se)
        return undefined(NO_VARIATION if n > 0 else no_units, observed=observed, expected=expected, n=n)


def stacked(columns: Sequence[Estimates]) -> Estimates:
    """Estimates of the same shape (...) as one, (..., K)."""
    return Estimates(
        *(np.stack([getattr(column, f.name) for column in columns], axis=-1) for f in fields(Estimates))
    )


def plain_share(part: Floats, whole: Floats, n: Floats) -> Estimates:
    """A share without correction for chance: observed is the value, nothing is expected."""
    value = share(part, whole)
    return Estimates(value, value, np.full(value.shape, np.nan), n, whole)


def share(part: Floats, whole: Floats) -> Floats:
    """part / whole, NaN where the whole is 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        quotient: Floats = np.asarray(np.divide(part, whole))
    np.copyto(quotient, np.nan, where=np.asarray(whole) <= 0)  # twice as fast as dividing only where > 0
    return quotient


def above_chance(observed: Floats, expected: Floats, n: Floats, varied: Bools) -> Estimates:
    """(p_a - p_e) / (1 - p_e); undefined where `varied` is false (only one value occurs) or p_e is 1."""
    room = 1 - expected
    fit = varied & (room > _TINY) & (n > 0)
    value = np.divide(observed - expected, room, out=np.full(room.shape, np.nan), where=fit)
    return Estimates(value, observed, expected, n, room)


def two_values_occur(amounts: Floats) -> Bools:
    """Whether at least two of the categories on the last axis were used."""
    occur: Bools = (amounts > 0).sum(axis=-1) >= 2
    return occur


def reason_without_pairs(coded_units: float, coders_with_values: int) -> str:
    """Why there is no unit that two coders coded."""
    if coded_units == 0:
        return NO_UNITS
    return NO_PAIRS if coders_with_values > 1 else ONE_CODER


def _finite(value: np.float64) -> float | None:
    return float(value) if np.isfinite(value) else None
