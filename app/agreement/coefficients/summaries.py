"""From the values of codes to one value of all of them, in which every code keeps its own chance."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from app.agreement.coefficients.estimates import Bools, Estimates, share
from app.agreement.coefficients.ratings import Floats
from app.agreement.coefficients.values import OfCodes, Value


def summarised(codes: Estimates, groups: Sequence[Sequence[int]], used: Bools) -> Estimates:
    """Estimates (..., codes) of each group of codes together, (..., groups); those `used` (..., codes) count.

    The mean of the codes that have a value, weighted with `room`: 1 - sum D_o / sum D_e for alpha,
    (mean P_o - mean P_e) / (1 - mean P_e) for the kappa family, all parts over all wholes for plain shares.
    So it lies between the lowest and the highest of the codes. To pool the yes-or-no series of codes of
    different frequency would reward the coders for that difference. `observed` and `expected` are means over
    the same codes, `n` sums over those used. Source: De Vries, Elliott, Kanouse & Teleki (2008).
    """
    inside = _membership(groups, codes.value.shape[-1])
    is_known = np.isfinite(codes.value) & used

    def total(part: Floats, where: Bools = is_known) -> Floats:
        added: Floats = np.where(where & np.isfinite(part), part, 0) @ inside
        return added

    many = is_known @ inside
    room = total(codes.room)
    expected = np.where(
        total(np.isfinite(codes.expected).astype(np.float64)) > 0, total(codes.expected), np.nan
    )
    return Estimates(
        value=weighted(codes.value, codes.room, groups, used),
        observed=share(total(codes.observed), many),
        expected=share(expected, many),
        n=total(codes.n, np.broadcast_to(used, is_known.shape)),
        room=room,
    )


def weighted(value: Floats, room: Floats, groups: Sequence[Sequence[int]], used: Bools) -> Floats:
    """The mean of values (..., codes) in each group, (..., groups), weighted with their room."""
    inside = _membership(groups, value.shape[-1])
    weight = np.where(np.isfinite(value) & used, room, 0)
    return share(np.where(weight > 0, value, 0) * weight @ inside, weight @ inside)


def with_codes(value: Value, codes: Estimates, group: Sequence[int], used: Bools, *index: int) -> Value:
    """A summary with the median and the lowest of the codes in it; `index` is its place before the codes."""
    values = codes.value[index][list(group)]
    values = values[np.isfinite(values) & used[index][list(group)]]
    if value.value is None or not len(values):
        return value
    return replace(value, codes=OfCodes(float(np.median(values)), float(values.min()), len(values)))


def _membership(groups: Sequence[Sequence[int]], codes: int) -> Floats:
    """Which code belongs to which group, float64 (codes, groups)."""
    inside = np.zeros((codes, len(groups)))
    for index, group in enumerate(groups):
        inside[list(group), index] = 1
    return inside
