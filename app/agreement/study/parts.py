"""Parts of a comparison: statistics that rest on the same sums, ready to be read and to be drawn again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property

import numpy as np

from app.agreement.coefficients.estimates import Bools, Estimates, stacked
from app.agreement.coefficients.summaries import summarised, weighted, with_codes
from app.agreement.coefficients.tallies import CategoryTallies
from app.agreement.coefficients.values import (
    NEEDS_TWO_CODERS,
    NO_UNITS,
    NO_VARIATION,
    SOME_PAIRS_UNDEFINED,
    Value,
    undefined,
)
from app.agreement.spans.continuum import Floats
from app.agreement.study import pair_sums
from app.agreement.study.pair_sums import Fields, Measure, PairSums
from app.agreement.study.statistics import OF_ALL_CODERS, OF_TWO_CODERS

Look = Callable[..., Value]  # (statistic, *index)
Memo = dict[tuple[object, ...], list[tuple[Floats, Floats]]]  # draws that levels have in common
ValueAt = Callable[[str, Estimates, tuple[int, ...]], Value]  # (statistic, estimates, place)


@dataclass(frozen=True)
class Subject:
    """What a row is about: a code, a domain, or (without a name) all of these codes together."""

    name: str | None
    codes: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Part:
    """Statistics on the same sums over D documents; K columns.

    `look(by_document)` gives a reader of values by statistic and index: the column, or with by_document the
    document and the column. `drawn` takes how often each document counts, (B, D), or each of G groups of
    them (`tallies.folded`), (B, G), and returns values (B, K, statistics), NaN where undefined; None where
    the sums of documents do not make the whole.
    `varies`, bool (D, K), says which documents hold what is rare in a column.
    """

    statistics: tuple[str, ...]
    columns: Sequence[Subject]
    look: Callable[[bool], Look]
    drawn: Callable[[Floats], Floats] | None
    varies: Bools


@dataclass(frozen=True, eq=False)
class Over:
    """How base columns (codes, or variables) make the columns of a part.

    groups   the base columns of each column; a named column of one of them has its very value
    used     bool (documents, base columns): what counts where
    rare     bool (documents, base columns): where there is what is rare, the code or text without it
    reasons  by reason, where a base column has no value therefore, bool (documents, base columns)
    """

    columns: Sequence[Subject]
    groups: Sequence[Sequence[int]]
    used: Bools
    rare: Bools
    reasons: Mapping[str, Bools] = field(default_factory=dict)

    def values(self, value: Floats, room: Floats) -> Floats:
        """The values of every column, (..., K), from those of base columns and what these are shares of."""
        first = [group[0] if group else 0 for group in self.groups]
        if all(self._direct):
            return value[..., first]
        together = weighted(value, room, self.groups, anywhere(self.used))
        return np.where(self._direct, value[..., first], together)

    def look(self, base: Mapping[str, Estimates], by_document: bool, value_at: ValueAt) -> Look:
        """Reads values by statistic and index; `value_at` makes them from estimates of the statistic."""
        used = self.used if by_document else anywhere(self.used)
        whole = all(self._direct)
        together = (
            {}
            if whole
            else {key: summarised(estimates, self.groups, used) for key, estimates in base.items()}
        )

        def read(key: str, *index: int) -> Value:
            group, before = list(self.groups[index[-1]]), index[:-1]
            for reason, is_so in self.reasons.items():
                if (is_so if by_document else anywhere(is_so))[before][group].any():
                    return undefined(reason)
            if self._direct[index[-1]]:
                return value_at(key, base[key], (*before, group[0]))
            return with_codes(value_at(key, together[key], index), base[key], group, used, *before)

        return read

    @property
    def varies(self) -> Bools:
        """Where there is what is rare in a column, bool (documents, K)."""
        return varying(self.rare, self.groups)

    @cached_property
    def _direct(self) -> list[bool]:
        pairs = zip(self.columns, self.groups, strict=True)
        return [column.name is not None and len(group) == 1 for column, group in pairs]


def anywhere(is_so: Bools) -> Bools:
    """What is true of one document at least: bool (documents, ...) to (...)."""
    return np.asarray(is_so.any(axis=0))


def varying(rare: Bools, groups: Sequence[Sequence[int]]) -> Bools:
    """Where any of a group's base columns has what is rare in it: bool (documents, groups)."""
    return np.stack([rare[:, list(group)].any(axis=1) for group in groups], axis=1)


def over_codes(columns: Sequence[Subject], used: Bools, rare: Bools) -> Over:
    """Columns of codes and of groups of codes; `used` and `rare` are bool (documents, codes)."""
    return Over(columns, [column.codes for column in columns], used, rare)


def of_all_coders(
    tallies: Sequence[CategoryTallies], statistics: Sequence[str], over: Over, memo: Memo
) -> Part:
    """Statistics on given units, from tallies of all codes, (documents, codes), or of each variable."""

    grouped = cache(lambda groups: [tally.in_groups(groups) for tally in tallies])

    def estimates(each: Sequence[CategoryTallies]) -> dict[str, Estimates]:
        if tallies[0].units.ndim > 1:
            return {key: OF_ALL_CODERS[key](each[0]) for key in statistics}
        return {
            key: stacked([OF_ALL_CODERS[key](seen_tallies) for seen_tallies in each]) for key in statistics
        }

    def look(by_document: bool) -> Look:
        by_key = estimates(tallies if by_document else [tally.total() for tally in tallies])
        return over.look(by_key, by_document, lambda _, estimate, index: estimate.value_at(*index))

    def drawn(counts: Floats) -> Floats:
        key = (*statistics, len(tallies), counts.tobytes())
        if key not in memo:
            by_key = estimates([tally.resample(counts) for tally in grouped(counts.shape[1])])
            memo[key] = [(estimate.value, estimate.room) for estimate in by_key.values()]
        return np.stack([over.values(*pair_of) for pair_of in memo[key]], axis=-1)

    return Part(tuple(statistics), over.columns, look, drawn, over.varies)


@dataclass(frozen=True)
class PairStatistic:
    """How a pair's fields make a statistic; `size` says which pairs there are to average over.

    `room` is what the value is a share of: 1 - p_e where it is `corrected` for chance, else the whole.
    """

    value: Measure
    observed: Measure
    room: Measure
    size: Measure
    corrected: bool = False


def _by(name: str) -> Measure:
    """A measure of `pair_sums`, looked up when it is used, so that a test may falsify it."""

    def measure(fields: Fields) -> Floats:
        chosen: Measure = vars(pair_sums)[name]
        return chosen(fields)

    return measure


def _corrected(value: Measure, room: Measure) -> PairStatistic:
    def observed(fields: Fields) -> Floats:
        return np.where(np.isfinite(value(fields)), pair_sums.agreed(fields), np.nan)

    return PairStatistic(value, observed, room, pair_sums.size, corrected=True)


def _shared(count: int) -> PairStatistic:
    value = pair_sums.share_of(count)
    return PairStatistic(value, value, pair_sums.size, lambda fields: np.ones(fields[0].shape))


PAIR_STATISTICS = {
    "holsti": PairStatistic(_by("holsti"), _by("holsti"), pair_sums.size, pair_sums.size),
    "scott_pi": _corrected(_by("scott_pi"), pair_sums.scott_room),
    "cohen_kappa": _corrected(_by("cohen_kappa"), pair_sums.cohen_room),
    "light_kappa": _corrected(_by("cohen_kappa"), pair_sums.cohen_room),
    "span_f1_exact": _shared(1),
    "span_f1_overlap": _shared(2),
    "boundary_similarity": _shared(1),
}


def of_pairs(each: Sequence[PairSums], statistics: Sequence[str], over: Over, memo: Memo) -> Part:
    """Statistics of two coders, and means over all pairs; the base columns are those of each of the sums."""
    several = sum(len(documents) > 0 for documents in each[0].documents) > 1
    averaged = [key for key in statistics if not (several and key in OF_TWO_CODERS)]

    def look(by_document: bool) -> Look:
        draws = None if by_document else np.ones((1, each[0].of))
        estimates, pairs = pair_estimates(each, statistics, draws)

        def value_at(key: str, means: Estimates, index: tuple[int, ...]) -> Value:
            if means is not estimates[key] and key not in OF_TWO_CODERS:  # pairs are not added up over codes
                sizes = estimates[key].n[index[:-1]][list(over.groups[index[-1]])]
                means = replace(means, n=np.full(means.n.shape, sizes.max(initial=0)))
            return pair_value(key, means, float(pairs[key][index[:-1]]), index)

        return over.look(estimates, by_document, value_at)

    def drawn(counts: Floats) -> Floats:
        values = np.full((len(counts), len(over.columns), len(statistics)), np.nan)
        chosen = [PAIR_STATISTICS[key] for key in averaged]
        again = (*statistics, len(each), counts.tobytes())
        if again not in memo:
            means, _ = _means(
                each,
                [measure for statistic in chosen for measure in (statistic.value, statistic.room)],
                counts,
            )
            memo[again] = [(means[2 * n], means[2 * n + 1]) for n in range(len(averaged))]
        for key, averages in zip(averaged, memo[again], strict=True):
            values[:, :, statistics.index(key)] = over.values(*averages)
        return values

    return Part(tuple(statistics), over.columns, look, drawn, over.varies)


def _means(
    each: Sequence[PairSums], measures: Sequence[Measure], draws: Floats | None
) -> tuple[Floats, Floats]:
    """`PairSums.means` of sums in a row."""
    means = [sums.means(measures, draws) for sums in each]
    return np.concatenate([m for m, _ in means], axis=-1), np.concatenate([k for _, k in means], axis=-1)


def pair_means(each: Sequence[PairSums], keys: Sequence[str], draws: Floats) -> Floats:
    """Means over pairs by statistic in draws of documents (B, D): (K, B, base columns), NaN where none."""
    return _means(each, [PAIR_STATISTICS[key].value for key in keys], draws)[0]


def pair_estimates(
    each: Sequence[PairSums], keys: Sequence[str], draws: Floats | None
) -> tuple[dict[str, Estimates], dict[str, Floats]]:
    """Means over pairs by statistic, and the number of pairs compared: of base columns, in one draw (1, D).

    Without a draw of every document by itself, axes (documents, base columns).
    """
    chosen = [PAIR_STATISTICS[key] for key in keys]
    measures = [
        measure
        for statistic in chosen
        for measure in (statistic.value, statistic.observed, statistic.room, statistic.size)
    ]
    both = _means(each, measures, draws)
    means, counts = both if draws is None else (both[0][:, 0], both[1][:, 0])
    estimates, pairs = {}, {}
    for index, (key, statistic) in enumerate(zip(keys, chosen, strict=True)):
        value, observed, room, size = means[4 * index : 4 * index + 4]
        several = counts[4 * index : 4 * index + 4]
        expected = 1 - room if statistic.corrected else np.full(value.shape, np.nan)
        n = size if key in OF_TWO_CODERS else several[0]
        estimates[key] = Estimates(value, observed, expected, np.nan_to_num(n), room)
        pairs[key] = several[3].max(axis=-1, initial=0)
    return estimates, pairs


def pair_value(key: str, means: Estimates, pairs: float, index: tuple[int, ...]) -> Value:
    """One entry of `pair_estimates`, with its reason or flag; `pairs` are those that were compared there."""
    if key in OF_TWO_CODERS and pairs > 1:
        return undefined(NEEDS_TWO_CODERS)
    if pairs and np.isnan(means.value[index]):
        return undefined(NO_VARIATION if PAIR_STATISTICS[key].corrected else NO_UNITS, n=0)
    value = means.value_at(*index)
    several = pairs if key in OF_TWO_CODERS else float(means.n[index])
    if value.value is not None and several < pairs:
        value = replace(value, flags=(*value.flags, SOME_PAIRS_UNDEFINED))
    return value


def fixed(statistic: str, values: Sequence[Value], columns: Sequence[Subject], used: Bools) -> Part:
    """A statistic that is not a sum over documents: its values, one for each column."""
    varies = varying(used, [column.codes for column in columns])
    return Part((statistic,), columns, lambda _: lambda _, column: values[column], None, varies)
