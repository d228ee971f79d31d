"""Parts of a comparison: statistics that rest on the same sums, ready to be read and to be drawn again."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from app.agreement import pair_sums
from app.agreement.estimates import Estimates
from app.agreement.pair_sums import Fields, Measure, PairSums
from app.agreement.spans import Floats
from app.agreement.statistics import OF_ALL_CODERS, OF_TWO_CODERS
from app.agreement.tallies import CategoryTallies
from app.agreement.values import (
    NEEDS_TWO_CODERS,
    NO_UNITS,
    NO_VARIATION,
    SOME_PAIRS_UNDEFINED,
    Value,
    undefined,
)

Look = Callable[..., Value]  # (statistic, *index)


@dataclass(frozen=True)
class Column:
    """What a row is about: a code, a domain, or (without a name) all of these codes together."""

    name: str | None
    codes: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Part:
    """Statistics on the same sums over D documents; K columns.

    `look(by_document)` gives a reader of values by statistic and index: the column, or with by_document the
    document and the column. `drawn` takes how often each document counts, (B, D), and returns values
    (B, K, statistics), NaN where undefined; None where the sums of documents do not make the whole.
    """

    statistics: tuple[str, ...]
    columns: Sequence[Column]
    look: Callable[[bool], Look]
    drawn: Callable[[Floats], Floats] | None


def of_all_coders(tallies: CategoryTallies, statistics: Sequence[str], columns: Sequence[Column]) -> Part:
    """Statistics on given units from tallies with axes (documents, columns)."""

    def look(by_document: bool) -> Look:
        seen = tallies if by_document else tallies.total()
        estimates = {key: OF_ALL_CODERS[key](seen) for key in statistics}
        return lambda key, *index: estimates[key].value_at(*index)

    def drawn(counts: Floats) -> Floats:
        sums = tallies.resample(counts)
        return np.stack([OF_ALL_CODERS[key](sums).value for key in statistics], axis=-1)

    return Part(tuple(statistics), columns, look, drawn)


@dataclass(frozen=True)
class _PairStatistic:
    """How a pair's fields make a statistic; `size` says which pairs there are to average over."""

    value: Measure
    observed: Measure
    expected: Measure | None
    size: Measure


def _given(value: Measure, expected: Measure | None) -> _PairStatistic:
    def observed(fields: Fields) -> Floats:
        return np.where(np.isfinite(value(fields)), pair_sums.holsti(fields), np.nan)

    return _PairStatistic(value, observed, expected, pair_sums.size)


def _shared(field: int) -> _PairStatistic:
    value = pair_sums.share_of(field)
    return _PairStatistic(value, value, None, lambda fields: np.ones(fields[0].shape))


_PAIR_STATISTICS = {
    "holsti": _given(pair_sums.holsti, None),
    "scott_pi": _given(pair_sums.scott_pi, pair_sums.scott_expected),
    "cohen_kappa": _given(pair_sums.cohen_kappa, pair_sums.cohen_expected),
    "light_kappa": _given(pair_sums.cohen_kappa, pair_sums.cohen_expected),
    "span_f1_exact": _shared(1),
    "span_f1_overlap": _shared(2),
    "boundary_similarity": _shared(1),
}


def of_pairs(sums: PairSums, statistics: Sequence[str], columns: Sequence[Column]) -> Part:
    """Statistics of two coders, and means over all pairs."""

    several = sum(len(documents) > 0 for documents in sums.documents) > 1
    averaged = [n for n, key in enumerate(statistics) if not (several and key in OF_TWO_CODERS)]

    def look(by_document: bool) -> Look:
        draws = None if by_document else np.ones((1, sums.of))
        found = dict(zip(statistics, _pair_estimates(sums, statistics, draws), strict=True))

        def read(key: str, *index: int) -> Value:
            means, pairs = found[key]
            place = index if by_document else (0, *index)
            return _pair_value(key, means, pairs, place)

        return read

    def drawn(counts: Floats) -> Floats:
        values = np.full((len(counts), sums.columns, len(statistics)), np.nan)
        means, _ = sums.means([_PAIR_STATISTICS[statistics[place]].value for place in averaged], counts)
        values[:, :, averaged] = np.moveaxis(means, 0, -1)
        return values

    return Part(tuple(statistics), columns, look, drawn)


def _pair_estimates(
    sums: PairSums, keys: Sequence[str], draws: Floats | None
) -> Iterator[tuple[Estimates, Floats]]:
    """Means over pairs with the number of pairs where they are defined, and the number that were compared."""
    measures = [measure for key in keys for measure in _measures(_PAIR_STATISTICS[key])]
    means, known = sums.means(measures, draws)
    for place, key in enumerate(keys):
        value, observed, expected, size = means[4 * place : 4 * place + 4]
        several = known[4 * place : 4 * place + 4]
        n = size if key in OF_TWO_CODERS else several[0]
        yield Estimates(value, observed, expected, np.nan_to_num(n)), several[3]


def _measures(statistic: _PairStatistic) -> tuple[Measure, Measure, Measure, Measure]:
    expected = statistic.expected or (lambda fields: np.full(fields[0].shape, np.nan))
    return statistic.value, statistic.observed, expected, statistic.size


def _pair_value(key: str, means: Estimates, pairs: Floats, place: tuple[int, ...]) -> Value:
    if key in OF_TWO_CODERS and pairs[place] > 1:
        return undefined(NEEDS_TWO_CODERS)
    kappa = _PAIR_STATISTICS[key].expected is not None
    if pairs[place] and np.isnan(means.value[place]):
        return undefined(NO_VARIATION if kappa else NO_UNITS, n=0)
    value = means.value_at(*place)
    defined_pairs = pairs[place] if key in OF_TWO_CODERS else means.n[place]
    if value.value is not None and defined_pairs < pairs[place]:
        value = replace(value, flags=(*value.flags, SOME_PAIRS_UNDEFINED))
    return value


def fixed(statistic: str, values: Sequence[Value], columns: Sequence[Column]) -> Part:
    """A statistic that is not a sum over documents: its values, one for each column."""
    return Part((statistic,), columns, lambda _: lambda _, column: values[column], None)
