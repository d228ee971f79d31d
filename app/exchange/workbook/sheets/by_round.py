"""The sheet “Agreement by round”: every closed round from its snapshot, and coders who coded again."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.agreement.coefficients.values import Value
from app.agreement.study.by_round import over_rounds, with_oneself
from app.agreement.study.statistic_names import NAMED
from app.exchange.workbook.export import Export
from app.exchange.workbook.sheets.agreement import ALL_CODES, of_codes
from app.exchange.workbook.writing.sheet import Cell, Column
from app.rounds.queries import rounds

TITLE = "Agreement by round"
ABOUT = "For each closed round and each code, how far coders agreed, from what was frozen when it was closed."


def columns(_export: Export) -> list[Column]:
    """The round, the code, and one statistic with its interval or the reason why there is none."""
    return [
        Column("round", "The round, in the order in which rounds were closed.", 18, holds="name"),
        Column("closed", "When it was closed (UTC, ISO 8601).", 21, holds="word"),
        Column(
            "who",
            "“between coders”, or the coder whose first codings are compared with repeats.",
            22,
            holds="name",
        ),
        Column("code", "The code, as it was called then.", 28, holds="name"),
        Column("unit", "What is compared.", 11, holds="word"),
        Column("documents", "Documents that two coders completed, or that came back.", 11, "count"),
        Column("statistic", "The statistic that was chosen for the Summary.", 24, holds="word"),
        Column("value", "Its value; empty where it is undefined.", 9, "decimal"),
        Column("low", "The lower end of the 95 % interval.", 9, "decimal"),
        Column("high", "The upper end of the 95 % interval.", 9, "decimal"),
        Column("notes", "Why there is no value, or what to know about it.", 44, "text", holds="word"),
    ]


def is_sensible(export: Export) -> bool:
    """Whether a round was closed."""
    return any(round_.closed_at for round_ in rounds(export.session))


def rows(export: Export) -> Iterator[Sequence[Cell]]:
    """All codes together and each code of every closed round, then coders who coded again."""
    choices, scope = export.choices, replace(export.choices.scope, round_id=None)
    key = choices.statistic
    for of_round in over_rounds(
        export.session, scope, statistic=key, intervals=choices.intervals, job=export.job
    ):
        for code, value in ((ALL_CODES, of_round.overall), *of_round.codes.items()):
            about: list[Cell] = [of_round.round.name, of_round.round.closed_at, "between coders", code]
            yield [*about, export.unit, of_round.documents, NAMED[key].name, *_value_cells(value)]
    for again in with_oneself(
        export.session,
        scope,
        statistics=[key],
        intervals=choices.intervals,
        job=export.job,
    ):
        for row in again.rows:
            about = [again.round.name, again.round.closed_at, f"{again.coder.name}, coding again"]
            code = row.code or ALL_CODES
            yield [*about, code, export.unit, again.documents, NAMED[key].name, *_value_cells(row.value)]


def _value_cells(value: Value) -> list[Cell]:
    notes = value.reason or "; ".join([*of_codes(value), *value.flags])
    return [value.value, value.low, value.high, notes or None]
