"""A report's columns as they stand in a sheet, and the cells of rows in columns that know theirs."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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


def sheet_columns(
    columns: Mapping[str, TableColumn[Any]], widths: Mapping[str, int], parts: Mapping[str, int] | None = None
) -> list[Column]:
    """A report's columns by their names in files, in the order of `widths`; `parts` of those that go on."""
    many = parts or {}
    return [sheet_column(columns[name], width, many.get(name, 1)) for name, width in widths.items()]


def cell_of(column: TableColumn[Any]) -> Callable[[Any], Cell]:
    """What stands in a column's cell of a row: on its colour, and running as its document does."""
    value, colour, rtl = column.value, column.colour, column.rtl
    if colour:
        return lambda row: _filled(value(row), colour(row))
    if rtl:
        return lambda row: _of_document(value(row), rtl(row))
    return value


def _filled(value: Cell, colour: str) -> Cell:
    """A text on its colour, where it has one."""
    return Filled(str(value), colour) if colour else value


def _of_document(value: Cell, rtl: bool) -> Cell:
    """A text that runs as its document does, where there is one."""
    return None if value is None else OfDocument(str(value), rtl)


def cells_of(columns: Iterable[Column | TableColumn[Any]], rows: Iterable[Any]) -> Iterator[Sequence[Cell]]:
    """The cells of rows, in columns that all know theirs."""
    say = [cell_of(column) if isinstance(column, TableColumn) else column.cell for column in columns]
    for row in rows:
        yield [cell(row) for cell in say]
