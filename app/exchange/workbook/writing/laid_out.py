"""A sheet laid out for reading: headings, sentences, small tables, charts beside them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, takewhile
from typing import Any

from app.cell_text import is_formula
from app.exchange.workbook.writing import printing
from app.exchange.workbook.writing.rows import Rows, merge, number_cell, style, text_cell
from app.exchange.workbook.writing.sheet import (
    HEADER_COLOUR,
    Cell,
    Column,
    Filled,
    Formula,
    OfDocument,
    ink_on,
)
from app.exchange.workbook.writing.text import is_rtl, parts, visible

LONGEST_LINE = 120  # characters
HEADER = {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": HEADER_COLOUR}
LOOKS: Mapping[str, Mapping[str, Any]] = {
    "title": {"bold": True, "font_size": 16},
    "heading": {"bold": True, "font_size": 12},
    "header": HEADER,
    "number header": HEADER | {"align": "right"},
    "strong": {"bold": True, "valign": "top"},
    "link": {"font_color": "#1a4f8a", "underline": 1, "valign": "top"},
    "number": {"valign": "top", "align": "left", "num_format": "#,##0"},
    "line": {"valign": "top", "align": "left"},
    "text": {"valign": "top", "align": "left", "text_wrap": True},
    "name": {"valign": "top", "align": "left"},
    "count": {"valign": "top", "num_format": "#,##0"},
    "decimal": {"valign": "top", "num_format": "0.00"},
}


@dataclass(frozen=True)
class LaidOut:
    """What the Read me says of a sheet that was laid out."""

    title: str
    columns: Sequence[Column]
    rows: int


class SheetLayout:
    """Writes the lines of a sheet from its first to its last; `widths` are those of its columns.

    Every text goes through `safe`, which says how it leaves the project.
    """

    def __init__(self, book: Any, worksheet: Any, widths: Sequence[int], safe: Callable[[str], str]) -> None:
        self._safe = safe
        self._book = book
        self._worksheet = worksheet
        self.widths = widths
        self._rows = Rows(worksheet, len(widths))
        self._styles: dict[tuple[object, ...], int] = {}
        for index, width in enumerate(widths):
            worksheet.set_column(index, index, width)
        worksheet.hide_gridlines(2)
        printing.set_up(worksheet, 0)

    @property
    def row(self) -> int:
        """The number of the next line, from 0."""
        return self._rows.written

    def line(self, cells: Sequence[Cell], looks: str | Sequence[str] = "line", high: int = 1) -> None:
        """Write the next line: its first cells, in one of LOOKS or in one for each cell."""
        each = [looks] * len(cells) if isinstance(looks, str) else looks
        ends = [self._end(cell, look) for cell, look in zip(cells, each, strict=True)]
        self._rows.write(ends + [None] * (len(self.widths) - len(ends)), high)

    def paragraph(self, text: str) -> None:
        """Write a text across as many columns as a line that is read easily has, as high as it needs."""
        across = list(takewhile(lambda width: width <= LONGEST_LINE, accumulate(self.widths)))
        merge(self._worksheet, self.row, len(across))
        empty: list[Cell] = [None] * (len(across) - 1)
        self.line([text, *empty], "text", lines(text, across[-1]))

    def pair(self, what: str, text: str) -> None:
        """Write what something is, and its value across all other columns."""
        merge(self._worksheet, self.row, len(self.widths), first=1)
        empty: list[Cell] = [None] * (len(self.widths) - 2)
        self.line(
            [what, text, *empty],
            ("strong", *["text"] * (1 + len(empty))),
            lines(text, sum(self.widths[1:])),
        )

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> None:
        """Write a header and rows below it."""
        pairs = list(zip(columns, self.widths, strict=False))
        high = max(1 + len(column.name) // width for column, width in pairs)
        looks = ["number header" if column.is_number else "header" for column in columns]
        self.line([column.name for column in columns], looks, high)
        for row in rows:
            self.line(row, [column.kind for column in columns], self._lines(columns, row))

    def gap(self, until: int = 0) -> None:
        """Leave a line empty, and all others before the line `until`."""
        self.line([])
        while self.row < until:
            self.line([])

    def end(self) -> None:
        """Tell the sheet how far it reaches."""
        self._rows.end()

    def _lines(self, columns: Sequence[Column], row: Sequence[Cell]) -> int:
        needed = [
            lines(cell, width)
            for column, cell, width in zip(columns, row, self.widths, strict=False)
            if column.kind == "text" and isinstance(cell, str)
        ]
        return max(needed, default=1)

    def _end(self, cell: Cell, look: str) -> str | None:
        if isinstance(cell, Formula):
            cell = cell.value
        if cell is None or cell == "":
            return None
        if isinstance(cell, int | float):
            return number_cell(cell, self._style(look))
        colour = cell.colour if isinstance(cell, Filled) else None
        words = cell.text if isinstance(cell, Filled | OfDocument) else cell
        text = parts(visible(self._safe(words)))[0]
        return text_cell(text, self._style(look, is_rtl(text), is_formula(text), colour))

    def _style(self, look: str, rtl: bool = False, quoted: bool = False, colour: str | None = None) -> int:
        key = (look, rtl, quoted, colour)
        if key not in self._styles:
            properties = dict(LOOKS[look])
            if rtl:
                properties |= {"reading_order": 2, "align": "right"}
            if quoted:
                properties["quote_prefix"] = True
            if colour:
                properties |= {"bg_color": colour, "font_color": ink_on(colour)}
            self._styles[key] = style(self._book.add_format(properties))
        return self._styles[key]


def lines(text: str, width: int) -> int:
    """How many lines a text takes in a column; a width counts digits, and letters are narrower."""
    return 1 + max(0, len(text) - 1) * 10 // (width * 11)
