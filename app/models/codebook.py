"""Codes: a tree, each with the definition fields of MacQueen et al. (1998)."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Guid, Id, LongText, Name, reference


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
