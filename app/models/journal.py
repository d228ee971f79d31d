"""The journal: every action, and what it did to each row."""

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Id, Name, Seal, Time, reference

COMMAND_LINE = 0  # acts where a command names no coder


class Action(Base):
    """One thing that somebody did, undid or did again.

    `kind` is `begin` (the project was being made), `do`, `undo` or `redo`; the last two name in `undoes_id`
    the action they take back. `station` is the installation it was done at: undo walks one station's
    actions. `coder_id` is no foreign key: the trail outlives the coder, and COMMAND_LINE is none.
    `content_hash` covers the label and the changes, `hash` the rest and the action before.
    """

    __tablename__ = "action"
    __table_args__ = (
        Index("ix_action_station_id", "station", "id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    at: Mapped[Time]
    station: Mapped[str] = mapped_column(String(32))
    coder_id: Mapped[int | None]
    kind: Mapped[str] = mapped_column(String(5))
    label: Mapped[Name]
    undoes_id: Mapped[int | None] = mapped_column(reference("action.id"))
    content_hash: Mapped[Seal]
    hash: Mapped[Seal]


class Change(Base):
    """An action's net effect on one row, as JSON objects of columns.

    An insert has no `before`, a delete no `after`; an update holds the changed columns only.
    """

    __tablename__ = "change"
    __table_args__ = (
        Index("ix_change_table_name_row_id", "table_name", "row_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    action_id: Mapped[int] = mapped_column(reference("action.id"), index=True)
    table_name: Mapped[str] = mapped_column(String(40))
    row_id: Mapped[int]
    before: Mapped[str | None] = mapped_column(Text)
    after: Mapped[str | None] = mapped_column(Text)
