"""Rows as spreadsheet cells for the clipboard: as tab-separated text and as an HTML table."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QMimeData

FORMULA = ("=", "+", "-", "@", "\t", "\r")
AS_TEXT = "mso-number-format:'\\@'"  # Excel: what stands here is text, whatever it looks like


def clipboard_data(rows: Sequence[Sequence[str | int]]) -> QMimeData:
    """Rows in both forms; spreadsheets take the HTML, editors the text."""
    data = QMimeData()
    data.setText(as_tsv(rows))
    data.setHtml(as_html(rows))
    return data


def as_tsv(rows: Sequence[Sequence[str | int]]) -> str:
    """Tab-separated lines; what a spreadsheet would take for a formula gets an apostrophe in front."""
    return "\n".join("\t".join(_quoted(cell) for cell in row) for row in rows) + "\n"


def _quoted(cell: str | int) -> str:
    if isinstance(cell, int):
        return str(cell)
    if cell.startswith(FORMULA):
        cell = f"'{cell}"
    if any(sign in cell for sign in '\t\n\r"'):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def as_html(rows: Sequence[Sequence[str | int]]) -> str:
    """A table whose words stay words and whose numbers stay numbers."""
    lines = "".join(f"<tr>{''.join(_cell(cell) for cell in row)}</tr>" for row in rows)
    return f"<meta charset='utf-8'><table>{lines}</table>"


def _cell(cell: str | int) -> str:
    if isinstance(cell, int):
        return f"<td>{cell}</td>"
    text = escape(cell).replace("\n", "<br style='mso-data-placement:same-cell'>")
    return f'<td dir="auto" style="{AS_TEXT}">{text}</td>'
