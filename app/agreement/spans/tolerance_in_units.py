"""Boundary tolerance counted in given units: an end moves only where all come to say the same."""

from dataclasses import replace

import numpy as np

from app.agreement.spans.continuum import Bools, Continuum, Ints, Stretches, distinct, units_touched
from app.agreement.spans.tolerance import ROUNDING, code_totals


def in_units_with_tolerance(plain: Continuum, snapped: Continuum, units: Stretches) -> Continuum:
    """The snapped continuum counted in given units, as `in_units`, without ends that would part coders there.

    `plain` has the codings of `snapped`, in the same order, where they were before (merged without touching).
    In a unit that changes, all who completed the document then say the same of the code, else each end that
    changes it counts as it was; so does every end of a code whose alpha would be lower.
    """
    lengths, *before = units_touched(plain, units)
    former = np.stack(before)
    ends = np.stack(units_touched(snapped, units)[1:])
    if np.array_equal(former, ends):
        return _counted(plain, lengths, former)
    while (parting := _parting(plain, former, ends)).any():
        ends = np.where(parting, former, ends)
    ratios = [
        np.array([total.after(0, 0) for total in code_totals(_counted(plain, lengths, offsets))])
        for offsets in (former, ends)
    ]
    lower = ratios[1] > ratios[0] * (1 + ROUNDING)
    return _counted(plain, lengths, np.where(lower[plain.codings.code], former, ends))


def _counted(plain: Continuum, lengths: Ints, ends: Ints) -> Continuum:
    first, last = ends
    touched = replace(plain.codings, start=first, end=last).take(first < last)
    return replace(plain, lengths=lengths, codings=touched)


def _parting(plain: Continuum, former: Ints, ends: Ints) -> Bools:
    """Which ends, bool (2, codings), change a unit about which not all say the same then."""
    codings = plain.codings
    lane = np.tile(codings.document * plain.codes + codings.code, 2)
    low, high = np.minimum(former, ends).ravel(), np.maximum(former, ends).ravel()
    width = high - low
    end = np.repeat(np.arange(len(width)), width)
    unit = low[end] + np.arange(len(end)) - np.repeat(np.cumsum(width) - width, width)
    reach = int(max(former.max(initial=0), ends.max(initial=0))) + 1
    places = lane[end] * reach + unit
    cells = distinct(places)
    had, has = (_presence(plain, at, cells // reach, cells % reach) for at in (former, ends))
    completed = plain.completed[cells // reach // plain.codes]
    alike = ~(has & completed).any(axis=1) | (has | ~completed).all(axis=1)
    parted = (had != has).any(axis=1) & ~alike
    parting = np.zeros(len(width), dtype=np.bool_)
    parting[end[parted[np.searchsorted(cells, places)]]] = True
    return parting.reshape(former.shape)


def _presence(plain: Continuum, ends: Ints, lane: Ints, unit: Ints) -> Bools:
    """Which coders, bool (cells, coders), have the code of a lane (document and code) in a unit of it."""
    codings = plain.codings
    cell_of_coder = (codings.document * plain.codes + codings.code) * plain.coders + codings.coder
    real = ends[0] < ends[1]
    reach = int(max(ends.max(initial=0), unit.max(initial=0))) + 1
    begun, over = (np.sort((cell_of_coder * reach + at)[real]) for at in ends)
    asked = (lane[:, None] * plain.coders + np.arange(plain.coders)) * reach + unit[:, None]
    present: Bools = np.searchsorted(begun, asked, side="right") > np.searchsorted(over, asked, side="right")
    return present
