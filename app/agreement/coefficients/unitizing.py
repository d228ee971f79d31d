"""Krippendorff's unitizing family for free spans: u-alpha, |u-alpha, cu-alpha and (k)u-alpha.

Source: Krippendorff, Mathet, Bouvry & Widloecher (2016), Quality & Quantity 50:2347-2364; Krippendorff
(2019), Content Analysis, 4th ed., section 12.6. An erratum (Quality & Quantity 50:2365) was not
available to us.

Several documents form one continuum in which no unit crosses a border, so every sum is additive over
documents. Where m_d coders completed document d, m_d stands for m there: our extension, which is the printed
form when everybody completed everything. Two adjacent units of one code are two units.
"""

from dataclasses import dataclass, fields, replace

import numpy as np

from app.agreement.coefficients.alpha import alpha_from_disagreements
from app.agreement.coefficients.estimates import Estimates, share
from app.agreement.coefficients.tallies import folded
from app.agreement.coefficients.values import (
    NO_INTERSECTION,
    NO_UNITS,
    NO_VARIATION,
    NOT_USED,
    ONE_CODER,
    Value,
    undefined,
)
from app.agreement.spans.continuum import Codings, Continuum, Floats, Ints, ascending
from app.agreement.spans.sweep import Events, summed, swept

OVERLAPS = "undefined: a coder's codes of one domain overlap"


@dataclass(frozen=True, eq=False)
class UnitizingTallies:
    """Sums from which the whole family follows: C codes in N domains; leading axes (...) are free.

    A code outside all domains has zeros. phi is the gap between units; l* is length where others coded too.
    """

    membership: Floats  # (C, N) 1 where the code belongs to the domain
    whole: Floats  # (...) l.., the contribution of m_d L_d
    length: Floats  # (..., C) l_c.
    agreed: Floats  # (..., C) l_cc
    squares: Floats  # (..., C) Q_c
    paired: Floats  # (..., C) l*_c.
    paired_squares: Floats  # (..., C) Q*_c, from each unit's mean pairable length, squared once
    gap: Floats  # (..., N) l_phi., which is Q_phi as well
    gap_agreed: Floats  # (..., N) l_phiphi
    violations: Floats  # (..., N) units that overlap an earlier unit of the same coder and domain

    def total(self) -> "UnitizingTallies":
        """All documents together: the first axis is summed away."""
        return UnitizingTallies(self.membership, *(part.sum(axis=0) for part in self._parts()))

    def resample(self, counts: Floats) -> "UnitizingTallies":
        """Documents (first axis, D) drawn `counts` times each, (B, D), or groups of them: first axis B."""
        groups = counts.shape[1]
        return UnitizingTallies(self.membership, *(counts @ folded(part, groups) for part in self._parts()))

    def _parts(self) -> list[Floats]:
        return [getattr(self, field.name) for field in fields(self)[1:]]


def unitize(continuum: Continuum, domains: Ints | None = None) -> UnitizingTallies:
    """Tallies of a comparable continuum, leading axis D.

    domains, int64 (C,), numbers the domain of each code from 0, -1 for none; without it every code is a
    domain of its own (one code against the rest). Overlapping spans of one coder and code are one unit, spans
    that only meet are two. Overlapping units of different codes in a domain are counted as violations, and
    the domain is undefined.
    """
    domains = np.arange(continuum.codes) if domains is None else domains
    membership = (domains[:, None] == np.arange(domains.max(initial=-1) + 1)).astype(np.float64)
    units = continuum.units.take(domains[continuum.units.code] >= 0)
    events = swept(units, continuum, domains[units.code])
    apart = len(np.unique(domains)) == len(domains)
    of_codes = events if apart else swept(units, continuum, units.code)
    m = continuum.coders_per_document
    share_of_pair = 1 / np.maximum(m - 1, 1)
    size = (units.end - units.start).astype(np.float64)
    paired = _others_inside(units, events) * share_of_pair[units.document]
    whole = np.where(m > 1, m * continuum.lengths, 0).astype(np.float64)
    length = _by_code(units, continuum, size)
    gap_agreed = whole[:, None] - _gap_pairs_lost(units, continuum, domains, events) * share_of_pair[:, None]
    return UnitizingTallies(
        membership=membership,
        whole=whole,
        length=length,
        agreed=_same_code_pairs(units, continuum, of_codes) * share_of_pair[:, None],
        squares=_by_code(units, continuum, size**2),
        paired=_by_code(units, continuum, paired),
        paired_squares=_by_code(units, continuum, paired**2),
        gap=whole[:, None] - length @ membership,
        gap_agreed=gap_agreed,
        violations=_violations(units, continuum, domains),
    )


def u_alpha(tallies: UnitizingTallies) -> Estimates:
    """u-alpha, shape (..., N): boundaries and codes, gaps included.

    1 - (l.. - sum_c l_cc) / (l.. - sum_c e_cc), e_ck = l.. (l_c. l_k. - [c=k] Q_c) / (l..^2 - sum_x Q_x).
    `observed` and `expected` are disagreements as shares of l..; `n` is l...
    """
    whole, room = _room(tallies)
    agreed = tallies.agreed @ tallies.membership + tallies.gap_agreed
    coded = tallies.length * (whole @ tallies.membership.T - tallies.length)
    spread = coded @ tallies.membership + tallies.gap * (whole - tallies.gap)
    return _alpha(tallies, share(whole - agreed, whole), share(spread, room), whole)


def relevance_u_alpha(tallies: UnitizingTallies) -> Estimates:
    """|u-alpha, shape (..., N): relevant or not, whatever the code.

    1 - (l_phi. - l_phiphi) / (e_phi. - e_phiphi). `observed` and `expected` are shares of l...
    """
    whole, room = _room(tallies)
    observed = share(tallies.gap - tallies.gap_agreed, whole)
    return _alpha(tallies, observed, share(tallies.gap * (whole - tallies.gap), room), whole)


def cu_alpha(tallies: UnitizingTallies) -> Estimates:
    """cu-alpha, shape (..., N): what it is called, where two coders or more have coded.

    1 - (l*.. - sum_c l*_cc) / (l*.. - sum_c e*_cc). `observed`, `expected` are shares of l*..; `n` is l*...
    """
    paired, room = _paired_room(tallies)
    agreed = tallies.agreed @ tallies.membership
    rest = np.maximum(paired @ tallies.membership.T - tallies.paired, 0)
    spread = (tallies.paired * rest) @ tallies.membership
    return _alpha(tallies, share(paired - agreed, paired), share(spread, room), paired)


def ku_alpha(tallies: UnitizingTallies) -> Estimates:
    """(k)u-alpha, shape (..., C): how reliably each code is told from the other codes of its domain.

    1 - (e*_.k / l*_.k) (l*_.k - l*_kk) / (e*_.k - e*_kk). `n` is l*_.k; `observed` is the share of it
    that others called differently. Compare `coverage`: a code may be told apart well in the little that
    others coded at all.
    """
    paired, _ = _paired_room(tallies)
    domain = paired @ tallies.membership.T
    observed = share(tallies.paired - tallies.agreed, tallies.paired)
    rest = np.maximum(domain - tallies.paired, 0)
    expected = share(tallies.paired * rest, domain * tallies.paired - tallies.paired_squares)
    estimates = alpha_from_disagreements(observed, expected, tallies.paired)
    broken = (tallies.violations > 0) @ tallies.membership.T > 0
    return replace(estimates, value=np.where(broken, np.nan, estimates.value))


def coverage(tallies: UnitizingTallies) -> Floats:
    """coverage_k = l*_k. / l_k., shape (..., C): the share of k that others coded too.

    NaN if not used, and where codes of its domain overlap: others would be counted twice on one character.
    """
    broken = (tallies.violations > 0) @ tallies.membership.T > 0
    return np.where(broken, np.nan, share(tallies.paired, tallies.length))


def domain_value(estimates: Estimates, tallies: UnitizingTallies, *index: int) -> Value:
    """One domain's u-, |u- or cu-alpha with its reason; index as for `estimates`, the domain last."""
    coded = (tallies.length @ tallies.membership)[index]
    return _value(estimates, tallies, index, coded == 0, NO_UNITS, tallies.violations[index] > 0)


def code_value(estimates: Estimates, tallies: UnitizingTallies, *index: int) -> Value:
    """One code's (k)u-alpha with its reason; index as for `estimates`, the code last."""
    broken = ((tallies.violations > 0) @ tallies.membership.T)[index] > 0
    return _value(estimates, tallies, index, tallies.length[index] == 0, NOT_USED, broken)


def _value(
    estimates: Estimates,
    tallies: UnitizingTallies,
    index: tuple[int, ...],
    unused: bool,
    why: str,
    broken: bool,
) -> Value:
    n = estimates.n[index]
    if tallies.whole[index[:-1]] == 0:
        return undefined(ONE_CODER)
    if unused:
        return undefined(why, n=n)
    return compared_value(estimates, index, broken=broken)


def compared_value(estimates: Estimates, index: tuple[int, ...], *, broken: bool) -> Value:
    """The entry at `index`; a reason where codes overlap (`broken`) or nothing can be compared."""
    n = estimates.n[index]
    if broken:
        return undefined(OVERLAPS, n=n)
    if n == 0:
        return undefined(NO_INTERSECTION, n=n)
    if np.isnan(estimates.value[index]):
        return undefined(NO_VARIATION, observed=estimates.observed[index], n=n)
    return estimates.value_at(*index)


def _alpha(tallies: UnitizingTallies, observed: Floats, expected: Floats, n: Floats) -> Estimates:
    """1 - observed / expected, undefined for domains with overlaps and for domains without any unit."""
    estimates = alpha_from_disagreements(observed, expected, np.broadcast_to(n, observed.shape))
    broken = (tallies.violations > 0) | (tallies.length @ tallies.membership == 0)
    return replace(estimates, value=np.where(broken, np.nan, estimates.value))


def _room(tallies: UnitizingTallies) -> tuple[Floats, Floats]:
    """l.. and l..^2 - sum_x Q_x, shape (..., N)."""
    whole = np.broadcast_to(tallies.whole[..., None], tallies.gap.shape)
    return whole, whole**2 - tallies.squares @ tallies.membership - tallies.gap


def _paired_room(tallies: UnitizingTallies) -> tuple[Floats, Floats]:
    """l*.. and l*..^2 - sum_x Q*_x, shape (..., N)."""
    paired = tallies.paired @ tallies.membership
    return paired, paired**2 - tallies.paired_squares @ tallies.membership


def _by_code(units: Codings, continuum: Continuum, amount: Floats) -> Floats:
    """Amounts of units summed by document and code, float64 (D, C)."""
    cell = units.document * continuum.codes + units.code
    return summed(cell, amount, continuum.documents * continuum.codes).reshape(continuum.documents, -1)


def _many_here(events: Events) -> Ints:
    """How many units lie over each event's interval, int64 (events,)."""
    return np.cumsum(events.sign, dtype=np.int64)


def _others_inside(units: Codings, events: Events) -> Floats:
    """For each unit, the length of other coders' units of its domain inside it, summed over coders."""
    reached = np.concatenate(([0], np.cumsum(_many_here(events) * events.width)[:-1]))[: len(events.at)]
    at_start, at_end = np.zeros(len(units), dtype=np.int64), np.zeros(len(units), dtype=np.int64)
    opens = events.sign > 0
    at_start[events.coding[opens]] = reached[opens]
    at_end[events.coding[~opens]] = reached[~opens]
    return (at_end - at_start - (units.end - units.start)).astype(np.float64)


def _gap_pairs_lost(units: Codings, continuum: Continuum, domains: Ints, events: Events) -> Floats:
    """m(m-1) minus the ordered pairs of coders who both have a gap, over all characters, float64 (D, N)."""
    n_domains = int(domains.max(initial=-1)) + 1
    domain = domains[units.code]
    many = _many_here(events)
    m = continuum.coders_per_document[units.document][events.coding]
    lost = (m * (m - 1) - (m - many) * (m - many - 1)) * events.width * (many > 0)
    cell = (units.document * n_domains + domain)[events.coding]
    return summed(cell, lost, continuum.documents * n_domains).reshape(continuum.documents, n_domains)


def _same_code_pairs(units: Codings, continuum: Continuum, events: Events) -> Floats:
    """Ordered pairs of coders who have the same code, summed over characters, float64 (D, C)."""
    many = _many_here(events)
    cell = (units.document * continuum.codes + units.code)[events.coding]
    pairs = summed(cell, many * (many - 1) * events.width, continuum.documents * continuum.codes)
    return pairs.reshape(continuum.documents, continuum.codes)


def _violations(units: Codings, continuum: Continuum, domains: Ints) -> Floats:
    """Units that begin inside an earlier unit of the same coder and domain, float64 (D, N)."""
    n_domains = int(domains.max(initial=-1)) + 1
    domain = domains[units.code]
    lane = (domain * continuum.coders + units.coder) * int(continuum.offsets[-1])
    lane = lane + continuum.offsets[units.document]
    order = ascending(lane + units.start)
    reach = np.maximum.accumulate((lane + units.end)[order])
    inside = order[1:][(lane + units.start)[order][1:] < reach[:-1]]
    cell = (units.document * n_domains + domain)[inside]
    return summed(cell, np.ones(len(cell)), continuum.documents * n_domains).reshape(
        continuum.documents, n_domains
    )
