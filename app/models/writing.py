"""What people write and choose beside coding: memos, quotes, and searches and retrievals under a name."""

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Guid, Id, LongText, Name, ShortText, Time, reference


class SavedQuery(Base):
    """A search or a retrieval that is kept: `kind` is `search` or `retrieve`.

    `definition` says what is asked, `seen` what of it was looked at, as app.store.stored.queries has both.
    """

    __tablename__ = "saved_query"

    id: Mapped[Id]
    guid: Mapped[Guid]
    name: Mapped[Name]
    name_key: Mapped[str] = mapped_column(String(500), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    definition: Mapped[str] = mapped_column(Text)
    seen: Mapped[LongText]
    coder_id: Mapped[int | None]
    at: Mapped[Time]


class Memo(Base):
    """What somebody wrote `about` the project, a document, passage, case, code or query.

    `kind` is a word of the team's own. Where the code or query is gone, `gone` has its name. A `private` memo
    is its writer's alone.
    """

    __tablename__ = "memo"

    id: Mapped[Id]
    guid: Mapped[Guid]
    about: Mapped[str] = mapped_column(String(20), default="project")
    kind: Mapped[ShortText]
    title: Mapped[ShortText]
    text: Mapped[LongText]
    document_id: Mapped[int | None] = mapped_column(reference("document.id"), index=True)
    start: Mapped[int | None]
    end: Mapped[int | None]
    case_id: Mapped[int | None] = mapped_column(reference("study_case.id"), index=True)
    code_id: Mapped[int | None] = mapped_column(reference("code.id"), index=True)
    query_id: Mapped[int | None] = mapped_column(reference("saved_query.id"), index=True)
    gone: Mapped[ShortText]
    coder_id: Mapped[int | None]
    private: Mapped[bool] = mapped_column(default=False)
    at: Mapped[Time]
    changed_at: Mapped[str | None] = mapped_column(String(20))


class Quote(Base):
    """A passage that somebody chose to quote, in the order `position`; nowhere once its words are gone.

    `wording` is the cleaned one, `translation` stands beside it; `attribution` "" is made of what is known of
    the case. `clearance` is `quote`, `paraphrase` or `never`; `used_in` says where it was quoted.
    """

    __tablename__ = "quote"

    id: Mapped[Id]
    guid: Mapped[Guid]
    document_id: Mapped[int | None] = mapped_column(reference("document.id"), index=True)
    start: Mapped[int | None]
    end: Mapped[int | None]
    code_id: Mapped[int | None] = mapped_column(reference("code.id"), index=True)
    coder_id: Mapped[int | None]
    position: Mapped[int] = mapped_column(default=0)
    attribution: Mapped[LongText]
    wording: Mapped[LongText]
    translation: Mapped[LongText]
    clearance: Mapped[str] = mapped_column(String(20), default="quote")
    used_in: Mapped[LongText]
    note: Mapped[LongText]
    at: Mapped[Time]
