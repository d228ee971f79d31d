"""The older alpha_U of Krippendorff (1995, corrected 2004), for comparison with tools that still print it.

Source: Krippendorff (2004), Quality & Quantity 38:787-800, appendix; Content Analysis, 2nd ed., pp. 251-256.
Every code is a layer of its own. For several documents the sums run over all of them, no unit or gap crosses
a border, L is the length of all together, and m_d stands for m: the printed form when there is one document.
"""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from app.agreement.coefficients.values import (
    NO_UNITS,
    NO_VARIATION,
    NOT_USED,
    ONE_CODER,
    Value,
    defined,
    undefined,
)
from app.agreement.spans.continuum import Continuum, Floats, Ints, ascending
from app.agreement.spans.matching import overlapping, units_by_coder
from app.agreement.spans.sweep import summed
from app.jobs import Job


@dataclass(frozen=True, eq=False)
class Gaps:
    """Gaps of all who completed a document between their units of one code, by code and size: int64 (n,)."""

    code: Ints
    document: Ints
    size: Ints
    many: Ints  # gaps of this size: whole documents without a unit of the code are counted together

    def of(self, code: int) -> tuple[Ints, Ints, Ints]:
        """Documents, sizes and numbers of one code's gaps."""
        rows = slice(*np.searchsorted(self.code, (code, code + 1)))
        return self.document[rows], self.size[rows], self.many[rows]


@dataclass(frozen=True, eq=False)
class LegacyDisagreements:
    """Observed and expected disagreement of every code, float64 (C,) each, and what they are made of."""

    observed: Floats
    expected: Floats
    units: Floats  # (C,) number of units of all coders
    comparable: bool  # whether any document was completed by two coders
    sums: Floats  # (D, C) sums of delta^2 / (m (m - 1)), of which `observed` is made
    gaps: Gaps


def legacy_disagreements(continuum: Continuum, job: Job | None = None) -> LegacyDisagreements:
    """D_oc and D_ec of a comparable continuum; overlapping spans of one coder and code are one unit.

    The job may be cancelled between two pairs of coders.
    """
    units = continuum.units
    sums, gaps = _observed_sums(continuum, job or Job()), _gaps(continuum)
    length = float(continuum.lengths[continuum.coders_per_document > 1].sum())
    return LegacyDisagreements(
        observed=np.asarray(sums.sum(axis=0) / max(length**2, 1)),
        expected=_expected(continuum, gaps),
        units=summed(units.code, np.ones(len(units)), continuum.codes),
        comparable=bool(continuum.completed.any()),
        sums=sums,
        gaps=gaps,
    )


def legacy_code_value(disagreements: LegacyDisagreements, code: int) -> Value:
    """alpha_U of one code, 1 - D_oc / D_ec."""
    chosen = slice(code, code + 1)
    return _value(disagreements, chosen, NOT_USED)


def legacy_alpha_u(disagreements: LegacyDisagreements) -> Value:
    """alpha_U of all codes together, 1 - sum_c D_oc / sum_c D_ec."""
    return _value(disagreements, slice(None), NO_UNITS)


def _value(disagreements: LegacyDisagreements, chosen: slice, unused: str) -> Value:
    units = float(disagreements.units[chosen].sum())
    if not disagreements.comparable:
        return undefined(ONE_CODER)
    if units == 0:
        return undefined(unused, n=0)
    observed = float(disagreements.observed[chosen].sum())
    expected = float(disagreements.expected[chosen].sum())
    if expected <= 0:
        return undefined(NO_VARIATION, observed=observed, expected=expected, n=units)
    return defined(1 - observed / expected, observed=observed, expected=expected, n=units)


def _observed_sums(continuum: Continuum, job: Job) -> Floats:
    """Sums over ordered pairs of coders and their sections of delta^2 / (m (m - 1)), float64 (D, C).

    delta^2 is the sum of squared distances between both ends where two units intersect, the squared length of
    a unit that lies in the other's gap, and 0 between gaps.
    """
    cells = continuum.documents * continuum.codes
    total = np.zeros(cells)
    by_coder = units_by_coder(continuum)
    pairs = list(combinations(range(continuum.coders), 2))
    for index, (g, h) in enumerate(pairs):
        job.step(index, len(pairs), "Comparing pairs of coders")
        first = by_coder[g].take(continuum.completed[by_coder[g].document, h])
        second = by_coder[h].take(continuum.completed[by_coder[h].document, g])
        i, j = overlapping(first, second, continuum.codes)
        distance = (first.start[i] - second.start[j]) ** 2 + (first.end[i] - second.end[j]) ** 2
        total += summed((first.document * continuum.codes + first.code)[i], distance, cells)
        for units, met in ((first, i), (second, j)):
            alone = units.take(np.bincount(met, minlength=len(units)) == 0)
            cell = alone.document * continuum.codes + alone.code
            total += summed(cell, (alone.end - alone.start) ** 2, cells)
    m = continuum.coders_per_document
    # each pair was taken once, and delta^2 of a unit and a gap counts from either side
    sums: Floats = total.reshape(continuum.documents, -1) * (2 / np.maximum(m * (m - 1), 1))[:, None]
    return sums


def _expected(continuum: Continuum, gaps: Gaps) -> Floats:
    """D_ec = 2/L sum_units [(N_c - 1)/3 (2 l^3 - 3 l^2 + l) + l^2 sum_{gaps >= l} (gap - l + 1)] / room.

    room = mL (mL - 1) - sum_units l (l - 1); gaps of all coders, the unit's own included.
    """
    units, codes = continuum.units, continuum.codes
    m = continuum.coders_per_document
    length = float(continuum.lengths[m > 1].sum())
    whole = float((m * continuum.lengths)[m > 1].sum())
    reach = int(continuum.lengths.max(initial=0)) + 1
    size = units.end - units.start
    long = np.searchsorted(gaps.code * reach + gaps.size, units.code * reach + size)
    behind = np.searchsorted(gaps.code, units.code, side="right")
    many, total = (
        np.concatenate(([0], np.cumsum(amount)))[behind] - np.concatenate(([0], np.cumsum(amount)))[long]
        for amount in (gaps.many, gaps.many * gaps.size)
    )
    n_units = np.bincount(units.code, minlength=codes)
    length_of = size.astype(np.float64)
    inside_units = (n_units[units.code] - 1) / 3 * (2 * length_of**3 - 3 * length_of**2 + length_of)
    inside_gaps = length_of**2 * (total - many * (size - 1))
    room = whole * (whole - 1) - summed(units.code, length_of * (length_of - 1), codes)
    amount = summed(units.code, inside_units + inside_gaps, codes)
    return 2 / max(length, 1) * np.divide(amount, room, out=np.zeros(codes), where=(n_units > 0) & (room > 0))


def _gaps(continuum: Continuum) -> Gaps:
    """The gaps of every completed (document, coder) between units of one code."""
    units, codes = continuum.units, continuum.codes
    lane = (units.document * continuum.coders + units.coder) * codes + units.code
    first, last = np.diff(lane, prepend=-1) > 0, np.diff(lane, append=-1) != 0
    behind = continuum.lengths[units.document[last]] - units.end[last]
    before = units.start - np.where(first, 0, np.concatenate(([0], units.end[:-1]))[: len(units)])
    cell = units.document * codes + units.code
    cells = np.arange(continuum.documents * codes)
    without = np.repeat(continuum.coders_per_document, codes) - np.bincount(cell[first], minlength=len(cells))
    cells_of = np.concatenate((cell, cell[last], cells))
    size = np.concatenate((before, behind, np.repeat(continuum.lengths, codes)))
    many = np.concatenate((np.ones(len(before) + len(behind), dtype=np.int64), without))
    chosen = np.flatnonzero((size > 0) & (many > 0))
    cells_of, size, many = cells_of[chosen], size[chosen], many[chosen]
    order = ascending(cells_of % codes * (int(continuum.lengths.max(initial=0)) + 1) + size)
    return Gaps((cells_of % codes)[order], (cells_of // codes)[order], size[order], many[order])
