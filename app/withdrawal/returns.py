"""Takes what coders returned of withdrawn documents out of the project; refuses while it is sealed."""

import json
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.errors import UserError
from app.models import Change, Coder, Packet, PacketReturn
from app.store import chain
from app.store.journal import TABLES, WriteSession
from app.withdrawal.quoted import QuotedWords

CHANGE, RETURN = TABLES[Change.__tablename__], TABLES[PacketReturn.__tablename__]
GONE = "[withdrawn]"
WAITING = (
    "Work that {} returned waits sealed in this project and may hold words of what is to be withdrawn, so "
    "nothing was withdrawn yet. Open it first: close its round, or take it in with “take-in --open-now”."
)


def packets_with(session: Session, guids: Collection[str]) -> set[int]:
    """The ids of the packets in which one of these documents was given out."""
    packets = session.execute(select(Packet.id, Packet.given)).all()
    return {row.id for row in packets if not set(guids).isdisjoint(_documents(row.given))}


def _documents(given: str) -> Mapping[str, Any]:
    documents: Mapping[str, Any] = json.loads(given or "{}").get("documents", {})
    return documents


def refuse_waiting(session: Session, guids: Collection[str]) -> None:
    """UserError where a return of one of these documents is kept sealed: what it holds can't be taken out."""
    waiting = (
        select(Coder.name)
        .join(Packet, Packet.coder_guid == Coder.guid)
        .join(PacketReturn, PacketReturn.packet_id == Packet.id)
        .where(PacketReturn.opened_at.is_(None), Packet.id.in_(packets_with(session, guids)))
    )
    names = sorted(set(session.scalars(waiting)))
    if names:
        raise UserError(WAITING.format(", ".join(names)))


def redact_returns(session: WriteSession, packet_ids: Collection[int], words: QuotedWords) -> set[int]:
    """Clear what came back in packets, also from the history; the ids of the actions that told of it.

    The sealed files go; of what found no place, and of what a coder did when, the lines that name it.
    """
    connection = session.connection()
    rows = connection.execute(select(RETURN).where(RETURN.c.packet_id.in_(packet_ids))).mappings().all()
    for row in rows:
        if cleared := _cleared(dict(row), words):
            connection.execute(update(RETURN).where(RETURN.c.id == row["id"]).values(**cleared))
    ids, touched = {row["id"] for row in rows}, set[int]()
    for change in connection.execute(select(CHANGE).where(CHANGE.c.table_name == RETURN.name)).all():
        sides = {side: json.loads(getattr(change, side) or "null") for side in ("before", "after")}
        ids |= {change.row_id for side in sides.values() if side and side.get("packet_id") in packet_ids}
        left = {name: side and chain.to_json(side | _cleared(side, words)) for name, side in sides.items()}
        if change.row_id in ids and left != {"before": change.before, "after": change.after}:
            connection.execute(update(CHANGE).where(CHANGE.c.id == change.id).values(**left))
            touched.add(change.action_id)
    session.expire_all()
    return touched


def _cleared(row: Mapping[str, Any], words: QuotedWords) -> dict[str, str]:
    """The columns of a return, or of what the history tells of one, that lose something."""
    values = {"sealed": ""} if row.get("sealed") else {}
    for column in ("unplaced", "lines"):
        if row.get(column) and words.are_named_in(row[column]):
            lines = [
                line if not words.are_named_in(chain.to_json(line)) else _without(line)
                for line in json.loads(row[column])
            ]
            values[column] = chain.to_json(lines)
    return values


def _without(line: Any) -> Any:
    """A line with its times and places, without its words."""
    if isinstance(line, dict):
        return line | {key: GONE for key in ("document", "code", "why") if line.get(key)}
    return [*line[:-1], GONE]
