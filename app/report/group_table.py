"""The table of exclusive groups: alpha and the unitizing family of each, and of each of its codes."""

from collections.abc import Iterator
from functools import partial

from app.agreement.coefficients.values import Value
from app.report.agreement_table import end_of_interval, value_of
from app.report.groups import OF_CODES, OF_GROUPS, GroupLine
from app.report.numbers import NOTHING, coefficient
from app.report.reasons import explained_in_group, shortened_in_group
from app.report.statistics import statistic_name
from app.report.tables import TableColumn
from app.translation import tr


def columns() -> list[TableColumn[GroupLine]]:
    """A code's own numbers stand in its line; ends of intervals are only copied."""
    return [*_about(), *_numbers(), _notes()]


def _about() -> Iterator[TableColumn[GroupLine]]:
    yield TableColumn(tr("Group"), lambda line: line.title, colour=lambda line: line.colour, copied=False)
    yield TableColumn(tr("Group"), lambda line: line.title if line.code is None else "", shown=False)
    yield TableColumn(tr("Code"), lambda line: "" if line.code is None else line.title, shown=False)


def _numbers() -> Iterator[TableColumn[GroupLine]]:
    alpha, *unitizing = OF_GROUPS
    yield from _statistic(
        alpha,
        tr("alpha by unit"),
        tr(
            "The group as one variable: which of its codes a unit has, or none of them; {statistic}, "
            "nominal, by the unit chosen above",
            statistic=statistic_name(alpha),
        ),
        head=tr("α by unit"),
    )
    meanings = (
        tr("Boundaries and codes, uncoded text included"),
        tr("Coded or not, whatever the code"),
        tr("Which code, where two coders or more have coded"),
    )
    for key, meaning in zip(unitizing, meanings, strict=True):
        yield from _statistic(key, statistic_name(key), meaning)
    yield TableColumn(
        tr("Share that others coded too"),
        lambda line: line.covered,
        "percent",
        tr("The share of the code’s text that others coded in this group too"),
        head=tr("covered"),
        words=lambda line: "" if line.covered is None else f"{100 * line.covered:.0f} %",
    )
    yield from _statistic(
        OF_CODES, statistic_name(OF_CODES), tr("How reliably this code is told from the others of its group")
    )


def _statistic(key: str, title: str, meaning: str, head: str = "") -> Iterator[TableColumn[GroupLine]]:
    yield TableColumn(
        title,
        lambda line: value_of(line.values.get(key)),
        "decimal",
        meaning,
        head=head,
        words=lambda line: _words(line.values[key]) if key in line.values else "",
        tip=partial(_tip, key=key),
    )
    for end in ("low", "high"):
        yield TableColumn(
            f"{title} {end}", partial(end_of_interval, key=key, end=end), "decimal", shown=False
        )


def _words(value: Value) -> str:
    """A number, its interval below it."""
    if value.value is None:
        return NOTHING
    if value.low is None or value.high is None:
        return coefficient(value.value)
    return f"{coefficient(value.value)}\n{coefficient(value.low, 2)} … {coefficient(value.high, 2)}"


def _tip(line: GroupLine, key: str) -> str:
    value = line.values.get(key)
    return explained_in_group(value.reason, closed=line.closed) if value and value.reason else ""


def _notes() -> TableColumn[GroupLine]:
    return TableColumn(
        tr("To know"),
        lambda line: "; ".join(line.notes),
        words=lambda line: "; ".join(dict.fromkeys(shortened_in_group(note) for note in line.notes)),
        tip=lambda line: "\n".join(explained_in_group(note, closed=line.closed) for note in line.notes),
    )
