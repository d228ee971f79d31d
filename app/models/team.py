"""Coders, and who codes which document how far."""

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Guid, Id, Name, reference


class Coder(Base):
    """A member of the team, or the consensus: role is `coder`, `lead` or `consensus`."""

    __tablename__ = "coder"

    id: Mapped[Id]
    guid: Mapped[Guid]
    name: Mapped[Name]
    name_key: Mapped[str] = mapped_column(String(500), unique=True)
    initials: Mapped[str] = mapped_column(String(4))
    colour: Mapped[str] = mapped_column(String(7))
    role: Mapped[str] = mapped_column(String(20), default="coder")


class Assignment(Base):
    """A coder's work on a document; completed with no coding means "nothing to code here"."""

    __tablename__ = "assignment"
    __table_args__ = (
        UniqueConstraint("document_id", "coder_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    guid: Mapped[Guid]
    document_id: Mapped[int] = mapped_column(reference("document.id"))
    coder_id: Mapped[int] = mapped_column(reference("coder.id"), index=True)
    started_at: Mapped[str | None] = mapped_column(String(20))
    completed_at: Mapped[str | None] = mapped_column(String(20))
