"""Agreement on variables, from a table or from coding sheets, as commands say it: in words and as JSON."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.agreement.coefficients.values import Value
from app.agreement.study.rated import RatedAgreement
from app.counting import counted
from app.errors import UserError
from app.report.rated import name_at_level, note_of

MOST_DIFFERING = 20


def statistics_shown(result: RatedAgreement, asked: Sequence[str] | None) -> list[str]:
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


def rated_text(result: RatedAgreement, shown: Sequence[str], unit: str = "unit") -> str:
    """One variable for people; `unit` is what its rows are."""
    variable = result.variable
    heading = (
        f"{variable.name} ({variable.level}): {counted(len(variable.coders), 'coder')}, "
        f"{counted(len(variable.units), unit)}, {result.judged:,} judged by two or more, "
        f"{len(result.differing):,} on which they differ."
    )
    names = [name_at_level(key, variable.level) for key in shown]
    width = max(map(len, names), default=0)
    lines = [
        f"  {name.ljust(width)}  {_in_words(result.values[key])}"
        for name, key in zip(names, shown, strict=True)
    ]
    differing = [variable.units[index] for index in result.differing[:MOST_DIFFERING]]
    if len(result.differing) > MOST_DIFFERING:
        differing.append(f"and {len(result.differing) - MOST_DIFFERING:,} more")
    return "\n".join([heading, *lines, *([f"  They differ on: {', '.join(differing)}"] if differing else [])])


def _in_words(value: Value) -> str:
    if value.value is None:
        return value.reason or ""
    interval = (
        f" [{value.low:.2f}, {value.high:.2f}]" if value.low is not None and value.high is not None else ""
    )
    note = note_of(value)
    return f"{value.value:.3f}{interval}{f'  ({note})' if note else ''}"


def rated_rows(
    result: RatedAgreement, fields: Any, *, level: str = "code", unit: str = "row"
) -> list[dict[str, Any]]:
    """The values in the manner of `agreement --json`: a variable stands where a code does there.

    `fields` gives what a value says of itself, `level` is that of all coders together.
    """
    variable = result.variable
    everybody = [(level, list(variable.coders), result.values)]
    pairs = [("pair", [pair.first, pair.second], pair.values) for pair in result.pairs]
    return [
        {
            "level": of_level,
            "code": variable.name,
            "document": None,
            "coders": coders,
            "unit": unit,
            "statistic": key,
            **fields(value),
        }
        for of_level, coders, values in (*everybody, *pairs)
        for key, value in values.items()
    ]


def rated_value(result: RatedAgreement) -> dict[str, Any]:
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
        "differing": [_differing(result, index) for index in result.differing],
    }


def _differing(result: RatedAgreement, index: int) -> Mapping[str, Any]:
    variable = result.variable
    return {
        "unit": variable.units[index],
        "values": dict(zip(variable.coders, variable.cells[index], strict=True)),
    }
