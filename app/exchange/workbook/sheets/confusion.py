"""The sheet “Confusion”: for each two codes, how much text one coder gave the one and another the other."""

from collections.abc import Iterator, Sequence
from typing import Any

from app.exchange.workbook.export import Export
from app.exchange.workbook.writing.pages import is_kept
from app.exchange.workbook.writing.rows import column_letters
from app.exchange.workbook.writing.sheet import Cell, Column, Filled

TITLE = "Confusion"
ABOUT = "For each two codes, how many characters one coder gave the one code and another coder the other."
NOT_CODED = "not coded"
FIRST = 2  # columns before the matrix
AGREED, CONFUSED, MISSED = "#56B4E9", "#E69F00", "#BBBBBB"
FAINT = "#A0A0A0"


def columns(export: Export) -> list[Column]:
    """A column for each code that is compared, and one for what the other coder left uncoded."""
    meaning = "Characters that one coder gave the row's code and not this one, and the other this one only."
    return [
        Column("code id", "Identifies the code.", 12, holds="id"),
        Column(
            "code", "The code of the row; where it meets itself, what both coders gave it.", 28, holds="name"
        ),
        *(Column(code.name, meaning, 12, "count") for code in export.material().codes),
        Column(
            NOT_CODED, "Characters that one coder gave the row's code and the other no code.", 12, "count"
        ),
    ]


def rows(export: Export) -> Iterator[Sequence[Cell]]:
    """A row for each code that is compared, summed over all pairs of coders."""
    lengths = export.diagnosis.confusion
    for index, row in enumerate(early(export)):
        yield [*row[:FIRST], *(round(size) for size in lengths[index].tolist())]


def early(export: Export) -> Iterator[Sequence[Cell]]:
    """The same without lengths, which take long."""
    codes = export.material().codes
    for code in codes:
        yield [code.guid, Filled(code.name, code.colour), *[None] * (len(codes) + 1)]


def heat(book: Any, worksheet: Any, export: Export) -> None:
    """Colour what is much: blue where coders agree, orange where they differ, grey where one is silent."""
    codes = len(export.material().codes)
    if not codes:
        return
    first = sum(is_kept(column, export.choices) for column in columns(export)[:FIRST])
    worksheet.freeze_panes(1, first)  # which code a row is stays in sight
    matrix = (1, FIRST, codes, FIRST + codes)
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
    return f"{column_letters(FIRST + column)}{row + 2}"


def _beside(code: int, codes: int) -> Iterator[str]:
    """What lies left and right of the diagonal in a row."""
    if code:
        yield f"{_cell(code, 0)}:{_cell(code, code - 1)}"
    if code < codes - 1:
        yield f"{_cell(code, code + 1)}:{_cell(code, codes - 1)}"
