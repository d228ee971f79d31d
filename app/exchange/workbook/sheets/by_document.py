"""The sheet “Agreement by document”: for each document and code, how far coders agree, or why not."""

from collections.abc import Iterator, Sequence

from app.agreement.study.levels import Row
from app.exchange.workbook.export import Export
from app.exchange.workbook.sheets.agreement import Frame, by_code, code_columns, code_id
from app.exchange.workbook.sheets.counting import Counting, is_live, live
from app.exchange.workbook.writing.report_columns import sheet_column
from app.exchange.workbook.writing.sheet import Cell, Column, Filled
from app.report.document_list import DOCUMENT
from app.report.summed_up import ALL_CODES

TITLE = "Agreement by document"
ABOUT = "For each document and code, how far coders agree in the unit that was chosen, or why not."
MOST_ROWS = 100_000  # beyond, it is written only where somebody chose it


def columns(export: Export) -> list[Column]:
    """The document, the code, who is compared, and what there is to know about their agreement."""
    return [
        sheet_column(DOCUMENT["document id"], 12),
        code_id(),
        sheet_column(DOCUMENT["document"], 24),
        *code_columns(),
        Column("unit", "What is compared.", 11, holds="word"),
        Column("coders", "Who has completed the document.", 24, holds="name"),
        *_frame(export).columns(),
    ]


def is_sensible(export: Export) -> bool:
    """Whether it is small enough to be written where nobody chose it."""
    material = export.material()
    return len(material.documents) * (len(material.codes) + 1) <= MOST_ROWS


def rows(export: Export) -> Iterator[Sequence[Cell]]:
    """For each document, all codes, then all together; one row with the reason where it can't be compared."""
    material, counting, frame = export.material(), Counting(export, export.unit), _frame(export)
    counted = counting.by_document()
    many = len(material.documents) * (len(material.codes) + 1)
    shown = is_live(export, export.unit, many, len(frame.counts))
    criteria = ("document id", "{document id}"), ("code id", "{code id}")
    formulas = live(export, frame.counts, criteria) if shown else None
    by_name: dict[str | None, list[Row]] = {}
    for row in export.result(by=("document",), intervals=False).rows:
        by_name.setdefault(row.document, []).append(row)
    for index, document in enumerate(material.documents):
        values = by_code(by_name.get(document.name, []))
        coders = ", ".join(by_name[document.name][0].coders) if values else ""
        for code_index, code in enumerate(material.codes):
            if code.name in values:
                about: list[Cell] = [
                    document.guid,
                    code.guid,
                    document.name,
                    Filled(code.name, code.colour),
                    code.path,
                ]
                cells = frame.cells(values[code.name], counted[index, code_index].tolist(), formulas)
                yield [*about, export.unit, coders, *cells]
        if None in values:
            cells = frame.cells(
                values[None], counting.together(counted[index], document=index).tolist(), None
            )
            yield [document.guid, None, document.name, ALL_CODES, None, export.unit, coders, *cells]


def _frame(export: Export) -> Frame:
    return Frame(Counting(export, export.unit).counts, intervals=False)
