"""Agreement of every closed round side by side, between coders and of coders who coded again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from app.agreement.coefficients.values import Value
from app.agreement.study.by_round import OfOneself, OfRound
from app.report.numbers import coefficient
from app.report.tables import ReportTable, TableColumn
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
