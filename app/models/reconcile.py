"""Decisions on disagreements, the consensus codings they made, votes and discussion."""

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Guid, Id, LongText, ShortText, Time, reference


class Decision(Base):
    """How a disagreement on the passage [start, end) was settled; never changed, only followed by another.

    `item` is the fingerprint of the codings that were settled, `originals` those codings as JSON. `outcome`
    is one of reconcile.OUTCOMES (`open` re-opens), `reason` one of reconcile.REASONS or the project's own;
    `rule` names the bulk rule that decided, empty where a person did.
    """

    __tablename__ = "decision"
    __table_args__ = (
        Index("ix_decision_document_id_start", "document_id", "start"),
        Index("ix_decision_item", "item"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    guid: Mapped[Guid]
    round_id: Mapped[int | None] = mapped_column(reference("round.id"), index=True)
    document_id: Mapped[int] = mapped_column(reference("document.id"))
    start: Mapped[int]
    end: Mapped[int]
    item: Mapped[str] = mapped_column(String(64))
    outcome: Mapped[str] = mapped_column(String(20))
    reason: Mapped[ShortText]
    note: Mapped[LongText]
    rule: Mapped[ShortText]
    originals: Mapped[LongText]
    coder_id: Mapped[int | None]
    at: Mapped[Time]
    follows_id: Mapped[int | None] = mapped_column(reference("decision.id"), index=True)


class ConsensusCoding(Base):
    """A coding of the consensus, and a decision that made it."""

    __tablename__ = "consensus_coding"
    __table_args__ = (
        UniqueConstraint("decision_id", "coding_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    decision_id: Mapped[int] = mapped_column(reference("decision.id"))
    coding_id: Mapped[int] = mapped_column(reference("coding.id"), index=True)


class DiscussionNote(Base):
    """What somebody says about a passage whose coding is discussed."""

    __tablename__ = "discussion_note"
    __table_args__ = (
        Index("ix_discussion_note_document_id_start", "document_id", "start"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    guid: Mapped[Guid]
    round_id: Mapped[int | None] = mapped_column(reference("round.id"))
    document_id: Mapped[int] = mapped_column(reference("document.id"))
    start: Mapped[int]
    end: Mapped[int]
    item: Mapped[str] = mapped_column(String(64))
    coder_id: Mapped[int | None]
    text: Mapped[LongText]
    at: Mapped[Time]


class Vote(Base):
    """One person's silent vote on a disagreement: an outcome, and with `other` the codings as JSON."""

    __tablename__ = "vote"
    __table_args__ = (
        UniqueConstraint("item", "coder_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    guid: Mapped[Guid]
    round_id: Mapped[int | None] = mapped_column(reference("round.id"))
    document_id: Mapped[int] = mapped_column(reference("document.id"), index=True)
    item: Mapped[str] = mapped_column(String(64))
    coder_id: Mapped[int] = mapped_column(reference("coder.id"))
    outcome: Mapped[str] = mapped_column(String(20))
    codings: Mapped[LongText]
    at: Mapped[Time]
