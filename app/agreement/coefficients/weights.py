"""Agreement weights w_kl: how far two different categories still count as agreement."""

from collections.abc import Callable

import numpy as np

from app.agreement.coefficients.ratings import Floats

_Distance = Callable[[Floats, Floats], Floats]


def identity(q: int) -> Floats:
    """Only the same category agrees, shape (q, q)."""
    return np.eye(q)


def agreement_weights(name: str, numbers: Floats) -> Floats:
    """Weights by name (one of NAMES) for categories at `numbers`, shape (q, q), 1 on the diagonal.

    Every scheme is 1 - distance / largest distance; `ordinal` looks at the order only, and the ratio distance
    of 0 and 0 is 0. Source: Gwet (2014), Handbook of Inter-Rater Reliability, 4th ed., ch. 3. Raises
    ValueError for an unknown name, and for `ratio` when a number is negative.
    """
    q = len(numbers)
    if name not in NAMES:
        raise ValueError(f"unknown weights {name!r}: use one of {', '.join(NAMES)}")
    if name == "identity" or q < 2:
        return identity(q)
    if name == "ratio" and numbers.min() < 0:
        raise ValueError("ratio weights need numbers that are not negative")
    places = np.argsort(np.argsort(numbers)).astype(np.float64) if name == "ordinal" else numbers
    k, m = np.meshgrid(places, places, indexing="ij")
    apart = _DISTANCES[name](k, m)
    weights: Floats = 1 - apart / apart.max()
    return weights


def _ordinal(k: Floats, m: Floats) -> Floats:
    steps: Floats = np.abs(k - m)
    return steps * (steps + 1) / 2


def _ratio(k: Floats, m: Floats) -> Floats:
    total = k + m
    relative: Floats = np.divide(k - m, total, out=np.zeros_like(total), where=total != 0)
    return relative**2


def _circular(k: Floats, m: Floats) -> Floats:
    sine: Floats = np.sin(np.pi * (k - m) / (np.ptp(k) + 1))
    return sine**2


def _bipolar(k: Floats, m: Floats) -> Floats:
    room = (k + m - 2 * k.min()) * (2 * k.max() - k - m)
    apart: Floats = np.divide((k - m) ** 2, room, out=np.zeros_like(room), where=k != m)
    return apart


_DISTANCES: dict[str, _Distance] = {
    "linear": lambda k, m: np.abs(k - m),
    "quadratic": lambda k, m: (k - m) ** 2,
    "radical": lambda k, m: np.sqrt(np.abs(k - m)),
    "ratio": _ratio,
    "ordinal": _ordinal,
    "circular": _circular,
    "bipolar": _bipolar,
}

NAMES = ("identity", *_DISTANCES)
