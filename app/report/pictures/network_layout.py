"""Where the codes of a network stand: drawn together by what they share, the same each time, in numpy."""

import numpy as np
from numpy.typing import NDArray

STEPS = 120
GOLDEN_ANGLE = 2.399963  # radians: no two of a row of points stand opposite
WEAKEST = 3.0  # how much longer the line of the weakest tie is than that of the strongest
PASSES = 150  # of pushing names apart
FLAT = 2.4  # names are so much wider than they are high
CROWDED = 0.8  # of the room that each could have for itself

Floats = NDArray[np.float64]


def laid_out(weights: Floats, names: Floats, width: float, height: float) -> Floats:
    """Places, (n, 2), of n circles in a rectangle, by the symmetric `weights` (n, n) between them.

    Each two stand as far apart as the way from one to the other is long, over ties that are the shorter the
    stronger they are (stress majorization: Gansner, Koren and North 2004). It starts from a spiral in the
    given order, so that it needs no lot. Then they are pushed apart until `names`, widths (n,), have room,
    as far as there is any. Time and room grow with the square of n, those of ways with its cube.
    """
    many = len(weights)
    if many == 1:
        return np.array([[width / 2, height / 2]])
    wanted = _ways(weights)
    order = np.arange(many)
    radius, angle = np.sqrt(order + 0.5), GOLDEN_ANGLE * order
    at = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)
    force = np.where(wanted > 0, 1 / np.maximum(wanted, 1e-9) ** 2, 0.0)
    whole = force.sum(axis=1, keepdims=True)
    for _ in range(STEPS):
        between = at[:, None, :] - at[None, :, :]
        distance = np.maximum(np.sqrt((between**2).sum(axis=2)), 1e-6)
        at = (force @ at + ((force * wanted / distance)[:, :, None] * between).sum(axis=1)) / whole
    return _apart(_fitted(at, width, height), names, width, height)


def _ways(weights: Floats) -> Floats:
    """How long the shortest way is between each two; a bit more than the longest one where there is none."""
    most = weights.max(initial=0) or 1
    tied = weights > 0
    length = WEAKEST - (WEAKEST - 1) * np.sqrt(np.where(tied, weights, 0) / most)
    ways = np.where(tied, length, np.inf)
    np.fill_diagonal(ways, 0)
    for middle in range(len(ways)):
        np.minimum(ways, ways[:, middle, None] + ways[None, middle, :], out=ways)
    reached = np.isfinite(ways)
    longest = float(ways[reached].max(initial=0)) or 1.0
    return np.where(reached, ways, longest + 2)


def _fitted(at: Floats, width: float, height: float) -> Floats:
    """Over the whole rectangle, by distance and a little by order: no outlier crowds the others."""
    room = np.array([width, height])
    low, high = at.min(axis=0), at.max(axis=0)
    by_distance = (at - low) / np.maximum(high - low, 1e-9)
    by_order = at.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable") / max(1, len(at) - 1)
    fitted: Floats = (0.7 * by_distance + 0.3 * by_order) * room
    return fitted


def _apart(at: Floats, names: Floats, width: float, height: float) -> Floats:
    """Those whose names would overlap move apart by half of it each."""
    stretch = np.array([1.0, FLAT])
    room = CROWDED * float(np.sqrt(width * height * FLAT / max(1.0, float((names**2).sum())))) * names
    room = np.minimum(names, room)
    gap = (room[:, None] + room[None, :]) / 2
    limits = np.array([width, height])
    for _ in range(PASSES):
        between = (at[:, None, :] - at[None, :, :]) * stretch
        distance = np.sqrt((between**2).sum(axis=2))
        np.fill_diagonal(distance, np.inf)
        lacking = np.maximum(gap - distance, 0)
        if not lacking.any():
            break
        move = between / np.maximum(distance, 1e-6)[:, :, None] * lacking[:, :, None] / 2
        at = np.clip(at + move.sum(axis=1) / stretch, 0, limits)
    return at
