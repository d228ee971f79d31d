"""Returns that arrive: whether they belong here and fit their packet, and whether they may be opened yet."""

import base64
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import UserError
from app.models import Assignment, Coder, Packet, PacketReturn, Round
from app.packets.returning import ENDING
from app.packets.sealing import Sealed, arrived, refuse_unsigned
from app.store.setting import guid

OTHER_PROJECT = (
    "“{}” was returned to another project, so it was not taken in. Open the project from which the work was "
    "given out. Nothing was changed."
)
UNKNOWN_PACKET = (
    "“{}” comes back from a packet that this copy of the project doesn't know: it was given out from another "
    "copy, or giving it out was taken back. Open that copy, or do it again (Redo). Nothing was changed."
)
TWO_PEOPLE = (
    "“{}” doesn't follow on what {} returned before: two people seem to have worked in copies of one packet. "
    "Nothing was changed. Ask who has which copy; taken in anyway, what is new in it is added and nothing is "
    "removed."
)
NO_RETURNS = "There is no returned work in “{}”. The files that were returned end with {}."
TOO_LARGE = "“{}” is larger than any returned work, so it was not read. Choose the file that was returned."
MOST_BYTES = 2 * 1024**3


@dataclass(frozen=True)
class PacketHere:
    """A packet as the project remembers it."""

    id: int
    guid: str
    coder_guid: str
    rounds: tuple[str, ...]
    verify_key: str


@dataclass(frozen=True)
class Arrival:
    """A return that belongs to a packet of this project; `name` is that of its file.

    `row_id` is that of what arrived before; it `fits` where it follows on what was returned before.
    """

    name: str
    packet: PacketHere
    coder: str
    sealed: Sealed
    row_id: int | None = None
    is_opened: bool = False
    fits: bool = True

    @property
    def number(self) -> int:
        """The how-manieth of its packet it is."""
        return self.sealed.head.number


def returns_at(paths: Collection[Path]) -> list[tuple[str, bytes]]:
    """The files of returns, and those in folders: names and bytes. UserError where something is none."""
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(entry for entry in path.iterdir() if entry.suffix.lower() == ENDING)
            if not inside:
                raise UserError(NO_RETURNS.format(path, ENDING))
            files += inside
        else:
            files.append(path)
    return [(path.name, _bytes(path)) for path in dict.fromkeys(files)]


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UserError(TOO_LARGE.format(path.name))
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UserError(f"There is no file “{path}”. Check the name and try again.") from error


def arrivals(session: Session, files: Sequence[tuple[str, bytes]], *, anyway: bool) -> list[Arrival]:
    """Returns in the order in which they were made; UserError for the first that can't be taken in."""
    project = guid(session)
    packets = {packet.guid: packet for packet in packets_here(session)}
    people = {row[0]: row[1] for row in session.execute(select(Coder.guid, Coder.name))}
    listed: dict[str, Arrival] = {}
    for name, whole in files:
        sealed_return = arrived(whole, name)
        if sealed_return.head.project != project:
            raise UserError(OTHER_PROJECT.format(name))
        packet = packets.get(sealed_return.head.packet)
        if packet is None:
            raise UserError(UNKNOWN_PACKET.format(name))
        refuse_unsigned(sealed_return, packet.verify_key, name)
        coder = people.get(packet.coder_guid, "")
        row = session.execute(
            select(PacketReturn.id, PacketReturn.opened_at).where(
                PacketReturn.packet_id == packet.id, PacketReturn.hash == sealed_return.digest
            )
        ).one_or_none()
        arrival = Arrival(name, packet, coder, sealed_return)
        if row is not None:
            arrival = replace(arrival, row_id=row.id, is_opened=row.opened_at is not None)
        listed.setdefault(sealed_return.digest, arrival)
    in_order = sorted(listed.values(), key=lambda arrival: (arrival.packet.id, arrival.number))
    return [_fitting(session, arrival, in_order, anyway=anyway) for arrival in in_order]


def _fitting(session: Session, arrival: Arrival, others: Sequence[Arrival], *, anyway: bool) -> Arrival:
    """A return that follows on those before it; UserError where it doesn't, unless it is wanted anyway."""
    if arrival.row_id is not None:
        return arrival
    before = select(PacketReturn.number, PacketReturn.hash).where(PacketReturn.packet_id == arrival.packet.id)
    chain = {(row[0], row[1]) for row in session.execute(before)}
    chain |= {
        (other.number, other.sealed.digest)
        for other in others
        if other.packet == arrival.packet and other is not arrival
    }
    head = arrival.sealed.head
    forked = any(
        number == head.number or (number == head.number - 1 and digest != head.previous)
        for number, digest in chain
    )
    if forked and not anyway:
        raise UserError(TWO_PEOPLE.format(arrival.name, arrival.coder or "its coder"))
    return replace(arrival, fits=not forked)


def waiting(session: Session) -> list[Arrival]:
    """The returns that arrived and are not opened yet."""
    rows = session.execute(
        select(PacketReturn.id, PacketReturn.packet_id, PacketReturn.number, PacketReturn.sealed, Coder.name)
        .join(Packet, Packet.id == PacketReturn.packet_id)
        .outerjoin(Coder, Coder.guid == Packet.coder_guid)
        .where(PacketReturn.opened_at.is_(None), PacketReturn.sealed != "")
        .order_by(Packet.id, PacketReturn.number)
    )
    packets = {packet.id: packet for packet in packets_here(session)}
    listed = []
    for row_id, packet_id, number, whole, coder in rows:
        name = f"{coder or '?'} return {number}"
        sealed_return = arrived(base64.b64decode(whole), name)
        listed.append(Arrival(name, packets[packet_id], coder or "", sealed_return, row_id))
    return listed


def packets_here(session: Session) -> list[PacketHere]:
    """What was given out, in the order in which it was."""
    columns = Packet.id, Packet.guid, Packet.coder_guid, Packet.rounds, Packet.verify_key
    rows = session.execute(select(*columns).order_by(Packet.id))
    return [PacketHere(row[0], row[1], row[2], tuple(json.loads(row[3])), row[4]) for row in rows]


class Waiting:
    """For whom returns of open blind rounds wait, when some have arrived."""

    def __init__(self, session: Session, arrived_now: Collection[int]) -> None:
        self._session = session
        self._packets = packets_here(session)
        with_returns = set(session.scalars(select(PacketReturn.packet_id).distinct()))
        self._back = with_returns | set(arrived_now)
        rows = session.execute(select(Coder.guid, Coder.id, Coder.name))
        self._people = {row[0]: (row[1], row[2]) for row in rows}

    def reasons(self, packet: PacketHere, *, open_now: bool = False) -> list[str]:
        """Why what a packet returned stays sealed, as sentences; none where it may be opened.

        `open_now` waits for nobody's return, but for who codes in this project: their own part comes first.
        """
        reasons: list[str] = []
        for round_guid in packet.rounds:
            round_ = self._session.scalar(
                select(Round).where(Round.guid == round_guid, Round.blind, Round.closed_at.is_(None))
            )
            if round_ is not None:
                reasons += [] if open_now else self._missing(round_, packet)
                reasons += self._own_part(round_)
        return list(dict.fromkeys(reasons))

    def _latest(self, round_: Round) -> Mapping[str, PacketHere]:
        """The packet that counts of each coder who got one for a round: the latest."""
        return {other.coder_guid: other for other in self._packets if round_.guid in other.rounds}

    def _missing(self, round_: Round, packet: PacketHere) -> list[str]:
        return [
            f"{self._people[coder][1]} has not returned the work yet"
            for coder, other in self._latest(round_).items()
            if coder in self._people and other.id not in self._back and coder != packet.coder_guid
        ]

    def _own_part(self, round_: Round) -> list[str]:
        """Who codes in this project itself and is not done."""
        rows = self._session.execute(
            select(Assignment.coder_id)
            .where(Assignment.round_id == round_.id, Assignment.completed_at.is_(None))
            .execution_options(everything=True)
        )
        behind, out = {row[0] for row in rows}, self._latest(round_)
        return [
            f"{name} codes in “{round_.name}” here and has not completed that yet"
            for coder, (coder_id, name) in self._people.items()
            if coder not in out and coder_id in behind
        ]
