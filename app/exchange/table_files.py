"""Writes rows of values as a table that is read again: .xlsx, .ods, .csv or .tsv, by its ending."""

import csv
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from app.cell_text import guarded
from app.errors import UserError
from app.exchange.drafts import new_file

EXACT_DIGITS = 15  # of a number in a spreadsheet
Value = str | float
SEPARATORS = {".csv": ",", ".tsv": "\t"}


def write_rows(path: Path, title: str, rows: Sequence[Sequence[Value]]) -> None:
    """Write a header and the rows below it; `title` is that of the sheet in a spreadsheet."""
    ending = path.suffix.lower()
    if ending == ".xlsx":
        _write_spreadsheet(path, title, rows[0], rows[1:])
    elif ending == ".ods":
        from app.exchange.open_document_writing import write_open_document

        with new_file(path) as draft:
            write_open_document(draft, title, [list(row) for row in rows])
    elif ending in SEPARATORS:
        _write_text(path, rows, SEPARATORS[ending])
    else:
        raise UserError(
            f"“{path.name}” must end with .xlsx, .ods, .csv or .tsv to hold a table. Choose such a name."
        )


def number_of(text: str) -> Value:
    """A number that is written plainly, as a cell of a spreadsheet holds it: where it can exactly, as one."""
    if sum(map(str.isdigit, text)) > EXACT_DIGITS:
        return text
    return float(text) if "." in text else int(text)


def _write_text(path: Path, rows: Sequence[Sequence[Value]], separator: str) -> None:
    written = [[guarded(cell) if isinstance(cell, str) else _plain(cell) for cell in row] for row in rows]
    # Excel needs the mark to read UTF-8
    with new_file(path) as draft, draft.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=separator).writerows(written)


def _plain(value: float) -> str:
    return format(Decimal(repr(value)), "f")


def _write_spreadsheet(
    path: Path, title: str, header: Sequence[Value], rows: Sequence[Sequence[Value]]
) -> None:
    from app.exchange.workbook.writing.place import workbook_at
    from app.exchange.workbook.writing.sheet import Column, Sheet

    columns = [Column(str(name), "", 28 if index == 0 else 16) for index, name in enumerate(header)]
    with workbook_at(path) as book:
        sheet = Sheet(book, title, columns)
        for row in rows:
            sheet.row(list(row))
        sheet.end()
