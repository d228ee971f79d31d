"""Rounds of coding, who codes what in them, and the snapshots that closed rounds leave."""

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Guid, Id, LongText, Name, Seal, Time, reference


class Round(Base):
    """A planned stretch of coding, open until `closed_at`.

    `kind` is `pilot`, `reliability`, `independent`, `drift` or `calibration`. `drawn` says in words how the
    documents were chosen; `seed` repeats the draw. In a blind round nobody sees another's codings of it.
    """

    __tablename__ = "round"

    id: Mapped[Id]
    guid: Mapped[Guid]
    name: Mapped[Name]
    name_key: Mapped[str] = mapped_column(String(500), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    blind: Mapped[bool] = mapped_column(default=True)
    version_id: Mapped[int | None] = mapped_column(reference("codebook_version.id"))
    seed: Mapped[int | None]
    drawn: Mapped[LongText]
    note: Mapped[LongText]
    created_at: Mapped[Time]
    created_by: Mapped[int | None]
    closed_at: Mapped[str | None] = mapped_column(String(20))


class Assignment(Base):
    """A coder's work on a document, in a round or in none; completed with no coding means "nothing to code".

    It belongs to the latest round that asked for it; what it was in earlier, closed rounds is in their
    snapshots.
    """

    __tablename__ = "assignment"
    __table_args__ = (
        UniqueConstraint("document_id", "coder_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    guid: Mapped[Guid]
    document_id: Mapped[int] = mapped_column(reference("document.id"))
    coder_id: Mapped[int] = mapped_column(reference("coder.id"), index=True)
    round_id: Mapped[int | None] = mapped_column(reference("round.id"), index=True)
    started_at: Mapped[str | None] = mapped_column(String(20))
    completed_at: Mapped[str | None] = mapped_column(String(20))


class Snapshot(Base):
    """What held for a whole round when it was closed: coders, codebook and its documents' hashes as JSON."""

    __tablename__ = "snapshot"

    id: Mapped[Id]
    round_id: Mapped[int] = mapped_column(reference("round.id"), unique=True)
    at: Mapped[Time]
    content: Mapped[str] = mapped_column(Text, info={"big": True})
    hash: Mapped[Seal]


class SnapshotDocument(Base):
    """One document of a closed round as JSON: text version, turns, everybody's work and codings."""

    __tablename__ = "snapshot_document"
    __table_args__ = (
        UniqueConstraint("snapshot_id", "document_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    snapshot_id: Mapped[int] = mapped_column(reference("snapshot.id"))
    document_id: Mapped[int] = mapped_column(reference("document.id"), index=True)
    content: Mapped[str] = mapped_column(Text, info={"big": True})
    hash: Mapped[Seal]
