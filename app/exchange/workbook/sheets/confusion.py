"""The sheet “Confusion”: for each two codes, how much text one coder gave the one and another the other."""

from collections.abc import Iterator, Sequence
from typing import Any

from app.exchange.workbook.export import Export
from app.exchange.workbook.writing.pages import is_kept
from app.exchange.workbook.writing.report_columns import cells_of, sheet_column
from app.exchange.workbook.writing.rows import column_letters
from app.exchange.workbook.writing.sheet import Cell, Column
from app.report.confusion import ABOUT_THE_ROW, ConfusionRow, confusion_columns

TITLE = "Confusion"
ABOUT = "For each two codes, how many characters one coder gave the one code and another coder the other."
AGREED, CONFUSED, MISSED = "#56B4E9", "#E69F00", "#BBBBBB"
FAINT = "#A0A0A0"


def columns(export: Export) -> list[Column]:
    """A column for each code that is compared, and one for what the other coder left uncoded."""
    reported = confusion_columns(export.material().codes)
    return [sheet_column(column, 28 if column.colour else 12) for column in reported]


def rows(export: Export) -> Iterator[Sequence[Cell]]:
    """A row for each code that is compared, summed over all pairs of coders."""
    codes = export.material().codes
    lengths = export.diagnosis.confusion[: len(codes)].tolist()
    return cells_of(confusion_columns(codes), map(ConfusionRow, codes, lengths))


def early(export: Export) -> Iterator[Sequence[Cell]]:
    """The same without lengths, which take long."""
    codes = export.material().codes
    return cells_of(confusion_columns(codes), (ConfusionRow(code, None) for code in codes))


def heat(book: Any, worksheet: Any, export: Export) -> None:
    """Colour what is much: blue where coders agree, orange where they differ, grey where one is silent."""
    codes = len(export.material().codes)
    if not codes:
        return
    first = sum(is_kept(column, export.choices) for column in columns(export)[:ABOUT_THE_ROW])
    worksheet.freeze_panes(1, first)  # which code a row is stays in sight
    matrix = (1, ABOUT_THE_ROW, codes, ABOUT_THE_ROW + codes)
    worksheet.conditional_format(
        *matrix,
        {"type": "cell", "criteria": "==", "value": 0, "format": book.add_format({"font_color": FAINT})},
    )
    diagonal = [_cell(code, code) for code in range(codes)]
    beside = [part for code in range(codes) for part in _beside(code, codes)]
    last = [f"{_cell(0, codes)}:{_cell(codes - 1, codes)}"]
    for cells, colour in ((diagonal, AGREED), (beside, CONFUSED), (last, MISSED)):
        if cells:
            scale = {"type": "2_color_scale", "min_color": "#FFFFFF", "max_color": colour}
            limits = {"min_type": "num", "min_value": 0, "max_type": "max"}
            worksheet.conditional_format(*matrix, scale | limits | {"multi_range": " ".join(cells)})


def _cell(row: int, column: int) -> str:
    return f"{column_letters(ABOUT_THE_ROW + column)}{row + 2}"


def _beside(code: int, codes: int) -> Iterator[str]:
    """What lies left and right of the diagonal in a row."""
    if code:
        yield f"{_cell(code, 0)}:{_cell(code, code - 1)}"
    if code < codes - 1:
        yield f"{_cell(code, code + 1)}:{_cell(code, codes - 1)}"
