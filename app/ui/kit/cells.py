"""Rows as spreadsheet cells for the clipboard: as tab-separated text and as an HTML table."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QLocale, QMimeData

from app.cell_text import guarded

AS_TEXT = "mso-number-format:'\\@'"  # Excel: what stands here is text, whatever it looks like
EXCEL = "xmlns:x='urn:schemas-microsoft-com:office:excel'"
AMERICAN = 1033  # LibreOffice: how the number in sdval is written
PLACES = 6

Cell = str | int | float | None
Rows = Sequence[Sequence[Cell]]


def clipboard_data(rows: Rows) -> QMimeData:
    """Rows in both forms; spreadsheets take the HTML, editors the text.

    The text has the decimal sign of this computer, as a spreadsheet on it expects; the HTML tells numbers
    apart from how they are written.
    """
    data = QMimeData()
    data.setText(as_tsv(rows, QLocale.system().decimalPoint()))
    data.setHtml(as_html(rows))
    return data


def as_tsv(rows: Rows, decimal: str = ".") -> str:
    """Tab-separated lines; what a spreadsheet would take for a formula gets an apostrophe in front."""
    return "\n".join("\t".join(_quoted(cell, decimal) for cell in row) for row in rows) + "\n"


def _quoted(cell: Cell, decimal: str) -> str:
    if not isinstance(cell, str):
        return _digits(cell).replace(".", decimal)
    cell = guarded(cell)
    if any(sign in cell for sign in '\t\n\r"'):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def _digits(cell: float | None) -> str:
    return "" if cell is None else f"{round(cell, PLACES) + 0:.15g}"


def as_html(rows: Rows) -> str:
    """A table whose words stay words and whose numbers stay numbers, in every language of a spreadsheet."""
    lines = "".join(f"<tr>{''.join(_cell(cell) for cell in row)}</tr>" for row in rows)
    return f"<html {EXCEL}><meta charset='utf-8'><table>{lines}</table></html>"


def _cell(cell: Cell) -> str:
    if cell is None:
        return "<td></td>"
    if not isinstance(cell, str):
        digits = _digits(cell)
        return f"<td x:num='{digits}' sdval='{digits}' sdnum='{AMERICAN};'>{digits}</td>"
    text = escape(cell).replace("\n", "<br style='mso-data-placement:same-cell'>")
    return f'<td dir="auto" style="{AS_TEXT}" x:str sdnum="{AMERICAN};0;@">{text}</td>'
