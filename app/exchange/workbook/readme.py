"""The sheet “Read me”: what this workbook is about, its sheets, and what every column means."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.exchange.version import version
from app.exchange.workbook.laid_out import LaidOut
from app.exchange.workbook.pages import Kind
from app.exchange.workbook.sheet import Sheet

TITLE = "Read me"


@dataclass(frozen=True)
class About:
    """What stands at the top: (what, value) lines."""

    lines: Sequence[tuple[str, str | int]]


def write(book: Any, page: Any, about: About, sheets: Sequence[tuple[Kind, Sheet | LaidOut]]) -> None:
    """Write the page; it comes first but is written last, when the sheets are known."""
    forms = {
        "title": book.add_format({"bold": True, "font_size": 16}),
        "head": book.add_format({"bold": True, "font_size": 12, "top": 1}),
        "bold": book.add_format({"bold": True, "valign": "top"}),
        "text": book.add_format({"text_wrap": True, "valign": "top", "align": "left"}),
        "link": book.add_format({"font_color": "#1a4f8a", "underline": 1, "valign": "top"}),
    }
    page.set_column(0, 0, 24)
    page.set_column(1, 1, 28)
    page.set_column(2, 2, 90)
    page.hide_gridlines(2)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.write_string(0, 0, "Read me", forms["title"])
    row = _heading(page, _lines(page, about, forms) + 1, ("Sheet", "Rows", "What it holds"), forms)
    for kind, sheet in sheets:
        place = sheet.title.replace("'", "''")
        page.write_url(row, 0, f"internal:'{place}'!A1", forms["link"], sheet.title)
        page.write_string(row, 1, f"{sheet.rows:,}", forms["text"])
        page.write_string(row, 2, kind.about, forms["text"])
        row += 1
    row = _heading(page, row + 1, ("Sheet", "Column", "What it means"), forms)
    for _, sheet in sheets:
        for column in sheet.columns:
            more = (
                f" A text of more than 32,767 characters goes on in the {column.parts - 1} columns behind it."
                if column.parts > 1
                else ""
            )
            page.write_string(row, 0, sheet.title, forms["text"])
            page.write_string(row, 1, column.name, forms["text"])
            page.write_string(row, 2, column.meaning + more, forms["text"])
            row += 1


def _lines(page: Any, about: About, forms: dict[str, Any]) -> int:
    for row, (what, value) in enumerate(about.lines, start=2):
        page.write_string(row, 0, what, forms["bold"])
        page.merge_range(row, 1, row, 2, "", forms["text"])
        page.write_string(row, 1, f"{value:,}" if isinstance(value, int) else value, forms["text"])
    return 2 + len(about.lines)


def _heading(page: Any, row: int, cells: Sequence[str], forms: dict[str, Any]) -> int:
    for number, cell in enumerate(cells):
        page.write_string(row, number, cell, forms["head"])
    return row + 1


def made_by() -> str:
    """The program and its version."""
    return f"Intercoder {version()}"
