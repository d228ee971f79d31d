"""The sheet “Codings”: one row for each coding, with its words and what stands around them."""

from collections.abc import Iterator, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.codebook.queries import CodeRow
from app.coding.queries import CONTEXT, Passage, passages
from app.documents.queries import DocumentRow, text
from app.exchange.workbook.export import Export
from app.exchange.workbook.writing.sheet import Cell, Column, Filled, OfDocument
from app.exchange.workbook.writing.text import LONGEST_CELL, most_parts
from app.models import Coding

TITLE = "Codings"
ABOUT = "Every coding with its words and what stands around them."


def columns(export: Export) -> list[Column]:
    """The columns, as many as the longest quote and memo need."""
    quotes, memos = _parts_of_quotes(export.session), _parts_of_memos(export.session)
    around = f"What stands {{}} the quote, {CONTEXT} characters at most, whole words in one line."
    return [
        Column("coding id", "Identifies the coding, in every workbook of this project.", 12, holds="id"),
        Column("document id", "Identifies the document, in every workbook of this project.", 12, holds="id"),
        Column("code id", "Identifies the code, in every workbook of this project.", 12, holds="id"),
        Column("document", "The document's name.", 24, holds="title"),
        Column(
            "turn", "The number of the turn where the coding starts, from 1; empty outside turns.", 7, "count"
        ),
        Column("speaker", "Who speaks in that turn.", 16, holds="title"),
        Column("coder", "Who made the coding.", 14, holds="name"),
        Column("code", "The code, on its colour.", 26, holds="name"),
        Column("code path", "The code with those above it in the codebook.", 36, holds="name"),
        Column("start", "Characters before the quote in the document's text.", 9, "count"),
        Column("end", "Characters up to the end of the quote; end - start is its length.", 9, "count"),
        Column("quote", "The coded words.", 60, "text", quotes, holds="quote"),
        Column("before", around.format("before"), 36, "text", holds="quote"),
        Column("after", around.format("behind"), 36, "text", holds="quote"),
        Column("memo", "The coder's memo on the coding.", 36, "text", memos, holds="memo"),
        Column("certainty", "“sure” or “unsure”, as the coder says.", 10, holds="word"),
        Column("time", "When the coding was made (UTC, ISO 8601).", 21, holds="word"),
    ]


def _parts_of_quotes(session: Session) -> int:
    longest = select(Coding.document_id, Coding.start, Coding.end).where(
        2 * (Coding.end - Coding.start) > LONGEST_CELL
    )
    return most_parts(text(session, row[0])[row[1] : row[2]] for row in session.execute(longest))


def _parts_of_memos(session: Session) -> int:
    return most_parts(session.scalars(select(Coding.memo).where(2 * func.length(Coding.memo) > LONGEST_CELL)))


def rows(export: Export) -> Iterator[Sequence[Cell]]:
    """All codings by document and start."""
    for document in export.documents:
        for passage in passages(export.session, document_ids=[document.id], places=export.places):
            yield _cells(passage, export.code_by_id[passage.coding.code_id], document)


def _cells(passage: Passage, code: CodeRow, document: DocumentRow) -> list[Cell]:
    coding, rtl = passage.coding, document.direction == "rtl"
    return [
        passage.guid,
        document.guid,
        code.guid,
        passage.document_name,
        passage.turn,
        OfDocument(passage.speaker, rtl),
        passage.coder_name,
        Filled(code.name, code.colour),
        code.path,
        coding.start,
        coding.end,
        OfDocument(passage.quote, rtl),
        OfDocument(passage.before.strip(), rtl),
        OfDocument(passage.after.strip(), rtl),
        coding.memo,
        "sure" if coding.sure else "unsure",
        passage.created_at,
    ]
