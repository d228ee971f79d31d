"""A whole comparison: a scope of the project in, rows of statistics out, each with a value or a reason."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from sqlalchemy.orm import Session

from app.agreement import coefficients, pairwise, two_by_two
from app.agreement.alpha import krippendorff_alpha
from app.agreement.bootstrap import Intervals, bootstrap, with_interval
from app.agreement.estimates import Estimates
from app.agreement.ratings import Floats
from app.agreement.sweep import category_tallies, tally
from app.agreement.tallies import CategoryTallies
from app.agreement.units import Material, Scope, material
from app.agreement.values import (
    NEEDS_TWO_CODERS,
    NO_UNITS,
    NOT_USED,
    ONE_CODER,
    TOO_FEW_USES,
    Value,
    undefined,
)
from app.errors import UserError
from app.jobs import Job

Statistic = Callable[[CategoryTallies], Estimates]

STATISTICS: dict[str, Statistic] = {
    "percent_agreement": coefficients.percent_agreement,
    "holsti": lambda tallies: pairwise.mean_over_pairs(pairwise.holsti(tallies)),
    "scott_pi": lambda tallies: _of_two_coders(pairwise.scott_pi, tallies),
    "cohen_kappa": lambda tallies: _of_two_coders(pairwise.cohen_kappa, tallies),
    "brennan_prediger": coefficients.brennan_prediger,
    "fleiss_kappa": coefficients.fleiss_kappa,
    "conger_kappa": coefficients.conger_kappa,
    "light_kappa": pairwise.light_kappa,
    "gwet_ac1": coefficients.gwet_ac1,
    "krippendorff_alpha": krippendorff_alpha,
    "positive_agreement": two_by_two.positive_agreement,
    "negative_agreement": two_by_two.negative_agreement,
}
OF_TWO_CODERS = ("scott_pi", "cohen_kappa")
LEVELS = ("code", "pair", "document", "domain", "overall")
FEWEST_USES = 5


@dataclass(frozen=True)
class Row:
    """One statistic at one level; `code`, `document` and `coders` name what it is about.

    At the levels `pair`, `document` and `overall` a row without a code pools all codes.
    """

    level: str
    code: str | None
    document: str | None
    coders: tuple[str, ...]
    unit: str
    statistic: str
    value: Value


@dataclass(frozen=True, eq=False)
class Result:
    """Everything a comparison found out, and from what."""

    material: Material
    tallies: CategoryTallies
    rows: Sequence[Row]
    seed: int
    resamples: int

    def value(self, statistic: str, level: str = "code", **names: str | None) -> Value:
        """One value by statistic and level, found by `code`, `document` or `coders`."""
        return next(
            row.value
            for row in self.rows
            if (row.statistic, row.level) == (statistic, level)
            and all(getattr(row, field) == name for field, name in names.items())
        )


def study(
    session: Session,
    scope: Scope,
    *,
    statistics: Sequence[str] = tuple(STATISTICS),
    by: Sequence[str] = ("code", "overall"),
    resamples: int = 0,
    seed: int = 1,
    action_id: int = 0,
    job: Job | None = None,
) -> Result:
    """Compute statistics (of STATISTICS) at levels (of LEVELS), with bootstrap intervals if resamples > 0."""
    _refuse_unknown(statistics, tuple(STATISTICS), "statistic")
    _refuse_unknown(by, LEVELS, "level")
    job = job or Job()
    job.step(0, 1, "Reading the codings")
    found = material(session, scope, action_id)
    tallies = category_tallies(tally(found.continuum))
    rows = list(_Rows(found, tallies, statistics, resamples, seed, job).at(by))
    return Result(found, tallies, rows, seed, resamples)


def _refuse_unknown(asked: Sequence[str], known: Sequence[str], what: str) -> None:
    for name in asked:
        if name not in known:
            raise UserError(f"“{name}” is not a {what}. Choose from: {', '.join(known)}.")


@dataclass(frozen=True, eq=False)
class _Rows:
    """Makes the rows of each level from per-document tallies, axes (documents, codes)."""

    material: Material
    tallies: CategoryTallies
    statistics: Sequence[str]
    resamples: int
    seed: int
    job: Job

    def at(self, by: Sequence[str]) -> Iterator[Row]:
        names = tuple(coder.name for coder in self.material.coders)
        everybody = range(len(names))
        if "code" in by:
            yield from self._rows("code", self.tallies, names, everybody)
        if "overall" in by:
            yield from self._rows("overall", _pooled(self.tallies), names, everybody)
        if "pair" in by:
            for number, pair in enumerate(combinations(everybody, 2)):
                both = of_pair(self.tallies, number)
                for tallies in (both, _pooled(both)):
                    yield from self._rows("pair", tallies, (names[pair[0]], names[pair[1]]), pair)
        if "document" in by:
            yield from self._by_document(names)

    def _rows(
        self, level: str, tallies: CategoryTallies, names: tuple[str, ...], coders: Sequence[int]
    ) -> Iterator[Row]:
        """Rows of tallies with axes (documents, codes), or (documents,) where all codes are pooled."""
        total, pooled = tallies.total(), tallies.units.ndim == 1
        intervals = self._intervals(tallies)
        for number, statistic in enumerate(self.statistics):
            estimates = STATISTICS[statistic](total)
            for code in [None] if pooled else range(len(self.material.codes)):
                place = () if code is None else (code,)
                value = self._value(statistic, estimates, place, code, coders)
                if self.resamples:
                    value = with_interval(value, intervals, *place, number)
                yield self._row(level, code, None, names, statistic, value)

    def _by_document(self, names: tuple[str, ...]) -> Iterator[Row]:
        pool = _pooled(self.tallies)
        for statistic in self.statistics:
            of_codes, of_all = STATISTICS[statistic](self.tallies), STATISTICS[statistic](pool)
            for number, document in enumerate(self.material.documents):
                present = np.flatnonzero(self.material.continuum.completed[number]).tolist()
                own = tuple(names[coder] for coder in present)
                for code in range(len(self.material.codes)):
                    value = self._value(statistic, of_codes, (number, code), code, present)
                    yield self._row("document", code, document.name, own, statistic, value)
                value = self._value(statistic, of_all, (number,), None, present)
                yield self._row("document", None, document.name, own, statistic, value)

    def _value(
        self,
        statistic: str,
        estimates: Estimates,
        place: tuple[int, ...],
        code: int | None,
        coders: Sequence[int],
    ) -> Value:
        if code is not None and not self.material.uses[code].any():
            return undefined(NOT_USED)
        if statistic in OF_TWO_CODERS and len(coders) > 2:
            return undefined(NEEDS_TWO_CODERS)
        value = estimates.value_at(*place, no_units=self._why_nothing())
        if code is not None and value.value is not None:
            uses = self.material.uses[code, list(coders)]
            if uses.min() < FEWEST_USES:
                value = _flagged(value, TOO_FEW_USES)
        return value

    def _why_nothing(self) -> str:
        enough = (self.material.continuum.coders_per_document >= 2).any()
        return NO_UNITS if enough else ONE_CODER

    def _intervals(self, tallies: CategoryTallies) -> Intervals | None:
        """Intervals of all statistics from the same resamples, the statistic on the last axis."""
        compared = np.flatnonzero(self.material.continuum.coders_per_document >= 2)
        if not self.resamples:
            return None
        taken = tallies.of(compared)

        def values(counts: Floats) -> Floats:
            drawn = taken.resample(counts)
            return np.stack([STATISTICS[name](drawn).value for name in self.statistics], axis=-1)

        return bootstrap(
            values,
            len(compared),
            seed=self.seed,
            resamples=self.resamples,
            step=lambda done, of: self.job.step(done, of, "Resampling documents"),
        )

    def _row(
        self,
        level: str,
        code: int | None,
        document: str | None,
        coders: tuple[str, ...],
        statistic: str,
        value: Value,
    ) -> Row:
        name = None if code is None else self.material.codes[code].name
        return Row(level, name, document, coders, self.material.scope.unit, statistic, value)


def of_pair(tallies: CategoryTallies, pair: int) -> CategoryTallies:
    """The tallies of two coders alone, from their table; pairs in the order of `tallies.coder_pairs`."""
    tables = tallies.tables[..., pair : pair + 1, :, :]
    table = tables[..., 0, :, :]
    both = table + np.swapaxes(table, -1, -2)
    sides = np.stack([table.sum(axis=-1), table.sum(axis=-2)], axis=-2)
    return CategoryTallies(
        units=table.sum(axis=(-2, -1)),
        shares=sides.sum(axis=-2) / 2,
        agreements=both / 2,
        coincidences=both,
        coders=sides,
        tables=tables,
    )


def _pooled(tallies: CategoryTallies) -> CategoryTallies:
    """All codes as one long series of yes-or-no questions: axis (documents,)."""
    return tallies.total(axis=1)


def _of_two_coders(kappa: Callable[[Floats], Estimates], tallies: CategoryTallies) -> Estimates:
    """The kappa of the one pair there is; undefined where there are more pairs, or none."""
    if tallies.tables.shape[-3] == 1:
        return kappa(tallies.tables[..., 0, :, :])
    nothing = np.full(tallies.units.shape, np.nan)
    return Estimates(nothing, nothing, nothing, np.zeros_like(nothing))


def _flagged(value: Value, flag: str) -> Value:
    return replace(value, flags=(*value.flags, flag))
