"""Parts of a comparison that rest on free spans of characters, and on sets of codes."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from app.agreement.coefficients import unitizing
from app.agreement.coefficients.estimates import Bools, Estimates
from app.agreement.coefficients.mv_alpha import mv_alpha_of
from app.agreement.coefficients.sets import SetValues, set_tallies, without_empty_sets
from app.agreement.coefficients.tallies import of_documents
from app.agreement.coefficients.unitizing import UnitizingTallies
from app.agreement.coefficients.unitizing_legacy import LegacyDisagreements, legacy_alpha_u, legacy_code_value
from app.agreement.coefficients.unitizing_legacy_draws import LegacyDraws
from app.agreement.coefficients.values import NO_INTERSECTION, NO_UNITS, NO_VARIATION, Value, undefined
from app.agreement.spans.continuum import Continuum, Floats, Ints
from app.agreement.study.parts import Look, Part, Subject, fixed, varying
from app.agreement.study.statistics import KU, LEGACY

ALONE = f"{NO_VARIATION}, as a single code can't be taken for another"
LITTLE_COVERAGE = "others coded less than half of it too"

_UNITIZING: dict[str, Callable[[UnitizingTallies], Estimates]] = {
    "u_alpha": unitizing.u_alpha,
    "relevance_u_alpha": unitizing.relevance_u_alpha,
    "cu_alpha": unitizing.cu_alpha,
}


def of_domains(
    tallies: UnitizingTallies,
    alone: bool,
    statistics: Sequence[str],
    columns: Sequence[Subject],
    used: Bools,
) -> Part:
    """The unitizing coefficients: one column for each domain, and one more for all of them together.

    The last one is there where `columns` has one more than there are domains: observed and expected
    disagreements of all domains added up. `alone` says that every code is a domain of its own.
    """
    together = len(columns) > tallies.gap.shape[-1]

    def estimates(key: str, of: UnitizingTallies) -> Estimates:
        estimated = _UNITIZING[key](of)
        return _with_all(estimated, of) if together else estimated

    def look(by_document: bool) -> Look:
        seen = tallies if by_document else tallies.total()
        by_key = {key: estimates(key, seen) for key in statistics}

        def read(key: str, *index: int) -> Value:
            if together and index[-1] == len(columns) - 1:
                return _value_of_all(by_key[key], seen, index)
            value = unitizing.domain_value(by_key[key], seen, *index)
            certain = key == "cu_alpha" and alone and value.reason == NO_VARIATION
            return replace(value, reason=ALONE) if certain else value

        return read

    def drawn(counts: Floats) -> Floats:
        sums = tallies.resample(counts)
        return np.stack([estimates(key, sums).value for key in statistics], axis=-1)

    return Part(tuple(statistics), columns, look, drawn, varying(used, [column.codes for column in columns]))


def of_codes_in_domains(tallies: UnitizingTallies, columns: Sequence[Subject], used: Bools) -> Part:
    """(k)u-alpha of codes that belong to a domain, one column for each."""
    codes = [column.codes[0] for column in columns]

    def look(by_document: bool) -> Look:
        seen = tallies if by_document else tallies.total()
        estimates, covered = unitizing.ku_alpha(seen), unitizing.coverage(seen)

        def read(_: str, *index: int) -> Value:
            cell = (*index[:-1], codes[index[-1]])
            value = unitizing.code_value(estimates, seen, *cell)
            if value.value is not None and covered[cell] < 0.5:
                value = replace(value, flags=(*value.flags, LITTLE_COVERAGE))
            return value

        return read

    def drawn(counts: Floats) -> Floats:
        return unitizing.ku_alpha(tallies.resample(counts)).value[:, codes, None]

    return Part((KU,), columns, look, drawn, varying(used, [column.codes for column in columns]))


def legacy(
    disagreements: LegacyDisagreements, draws: LegacyDraws | None, columns: Sequence[Subject], used: Bools
) -> Part:
    """The alpha_U of 1995, of single codes or of all together; without `draws` it has no interval."""
    values = [
        legacy_alpha_u(disagreements)
        if column.name is None
        else legacy_code_value(disagreements, column.codes[0])
        for column in columns
    ]
    part = fixed(LEGACY, values, columns, used)
    if draws is None:
        return part
    given, last = draws, disagreements.units.size
    places = [last if column.name is None else column.codes[0] for column in columns]

    def drawn(counts: Floats) -> Floats:
        return given.alpha(of_documents(counts, len(given.length)))[:, places, None]

    return replace(part, drawn=drawn)


def of_sets(
    statistic: str, continuum: Continuum, values: SetValues, columns: Sequence[Subject], used: Bools
) -> Part:
    """A coefficient of sets of codes (`sweep.set_intervals` of the continuum), all codes in one column."""
    if statistic == "cu_alpha_sets":
        values = without_empty_sets(values)
    distance = "masi" if statistic == "masi_alpha" else "dice"
    tallies = set_tallies(values, distance, n_documents=continuum.documents)
    codings = continuum.codings

    def estimates(draws: Floats | None) -> Estimates:
        if statistic == "mv_alpha":
            return mv_alpha_of(tallies, draws)
        return tallies.each() if draws is None else tallies.alpha(draws)

    def look(by_document: bool) -> Look:
        estimated = estimates(None if by_document else np.ones((1, continuum.documents)))
        coded = np.bincount(codings.document * by_document, minlength=continuum.documents)
        return lambda _, *index: _set_value(estimated, coded, index[0])

    def drawn(counts: Floats) -> Floats:
        return estimates(of_documents(counts, continuum.documents)).value[:, None, None]

    return Part((statistic,), columns, look, drawn, varying(used, [column.codes for column in columns]))


def _set_value(estimates: Estimates, coded: Ints, row: int) -> Value:
    if not coded[row]:
        return undefined(NO_UNITS, n=estimates.n[row])
    return estimates.value_at(row, no_units=NO_INTERSECTION)


def _with_all(estimates: Estimates, tallies: UnitizingTallies) -> Estimates:
    """The estimates of domains, and those of all of them together behind."""
    n = estimates.n.sum(axis=-1)
    sums = [
        np.nan_to_num(part * estimates.n).sum(axis=-1) for part in (estimates.observed, estimates.expected)
    ]
    size = np.maximum(n, 1)
    observed, expected = sums[0] / size, sums[1] / size
    is_known = (expected > 0) & (tallies.violations.sum(axis=-1) == 0)
    value = 1 - np.divide(observed, expected, out=np.full(n.shape, np.nan), where=is_known)
    behind = Estimates(value, observed, expected, n, expected)
    return Estimates(
        *(
            np.concatenate((getattr(estimates, field), getattr(behind, field)[..., None]), axis=-1)
            for field in ("value", "observed", "expected", "n", "room")
        )
    )


def _value_of_all(estimates: Estimates, tallies: UnitizingTallies, index: tuple[int, ...]) -> Value:
    n = estimates.n[index]
    if (tallies.length @ tallies.membership)[index[:-1]].sum() == 0:
        return undefined(NO_UNITS, n=n)
    broken = bool(tallies.violations[index[:-1]].sum() > 0)
    return unitizing.compared_value(estimates, index, broken=broken)
