"""What was given out: which packets are out, what is back of each, and what changed here since it went."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Code, Coder, Document, Packet, PacketReturn, Round


@dataclass(frozen=True)
class PacketRow:
    """One packet. `returns` came back, the last at `back_at`, and `waiting` of them are still sealed.

    `texts_changed` and `removed` count its documents that were changed or removed here since it went,
    `codes_gone` its codes that are gone. `is_latest` of those for the same coder and rounds.
    """

    id: int
    coder: str
    rounds: tuple[str, ...]
    made_at: str
    documents: int
    returns: int
    back_at: str | None
    waiting: int
    unplaced: int
    texts_changed: int
    removed: int
    codes_gone: int
    is_latest: bool


def packets_out(session: Session) -> list[PacketRow]:
    """All packets, the newest first."""
    columns = Packet.id, Packet.coder_guid, Packet.rounds, Packet.made_at, Packet.given
    packets = session.execute(select(*columns).order_by(Packet.id.desc())).all()
    today = _Today(session)
    latest: set[tuple[str, str]] = set()
    rows = []
    for packet in packets:
        whose = packet.coder_guid, packet.rounds
        rows.append(today.row(packet, is_latest=whose not in latest))
        latest.add(whose)
    return rows


class _Today:
    """What there is now, beside which packets are laid."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._people = {row[0]: row[1] for row in session.execute(select(Coder.guid, Coder.name))}
        self._rounds = {row[0]: row[1] for row in session.execute(select(Round.guid, Round.name))}
        versions = select(Document.guid, Document.text_version).execution_options(everything=True)
        self._versions = {row[0]: row[1] for row in session.execute(versions)}
        self._codes = set(session.scalars(select(Code.guid)))

    def row(self, packet: Any, *, is_latest: bool) -> PacketRow:
        """A packet as it is listed."""
        given = json.loads(packet.given)
        held: dict[str, int] = given["documents"]
        back = _back(self._session, packet.id)
        return PacketRow(
            id=packet.id,
            coder=self._people.get(packet.coder_guid, ""),
            rounds=tuple(self._rounds[guid] for guid in json.loads(packet.rounds) if guid in self._rounds),
            made_at=packet.made_at,
            documents=len(held),
            returns=len(back),
            back_at=max((row.arrived_at for row in back), default=None),
            waiting=sum(row.opened_at is None for row in back),
            unplaced=len(json.loads(back[-1].unplaced or "[]")) if back else 0,
            texts_changed=sum(self._versions.get(guid, held[guid]) != held[guid] for guid in held),
            removed=sum(guid not in self._versions for guid in held),
            codes_gone=sum(guid not in self._codes for guid in given["codes"]),
            is_latest=is_latest,
        )


def _back(session: Session, packet_id: int) -> list[Any]:
    columns = PacketReturn.arrived_at, PacketReturn.opened_at, PacketReturn.unplaced
    rows = select(*columns).where(PacketReturn.packet_id == packet_id).order_by(PacketReturn.number)
    return list(session.execute(rows))
