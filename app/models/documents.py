"""Documents, their texts by version, and what was recognised in them."""

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Guid, Id, LongText, Name, ShortText, Time, reference


class Document(Base):
    """A text of the study with its provenance; the text itself is a DocumentText.

    One with `repeat_of_id` is a copy that a coder gets to code a second time without knowing it.
    """

    __tablename__ = "document"

    id: Mapped[Id]
    guid: Mapped[Guid]
    name: Mapped[Name]
    name_key: Mapped[str] = mapped_column(String(500), unique=True)
    position: Mapped[int] = mapped_column(default=0)
    language: Mapped[ShortText]
    direction: Mapped[str] = mapped_column(String(3), default="ltr")
    length: Mapped[int]
    text_hash: Mapped[str] = mapped_column(String(64))
    text_version: Mapped[int] = mapped_column(default=1)
    imported_at: Mapped[Time]
    file_name: Mapped[ShortText]
    outlet: Mapped[ShortText]
    author: Mapped[ShortText]
    published: Mapped[ShortText]
    collected: Mapped[ShortText]
    url: Mapped[LongText]
    licence: Mapped[ShortText]
    interviewer: Mapped[ShortText]
    interpreter: Mapped[ShortText]
    place: Mapped[ShortText]
    note: Mapped[LongText]
    repeat_of_id: Mapped[int | None] = mapped_column(reference("document.id"), index=True)


class DocumentText(Base):
    """One version of a document's canonical text."""

    __tablename__ = "document_text"
    __table_args__ = (
        UniqueConstraint("document_id", "version"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    document_id: Mapped[int] = mapped_column(reference("document.id"))
    version: Mapped[int] = mapped_column(default=1)
    text: Mapped[str] = mapped_column(Text, info={"big": True})


class DocumentProperty(Base):
    """A named value of a document that has no column of its own, such as the speaker's origin."""

    __tablename__ = "document_property"
    __table_args__ = (
        UniqueConstraint("document_id", "name"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    document_id: Mapped[int] = mapped_column(reference("document.id"))
    name: Mapped[Name]
    value: Mapped[LongText]


class Region(Base):
    """A turn, paragraph or non-codable stretch; `body` is where speech begins behind a turn's label."""

    __tablename__ = "region"
    __table_args__ = (
        Index("ix_region_document_id_start", "document_id", "start"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    document_id: Mapped[int] = mapped_column(reference("document.id"))
    kind: Mapped[str] = mapped_column(String(20))
    start: Mapped[int]
    body: Mapped[int]
    end: Mapped[int]
    speaker: Mapped[ShortText]
    time: Mapped[ShortText]
