"""The sheet “Agreement by round”: every closed round from its snapshot, and coders who coded again."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.agreement.study.by_round import over_rounds, with_oneself
from app.exchange.workbook.export import Export
from app.exchange.workbook.writing.report_columns import cells_of, sheet_columns
from app.exchange.workbook.writing.sheet import Cell, Column
from app.report.over_rounds import ROUND_VALUE, RoundComparisons, round_values
from app.rounds.queries import rounds

TITLE = "Agreement by round"
ABOUT = "For each closed round and each code, how far coders agreed, from what was frozen when it was closed."
WIDTHS = {
    "round": 18,
    "closed": 21,
    "who": 22,
    "code": 28,
    "unit": 11,
    "documents": 11,
    "statistic": 24,
    "value": 9,
    "low": 9,
    "high": 9,
    "notes": 44,
}


def columns(_export: Export) -> list[Column]:
    """The round, the code, and one statistic with its interval or the reason why there is none."""
    return sheet_columns(ROUND_VALUE, WIDTHS)


def is_sensible(export: Export) -> bool:
    """Whether a round was closed."""
    return any(round_.closed_at for round_ in rounds(export.session))


def rows(export: Export) -> Iterator[Sequence[Cell]]:
    """All codes together and each code of every closed round, then coders who coded again."""
    session, job, intervals = export.session, export.job, export.choices.intervals
    scope, key = replace(export.choices.scope, round_id=None), export.choices.statistic
    comparisons = RoundComparisons(
        over_rounds(session, scope, statistic=key, intervals=intervals, job=job),
        with_oneself(session, scope, statistics=[key], intervals=intervals, job=job),
    )
    return cells_of(ROUND_VALUE.values(), round_values(comparisons, export.unit, key))
