"""Intervals from whole documents left out one after the other, on a scale without ends.

Codings of one interview belong together, so whole documents are left out, never characters or turns. How
well these intervals keep what they promise is measured by `benchmarks/intervals.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import atanh, isfinite, tanh

import numpy as np

from app.agreement.coefficients.estimates import Bools
from app.agreement.coefficients.ratings import Floats
from app.agreement.coefficients.student_t import t_quantile
from app.agreement.coefficients.values import (
    AT_THE_END,
    FEW_DOCUMENTS,
    NO_INTERVAL,
    NOTHING_VARIES,
    RESTS_ON_ONE,
    Value,
)
from app.agreement.spans.continuum import Ints
from app.agreement.study.statistics import SHARES

LEVEL = 0.95
FEWEST_DOCUMENTS = 5
ENOUGH_DOCUMENTS = 10
MOST_GROUPS = 500  # more documents are left out in so many groups: nothing changes but the time it takes

_AT_ONCE = 250
_TINY = 1e-9


@dataclass(frozen=True, eq=False)
class LeftOut:
    """Jackknife standard errors of statistics, an array of their shape; NaN where a value is missing once."""

    errors: Floats
    documents: int


def left_out(
    statistic: Callable[[Floats], Floats],
    documents: int,
    step: Callable[[int, int], None] | None = None,
) -> LeftOut | None:
    """Standard errors over documents, or None with fewer than FEWEST_DOCUMENTS of them.

    `statistic` takes how often each group of documents counts, shape (B, G) (`tallies.folded` says which
    group a document is in), and returns values of shape (B, ...), NaN where undefined. `step(done, of)` is
    called after each portion and may raise to cancel.
    Source: Efron & Tibshirani (1993), ch. 11.
    """
    if documents < FEWEST_DOCUMENTS:
        return None
    groups = min(documents, MOST_GROUPS)
    portions = []
    for start in range(0, groups, _AT_ONCE):
        end = min(start + _AT_ONCE, groups)
        stays = np.arange(groups)[None, :] != np.arange(start, end)[:, None]
        portions.append(statistic(stays.astype(np.float64)))
        if step is not None:
            step(end, groups)
    values = np.concatenate(portions)
    apart = ((values - values.mean(axis=0)) ** 2).sum(axis=0)
    return LeftOut(np.sqrt((groups - 1) / groups * apart), documents)


def with_interval(value: Value, key: str, errors: LeftOut | None, varies: Bools, *index: int) -> Value:
    """The value with the interval from the error at `index`, or with a flag that says why there is none.

    `varies` (documents,) says which documents hold what is rare: the code, or, where it is nearly everywhere,
    text without it. Their number, and not that of all documents, tells how much is known: it gives the
    degrees of freedom. The scale is Fisher's z of the coefficient, for a share the logit.
    """
    if value.value is None:
        return value
    holding = int(varies.sum())
    error = float(errors.errors[index]) if errors is not None else 0.0
    position = 2 * value.value - 1 if key in SHARES else value.value
    why_not = None
    if holding < FEWEST_DOCUMENTS or errors is None:
        why_not = NO_INTERVAL
    elif abs(position) > 1 - _TINY:
        why_not = AT_THE_END
    elif not isfinite(error):
        why_not = RESTS_ON_ONE
    elif error < _TINY:
        why_not = NOTHING_VARIES
    if why_not or errors is None:
        return replace(value, flags=(*value.flags, why_not or NO_INTERVAL))
    scale = 2 if key in SHARES else 1
    reach = t_quantile((1 + LEVEL) / 2, holding - 1) * scale * error / (1 - position**2)
    low, high = tanh(atanh(position) - reach), tanh(atanh(position) + reach)
    if key in SHARES:
        low, high = (1 + low) / 2, (1 + high) / 2
    flags = (*value.flags, FEW_DOCUMENTS) if errors.documents < ENOUGH_DOCUMENTS else value.flags
    return replace(value, low=low, high=high, flags=flags)


def minority(amounts: Floats) -> Bools:
    """Where any but the commonest category occurs: amounts (documents, ..., q) to bool (documents, ...)."""
    commonest: Ints = amounts.sum(axis=0).argmax(axis=-1)
    others = (amounts > 0) & (np.arange(amounts.shape[-1]) != commonest[..., None])
    return np.asarray(others.any(axis=-1))
