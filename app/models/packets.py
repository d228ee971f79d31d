"""Work that is given out to coders' own computers, and what comes back of it."""

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Guid, Id, LongText, Seal, Time, reference


class Packet(Base):
    """Work that was given out to one coder, as a file of its own.

    The coder is no foreign key: what was given out is remembered longer. `rounds` is a JSON list of guids,
    `verify_key` what the returns of this packet are signed for, `given` (JSON) what the packet held.
    """

    __tablename__ = "packet"

    id: Mapped[Id]
    guid: Mapped[Guid]
    coder_guid: Mapped[str] = mapped_column(String(32))
    rounds: Mapped[LongText]
    made_at: Mapped[Time]
    made_by: Mapped[int | None]
    verify_key: Mapped[Seal]
    given: Mapped[str] = mapped_column(Text, default="", info={"big": True})


class PacketReturn(Base):
    """What came back of a packet: the `number`th return, whose file had the `hash`.

    It is `sealed` (base64) until it is opened. Then there are counts of what it brought (JSON), what of the
    coder's work it knows (`baseline`), what could not be placed, and the lines of the coder's history.
    """

    __tablename__ = "packet_return"
    __table_args__ = (
        UniqueConstraint("packet_id", "hash"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    packet_id: Mapped[int] = mapped_column(reference("packet.id"))
    number: Mapped[int]
    hash: Mapped[Seal]
    previous: Mapped[Seal]
    made_at: Mapped[Time]
    arrived_at: Mapped[Time]
    opened_at: Mapped[str | None] = mapped_column(String(20))
    counts: Mapped[LongText]
    sealed: Mapped[str] = mapped_column(Text, default="", info={"big": True})
    baseline: Mapped[str] = mapped_column(Text, default="", info={"big": True})
    unplaced: Mapped[str] = mapped_column(Text, default="", info={"big": True})
    lines: Mapped[str] = mapped_column(Text, default="", info={"big": True})
