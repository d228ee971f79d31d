"""The sheet “Codings”: one row for each coding, with its words and what stands around them."""

from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.codebook.queries import CodeRow
from app.coding.queries import Passage, passages
from app.documents.queries import DocumentRow, text
from app.exchange.workbook.export import Export
from app.exchange.workbook.writing.report_columns import cells_of, sheet_column
from app.exchange.workbook.writing.sheet import Cell, Column
from app.exchange.workbook.writing.text import LONGEST_CELL, most_parts
from app.models import Coding
from app.report.code_list import CODE
from app.report.codings import PASSAGE
from app.report.document_list import DOCUMENT

TITLE = "Codings"
ABOUT = "Every coding with its words and what stands around them."


class CodingLine(NamedTuple):
    """A coding with its code and its document."""

    passage: Passage
    code: CodeRow
    document: DocumentRow


def columns(export: Export) -> list[Column]:
    """The columns, as many as the longest quote and memo need."""
    return [
        _reported("coding id", 12),
        sheet_column(DOCUMENT["document id"].of(attrgetter("document")), 12),
        sheet_column(CODE["code id"].of(attrgetter("code")), 12),
        _reported("document", 24),
        _reported("turn", 7),
        _reported("speaker", 16),
        _reported("coder", 14),
        _reported("code", 26),
        sheet_column(CODE["code path"].of(attrgetter("code")), 36),
        _reported("start", 9),
        _reported("end", 9),
        _reported("quote", 60, _parts_of_quotes(export.session)),
        _reported("before", 36),
        _reported("after", 36),
        _reported("memo", 36, _parts_of_memos(export.session)),
        _reported("certainty", 10),
        _reported("origin", 12),
        _reported("time", 21),
    ]


def _reported(name: str, width: int, parts: int = 1) -> Column:
    return sheet_column(PASSAGE[name].of(attrgetter("passage")), width, parts)


def _parts_of_quotes(session: Session) -> int:
    longest = select(Coding.document_id, Coding.start, Coding.end).where(
        2 * (Coding.end - Coding.start) > LONGEST_CELL
    )
    return most_parts(text(session, row[0])[row[1] : row[2]] for row in session.execute(longest))


def _parts_of_memos(session: Session) -> int:
    return most_parts(session.scalars(select(Coding.memo).where(2 * func.length(Coding.memo) > LONGEST_CELL)))


def rows(export: Export) -> Iterator[Sequence[Cell]]:
    """All codings by document and start."""
    return cells_of(columns(export), _lines(export))


def _lines(export: Export) -> Iterator[CodingLine]:
    for document in export.documents:
        for passage in passages(export.session, document_ids=[document.id], places=export.places):
            yield CodingLine(passage, export.code_by_id[passage.coding.code_id], document)
