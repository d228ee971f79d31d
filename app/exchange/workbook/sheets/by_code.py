"""The sheet “Agreement by code”: for each code and unit, how far coders agree, or why not."""

from collections.abc import Iterator, Sequence

from app.agreement.study.prevalence import uses_of
from app.exchange.workbook.export import Export
from app.exchange.workbook.sheets.agreement import Frame, by_code, code_columns, code_id
from app.exchange.workbook.sheets.counting import Counting, is_live, live
from app.exchange.workbook.writing.sheet import Cell, Column, Filled
from app.report.summed_up import ALL_CODES

TITLE = "Agreement by code"
ABOUT = "For each code and unit, how far coders agree, with intervals, or why not."
UNITS = ("character", "turn", "document")


def units(export: Export) -> list[str]:
    """The units that it compares by: that which was chosen first."""
    return list(dict.fromkeys((export.unit, *UNITS)))


def columns(export: Export) -> list[Column]:
    """The code, the unit, who is compared, and what there is to know about their agreement."""
    return [
        code_id(),
        *code_columns(),
        Column(
            "unit",
            "What is compared: a character, a turn (or paragraph), a document, or what was chosen.",
            11,
            holds="word",
        ),
        Column("coders", "Who is compared; consensus layers are not.", 24, holds="name"),
        *_frame(export).columns(),
    ]


def rows(export: Export) -> Iterator[Sequence[Cell]]:
    """For each unit, all codes, then all together."""
    frame = _frame(export)
    for unit in units(export):
        result, counting = export.result(unit), Counting(export, unit)
        material = result.material
        values, uses = by_code(result.rows), uses_of(material)
        coders = ", ".join(coder.name for coder in material.coders)
        counted = counting.by_document().sum(axis=0)
        shown = is_live(export, unit, len(material.codes) + 1, len(frame.counts))
        formulas = [
            live(export, frame.counts, [criterion]) if shown else None
            for criterion in (("code id", "{code id}"), ("code used", "1"))
        ]
        for index, code in enumerate(material.codes):
            about: list[Cell] = [code.guid, Filled(code.name, code.colour), code.path, unit, coders]
            yield about + frame.cells(
                values[code.name], counted[index].tolist(), formulas[0], uses[index].warnings
            )
        pooled = counting.together(counted).tolist()
        yield [None, ALL_CODES, None, unit, coders, *frame.cells(values[None], pooled, formulas[1])]


def _frame(export: Export) -> Frame:
    return Frame(Counting(export, export.unit).counts, intervals=True)
