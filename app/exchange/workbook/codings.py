"""The sheet “Codings”: one row for each coding, with its words and what stands around them."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.codebook.queries import CodeRow
from app.coding.queries import Passage, passages
from app.documents.queries import DocumentRow, text
from app.exchange.workbook.sheet import Column, Filled, Sheet
from app.exchange.workbook.text import LONGEST_CELL, most_parts
from app.jobs import Job
from app.models import Coding

TITLE = "Codings"
STEP = 1000


def columns(session: Session) -> list[Column]:
    """The columns, as many as the longest quote and memo need."""
    around = "What stands {} the quote, 120 characters at most, in one line."
    return [
        Column("coding id", "Identifies the coding, in every workbook of this project.", 12),
        Column("document", "The document's name.", 24),
        Column(
            "turn", "The number of the turn where the coding starts, from 1; empty outside turns.", 7, "count"
        ),
        Column("speaker", "Who speaks in that turn.", 16, of_document=True),
        Column("coder", "Who made the coding.", 14),
        Column("code", "The code, on its colour.", 26),
        Column("code path", "The code with those above it in the codebook.", 36),
        Column("start", "Characters before the quote in the document's text.", 9, "count"),
        Column("end", "Characters up to the end of the quote; end - start is its length.", 9, "count"),
        Column("quote", "The coded words.", 60, "text", _parts_of_quotes(session), of_document=True),
        Column("before", around.format("before"), 36, "text", of_document=True),
        Column("after", around.format("behind"), 36, "text", of_document=True),
        Column("memo", "The coder's memo on the coding.", 36, "text", _parts_of_memos(session)),
        Column("certainty", "“sure” or “unsure”, as the coder says.", 10),
        Column("time", "When the coding was made (UTC, ISO 8601).", 21),
    ]


def _parts_of_quotes(session: Session) -> int:
    longest = select(Coding.document_id, Coding.start, Coding.end).where(
        2 * (Coding.end - Coding.start) > LONGEST_CELL
    )
    return most_parts(text(session, row[0])[row[1] : row[2]] for row in session.execute(longest))


def _parts_of_memos(session: Session) -> int:
    return most_parts(session.scalars(select(Coding.memo).where(2 * func.length(Coding.memo) > LONGEST_CELL)))


def number_of_codings(session: Session) -> int:
    """How many rows write() will give."""
    return session.scalar(select(func.count(Coding.id))) or 0


def write(
    sheet: Sheet, session: Session, documents: list[DocumentRow], codes: dict[int, CodeRow], job: Job
) -> None:
    """Write all codings by document and start."""
    total = number_of_codings(session)
    for document in documents:
        for passage in passages(session, document_ids=[document.id]):
            if sheet.rows % STEP == 0:
                job.step(sheet.rows, total, "Writing codings")
            sheet.row(_cells(passage, codes[passage.coding.code_id]), rtl=document.direction == "rtl")
    sheet.end()


def _cells(passage: Passage, code: CodeRow) -> list[str | float | Filled | None]:
    coding = passage.coding
    return [
        passage.guid,
        passage.document_name,
        passage.turn,
        passage.speaker,
        passage.coder_name,
        Filled(code.name, code.colour),
        code.path,
        coding.start,
        coding.end,
        passage.quote,
        " ".join(passage.before.split()),
        " ".join(passage.after.split()),
        coding.memo,
        "sure" if coding.sure else "unsure",
        passage.created_at,
    ]
