"""The older alpha_U of Krippendorff (1995, corrected 2004), for comparison with tools that still print it.

Source: Krippendorff (2004), Quality & Quantity 38:787-800, appendix; Content Analysis, 2nd ed., pp. 251-256.
Every code is a layer of its own. For several documents the sums run over all of them, no unit or gap crosses
a border, L is the length of all together, and m_d stands for m: the printed form when there is one document.
"""

from dataclasses import dataclass
from itertools import permutations

import numpy as np

from app.agreement.matching import overlapping, units_by_coder
from app.agreement.spans import Codings, Continuum, Floats, Ints, merged
from app.agreement.sweep import summed
from app.agreement.values import NO_UNITS, NO_VARIATION, NOT_USED, ONE_CODER, Value, defined, undefined


@dataclass(frozen=True, eq=False)
class LegacyDisagreements:
    """Observed and expected disagreement of every code, float64 (C,) each."""

    observed: Floats
    expected: Floats
    units: Floats  # (C,) number of units of all coders
    comparable: bool  # whether any document was completed by two coders


def legacy_disagreements(continuum: Continuum) -> LegacyDisagreements:
    """D_oc and D_ec of a comparable continuum; overlapping spans of one coder and code are one unit."""
    units = merged(continuum.codings, touching=False)
    return LegacyDisagreements(
        observed=_observed(continuum),
        expected=_expected(continuum, units),
        units=summed(units.code, np.ones(len(units)), continuum.codes),
        comparable=bool(continuum.completed.any()),
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


def _observed(continuum: Continuum) -> Floats:
    """D_oc, the sums of all documents / L^2."""
    length = float(continuum.lengths[continuum.coders_per_document > 1].sum())
    return np.asarray(observed_sums(continuum).sum(axis=0) / max(length**2, 1))


def observed_sums(continuum: Continuum) -> Floats:
    """Sums over ordered pairs of coders and their sections of delta^2 / (m (m - 1)), float64 (D, C).

    delta^2 is the sum of squared distances between both ends where two units intersect, the squared length of
    a unit that lies in the other's gap, and 0 between gaps.
    """
    m = continuum.coders_per_document
    scale = 1 / np.maximum(m * (m - 1), 1)
    cells = continuum.documents * continuum.codes
    total = np.zeros(cells)
    own = units_by_coder(continuum)
    for g, h in permutations(range(continuum.coders), 2):
        one, other = own[g], own[h].take(continuum.completed[own[h].document, g])
        one = one.take(continuum.completed[one.document, h])
        i, j = overlapping(one, other, continuum.codes)
        alone = np.bincount(i, minlength=len(one)) == 0
        # a unit in a gap counts for (g, h) and for (h, g)
        distance = (one.start[i] - other.start[j]) ** 2 + (one.end[i] - other.end[j]) ** 2
        lonely = 2 * (one.end - one.start)[alone] ** 2
        cell = one.document * continuum.codes + one.code
        total += summed(cell[i], distance * scale[one.document[i]], cells)
        total += summed(cell[alone], lonely * scale[one.document[alone]], cells)
    return total.reshape(continuum.documents, -1)


def _expected(continuum: Continuum, units: Codings) -> Floats:
    """D_ec = 2/L sum_units [(N_c - 1)/3 (2 l^3 - 3 l^2 + l) + l^2 sum_{gaps >= l} (gap - l + 1)] / room.

    room = mL (mL - 1) - sum_units l (l - 1); gaps of all coders, the unit's own included.
    """
    m = continuum.coders_per_document
    length = float(continuum.lengths[m > 1].sum())
    whole = float((m * continuum.lengths)[m > 1].sum())
    expected = np.zeros(continuum.codes)
    for code in np.unique(units.code).tolist():
        own = units.take(units.code == code)
        size = (own.end - own.start).astype(np.float64)
        gaps = np.sort(gaps_of(continuum, own)[0])
        longer = np.searchsorted(gaps, size)
        many = len(gaps) - longer
        above = np.concatenate((np.cumsum(gaps[::-1])[::-1], [0]))[longer]
        inside_units = (len(own) - 1) / 3 * (2 * size**3 - 3 * size**2 + size)
        inside_gaps = size**2 * (above - many * (size - 1))
        room = whole * (whole - 1) - (size * (size - 1)).sum()
        if room > 0:
            expected[code] = 2 / length * (inside_units + inside_gaps).sum() / room
    return expected


def gaps_of(continuum: Continuum, units: Codings) -> tuple[Floats, Ints]:
    """The lengths of the gaps of every completed (document, coder) between units of one code, and where."""
    document, coder = np.nonzero(continuum.completed)
    ends = continuum.lengths[document]
    place = np.concatenate((document, document, units.document)) * continuum.coders
    place += np.concatenate((coder, coder, units.coder))
    opens = np.concatenate((np.zeros_like(ends), ends, units.end))
    closes = np.concatenate((np.zeros_like(ends), ends, units.start))
    order = np.lexsort((closes, place))
    gaps = closes[order][1:] - opens[order][:-1]
    same = place[order][1:] == place[order][:-1]
    kept = same & (gaps > 0)
    return gaps[kept].astype(np.float64), (place[order][1:] // continuum.coders)[kept]
