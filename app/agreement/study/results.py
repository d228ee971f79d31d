"""A whole comparison: a scope of the project in, rows of statistics out, each with a value or a reason."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy.orm import Session

from app.agreement.coefficients.tallies import CategoryTallies
from app.agreement.coefficients.values import Value
from app.agreement.study.intake import READING
from app.agreement.study.levels import Levels, Row
from app.agreement.study.material import Material, Scope, material
from app.agreement.study.statistics import LEVELS, ON_GIVEN_UNITS, STATISTICS, chosen, refuse_unknown
from app.jobs import Job

__all__ = [
    "LEVELS",
    "ON_GIVEN_UNITS",
    "STATISTICS",
    "Material",
    "Result",
    "Row",
    "Scope",
    "of_pair",
    "study",
    "study_of",
]


@dataclass(frozen=True, eq=False)
class Result:
    """Everything a comparison found out, and from what."""

    material: Material
    rows: Sequence[Row]
    intervals: bool

    def value(self, statistic: str, level: str = "code", **names: str | tuple[str, ...] | None) -> Value:
        """One value by statistic and level, found by `code`, `document` or `coders`; KeyError if none."""
        wanted = {"statistic": statistic, "level": level, **names}
        for row in self.rows:
            if all(getattr(row, field) == name for field, name in wanted.items()):
                return row.value
        raise KeyError(wanted)


def study(
    session: Session,
    scope: Scope,
    *,
    statistics: Sequence[str] | str = ON_GIVEN_UNITS,
    by: Sequence[str] = ("code", "overall"),
    intervals: bool = False,
    action_id: int = 0,
    codes: bool = True,
    job: Job | None = None,
) -> Result:
    """Compute statistics (of STATISTICS, or "all") at levels (of LEVELS), with intervals where asked for.

    With "all", a statistic has no row at a level where it has no meaning; asked for by name it has one with a
    reason. Without `codes`, pairs and documents have rows for all codes together only. Raises UserError for a
    key, level or unit that doesn't exist.
    """
    chosen(statistics)
    refuse_unknown(by, LEVELS, "level")
    job = job or Job()
    job.step(0, 1, READING)
    in_scope = material(session, scope, action_id, job)
    return study_of(in_scope, statistics=statistics, by=by, intervals=intervals, codes=codes, job=job)


def study_of(
    material: Material,
    *,
    statistics: Sequence[str] | str = ON_GIVEN_UNITS,
    by: Sequence[str] = ("code", "overall"),
    intervals: bool = False,
    codes: bool = True,
    job: Job | None = None,
) -> Result:
    """Compute statistics of what was read before, as `study` does."""
    keys, by_name = chosen(statistics)
    refuse_unknown(by, LEVELS, "level")
    rows = list(Levels(material, keys, by_name, intervals, job or Job(), codes).rows(by))
    return Result(material, rows, intervals)


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
        crossings=both,
        coders=sides,
        tables=tables,
    )
