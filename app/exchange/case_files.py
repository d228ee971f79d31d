"""Writes cases with their attributes into a .xlsx, .ods, .csv or .tsv file, as they are read again."""

import csv
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from sqlalchemy.orm import Session

from app.cases.queries import AttributeCell, AttributeRow, attributes, cases, cells, links
from app.cases.values import BETWEEN, KNOWN, RESERVED
from app.cell_text import guarded
from app.errors import UserError
from app.exchange.case_lines import SHEET
from app.exchange.drafts import new_file
from app.store import Project

EXACT_DIGITS = 15  # of a number in a spreadsheet
Value = str | float
SEPARATORS = {".csv": ",", ".tsv": "\t"}


def export_cases(project: Project, path: Path) -> int:
    """Write all cases, one in a row, and the values in use; returns how many there are."""
    with project.read() as session:
        header, rows = case_rows(session)
    ending = path.suffix.lower()
    if ending == ".xlsx":
        _write_spreadsheet(path, header, rows)
    elif ending == ".ods":
        from app.exchange.open_document_writing import write_open_document  # the workbook writes cases, too

        with new_file(path) as draft:
            write_open_document(draft, SHEET, [header, *rows])
    elif ending in SEPARATORS:
        _write_text(path, [header, *rows], SEPARATORS[ending])
    else:
        raise UserError(
            f"“{path.name}” must end with .xlsx, .ods, .csv or .tsv to hold a table. Choose such a name."
        )
    return len(rows)


def case_rows(session: Session) -> tuple[list[Value], list[list[Value]]]:
    """The header, and a row for each case: as RESERVED has the first columns, then the attributes."""
    columns, by_cell = attributes(session), cells(session)
    documents: dict[int, list[str]] = {}
    for link in links(session):
        if not (link.speaker or link.end):
            documents.setdefault(link.case_id, []).append(link.document)
    header: list[Value] = [*RESERVED, *(column.name for column in columns)]
    rows: list[list[Value]] = [
        [
            case.name,
            case.guid,
            case.kind,
            case.note,
            BETWEEN.join(documents.get(case.id, [])),
            *(cell_value(column, by_cell.get((case.id, column.id))) for column in columns),
        ]
        for case in cases(session)
    ]
    return header, rows


def cell_value(attribute: AttributeRow, cell: AttributeCell | None) -> Value:
    """What a cell holds in a spreadsheet: a number where it can be one exactly."""
    if cell is None:
        return ""
    text = cell.entry.in_a_table
    if attribute.kind == "number" and cell.entry.state == KNOWN:
        digits = sum(map(str.isdigit, text))
        if digits <= EXACT_DIGITS:
            return float(text) if "." in text else int(text)
    return text


def _write_text(path: Path, rows: Sequence[Sequence[Value]], separator: str) -> None:
    written = [[guarded(cell) if isinstance(cell, str) else _plain(cell) for cell in row] for row in rows]
    # Excel needs the mark to read UTF-8
    with new_file(path) as draft, draft.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=separator).writerows(written)


def _plain(value: float) -> str:
    return format(Decimal(repr(value)), "f")


def _write_spreadsheet(path: Path, header: Sequence[Value], rows: Sequence[Sequence[Value]]) -> None:
    from app.exchange.workbook.writing.place import workbook_at
    from app.exchange.workbook.writing.sheet import Column, Sheet

    columns = [Column(str(name), "", 28 if index == 0 else 16) for index, name in enumerate(header)]
    with workbook_at(path) as book:
        sheet = Sheet(book, SHEET, columns)
        for row in rows:
            sheet.row(list(row))
        sheet.end()
