"""Coding sheets: what is asked of whole cases and documents, coders' answers, and how they are settled."""

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Guid, Id, LongText, Name, Seal, ShortText, Time, reference


class CodebookVariable(Base):
    """A question of the codebook to a whole `case` or `document`, which `about` says.

    `level` is `nominal`, `ordinal`, `interval` or `ratio`; the first two choose among `options`, a JSON list
    of [word, definition] from the lowest to the highest, the others take numbers. `several` lets a nominal
    one have several answers, `unclear` “can't tell”; `passages` asks for passages that show why.
    """

    __tablename__ = "variable"

    id: Mapped[Id]
    guid: Mapped[Guid]
    name: Mapped[Name]
    name_key: Mapped[str] = mapped_column(String(500), unique=True)
    about: Mapped[str] = mapped_column(String(10), default="case")
    question: Mapped[LongText]
    instruction: Mapped[LongText]
    level: Mapped[str] = mapped_column(String(10), default="nominal")
    several: Mapped[bool] = mapped_column(default=False)
    options: Mapped[str] = mapped_column(Text, default="[]")
    unit: Mapped[ShortText]
    unclear: Mapped[bool] = mapped_column(default=True)
    passages: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)


class CodingSheet(Base):
    """A coder's sheet of one case or one document, in a round or in none."""

    __tablename__ = "sheet"
    __table_args__ = (
        UniqueConstraint("case_id", "coder_id"),
        UniqueConstraint("document_id", "coder_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    guid: Mapped[Guid]
    case_id: Mapped[int | None] = mapped_column(reference("study_case.id"))
    document_id: Mapped[int | None] = mapped_column(reference("document.id"))
    coder_id: Mapped[int] = mapped_column(reference("coder.id"), index=True)
    round_id: Mapped[int | None] = mapped_column(reference("round.id"), index=True)
    started_at: Mapped[str | None] = mapped_column(String(20))
    completed_at: Mapped[str | None] = mapped_column(String(20))


class SheetAnswer(Base):
    """What a sheet says to one variable: `state` is `answered`, `unclear` or `not_applicable`.

    `value` is written as sheets.values does, "" where nothing is answered.
    """

    __tablename__ = "answer"
    __table_args__ = (UniqueConstraint("variable_id", "sheet_id"), {"sqlite_autoincrement": True})

    id: Mapped[Id]
    sheet_id: Mapped[int] = mapped_column(reference("sheet.id"), index=True)
    variable_id: Mapped[int] = mapped_column(reference("variable.id"))
    state: Mapped[str] = mapped_column(String(20), default="answered")
    value: Mapped[LongText]
    sure: Mapped[bool] = mapped_column(default=True)
    memo: Mapped[LongText]
    at: Mapped[Time]


class AnswerPassage(Base):
    """A passage [start, end) of a document that shows why an answer was given."""

    __tablename__ = "answer_passage"
    __table_args__ = (
        UniqueConstraint("answer_id", "document_id", "start", "end"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    answer_id: Mapped[int] = mapped_column(reference("answer.id"))
    document_id: Mapped[int] = mapped_column(reference("document.id"), index=True)
    start: Mapped[int]
    end: Mapped[int]


class ValueDecision(Base):
    """How differing answers about a case or document were settled; never changed, only followed by another.

    `item` is the fingerprint of the answers that were settled, `originals` those answers, and what the
    consensus got, as JSON. `outcome`, `reason` and `rule` are as those of a Decision.
    """

    __tablename__ = "value_decision"
    __table_args__ = (
        Index("ix_value_decision_item", "item"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    guid: Mapped[Guid]
    round_id: Mapped[int | None] = mapped_column(reference("round.id"), index=True)
    case_id: Mapped[int | None] = mapped_column(reference("study_case.id"), index=True)
    document_id: Mapped[int | None] = mapped_column(reference("document.id"), index=True)
    variable_id: Mapped[int] = mapped_column(reference("variable.id"), index=True)
    item: Mapped[str] = mapped_column(String(64))
    outcome: Mapped[str] = mapped_column(String(20))
    reason: Mapped[ShortText]
    note: Mapped[LongText]
    rule: Mapped[ShortText]
    originals: Mapped[LongText]
    coder_id: Mapped[int | None]
    at: Mapped[Time]
    follows_id: Mapped[int | None] = mapped_column(reference("value_decision.id"), index=True)


class ValueVote(Base):
    """One person's silent vote on differing answers: what the consensus should say."""

    __tablename__ = "value_vote"
    __table_args__ = (UniqueConstraint("item", "coder_id"), {"sqlite_autoincrement": True})

    id: Mapped[Id]
    guid: Mapped[Guid]
    round_id: Mapped[int | None] = mapped_column(reference("round.id"))
    case_id: Mapped[int | None] = mapped_column(reference("study_case.id"), index=True)
    document_id: Mapped[int | None] = mapped_column(reference("document.id"), index=True)
    variable_id: Mapped[int] = mapped_column(reference("variable.id"), index=True)
    item: Mapped[str] = mapped_column(String(64))
    coder_id: Mapped[int] = mapped_column(reference("coder.id"))
    state: Mapped[str] = mapped_column(String(20))
    value: Mapped[LongText]
    at: Mapped[Time]


class SnapshotSheet(Base):
    """The sheets of one case or document in a closed round as JSON: how far each coder was, answers."""

    __tablename__ = "snapshot_sheet"
    __table_args__ = (
        UniqueConstraint("snapshot_id", "case_id"),
        UniqueConstraint("snapshot_id", "document_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    snapshot_id: Mapped[int] = mapped_column(reference("snapshot.id"))
    case_id: Mapped[int | None] = mapped_column(reference("study_case.id"), index=True)
    document_id: Mapped[int | None] = mapped_column(reference("document.id"), index=True)
    content: Mapped[str] = mapped_column(Text, info={"big": True})
    hash: Mapped[Seal]
