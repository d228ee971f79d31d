"""A report's columns as they stand in a sheet, and the cells of rows in columns that know theirs."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from app.exchange.workbook.writing.sheet import Cell, Column, Filled, OfDocument
from app.report.tables import TableColumn


def sheet_column(column: TableColumn[Any], width: int, parts: int = 1) -> Column:
    """A report's column, `width` characters wide."""
    return Column(
        column.name_in_files,
        column.meaning,
        width,
        "decimal" if column.kind == "percent" else column.kind,
        parts,
        column.holds,
        cell=cell_of(column),
    )


def cell_of(column: TableColumn[Any]) -> Callable[[Any], Cell]:
    """What stands in a column's cell of a row: on its colour, and running as its document does."""
    value, colour, rtl = column.value, column.colour, column.rtl
    if colour:
        return lambda row: Filled(str(value(row)), colour(row))
    if rtl:
        return lambda row: OfDocument(str(value(row)), rtl(row))
    return value


def cells_of(columns: Sequence[Column], rows: Iterable[Any]) -> Iterator[Sequence[Cell]]:
    """The cells of rows, in columns that all know theirs."""
    say = [column.cell for column in columns]
    for row in rows:
        yield [cell(row) for cell in say]
