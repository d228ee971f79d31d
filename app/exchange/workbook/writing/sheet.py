"""One flat sheet, written row by row: a header, widths, a table, and cells that are safe as they are."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any, Literal, NamedTuple, overload

from app.cell_text import is_formula
from app.exchange.tables import column as column_name
from app.exchange.workbook.writing import printing
from app.exchange.workbook.writing.rows import (
    HERE,
    NUMBER_END,
    TEXT_END,
    Rows,
    cell_start,
    column_letters,
    escaped,
    formula_cell,
    make_table,
    number_opening,
    style,
    text_cell,
    text_opening,
)
from app.exchange.workbook.writing.text import LONGEST_CELL, is_rtl, parts, shortened, visible
from app.report.tables import Holds

HEADER_COLOUR = "#e8ebef"
LONGEST_HEADER = 255  # what Excel takes in a table, in UTF-16 code units
WIDEST_NAMES = 60  # characters of the columns that come again on every page beside the first
MOST_ROWS = 1_048_576
MOST_LINES = 10
MOST_SHOWN = 1000  # characters, more than MOST_LINES hold
MOST_KNOWN = 10_000  # cells of a column that are kept as they stand in the file
NUMBERS = (int, float)
DECIMALS = {"decimal": "0.000", "share": '[=0]"";[<0.0005]"< .001";.000'}  # shares as the window has them

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Column:
    """A column, and what it means for the dictionary in the Read me.

    `kind` is `text` (wrapped), `name` (one line), `count`, `decimal` or `share`. A text longer than a cell
    goes on in the `parts` - 1 columns behind it. `holds` says what kind of text it has, so that a profile can
    keep it back; unsaid, it is taken for the most confidential. An `id` is letters and digits of ours, which
    need no cleaning. `editable` cells are meant to be changed; what is `hidden` is for programs only. `cell`
    gives what stands there from a row of whatever the sheet lists, where columns are not filled together.
    """

    name: str
    meaning: str
    width: int
    kind: Literal["text", "name", "count", "decimal", "share"] = "name"
    parts: int = 1
    holds: Holds = "note"
    editable: bool = False
    hidden: bool = False
    cell: Callable[[Any], "Cell"] = lambda _: None

    @property
    def is_number(self) -> bool:
        """Whether it holds numbers only, which every profile lets out."""
        return self.kind == "count" or self.kind in DECIMALS

    @property
    def is_folded(self) -> bool:
        """Whether it opens at a + over the sheet, and isn't printed: ids, which nobody reads."""
        return self.holds == "id"

    @property
    def is_seen(self) -> bool:
        """Whether it is read and printed."""
        return not self.hidden and not self.is_folded

    @property
    def headers(self) -> list[str]:
        """The header, and those of the columns that it goes on in."""
        return [self.name, *(f"{self.name} ({part})" for part in range(2, self.parts + 1))]


class Filled(NamedTuple):
    """A text on the colour of a code."""

    text: str
    colour: str


class OfDocument(NamedTuple):
    """Words of a document, which run as the document does; other texts run as their own letters do."""

    text: str
    rtl: bool


class Formula(NamedTuple):
    """A formula without its =, and the value it has now: text, a number or nothing.

    {a column's name} stands for that column's cell in the same row, {} for the row's number.
    """

    formula: str
    value: str | float | None


Cell = str | float | Filled | OfDocument | Formula | None


class Block:
    """Cells beside one another that stand in many rows, at the same place of the same sheet."""

    __slots__ = ("cells", "text")

    def __init__(self, cells: Sequence[Cell]) -> None:
        self.cells = cells
        self.text: str | None = None  # as it stands in the file, once it was written


class Joined(Sequence[Cell]):
    """A row that is made of blocks: written many times as fast where most blocks come again."""

    __slots__ = ("blocks",)

    def __init__(self, *blocks: Block) -> None:
        self.blocks = blocks

    def __len__(self) -> int:
        return sum(len(block.cells) for block in self.blocks)

    def __iter__(self) -> Iterator[Cell]:
        return chain.from_iterable(block.cells for block in self.blocks)

    @overload
    def __getitem__(self, index: int) -> Cell: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Cell]: ...

    def __getitem__(self, index: int | slice) -> Cell | Sequence[Cell]:
        return list(self)[index]


class Sheet:
    """A sheet that grows downwards; a row that was written can't be changed.

    `table` is the name of the Excel table that it becomes, unique in the workbook; None for a filter alone.
    Of one that `is_data` for programs the first rows are printed.
    """

    def __init__(
        self,
        book: Any,
        title: str,
        columns: Sequence[Column],
        table: str | None = None,
        *,
        is_data: bool = False,
    ) -> None:
        self.title = title
        self.columns = columns
        self.worksheet = book.add_worksheet(title)
        self._book = book
        self._table, self._is_data = table, is_data
        self._styles: dict[tuple[object, ...], int] = {}
        self._headers = _unique([header for column in columns for header in column.headers])
        self._rows = Rows(self.worksheet, len(self._headers))
        self._places: dict[str, int] = {}
        self._formulas: dict[str, str] = {}
        self._cells: list[Callable[[Cell], str]] = []
        self._wrapped = [(at, column.width) for at, column in enumerate(columns) if column.kind == "text"]
        self._begin()

    @property
    def rows(self) -> int:
        """How many rows there are below the header."""
        return self._rows.written - 1

    @property
    def is_full(self) -> bool:
        """Whether there is no room for another row."""
        return self._rows.written >= MOST_ROWS

    def _begin(self) -> None:
        header = self._book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": HEADER_COLOUR}
        )
        column_index, behind_folded = 0, False
        for column in self.columns:
            looks = {"hidden": not column.is_seen, "level": int(column.is_folded)}
            looks["collapsed"] = behind_folded and not column.is_folded
            behind_folded = column.is_folded
            self.worksheet.set_column(
                column_index, column_index + column.parts - 1, column.width, None, looks
            )
            self._places.setdefault(column.name, column_index)
            self._cells.append(_Cells(column, column_index, self._style, self._ready).text)
            column_index += column.parts
        lines = max(1 + len(column.headers[-1]) // column.width for column in self.columns)
        cells = [text_cell(name, style(header)) for name in self._headers]
        self._rows.write(cells, min(lines, MOST_LINES))
        self.worksheet.freeze_panes(1, 0)
        wide = sum(column.width * column.parts for column in self.columns if column.is_seen)
        if printing.set_up(self.worksheet, wide) > 1:
            self._name_rows_on_every_page()
        self.worksheet.repeat_rows(0)

    def _name_rows_on_every_page(self) -> None:
        """Print the columns as far as the first name again, where a row goes over several pages."""
        wide = column_count = 0
        for column in self.columns:
            column_count += column.parts
            wide += column.width * column.parts if column.is_seen else 0
            if wide > WIDEST_NAMES:
                return
            if column.kind == "name" and column.holds != "id":
                self.worksheet.repeat_columns(0, column_count - 1)
                return

    def row(self, cells: Sequence[Cell]) -> None:
        """Write the next row, a cell for each column."""
        if isinstance(cells, Joined):
            self._rows.write_text("".join(self._texts(cells.blocks)))
            return
        text = "".join([write(cell) for write, cell in zip(self._cells, cells, strict=True)])
        self._rows.write_text(text, self._lines(cells))

    def _texts(self, blocks: Sequence[Block]) -> Iterator[str]:
        first = 0
        for block in blocks:
            many = len(block.cells)
            if block.text is None:
                written = zip(self._cells[first : first + many], block.cells, strict=True)
                block.text = "".join([write(cell) for write, cell in written])
            yield block.text
            first += many

    def _lines(self, cells: Sequence[Cell]) -> int:
        """How many lines a row needs to show its wrapped texts; not every program finds out by itself."""
        needed = 1
        for column_index, width in self._wrapped:
            cell = cells[column_index]
            text = cell.text if isinstance(cell, OfDocument) else cell
            if not isinstance(text, str):
                continue
            if "\n" in text:
                needed = max(needed, sum(1 + len(line) // width for line in text[:MOST_SHOWN].split("\n")))
            elif len(text) > width:
                needed = max(needed, 1 + min(len(text), MOST_SHOWN) // width)
        return min(needed, MOST_LINES)

    def _ready(self, formula: str) -> str:
        """A formula with the letters of its columns."""
        if formula not in self._formulas:
            self._formulas[formula] = _PLACEHOLDER.sub(
                lambda match: (column_letters(self._places[match[1]]) if match[1] else "") + HERE, formula
            )
        return self._formulas[formula]

    def _style(self, column: Column, rtl: bool, quoted: bool, colour: str | None) -> int:
        kind = column.kind
        key = (kind, column.editable, rtl, quoted, colour)
        if key not in self._styles:
            look: dict[str, Any] = {"valign": "top"}
            if kind in ("text", "name"):
                look |= {"align": "left", "indent": 1}
            if kind == "text":
                look["text_wrap"] = True
            if kind in DECIMALS:
                look["num_format"] = DECIMALS[kind]
            if rtl:
                look |= {"reading_order": 2, "align": "right"}
            if column.editable:
                look["locked"] = False
            if quoted:  # stays text when somebody edits the cell
                look["quote_prefix"] = True
            if colour:
                look |= {"bg_color": colour, "font_color": ink_on(colour)}
            self._styles[key] = style(self._book.add_format(look))
        return self._styles[key]

    def end(self) -> None:
        """Make the rows a table, or set the filter over them."""
        if self._table:
            make_table(self.worksheet, self._table, self._headers, self.rows)
        else:
            self.worksheet.autofilter(0, 0, max(self.rows, 1), len(self._headers) - 1)
        printing.print_rows(self.worksheet, self.rows, len(self._headers), is_data=self._is_data)
        self._rows.end()


class _Cells:
    """The cells of one column, and of those that it goes on in.

    `style(column, rtl, quoted, colour)` gives the number of a style, `ready(formula)` a formula with letters.
    """

    def __init__(
        self,
        column: Column,
        first: int,
        style: Callable[[Column, bool, bool, str | None], int],
        ready: Callable[[str], str],
    ) -> None:
        self._column = column
        self._places = [cell_start(column_letters(first + part)) for part in range(column.parts)]
        self._style = style
        self._ready = ready
        self._openings: dict[tuple[bool, bool, str | None], list[str]] = {}
        self._written: dict[Cell, str] = {}
        repeat = column.kind == "name" and column.holds != "id"
        self.text = self._remembered if repeat else self._new

    def _remembered(self, cell: Cell) -> str:
        """As `_new`, for cells that come again and again."""
        if cell is None:
            return ""
        text = self._written.get(cell)
        if text is None or isinstance(cell, NUMBERS):  # 1 and 1.0 are one key
            text = self._new(cell)
            if len(self._written) < MOST_KNOWN:
                self._written[cell] = text
        return text

    def _new(self, cell: Cell) -> str:
        """A cell as it stands in the file, with its continuation; nothing for an empty one."""
        if cell is None:
            return ""
        if isinstance(cell, NUMBERS):
            return f"{self._number_opening}{cell!r}{NUMBER_END}"
        if isinstance(cell, str):
            if self._column.holds == "id" and cell.isalnum() and cell.isascii():
                return f"{self._plain}{cell}{TEXT_END}"
            return self._texts(cell, is_rtl(cell), None)
        if isinstance(cell, OfDocument):
            return self._texts(cell.text, cell.rtl, None)
        if isinstance(cell, Filled):
            return self._texts(cell.text, is_rtl(cell.text), cell.colour)
        end = formula_cell(
            self._ready(cell.formula), cell.value, self._style(self._column, False, False, None)
        )
        return f"{self._places[0]}{end}"

    def _texts(self, text: str, rtl: bool, colour: str | None) -> str:
        """A text and its continuation, as safe as text.py makes them."""
        if not text:
            return ""
        text = visible(text)
        if 2 * len(text) <= LONGEST_CELL:
            return f"{self._opening(rtl, is_formula(text), colour)[0]}{escaped(text)}{TEXT_END}"
        return "".join(
            f"{self._opening(rtl, is_formula(part), colour)[index]}{escaped(part)}{TEXT_END}"
            for index, part in enumerate(parts(text))
        )

    def _opening(self, rtl: bool, quoted: bool, colour: str | None) -> list[str]:
        """What stands before a text, in this column and those that it goes on in."""
        key = (rtl, quoted, colour)
        if key not in self._openings:
            opening = text_opening(self._style(self._column, rtl, quoted, colour))
            self._openings[key] = [f"{letters}{opening}" for letters in self._places]
        return self._openings[key]

    @cached_property
    def _plain(self) -> str:
        return self._opening(False, False, None)[0]

    @cached_property
    def _number_opening(self) -> str:
        return self._places[0] + number_opening(self._style(self._column, False, False, None))


def _unique(names: Sequence[str]) -> list[str]:
    """Headers as tables and imports take them: in one line, no two the same, whatever their case.

    Of long names, which stand whole in the Read me, the beginning and the end.
    """
    headers: list[str] = []
    taken: set[str] = set()
    for name in names:
        plain = " ".join(visible(name).split())
        header, attempt = shortened(plain, LONGEST_HEADER), 1
        while column_name(header) in taken:
            attempt += 1
            ending = f" ({attempt})"
            header = shortened(plain, LONGEST_HEADER - len(ending)) + ending
        taken.add(column_name(header))
        headers.append(header)
    return headers


def ink_on(colour: str) -> str:
    """Black or white, whichever is read more easily on a colour (WCAG relative luminance)."""
    channels = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#000000" if luminance > 0.179 else "#ffffff"
