"""The sheet “Agreement by code”: for each code and unit, how far coders agree, or why not."""

from collections.abc import Iterator, Sequence

from app.agreement.values import Value
from app.exchange.workbook.export import Export
from app.exchange.workbook.sheet import Cell, Column, Filled

TITLE = "Agreement by code"
ABOUT = "For each code and unit, how far coders agree, with intervals, or why not."
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


def columns(_export: Export) -> list[Column]:
    """The columns: three for each statistic."""
    return [
        Column("code id", "Identifies the code; empty in the rows of all codes together.", 12, holds="id"),
        Column("code", "The code's name.", 28, holds="name"),
        Column("code path", "The code with those above it.", 40, holds="name"),
        Column(
            "unit",
            "What is compared: a character, a turn (or paragraph), a document.",
            11,
            holds="word",
        ),
        Column("coders", "Who is compared; consensus layers are not.", 24, holds="name"),
        Column("n", "The units that at least two coders have judged.", 10, "count"),
        *(column for name, meaning in STATISTICS.values() for column in _three(name, meaning)),
        Column("notes", "Why a value is missing, and what to know about the others.", 90, holds="word"),
    ]


def _three(name: str, meaning: str) -> Iterator[Column]:
    yield Column(name, meaning, 12, "decimal")
    yield Column(f"{name} low", f"Lower end of the 95 % interval of {name}.", 10, "decimal")
    yield Column(f"{name} high", f"Upper end of the 95 % interval of {name}.", 10, "decimal")


def rows(export: Export) -> Iterator[Sequence[Cell]]:
    """For each unit, all codes, then all together."""
    for unit in dict.fromkeys((*UNITS, export.unit)):
        result = export.result(unit)
        by_code: dict[str | None, dict[str, Value]] = {}
        for row in result.rows:
            by_code.setdefault(row.code, {})[row.statistic] = row.value
        coders = ", ".join(coder.name for coder in result.material.coders)
        for code in export.codes:
            if code.name in by_code:
                about: list[Cell] = [code.guid, Filled(code.name, code.colour), code.path, unit, coders]
                yield about + _values(by_code[code.name])
        if None in by_code:
            yield [None, ALL_CODES, None, unit, coders, *_values(by_code[None])]


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
