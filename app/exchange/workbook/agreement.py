"""The sheet “Agreement by code”: for each code and unit, how far coders agree, or why not."""

from collections.abc import Iterator, Sequence

from app.agreement.study import Result
from app.agreement.values import Value
from app.codebook.queries import CodeRow
from app.exchange.workbook.sheet import Cell, Column, Filled, Sheet

TITLE = "Agreement by code"
UNITS = ("character", "turn", "document")
STATISTICS = {  # key: what its column is called, and what it means
    "percent_agreement": ("percent agreement", "The share of units on which coders agree, from 0 to 1."),
    "cohen_kappa": ("Cohen kappa", "Cohen's kappa, for two coders."),
    "fleiss_kappa": ("Fleiss kappa", "Fleiss' kappa, for any number of coders."),
    "krippendorff_alpha": ("Krippendorff alpha", "Krippendorff's alpha, nominal."),
    "gwet_ac1": ("Gwet AC1", "Gwet's AC1."),
    "positive_agreement": ("positive agreement", "Agreement on where the code applies."),
    "negative_agreement": ("negative agreement", "Agreement on where it doesn't."),
}
ALL_CODES = "all codes together"


def columns() -> list[Column]:
    """The columns: three for each statistic."""
    return [
        Column("code id", "Identifies the code; empty in the rows of all codes together.", 12),
        Column("code", "The code's name.", 28),
        Column("code path", "The code with those above it.", 40),
        Column("unit", "What is compared: characters, turns (or paragraphs) or whole documents.", 11),
        Column("coders", "Who is compared; consensus layers are not.", 24),
        Column("n", "The units that at least two coders have judged.", 10, "count"),
        *(column for name, meaning in STATISTICS.values() for column in _three(name, meaning)),
        Column("notes", "Why a value is missing, and what to know about the others.", 90),
    ]


def _three(name: str, meaning: str) -> Iterator[Column]:
    yield Column(name, meaning, 12, "decimal")
    yield Column(f"{name} low", f"Lower end of the 95 % interval of {name}.", 10, "decimal")
    yield Column(f"{name} high", f"Upper end of the 95 % interval of {name}.", 10, "decimal")


def write(sheet: Sheet, result: Result, codes: Sequence[CodeRow]) -> None:
    """Write the rows of a result: all codes, then all together."""
    by_code: dict[str | None, dict[str, Value]] = {}
    for row in result.rows:
        by_code.setdefault(row.code, {})[row.statistic] = row.value
    coders = ", ".join(coder.name for coder in result.material.coders)
    unit = result.material.scope.unit
    for code in codes:
        if code.name in by_code:
            about: list[Cell] = [code.guid, Filled(code.name, code.colour), code.path, unit, coders]
            sheet.row(about + _values(by_code[code.name]))
    if None in by_code:
        sheet.row([None, ALL_CODES, None, unit, coders, *_values(by_code[None])])


def _values(values: dict[str, Value]) -> list[Cell]:
    cells: list[Cell] = [next((value.n for value in values.values() if value.n is not None), None)]
    notes: dict[str, list[str]] = {}
    for statistic, (name, _) in STATISTICS.items():
        value = values[statistic]
        cells += [value.value, value.low, value.high]
        for note in [value.reason] if value.reason else value.flags:
            notes.setdefault(note, []).append(name)
    told = [
        note if len(names) == len(STATISTICS) else f"{', '.join(names)}: {note}"
        for note, names in notes.items()
    ]
    return [*cells, "; ".join(told)]
