"""One flat sheet, written row by row: a header, widths, a filter, and cells that are safe as they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from app.exchange.workbook.rows import Rows, number_cell, style, text_cell
from app.exchange.workbook.text import FORMULA_SIGNS, is_rtl, parts, visible

HEADER_COLOUR = "#e8ebef"
MOST_ROWS = 1_048_576
MOST_LINES = 10
MOST_SHOWN = 1000  # characters, more than MOST_LINES hold


@dataclass(frozen=True)
class Column:
    """A column, and what it means for the dictionary in the Read me.

    `kind` is `text` (wrapped), `name` (one line), `count` or `decimal`. A text longer than a cell goes on in
    the `parts` - 1 columns behind it. `of_document` says that the text runs as its document does.
    """

    name: str
    meaning: str
    width: int
    kind: Literal["text", "name", "count", "decimal"] = "name"
    parts: int = 1
    of_document: bool = False

    @property
    def headers(self) -> list[str]:
        """The header, and those of the columns that it goes on in."""
        return [self.name, *(f"{self.name} ({number})" for number in range(2, self.parts + 1))]


class Filled(NamedTuple):
    """A text on the colour of a code."""

    text: str
    colour: str


Cell = str | float | Filled | None


class Sheet:
    """A sheet that grows downwards; a row that was written can't be changed."""

    def __init__(self, book: Any, title: str, columns: Sequence[Column]) -> None:
        self.title = title
        self.columns = columns
        self._book = book
        self._sheet = book.add_worksheet(title)
        self._styles: dict[tuple[object, ...], int] = {}
        self._headers = [header for column in columns for header in column.headers]
        self._rows = Rows(self._sheet, len(self._headers))
        self._begin()

    @property
    def rows(self) -> int:
        """How many rows there are below the header."""
        return self._rows.written - 1

    def _begin(self) -> None:
        header = self._book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": HEADER_COLOUR}
        )
        number = 0
        for column in self.columns:
            self._sheet.set_column(number, number + column.parts - 1, column.width)
            number += column.parts
        lines = max(1 + len(column.headers[-1]) // column.width for column in self.columns)
        cells = [text_cell(visible(name), style(header)) for name in self._headers]
        self._rows.write(cells, min(lines, MOST_LINES))
        self._sheet.freeze_panes(1, 0)
        self._sheet.set_landscape()
        self._sheet.fit_to_pages(1, 0)
        self._sheet.repeat_rows(0)

    def row(self, cells: Sequence[Cell], *, rtl: bool = False) -> None:
        """Write the next row; `rtl` says that its document runs from right to left."""
        ends: list[str | None] = []
        for column, cell in zip(self.columns, cells, strict=True):
            if isinstance(cell, Filled):
                ends += self._text(column, cell.text, cell.colour, rtl)
            elif isinstance(cell, str):
                ends += self._text(column, cell, None, rtl)
            elif cell is None:
                ends += [None] * column.parts
            else:
                ends.append(number_cell(cell, self._style(column.kind, False, False, None)))
        self._rows.write(ends, _lines(self.columns, cells))

    def _text(self, column: Column, text: str, colour: str | None, rtl: bool) -> list[str | None]:
        """The cells of a text and of its continuation; those that it doesn't need stay empty."""
        if not text:
            return [None] * column.parts
        text = visible(text)
        runs_left = rtl if column.of_document else is_rtl(text)
        ends: list[str | None] = [
            text_cell(part, self._style(column.kind, runs_left, part[0] in FORMULA_SIGNS, colour))
            for part in parts(text)
        ]
        return ends + [None] * (column.parts - len(ends))

    def _style(self, kind: str, rtl: bool, quoted: bool, colour: str | None) -> int:
        key = (kind, rtl, quoted, colour)
        if key not in self._styles:
            look: dict[str, Any] = {"valign": "top"}
            if kind in ("text", "name"):
                look |= {"align": "left", "indent": 1}
            if kind == "text":
                look["text_wrap"] = True
            if kind == "decimal":
                look["num_format"] = "0.000"
            if rtl:
                look |= {"reading_order": 2, "align": "right"}
            if quoted:  # stays text when somebody edits the cell
                look["quote_prefix"] = True
            if colour:
                look |= {"bg_color": colour, "font_color": ink_on(colour)}
            self._styles[key] = style(self._book.add_format(look))
        return self._styles[key]

    def end(self) -> None:
        """Set the filter over all rows."""
        self._sheet.autofilter(0, 0, max(self.rows, 1), len(self._headers) - 1)
        self._rows.end()


def _lines(columns: Sequence[Column], cells: Sequence[Cell]) -> int:
    """How many lines a row needs to show its wrapped texts; not every program finds out by itself."""
    needed = 1
    for column, cell in zip(columns, cells, strict=True):
        if column.kind == "text" and isinstance(cell, str) and (len(cell) > column.width or "\n" in cell):
            lines = sum(1 + len(line) // column.width for line in cell[:MOST_SHOWN].split("\n"))
            needed = max(needed, lines)
    return min(needed, MOST_LINES)


def ink_on(colour: str) -> str:
    """Black or white, whichever is read more easily on a colour (WCAG relative luminance)."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#000000" if luminance > 0.179 else "#ffffff"
