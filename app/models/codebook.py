"""Codes (a tree, defined as MacQueen et al. 1998 do), published versions of them, and proposals."""

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Guid, Id, LongText, Name, Seal, Time, reference


class Code(Base):
    """One code of the codebook; the children of an `exclusive` code form a domain."""

    __tablename__ = "code"

    id: Mapped[Id]
    guid: Mapped[Guid]
    parent_id: Mapped[int | None] = mapped_column(reference("code.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[Name]
    name_key: Mapped[str] = mapped_column(String(500), unique=True)
    colour: Mapped[str] = mapped_column(String(7), default="#888888")
    shortcut: Mapped[str] = mapped_column(String(1), default="")
    exclusive: Mapped[bool] = mapped_column(default=False)
    brief_definition: Mapped[LongText]
    full_definition: Mapped[LongText]
    use_when: Mapped[LongText]
    do_not_use_when: Mapped[LongText]
    typical_example: Mapped[LongText]
    close_but_no: Mapped[LongText]


class CodebookVersion(Base):
    """The codebook as it was published, numbered from 1, with the reason; `content` is JSON of all codes."""

    __tablename__ = "codebook_version"

    id: Mapped[Id]
    guid: Mapped[Guid]
    number: Mapped[int] = mapped_column(unique=True)
    reason: Mapped[LongText]
    content: Mapped[str] = mapped_column(Text, info={"big": True})
    published_at: Mapped[Time]
    coder_id: Mapped[int | None]
    hash: Mapped[Seal]


class CodeSuccession(Base):
    """Where a code went: `kind` is `merge` (into another, and was deleted) or `split` (in part to another).

    The ids are no foreign keys: the record outlives the codes, and ids are never used twice.
    """

    __tablename__ = "code_succession"

    id: Mapped[Id]
    kind: Mapped[str] = mapped_column(String(10))
    from_code_id: Mapped[int] = mapped_column(index=True)
    from_name: Mapped[Name]
    to_code_id: Mapped[int]
    at: Mapped[Time]


class RecodeCheck(Base):
    """A coding (no foreign key) that its coder has looked at since a codebook version touched its code."""

    __tablename__ = "recode_check"
    __table_args__ = (
        UniqueConstraint("version_id", "coding_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    version_id: Mapped[int] = mapped_column(reference("codebook_version.id"))
    coding_id: Mapped[int]
    at: Mapped[Time]


class Proposal(Base):
    """A change of the codebook that somebody proposes, with the passage that shows why.

    `kind` is `exclusion` (to "do not use when"), `example`, `merge`, `split`, `new` or `other`; `state` is
    `open`, `accepted` or `declined`. `code_id` and `target_id` are no foreign keys: the codes may go.
    """

    __tablename__ = "proposal"

    id: Mapped[Id]
    guid: Mapped[Guid]
    kind: Mapped[str] = mapped_column(String(20))
    code_id: Mapped[int | None]
    target_id: Mapped[int | None]
    text: Mapped[LongText]
    document_id: Mapped[int | None] = mapped_column(reference("document.id"), index=True)
    start: Mapped[int | None]
    end: Mapped[int | None]
    coder_id: Mapped[int | None]
    at: Mapped[Time]
    state: Mapped[str] = mapped_column(String(20), default="open")
    answer: Mapped[LongText]
    answered_by: Mapped[int | None]
    answered_at: Mapped[str | None] = mapped_column(String(20))
    version_id: Mapped[int | None] = mapped_column(reference("codebook_version.id"))
