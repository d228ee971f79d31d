"""Everything in which words may be sought: texts, and what people wrote about them, as pieces of text."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.codebook.queries import DEFINITION_FIELDS
from app.documents.actions import PROVENANCE
from app.models import (
    Case,
    Code,
    Coder,
    Coding,
    Decision,
    DiscussionNote,
    Document,
    DocumentProperty,
    Memo,
    Proposal,
    Round,
    SavedQuery,
)

Where = Literal["texts", "memos", "notes", "definitions", "properties"]
WHERE: tuple[Where, ...] = ("texts", "memos", "notes", "definitions", "properties")
DEFINITION = ("name", *DEFINITION_FIELDS)
DESCRIPTION = ("name", "file_name", *(name for name in PROVENANCE if name not in ("language", "note")))


@dataclass(frozen=True, slots=True)
class Piece:
    """One text that is sought in, and where it belongs.

    `about` says what it is: the coder of a memo, the field of a definition, the name of a property. `name` is
    that of the code, the round ...; `start` and `end` are the passage of the document that it is about.
    """

    where: Where
    guid: str
    about: str
    name: str = ""
    document_id: int = 0
    start: int | None = None
    end: int | None = None
    code_id: int = 0
    coding_id: int = 0


def pieces(session: Session, where: Where) -> Iterator[tuple[Piece, str]]:
    """What people wrote, with its words, as far as whoever looks may see it; none of the documents' texts."""
    kinds = {
        "memos": (_memos, _written_memos),
        "notes": (_document_notes, _discussions, _decisions, _proposals, _round_notes),
        "definitions": (_definitions,),
        "properties": (_descriptions, _properties),
    }
    for of_kind in kinds.get(where, ()):
        yield from of_kind(session)


def _memos(session: Session) -> Iterator[tuple[Piece, str]]:
    rows = session.execute(
        select(
            Coding.guid,
            Coder.name,
            Code.name,
            Coding.document_id,
            Coding.start,
            Coding.end,
            Coding.code_id,
            Coding.id,
            Coding.memo,
        )
        .join(Coder, Coder.id == Coding.coder_id)
        .join(Code, Code.id == Coding.code_id)
        .join(Document, Document.id == Coding.document_id)
        .where(Coding.memo != "")
        .order_by(Document.position, Document.id, Coding.start, Coding.id)
    )
    for guid, coder, code, document_id, start, end, code_id, coding_id, memo in rows:
        yield Piece("memos", guid, coder, code, document_id, start, end, code_id, coding_id), memo


def _written_memos(session: Session) -> Iterator[tuple[Piece, str]]:
    rows = session.execute(
        select(Memo, Coder.name, Case.name, Code.name, SavedQuery.name)
        .outerjoin(Coder, Coder.id == Memo.coder_id)
        .outerjoin(Case, Case.id == Memo.case_id)
        .outerjoin(Code, Code.id == Memo.code_id)
        .outerjoin(SavedQuery, SavedQuery.id == Memo.query_id)
        .order_by(Memo.id)
    )
    for memo, writer, case, code, query in rows:
        name = case or code or query or memo.gone
        place = memo.document_id or 0, memo.start, memo.end, memo.code_id or 0
        for field, words in (("title", memo.title), ("text", memo.text)):
            if words:
                yield Piece("memos", f"{memo.guid} {field}", writer or "", name, *place), words


def _document_notes(session: Session) -> Iterator[tuple[Piece, str]]:
    rows = select(Document.guid, Document.id, Document.note).where(Document.note != "")
    for guid, document_id, note in session.execute(rows.order_by(Document.position, Document.id)):
        yield Piece("notes", guid, "note", document_id=document_id), note


def _discussions(session: Session) -> Iterator[tuple[Piece, str]]:
    rows = session.execute(
        select(
            DiscussionNote.guid,
            Coder.name,
            DiscussionNote.document_id,
            DiscussionNote.start,
            DiscussionNote.end,
            DiscussionNote.text,
        )
        .join(Document, Document.id == DiscussionNote.document_id)
        .outerjoin(Coder, Coder.id == DiscussionNote.coder_id)
        .order_by(Document.position, Document.id, DiscussionNote.start, DiscussionNote.id)
    )
    for guid, coder, document_id, start, end, text in rows:
        yield Piece("notes", guid, "discussion", coder or "", document_id, start, end), text


def _decisions(session: Session) -> Iterator[tuple[Piece, str]]:
    rows = session.execute(
        select(
            Decision.guid,
            Coder.name,
            Decision.document_id,
            Decision.start,
            Decision.end,
            Decision.reason,
            Decision.note,
        )
        .join(Document, Document.id == Decision.document_id)
        .outerjoin(Coder, Coder.id == Decision.coder_id)
        .where((Decision.reason != "") | (Decision.note != ""))
        .order_by(Document.position, Document.id, Decision.start, Decision.id)
    )
    for guid, coder, document_id, start, end, reason, note in rows:
        for what, text in (("reason", reason), ("decision", note)):
            if text:
                yield Piece("notes", f"{guid} {what}", what, coder or "", document_id, start, end), text


def _proposals(session: Session) -> Iterator[tuple[Piece, str]]:
    rows = session.execute(
        select(
            Proposal.guid,
            Coder.name,
            Proposal.document_id,
            Proposal.start,
            Proposal.end,
            Proposal.text,
            Proposal.answer,
        )
        .outerjoin(Coder, Coder.id == Proposal.coder_id)
        .order_by(Proposal.id)
    )
    for guid, coder, document_id, start, end, text, answer in rows:
        for what, words in (("proposal", text), ("answer", answer)):
            if words:
                yield Piece("notes", f"{guid} {what}", what, coder or "", document_id or 0, start, end), words


def _round_notes(session: Session) -> Iterator[tuple[Piece, str]]:
    rows = select(Round.guid, Round.name, Round.note).where(Round.note != "").order_by(Round.id)
    for guid, name, note in session.execute(rows):
        yield Piece("notes", guid, "round", name), note


def _definitions(session: Session) -> Iterator[tuple[Piece, str]]:
    columns = [getattr(Code, field) for field in DEFINITION]
    for guid, code_id, name, *rest in session.execute(
        select(Code.guid, Code.id, *columns).order_by(Code.position, Code.id)
    ):
        for field, text in zip(DEFINITION, (name, *rest), strict=True):
            if text:
                yield Piece("definitions", f"{guid} {field}", field, name, code_id=code_id), text


def _descriptions(session: Session) -> Iterator[tuple[Piece, str]]:
    columns = [getattr(Document, field) for field in DESCRIPTION]
    rows = select(Document.guid, Document.id, *columns).order_by(Document.position, Document.id)
    for guid, document_id, *values in session.execute(rows):
        for field, text in zip(DESCRIPTION, values, strict=True):
            if text:
                yield Piece("properties", f"{guid} {field}", field, document_id=document_id), text


def _properties(session: Session) -> Iterator[tuple[Piece, str]]:
    rows = session.execute(
        select(Document.guid, DocumentProperty.name, Document.id, DocumentProperty.value)
        .join(Document, Document.id == DocumentProperty.document_id)
        .order_by(Document.position, Document.id, DocumentProperty.id)
    )
    for guid, name, document_id, value in rows:
        yield Piece("properties", f"{guid} property {name}", name, document_id=document_id), value
