"""The sheet “Memos”: what people wrote beside coding, private memos left out."""

from collections.abc import Iterator, Sequence

from app.exchange.workbook.choices import PROFILES
from app.exchange.workbook.export import Export
from app.exchange.workbook.writing.report_columns import cells_of, sheet_columns
from app.exchange.workbook.writing.sheet import Cell, Column
from app.exchange.workbook.writing.text import most_parts
from app.memos.queries import MemoRow, memos
from app.report.written import MEMO

TITLE = "Memos"
ABOUT = "What people wrote about the project, documents, passages, cases, codes and queries; nothing private."
WIDTHS = {
    "memo id": 12,
    "about": 11,
    "name": 24,
    "document": 24,
    "start": 9,
    "end": 9,
    "kind": 14,
    "title": 28,
    "text": 70,
    "writer": 16,
    "time": 21,
}


def columns(export: Export) -> list[Column]:
    """What each memo is about, what it says, and whose it is."""
    return sheet_columns(MEMO, WIDTHS, {"text": most_parts(row.text for row in _rows(export))})


def is_sensible(export: Export) -> bool:
    """Whether memos leave the project, and there are any."""
    return "memo" in PROFILES[export.choices.profile].keeps and bool(_rows(export))


def rows(export: Export) -> Iterator[Sequence[Cell]]:
    """All memos but private ones, newest first; those on codings stand in the sheet Codings."""
    return cells_of(MEMO.values(), _rows(export))


def _rows(export: Export) -> list[MemoRow]:
    return [row for row in memos(export.session, codings=False) if not row.private]
