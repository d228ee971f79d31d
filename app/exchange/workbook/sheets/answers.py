"""The sheets of answers on cases and on documents: a row for each, a column for each variable and coder."""

from collections.abc import Iterator, Sequence

from app.exchange.coding_sheets.wide_table import WideTable, wide_table
from app.exchange.workbook.export import Export
from app.exchange.workbook.writing.sheet import Cell, Column

CASES, DOCUMENTS = "Answers on cases", "Answers on documents"
ABOUT_CASES = "What coders answered about each case on completed coding sheets, and the consensus."
ABOUT_DOCUMENTS = "What coders answered about each document on completed coding sheets, and the consensus."


def _table(export: Export, about: str) -> WideTable:
    chosen = export.choices.scope.coder_ids
    return wide_table(export.session, about, () if chosen is None else tuple(chosen))


def _columns(export: Export, about: str) -> list[Column]:
    table = _table(export, about)
    meaning = {"case": "The person, event or organisation.", "document": "The document."}
    return [
        Column(about, meaning[about], 28, holds="title"),
        *(
            Column(
                column.name,
                f"{column.variable.question or column.variable.name} By {column.coder.name}.",
                16,
                holds="title",
            )
            for column in table.columns
        ),
    ]


def _rows(export: Export, about: str) -> Iterator[Sequence[Cell]]:
    for row in _table(export, about).rows()[1:]:
        yield [cell if cell != "" else None for cell in row]


def case_columns(export: Export) -> list[Column]:
    """The case, then each variable by each coder."""
    return _columns(export, "case")


def case_rows(export: Export) -> Iterator[Sequence[Cell]]:
    """A row for each case; an empty cell where nobody answered."""
    return _rows(export, "case")


def cases_are_sensible(export: Export) -> bool:
    """Where a sheet of a case is completed."""
    return bool(_table(export, "case").columns)


def document_columns(export: Export) -> list[Column]:
    """The document, then each variable by each coder."""
    return _columns(export, "document")


def document_rows(export: Export) -> Iterator[Sequence[Cell]]:
    """A row for each document; an empty cell where nobody answered."""
    return _rows(export, "document")


def documents_are_sensible(export: Export) -> bool:
    """Where a sheet of a document is completed."""
    return bool(_table(export, "document").columns)
