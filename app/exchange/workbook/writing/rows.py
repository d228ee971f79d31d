"""Writes whole rows into a streaming sheet, and makes them an Excel table.

XlsxWriter takes a row cell by cell, which costs 45 s for 100,000 codings where whole rows take 13 s. It would
also take a text that begins with <r> and ends with </r> for formatting of its own, and makes no table of a
streaming sheet. Only this module knows how XlsxWriter keeps rows and tables.
"""

import re
from collections.abc import Sequence
from typing import Any

LINE_HEIGHT = 15  # points
TEXT_END = "</t></is></c>"
NUMBER_END = "</v></c>"
HERE = "\0"  # stands for the number of the row where it will be known; no text has it

ESCAPE_OF_EXCEL = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def column_letters(index: int) -> str:
    """The letters of a column counted from 0: A, ..., Z, AA, ..."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def style(form: Any) -> int:
    """The number that stands for a format in the cells of its workbook."""
    return int(form._get_xf_index())


def text_cell(text: str, style_number: int) -> str:
    """The end of a text cell, behind its place; the text has no control characters."""
    return f"{text_opening(style_number)}{escaped(text)}{TEXT_END}"


def text_opening(style_number: int) -> str:
    """What stands between the place of a text cell and its escaped text, which TEXT_END follows."""
    return f'" s="{style_number}" t="inlineStr"><is><t xml:space="preserve">'


def number_cell(value: float, style_number: int) -> str:
    """The end of a cell with a number."""
    return f"{number_opening(style_number)}{value!r}{NUMBER_END}"


def number_opening(style_number: int) -> str:
    """What stands between the place of a cell and its number, which NUMBER_END follows."""
    return f'" s="{style_number}"><v>'


def formula_cell(formula: str, value: str | float | None, style_number: int) -> str:
    """The end of a cell with a formula (without its =) and the value that it has now."""
    if isinstance(value, int | float):
        return f'" s="{style_number}"><f>{_marked(formula)}</f><v>{value!r}</v></c>'
    return f'" s="{style_number}" t="str"><f>{_marked(formula)}</f><v>{_marked(value or "")}</v></c>'


def escaped(text: str) -> str:
    """A text as it stands in a cell: what means something in the file, or to Excel, does not."""
    return _marked(unread(text))


def unread(text: str) -> str:
    """A text in which Excel finds no signs of its own, as it finds A in “_x0041_”."""
    return ESCAPE_OF_EXCEL.sub("_x005F_", text) if "_x" in text else text


def _marked(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def cell_start(letters: str) -> str:
    """The beginning of a cell in a column, in whatever row it will stand."""
    return f'<c r="{letters}{HERE}'


class Rows:
    """The rows of one sheet, from its first to its last, each written once."""

    def __init__(self, sheet: Any, columns: int) -> None:
        self._sheet = sheet
        self._places = [cell_start(column_letters(column)) for column in range(columns)]
        self.written = 0

    def write(self, cells: Sequence[str | None], lines: int = 1) -> None:
        """Write the next row, `lines` high: the ends of its cells, None for an empty one."""
        ends = zip(self._places, cells, strict=True)
        self.write_text("".join([f"{begin}{end}" for begin, end in ends if end is not None]), lines)

    def write_text(self, text: str, lines: int = 1) -> None:
        """Write the next row from cells that each begin with their cell_start()."""
        self.written += 1
        row = str(self.written)
        height = f' ht="{LINE_HEIGHT * lines}" customHeight="1"' if lines > 1 else ""
        self._sheet.row_data_fh.write(f'<row r="{row}"{height}>{text.replace(HERE, row)}</row>')

    def end(self) -> None:
        """Tell the sheet how far it reaches."""
        self._sheet._check_dimensions(0, 0)
        self._sheet._check_dimensions(self.written - 1, len(self._places) - 1)


def make_table(sheet: Any, name: str, headers: Sequence[str], rows: int) -> None:
    """Make the header and the rows below it (one at least) an Excel table; the headers stand there already.

    `name` is unique in the workbook; XlsxWriter's own add_table refuses a streaming sheet only because it
    would write the headers.
    """
    whole = f"A1:{column_letters(len(headers) - 1)}{max(rows, 1) + 1}"
    columns = [{"id": column_id, "name": unread(header)} for column_id, header in enumerate(headers, start=1)]
    look = dict.fromkeys(("show_first_col", "show_last_col", "show_row_stripes", "show_col_stripes"), False)
    about = {"header_row_count": True, "totals_row_shown": False, "description": None, "title": None}
    sheet.tables.append(
        {
            "name": name,
            "style": "TableStyleLight1",
            "range": whole,
            "autofilter": whole,
            "columns": columns,
            **look,
            **about,
        }
    )


def merge(sheet: Any, row: int, columns: int, first: int = 0) -> None:
    """Make cells of a row one cell, those from `first` to before `columns`; rows and columns count from 0."""
    if columns > first + 1:
        sheet.merge.append([row, first, row, columns - 1])


def link(sheet: Any, row: int, title: str) -> None:
    """Let the first cell of a row, counted from 0, lead to a sheet; the cell itself is written apart."""
    from xlsxwriter.url import Url

    target = title.replace("'", "''")
    sheet.hyperlinks[row][0] = Url(f"internal:'{target}'!A1")


def close(sheet: Any) -> None:
    """Let go of a sheet's temporary file, also where the workbook was never finished."""
    if sheet.row_data_fh is not None:
        sheet.row_data_fh.close()
