"""The people who code, and the consensus."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Guid, Id, Name


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
