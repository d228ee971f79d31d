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
    """One version of a document's canonical text, with who made it of the one before, when and why.

    `stretches` say what is the same in the version before (see app.store.stored.texts). A file's name and
    hash are there where the version was taken from one; a first version's are its document's.
    """

    __tablename__ = "document_text"
    __table_args__ = (
        UniqueConstraint("document_id", "version"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    document_id: Mapped[int] = mapped_column(reference("document.id"))
    version: Mapped[int] = mapped_column(default=1)
    text: Mapped[str] = mapped_column(Text, info={"big": True})
    text_hash: Mapped[str] = mapped_column(String(64), default="", server_default="")
    reason: Mapped[str] = mapped_column(Text, default="", server_default="")
    coder_id: Mapped[int | None]
    at: Mapped[str] = mapped_column(String(20), default="", server_default="")
    file_name: Mapped[str] = mapped_column(String(500), default="", server_default="")
    file_hash: Mapped[str] = mapped_column(String(64), default="", server_default="")
    stretches: Mapped[str] = mapped_column(Text, default="", server_default="", info={"big": True})


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


class DocumentGroup(Base):
    """A document's place in a group, which is its name; a document may be in several."""

    __tablename__ = "document_group"
    __table_args__ = (
        UniqueConstraint("document_id", "name_key"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    document_id: Mapped[int] = mapped_column(reference("document.id"))
    name: Mapped[Name]
    name_key: Mapped[str] = mapped_column(String(500))


class Region(Base):
    """A turn, paragraph, heading, page or non-codable stretch; `body` is where speech begins behind a label.

    `label` is what the file calls it, a page's number; where the file knows it, it is said from `start_ms` to
    `end_ms` of the recording, in milliseconds.
    """

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
    label: Mapped[str] = mapped_column(String(500), default="", server_default="")
    start_ms: Mapped[int | None]
    end_ms: Mapped[int | None]


class TextCheck(Base):
    """A coding whose words a new version of its text changed or lost: what its coder had, and looks at.

    [start, end) counts in the version before `version`. A lost coding is gone, and all of it is here; the ids
    of codings and codes are no foreign keys. `outcome` is `changed` or `lost`; `answer` is empty until the
    coder has looked: `kept`, `marked` anew or `removed`.
    """

    __tablename__ = "text_check"
    __table_args__ = (
        UniqueConstraint("coding_id", "version"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    document_id: Mapped[int] = mapped_column(reference("document.id"), index=True)
    version: Mapped[int]
    outcome: Mapped[str] = mapped_column(String(10))
    coding_id: Mapped[int]
    coding_guid: Mapped[str] = mapped_column(String(32))
    code_id: Mapped[int]
    coder_id: Mapped[int] = mapped_column(reference("coder.id"), index=True)
    start: Mapped[int]
    end: Mapped[int]
    memo: Mapped[LongText]
    sure: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[Time]
    origin: Mapped[str] = mapped_column(String(12), default="hand", server_default="hand")
    answer: Mapped[str] = mapped_column(String(10), default="")
    answered_at: Mapped[str | None] = mapped_column(String(20))
