"""Codings: a code on a span of a document by a coder."""

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Guid, Id, LongText, Time, reference


class Coding(Base):
    """A code on the half-open span [start, end), in code points, of one document by one coder."""

    __tablename__ = "coding"
    __table_args__ = (
        UniqueConstraint("document_id", "coder_id", "code_id", "start", "end"),
        # covering: what lies in a visible stretch is found without reading the rows before it
        Index("ix_coding_document_id_start", "document_id", "start", "end", "coder_id", "code_id"),
        # with the document: what a blind round hides is left out of a count without reading the rows
        Index("ix_coding_code_id_coder_id", "code_id", "coder_id", "document_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    guid: Mapped[Guid]
    document_id: Mapped[int] = mapped_column(reference("document.id"))
    code_id: Mapped[int] = mapped_column(reference("code.id"))
    coder_id: Mapped[int] = mapped_column(reference("coder.id"), index=True)
    start: Mapped[int]
    end: Mapped[int]
    memo: Mapped[LongText]
    sure: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[Time]
    origin: Mapped[str] = mapped_column(String(12), default="hand", server_default="hand")
