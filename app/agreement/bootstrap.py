"""Intervals by drawing documents with replacement: sums over documents are only weighted anew.

Codings of one interview belong together, so whole documents are drawn, never characters or turns one by one.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from app.agreement.ratings import Floats
from app.agreement.values import FEW_DOCUMENTS, NO_INTERVAL, SOME_REPLICATES_UNDEFINED, Value

RESAMPLES = 2000
LEVEL = 0.95
FEWEST_DOCUMENTS = 4
ENOUGH_DOCUMENTS = 10

_AT_ONCE = 500


@dataclass(frozen=True, eq=False)
class Intervals:
    """Percentile intervals of the statistics that were resampled, each array of their shape (...).

    `low` and `high` are NaN where no resample was defined; `below` is the share of resamples under the
    threshold, NaN without one; `known` counts the defined resamples.
    """

    low: Floats
    high: Floats
    below: Floats
    known: Floats
    seed: int
    resamples: int
    documents: int


def bootstrap(
    statistic: Callable[[Floats], Floats],
    documents: int,
    *,
    seed: int,
    resamples: int = RESAMPLES,
    level: float = LEVEL,
    threshold: float | None = None,
    step: Callable[[int, int], None] | None = None,
) -> Intervals | None:
    """Percentile intervals over documents, or None with fewer than FEWEST_DOCUMENTS of them.

    `statistic` takes how often each document is drawn, shape (B, documents), and returns values of shape
    (B, ...), NaN where undefined. `step(done, of)` is called after each portion and may raise to cancel.
    Source: Efron & Tibshirani (1993), ch. 13; whole clusters: Davison & Hinkley (1997), ch. 3.8.
    """
    if documents < FEWEST_DOCUMENTS:
        return None
    random = np.random.default_rng(seed)
    portions = []
    for start in range(0, resamples, _AT_ONCE):
        end = min(start + _AT_ONCE, resamples)
        portions.append(statistic(_draws(random, end - start, documents)))
        if step is not None:
            step(end, resamples)
    return _percentiles(np.concatenate(portions), level, threshold, seed, documents)


def with_interval(value: Value, intervals: Intervals | None, *index: int) -> Value:
    """The value with the interval at `index` of the resampled statistics, flagged where it is doubtful."""
    if value.value is None:
        return value
    if intervals is None or not intervals.known[index]:
        return replace(value, flags=(*value.flags, NO_INTERVAL))
    flags = value.flags
    if intervals.documents < ENOUGH_DOCUMENTS:
        flags = (*flags, FEW_DOCUMENTS)
    if intervals.known[index] < intervals.resamples:
        flags = (*flags, SOME_REPLICATES_UNDEFINED)
    return replace(value, low=float(intervals.low[index]), high=float(intervals.high[index]), flags=flags)


def _draws(random: np.random.Generator, resamples: int, documents: int) -> Floats:
    """How often each document is drawn, shape (resamples, documents); every row sums to `documents`."""
    drawn = random.integers(documents, size=(resamples, documents))
    drawn += np.arange(resamples)[:, None] * documents
    counts = np.bincount(drawn.ravel(), minlength=resamples * documents)
    return counts.reshape(resamples, documents).astype(np.float64)


def _percentiles(
    replicates: Floats, level: float, threshold: float | None, seed: int, documents: int
) -> Intervals:
    known = np.isfinite(replicates).sum(axis=0)
    ordered = np.sort(replicates, axis=0)  # NaN last
    tail = (1 - level) / 2
    below = np.full(known.shape, np.nan)
    if threshold is not None:
        under = (ordered < threshold).sum(axis=0)
        np.divide(under, known, out=below, where=known > 0)
    return Intervals(
        low=_quantile(ordered, known, tail),
        high=_quantile(ordered, known, 1 - tail),
        below=below,
        known=known.astype(np.float64),
        seed=seed,
        resamples=len(replicates),
        documents=documents,
    )


def _quantile(ordered: Floats, known: np.ndarray[tuple[int, ...], np.dtype[np.intp]], q: float) -> Floats:
    """The q-quantile of the first `known` entries of each column, linear between neighbours."""
    place = np.maximum(known - 1, 0) * q
    lower = np.floor(place).astype(np.intp)
    upper = np.minimum(lower + 1, np.maximum(known - 1, 0))
    low = np.take_along_axis(ordered, lower[None], axis=0)[0]
    high = np.take_along_axis(ordered, upper[None], axis=0)[0]
    between: Floats = low + (high - low) * (place - lower)
    return between
