"""A packet: a project file that holds one coder's work alone, given out to be done elsewhere.

Who may do what in it is held here: only what can go back is changed.
"""

import json
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import UserError
from app.models import Setting
from app.store.journal import Side, WriteSession
from app.store.setting import setting, store_setting

KEY = "packet"  # JSON of a PacketIdentity
SEAL_KEYS = "seal_keys"  # JSON list of the secret keys of a project that gives work out, hexadecimal
GOES_BACK = frozenset({"assignment", "code", "coding", "discussion_note", "memo", "proposal", "quote"})
ITS_OWN = frozenset({"saved_query", "setting"})  # stays in the packet
NOT_IN_A_PACKET = (
    "This is work that was given out to you. What you code, note, propose and complete in it goes back; "
    "everything else is changed in the project that it came from, so nothing was changed. Ask whoever gave "
    "it to you."
)
CODES_ARE_PROPOSED = (
    "This code came with the work that was given out to you, so it stays as it is here. Propose the change "
    "instead (Codebook, Propose a change): it goes back with your work."
)


@dataclass(frozen=True)
class PacketIdentity:
    """What a packet knows of itself: whose it is, and how what comes back is sealed and signed.

    guid        the packet's, of the project `project`, for the coder of the guid `coder`
    rounds      guids of the rounds that it is for
    seal_key    public key of the project that alone opens what goes back, hexadecimal
    sign_key    the packet's secret key for signing it, hexadecimal
    documents   version of the text of each document that was given, by guid
    last_code   id of the last code that came with it
    returns     how many went back, the latest with the hash `latest`
    """

    guid: str
    project: str
    coder: str
    rounds: tuple[str, ...]
    seal_key: str
    sign_key: str
    made_at: str
    documents: dict[str, int]
    last_code: int
    returns: int = 0
    latest: str = ""

    def after_return(self, digest: str) -> "PacketIdentity":
        """The same when one more has gone back."""
        return replace(self, returns=self.returns + 1, latest=digest)


def packet_of(session: Session) -> PacketIdentity | None:
    """What a project knows of itself as a packet; None where it is none."""
    stored = setting(session, KEY)
    if stored is None:
        return None
    fields: dict[str, Any] = json.loads(stored)
    return PacketIdentity(**fields | {"rounds": tuple(fields["rounds"])})


def is_packet(session: Session) -> bool:
    """Whether a project holds work that was given out."""
    return session.scalar(select(Setting.id).where(Setting.key == KEY)) is not None


def store_packet(session: WriteSession, *, identity: PacketIdentity) -> None:
    """Make a project a packet, or keep what it knows of itself."""
    store_setting(session, key=KEY, value=json.dumps(asdict(identity)))


def refuse_beyond_packet(session: WriteSession, kind: str) -> None:
    """UserError where an action, of a `kind` of the journal, changes what can't go back from a packet."""
    tables = {table for table, _ in session.net}
    if kind == "begin" or tables <= (GOES_BACK | ITS_OWN) - {"code"}:
        return
    identity = packet_of(session)
    if identity is None:
        return
    if tables - GOES_BACK - ITS_OWN:
        raise UserError(NOT_IN_A_PACKET)
    for (table, row_id), (before, after) in session.net.items():
        if table == "code" and row_id <= identity.last_code and not _is_order(before, after):
            raise UserError(CODES_ARE_PROPOSED)


def _is_order(before: Side, after: Side) -> bool:
    """Whether only the order of codes changed: a new one may lie between those that were given."""
    changed = json.loads(after) if isinstance(after, str) else after
    return before is not None and changed is not None and changed.keys() <= {"position"}
