"""The rows of a table of cases: which column is what, and what each cell says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.cases.attribute_actions import NewAttribute
from app.cases.queries import AttributeRow
from app.cases.values import CASE_KINDS, KNOWN, RESERVED, AttributeType, read_entry
from app.cell_text import unguarded
from app.errors import UserError
from app.exchange.problems import Problems
from app.exchange.tables import SPREADSHEETS, Table, column, read_table
from app.names import key, tidy

CASE, CASE_ID, CASE_KIND, CASE_NOTE, DOCUMENTS = RESERVED
TEXT_FILES = (".csv", ".tsv")
SHEET = "Cases"  # also the workbook's
GUESSED = ("number", "yes_no", "date")  # the first that all cells of a new column fit


@dataclass(frozen=True)
class CaseLine:
    """One row: what is empty, or no column, is None or not in `cells`, which are by attributes' keys."""

    row: int
    name: str
    guid: str
    kind: str | None
    note: str | None
    documents: str
    cells: Mapping[str, str]


@dataclass(frozen=True)
class CaseTable:
    """A table as it was read: `headers` are the columns of attributes as written, by their keys."""

    file: str
    headers: Mapping[str, str]
    lines: tuple[CaseLine, ...]
    notes: tuple[str, ...] = ()


def read_cases(path: Path, problems: Problems) -> CaseTable:
    """Read a .csv, .tsv, .xlsx or .ods file; UserError where it is none, or can't be read at all."""
    if path.suffix.lower() not in (*SPREADSHEETS, *TEXT_FILES):
        raise UserError(
            f"“{path.name}” is none of .xlsx, .ods, .csv and .tsv. Save the table of cases as one of these."
        )
    unread = Problems()
    table, notes = read_table(path, [CASE], unread, sheet=SHEET), []
    if table is None:
        anyhow = Problems()
        table = read_table(path, [], anyhow, sheet=SHEET)
        if table is None or not any(table.headers.values()):
            anyhow.raise_if_any(path.name)
            raise UserError(f"“{path.name}” is empty. Choose a table with a row for each case.")
        first = "name" if "name" in table.headers else next(iter(table.headers))
        notes.append(f"The column “{table.headers[first]}” is taken for the names of the cases.")
        table = _renamed(table, first)
    if path.suffix.lower() in TEXT_FILES:
        rows = [(row, {name: unguarded(cell) for name, cell in cells.items()}) for row, cells in table.rows]
        headers = {name: unguarded(text) for name, text in table.headers.items()}
        table = replace(table, rows=rows, headers=headers)
    reserved = {column(name) for name in RESERVED}
    headers = {name: text for name, text in table.headers.items() if name and name not in reserved}
    lines = [line for line in (_line(table, headers, *row, problems) for row in table.rows) if line]
    by_key = {key(text): text for text in headers.values()}
    return CaseTable(path.name, by_key, tuple(lines), tuple(notes))


def _renamed(table: Table, first: str) -> Table:
    """The table with a column as that of the cases' names."""
    headers = {CASE if name == first else name: text for name, text in table.headers.items()}
    rows = [
        (row, {CASE if name == first else name: cell for name, cell in cells.items()})
        for row, cells in table.rows
    ]
    return replace(table, headers=headers, rows=rows)


def _line(
    table: Table, headers: Mapping[str, str], row: int, cells: Mapping[str, str], problems: Problems
) -> CaseLine | None:
    try:
        name = tidy(cells[CASE], "case")
    except UserError as error:
        problems.add(table.file, str(error), row)
        return None
    kind = cells.get(column(CASE_KIND), "").strip().casefold() or None
    if kind is not None and kind not in CASE_KINDS:
        problems.add(table.file, f"“{kind}” is no kind of case ({', '.join(CASE_KINDS)}).", row)
        kind = None
    return CaseLine(
        row=row,
        name=name,
        guid=cells.get(column(CASE_ID), "").strip(),
        kind=kind,
        note=cells.get(column(CASE_NOTE), "").strip() or None,
        documents=cells.get(column(DOCUMENTS), "").strip(),
        cells={key(text): cells[name] for name, text in headers.items() if cells[name].strip()},
    )


def new_attributes(table: CaseTable, attributes: Sequence[AttributeRow]) -> tuple[NewAttribute, ...]:
    """The columns that no attribute is called by, each with the kind that all its cells fit."""
    by_key = {key(attribute.name) for attribute in attributes}
    return tuple(
        NewAttribute(tidy(text, "attribute"), _guessed([line.cells.get(name, "") for line in table.lines]))
        for name, text in table.headers.items()
        if name not in by_key
    )


def _guessed(cells: Sequence[str]) -> str:
    filled = {cell.strip() for cell in cells if cell.strip()}
    for kind in GUESSED:
        entries = []
        try:
            entries = [read_entry(cell, AttributeType(kind)) for cell in filled]
        except UserError:
            continue
        if any(entry is not None and entry.state == KNOWN for entry in entries):
            return kind
    return "text"
