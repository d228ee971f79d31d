"""Agreement of closed rounds, between coders and of coders who coded again: side by side, and row by row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from app.agreement.coefficients.values import Value
from app.agreement.study.by_round import OfOneself, OfRound
from app.agreement.study.statistic_names import NAMED
from app.report.numbers import coefficient
from app.report.summed_up import ALL_CODES, spread
from app.report.tables import ReportTable, TableColumn
from app.rounds.queries import RoundRow
from app.translation import tr


@dataclass(frozen=True)
class RoundComparisons:
    """Both comparisons of all closed rounds."""

    between: Sequence[OfRound]
    oneself: Sequence[OfOneself]


@dataclass(frozen=True)
class RoundLine:
    """One line of the table: a name, and a value for each round; None where there is nothing to compare."""

    name: str
    values: Sequence[Value | None]

    @property
    def change(self) -> float | None:
        """From the first round that has a value to the last one."""
        numbers = [value.value for value in self.values if value is not None and value.value is not None]
        return numbers[-1] - numbers[0] if len(numbers) > 1 else None


@dataclass(frozen=True)
class RoundValue:
    """One value of a closed round: who is compared on how many documents, by which unit and statistic."""

    round: RoundRow
    who: str
    code: str
    unit: str
    documents: int
    statistic: str
    value: Value


def round_values(comparisons: RoundComparisons, unit: str, statistic: str) -> Iterator[RoundValue]:
    """All codes together and each code of every round, then coders who coded again; as files have them."""
    for compared in comparisons.between:
        for code, value in ((ALL_CODES, compared.overall), *compared.codes.items()):
            documents = compared.documents
            yield RoundValue(compared.round, "between coders", code, unit, documents, statistic, value)
    for again in comparisons.oneself:
        who = f"{again.coder.name}, coding again"
        for row in again.rows:
            code = row.code or ALL_CODES
            yield RoundValue(again.round, who, code, unit, again.documents, statistic, row.value)


def _remarks(row: RoundValue) -> str | None:
    return row.value.reason or "; ".join([*spread(row.value), *row.value.flags]) or None


_IN_FILES: tuple[TableColumn[RoundValue], ...] = (
    TableColumn(
        "Round",
        lambda row: row.round.name,
        meaning="The round, in the order in which rounds were closed.",
        holds="name",
    ),
    TableColumn(
        "Closed",
        lambda row: row.round.closed_at,
        meaning="When it was closed (UTC, ISO 8601).",
        holds="word",
    ),
    TableColumn(
        "Who",
        lambda row: row.who,
        meaning="“between coders”, or the coder whose first codings are compared with repeats.",
        holds="name",
    ),
    TableColumn("Code", lambda row: row.code, meaning="The code, as it was called then.", holds="name"),
    TableColumn("Unit", lambda row: row.unit, meaning="What is compared.", holds="word"),
    TableColumn(
        "Documents",
        lambda row: row.documents,
        "count",
        "Documents that two coders completed, or that came back.",
    ),
    TableColumn(
        "Statistic",
        lambda row: NAMED[row.statistic].name,
        meaning="The statistic that was chosen for the Summary.",
        holds="word",
    ),
    TableColumn("Value", lambda row: row.value.value, "decimal", "Its value; empty where it is undefined."),
    TableColumn("Low", lambda row: row.value.low, "decimal", "The lower end of the 95 % interval."),
    TableColumn("High", lambda row: row.value.high, "decimal", "The upper end of the 95 % interval."),
    TableColumn("Notes", _remarks, "text", "Why there is no value, or what to know about it.", holds="word"),
)
ROUND_VALUE: Mapping[str, TableColumn[RoundValue]] = {column.name_in_files: column for column in _IN_FILES}


def table(comparisons: RoundComparisons) -> ReportTable[RoundLine]:
    """All codes together, each code, and coders who coded again, by rounds; at last the change."""
    rounds = [
        TableColumn[RoundLine](
            compared.round.name,
            partial(_value, index=index),
            "decimal",
            tip=partial(_tip, index=index),
            spoken=partial(_tip, index=index),
        )
        for index, compared in enumerate(comparisons.between)
    ]
    name = TableColumn[RoundLine]("", lambda line: line.name)
    change = TableColumn[RoundLine](
        tr("Change"), lambda line: line.change, "decimal", words=lambda line: signed(line.change)
    )
    return ReportTable([name, *rounds, change], list(_lines(comparisons)))


def _lines(comparisons: RoundComparisons) -> Iterator[RoundLine]:
    between = comparisons.between
    yield RoundLine(tr("All codes together"), [compared.overall for compared in between])
    for code in dict.fromkeys(code for compared in between for code in compared.codes):
        yield RoundLine(code, [compared.codes.get(code) for compared in between])
    for name in dict.fromkeys(compared.coder.name for compared in comparisons.oneself):
        by_round = {
            compared.round.id: _overall(compared)
            for compared in comparisons.oneself
            if compared.coder.name == name
        }
        values = [by_round.get(compared.round.id) for compared in between]
        yield RoundLine(tr("{name}, coding again", name=name), values)


def _overall(compared: OfOneself) -> Value | None:
    return next((row.value for row in compared.rows if row.level == "overall"), None)


def _value(line: RoundLine, index: int) -> float | None:
    value = line.values[index]
    return value.value if value else None


def _tip(line: RoundLine, index: int) -> str:
    """A value with its interval and what to know, or why there is none."""
    value = line.values[index]
    if value is None:
        return tr("Not in this round")
    if value.value is None:
        return value.reason or ""
    words = coefficient(value.value)
    if value.low is not None:
        words += f"  [{coefficient(value.low)}, {coefficient(value.high)}]"
    return "\n".join([words, *value.flags])


def signed(change: float | None) -> str:
    """A change with its sign."""
    if change is None:
        return ""
    return ("+" if change > 0 else "") + coefficient(change)
