"""The sheet “Methods”: the methods paragraph of a paper, its sources and the table that goes with it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from app.agreement.methods.paragraph import MethodsText
from app.exchange.methods import methods_of
from app.exchange.workbook.export import Export
from app.exchange.workbook.writing.laid_out import SheetLayout
from app.exchange.workbook.writing.pages import Page
from app.exchange.workbook.writing.sheet import Cell, Column

TITLE = "Methods"
ABOUT = (
    "What was compared and how, as a paragraph for a paper, with its sources and a table in journal style."
)
PARAGRAPH, REFERENCE, TABLE, NOTE = "paragraph", "reference", "table", "note"
COUNTED = "n "  # columns that begin so have a coder's codings
COUNT_WIDTH, STATISTICS_WIDTH = 8, 20


def columns(export: Export) -> list[Column]:
    """The part, its text, and the columns of the table behind the code."""
    head = _text(export).table.head
    return [
        Column(
            "part",
            "“paragraph”, “reference”, “table” or “note”, which is one to the table.",
            10,
            holds="word",
        ),
        Column(
            "text", "The words; in the table, the code or the statistic's name.", 30, "text", holds="word"
        ),
        *(Column(name, f"In the table, {_meaning(name)}", _width(name), holds="word") for name in head[1:]),
    ]


def _width(name: str) -> int:
    return COUNT_WIDTH if name.startswith(COUNTED) else STATISTICS_WIDTH


def _meaning(name: str) -> str:
    if name.startswith(COUNTED):
        return f"how many codings {name.removeprefix(COUNTED)} gave the code."
    return "the value with its 95 % interval, rounded as papers do, with the letters of notes behind it."


def rows(export: Export) -> Iterator[Sequence[Cell]]:
    """The paragraph, its references, the table and its notes."""
    text = _text(export)
    empty: list[Cell] = [None] * (len(text.table.head) - 1)
    yield [PARAGRAPH, text.paragraph, *empty]
    for reference in text.references:
        yield [REFERENCE, reference, *empty]
    for row in text.table.rows:
        yield [TABLE, *(f"{cell.text} {cell.marks}".rstrip() for cell in row)]
    for letter, words in text.table.notes:
        yield [NOTE, f"{letter} {words}".lstrip(), *empty]


def lay_out(book: Any, worksheet: Any, page: Page, export: Export) -> int:
    """Write the sheet as a page of a paper; how many rows the page has."""
    lines = list(page.rows())
    layout = SheetLayout(book, worksheet, [column.width for column in page.columns[1:]], export.safe)
    layout.line([TITLE], "title")
    _paragraphs(layout, lines, PARAGRAPH)
    if any(row[0] == REFERENCE for row in lines):
        layout.gap()
        layout.line(["References"], "heading")
        _paragraphs(layout, lines, REFERENCE)
    if any(row[0] == TABLE for row in lines):
        layout.gap()
        layout.line([_text(export).table.title], "heading")
        columns = [replace(page.columns[1], name="code"), *page.columns[2:]]
        layout.table(columns, [row[1:] for row in lines if row[0] == TABLE])
        _paragraphs(layout, lines, NOTE)
    layout.end()
    return len(lines)


def _paragraphs(layout: SheetLayout, lines: Sequence[Sequence[Cell]], part: str) -> None:
    for row in lines:
        if row[0] == part:
            layout.paragraph(str(row[1]))


def _text(export: Export) -> MethodsText:
    return methods_of(export.session, export.result(), export.title)
