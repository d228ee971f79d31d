"""The sheet “Quote bank”: the passages that were chosen to be quoted, in their order."""

from collections.abc import Iterator, Sequence

from app.exchange.workbook.choices import PROFILES
from app.exchange.workbook.export import Export
from app.exchange.workbook.writing.report_columns import cells_of, sheet_columns
from app.exchange.workbook.writing.sheet import Cell, Column
from app.exchange.workbook.writing.text import most_parts
from app.quotes.queries import QuoteRow, quotes
from app.report.written import QUOTE

TITLE = "Quote bank"
ABOUT = "Chosen passages in their order, as they may be quoted; none of those that never leave the project."
WIDTHS = {
    "quote id": 12,
    "quote": 60,
    "original": 40,
    "translation": 50,
    "attribution": 28,
    "clearance": 16,
    "code": 22,
    "document": 24,
    "start": 9,
    "end": 9,
    "used in": 20,
    "note": 30,
}
LONG = ("quote", "original", "translation", "note")  # which may go on in further columns


def columns(export: Export) -> list[Column]:
    """How each quote is worded, whose it is, and where it stands."""
    listed = _rows(export)
    parts = {name: most_parts(str(QUOTE[name].value(row) or "") for row in listed) for name in LONG}
    return sheet_columns(QUOTE, WIDTHS, parts)


def is_sensible(export: Export) -> bool:
    """Whether quotes leave the project, and some were chosen."""
    return "quote" in PROFILES[export.choices.profile].keeps and bool(_rows(export))


def rows(export: Export) -> Iterator[Sequence[Cell]]:
    """All quotes that may leave, in their order."""
    return cells_of(QUOTE.values(), _rows(export))


def _rows(export: Export) -> list[QuoteRow]:
    return [row for row in quotes(export.session) if row.clearance != "never"]
