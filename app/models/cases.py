"""Cases, what belongs to each, what is known of them (attributes, values), and what was summed up."""

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Guid, Id, LongText, Name, ShortText, Time, reference


class Case(Base):
    """Whom or what a study is about: `kind` is `person`, `event`, `organisation` or `other`."""

    __tablename__ = "study_case"

    id: Mapped[Id]
    guid: Mapped[Guid]
    name: Mapped[Name]
    name_key: Mapped[str] = mapped_column(String(500), unique=True)
    kind: Mapped[str] = mapped_column(String(20), default="person")
    note: Mapped[LongText]
    position: Mapped[int] = mapped_column(default=0)


class CaseLink(Base):
    """What belongs to a case: what a speaker says in a document, its stretch [start, end), or all of it.

    `speaker` is as the document's turns have it, "" for no speaker; where `end` is 0 no stretch is meant.
    """

    __tablename__ = "case_link"
    __table_args__ = (
        UniqueConstraint("case_id", "document_id", "speaker", "start", "end"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    guid: Mapped[Guid]
    case_id: Mapped[int] = mapped_column(reference("study_case.id"))
    document_id: Mapped[int] = mapped_column(reference("document.id"), index=True)
    speaker: Mapped[ShortText]
    start: Mapped[int] = mapped_column(default=0)
    end: Mapped[int] = mapped_column(default=0)


class Attribute(Base):
    """Something that is known of cases, such as their origin.

    `kind` is `text`, `number`, `date`, `yes_no`, `choice` (one of `options`), `choices` (several of them) or
    `ordered` (one of them, which have an order); `options` is a JSON list of words.
    """

    __tablename__ = "attribute"

    id: Mapped[Id]
    guid: Mapped[Guid]
    name: Mapped[Name]
    name_key: Mapped[str] = mapped_column(String(500), unique=True)
    kind: Mapped[str] = mapped_column(String(20), default="text")
    unit: Mapped[ShortText]
    options: Mapped[str] = mapped_column(Text, default="[]")
    definition: Mapped[LongText]
    position: Mapped[int] = mapped_column(default=0)


class AttributeValue(Base):
    """What one source says of a case: of several in a cell one is `used`.

    `state` is `known`, `unknown`, `not_asked` or `not_applicable`; `value` is written as cases.values does,
    "" where it isn't known. The passage, if there is one, says where it stands; `coder_id` who entered it.
    """

    __tablename__ = "attribute_value"
    __table_args__ = (
        Index("ix_attribute_value_case_id_attribute_id", "case_id", "attribute_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    guid: Mapped[Guid]
    case_id: Mapped[int] = mapped_column(reference("study_case.id"))
    attribute_id: Mapped[int] = mapped_column(reference("attribute.id"), index=True)
    state: Mapped[str] = mapped_column(String(20), default="known")
    value: Mapped[LongText]
    document_id: Mapped[int | None] = mapped_column(reference("document.id"), index=True)
    start: Mapped[int | None]
    end: Mapped[int | None]
    coder_id: Mapped[int | None]
    at: Mapped[Time]
    used: Mapped[bool] = mapped_column(default=True)


class CaseSummary(Base):
    """What somebody wrote of a code in a case, and of which codings of it (JSON: guids with their lengths).

    Where the codings are others now, it has gone stale. `coder_id` is who wrote it last.
    """

    __tablename__ = "case_summary"
    __table_args__ = (
        UniqueConstraint("case_id", "code_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    guid: Mapped[Guid]
    case_id: Mapped[int] = mapped_column(reference("study_case.id"))
    code_id: Mapped[int] = mapped_column(reference("code.id"), index=True)
    text: Mapped[LongText]
    codings: Mapped[str] = mapped_column(Text, default="{}")
    coder_id: Mapped[int | None]
    at: Mapped[Time]
