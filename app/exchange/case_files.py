"""Writes cases with their attributes into a .xlsx, .ods, .csv or .tsv file, as they are read again."""

from pathlib import Path

from sqlalchemy.orm import Session

from app.cases.queries import AttributeCell, AttributeRow, attributes, cases, cells, links
from app.cases.values import BETWEEN, KNOWN, RESERVED
from app.exchange.case_lines import SHEET
from app.exchange.table_files import Value, number_of, write_rows
from app.store import Project


def export_cases(project: Project, path: Path) -> int:
    """Write all cases, one in a row, and the values in use; returns how many there are."""
    with project.read() as session:
        header, rows = case_rows(session)
    write_rows(path, SHEET, [header, *rows])
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
        return number_of(text)
    return text
