"""`intercoder agreement-table`: agreement from a spreadsheet, without a project."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.agreement.study.rated import LEVELS, Level, RatedAgreement, RatedVariable, rated_agreement
from app.commands.agreement import value_fields
from app.commands.answer import CommandOutput
from app.counting import counted
from app.errors import UserError
from app.exchange.rating_tables import read_rating_table, with_level
from app.exchange.tables import column
from app.jobs import Job
from app.report.rated import methods, name_at_level, note_of

MOST_DIFFERING = 20


def run(chosen: Namespace, job: Job) -> CommandOutput:
    """Compute every coefficient of every variable, and write a workbook where one is asked for."""
    variables = read_rating_table(
        Path(chosen.file),
        sheet=chosen.sheet or "",
        unit=chosen.unit or "",
        coders=chosen.coders or (),
        variables=chosen.variables or (),
    )
    variables = _at_levels(variables, chosen.level or [], chosen.order or [])
    results = [rated_agreement(variable, job) for variable in variables]
    parts = [_as_text(result, chosen.statistics) for result in results]
    parts.append(methods(results, _shown(results[0], chosen.statistics)))
    if chosen.workbook:
        from app.exchange.workbook.rated import write_rated_workbook

        write_rated_workbook(Path(chosen.workbook), results, job)
        parts.append(f"Written: {chosen.workbook}")
    rows = [row for result in results for row in _rows(result)]
    return CommandOutput(
        "\n\n".join(parts), {"results": rows, "variables": [_as_value(result) for result in results]}
    )


def _at_levels(
    variables: Sequence[RatedVariable], given: Sequence[str], order: Sequence[str]
) -> list[RatedVariable]:
    """The variables at the levels that were asked for: one for all, or NAME=LEVEL."""
    levels: dict[str, str] = {}
    for words in given:
        name, _, level = words.rpartition("=")
        if level not in LEVELS:
            raise UserError(
                f"“{level}” is no level of measurement, so nothing was computed. Use {', '.join(LEVELS)}."
            )
        levels[column(name)] = level
    known = {column(variable.name) for variable in variables} | {""}
    if unknown := levels.keys() - known:
        raise UserError(f"There is no variable “{min(unknown)}”, so nothing was computed. Look at its name.")
    otherwise = levels.get("", "nominal")
    named: dict[str, Level] = {str(level): level for level in LEVELS}
    return [
        with_level(variable, named[levels.get(column(variable.name), otherwise)], order)
        for variable in variables
    ]


def _shown(result: RatedAgreement, asked: Sequence[str] | None) -> list[str]:
    """The statistics that people see: those they asked for, or the ones that most papers report."""
    if asked and "all" not in asked:
        if unknown := [key for key in asked if key not in result.values]:
            raise UserError(
                f"“{unknown[0]}” is no statistic of a table, so nothing was told. "
                f"There are {', '.join(result.values)}."
            )
        return list(asked)
    if asked or result.variable.level == "sets":
        return list(result.values)
    kappa = "cohen_kappa" if len(result.variable.coders) == 2 else "fleiss_kappa"
    return ["percent_agreement", kappa, "gwet_ac1", "krippendorff_alpha"]


def _as_text(result: RatedAgreement, asked: Sequence[str] | None) -> str:
    variable = result.variable
    heading = (
        f"{variable.name} ({variable.level}): {counted(len(variable.coders), 'coder')}, "
        f"{counted(len(variable.units), 'unit')}, {result.judged:,} judged by two or more, "
        f"{len(result.differing):,} on which they differ."
    )
    shown = _shown(result, asked)
    names = [name_at_level(key, variable.level) for key in shown]
    width = max(map(len, names))
    lines = [f"  {name.ljust(width)}  {_told(result, key)}" for name, key in zip(names, shown, strict=True)]
    differing = [variable.units[unit] for unit in result.differing[:MOST_DIFFERING]]
    if len(result.differing) > MOST_DIFFERING:
        differing.append(f"and {len(result.differing) - MOST_DIFFERING:,} more")
    return "\n".join([heading, *lines, *([f"  They differ on: {', '.join(differing)}"] if differing else [])])


def _told(result: RatedAgreement, key: str) -> str:
    value = result.values[key]
    if value.value is None:
        return value.reason or ""
    interval = (
        f" [{value.low:.2f}, {value.high:.2f}]" if value.low is not None and value.high is not None else ""
    )
    note = note_of(value)
    return f"{value.value:.3f}{interval}{f'  ({note})' if note else ''}"


def _rows(result: RatedAgreement) -> list[dict[str, Any]]:
    """The values in the manner of `agreement --json`: a variable stands where a code does there."""
    variable = result.variable
    everybody = [("code", list(variable.coders), result.values)]
    pairs = [("pair", [pair.first, pair.second], pair.values) for pair in result.pairs]
    return [
        {
            "level": level,
            "code": variable.name,
            "document": None,
            "coders": coders,
            "unit": "row",
            "statistic": key,
            **value_fields(value),
        }
        for level, coders, values in (*everybody, *pairs)
        for key, value in values.items()
    ]


def _as_value(result: RatedAgreement) -> dict[str, Any]:
    """What was compared, and what lies behind the values."""
    variable = result.variable
    return {
        "variable": variable.name,
        "level": variable.level,
        "coders": list(variable.coders),
        "units": len(variable.units),
        "judged": result.judged,
        "categories": list(result.categories),
        "confusion": [
            {"one": first, "other": second, "times": times}
            for (first, second), times in result.confusion.items()
        ],
        "differing": [
            {
                "unit": variable.units[unit],
                "values": dict(zip(variable.coders, variable.cells[unit], strict=True)),
            }
            for unit in result.differing
        ],
    }
