"""Writes a workbook of agreement on a table: values, pairs, confusion, the units that differ, the methods."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from app.agreement.study.rated import RatedAgreement
from app.exchange.workbook.writing.place import workbook_at
from app.exchange.workbook.writing.report_columns import cells_of, sheet_column
from app.exchange.workbook.writing.sheet import Column, Sheet
from app.jobs import Job
from app.report.rated import confusion_table, differing_table, methods, pairs_table, values_table
from app.report.tables import ReportTable, TableColumn

_WIDTHS = {"text": 50, "name": 22, "count": 10, "decimal": 10, "share": 10, "percent": 10}
_SHEETS: Sequence[tuple[str, Callable[[Sequence[RatedAgreement]], ReportTable[Any]]]] = (
    ("Agreement", values_table),
    ("Pairs", pairs_table),
    ("Confusion", confusion_table),
    ("Differing units", differing_table),
)


def write_rated_workbook(path: Path, results: Sequence[RatedAgreement], job: Job) -> None:
    """Write the workbook whole or not at all; UserError or StoreError where it can't be written."""
    with workbook_at(path) as book:
        for index, (title, table_of) in enumerate(_SHEETS):
            job.step(index, len(_SHEETS) + 1, f"Writing “{title}”")
            table = table_of(results)
            columns = [sheet_column(column, _width(column)) for column in table.columns]
            sheet = Sheet(book, title, columns, title.replace(" ", "_"))
            for cells in cells_of(columns, table.rows):
                sheet.row(cells)
            sheet.end()
        sheet = Sheet(
            book, "Methods", [Column("methods", "A paragraph for a paper, and its references", 100, "text")]
        )
        shown = list(dict.fromkeys(key for result in results for key in result.values))
        for line in methods(results, shown).split("\n"):
            sheet.row([line])
        sheet.end()


def _width(column: TableColumn[Any]) -> int:
    return _WIDTHS[column.kind]
