"""`intercoder agreement-table`: agreement from a spreadsheet, without a project."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from app.agreement.study.rated import LEVELS, Level, RatedVariable, rated_agreement
from app.commands.answer import CommandOutput
from app.commands.rated_output import rated_rows, rated_text, rated_value, statistics_shown
from app.commands.value_output import value_fields
from app.errors import UserError
from app.exchange.rating_tables import read_rating_table, with_level
from app.exchange.tables import column
from app.jobs import Job
from app.report.rated import methods


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
    parts = [rated_text(result, statistics_shown(result, chosen.statistics)) for result in results]
    parts.append(methods(results, statistics_shown(results[0], chosen.statistics)))
    if chosen.workbook:
        from app.exchange.workbook.rated import write_rated_workbook

        write_rated_workbook(Path(chosen.workbook), results, job)
        parts.append(f"Written: {chosen.workbook}")
    rows = [row for result in results for row in rated_rows(result, value_fields)]
    return CommandOutput(
        "\n\n".join(parts), {"results": rows, "variables": [rated_value(result) for result in results]}
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
