"""Rounds that lock the codebook: while one is open, its coders propose changes instead of making them."""

import json

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Assignment, Coder, Round, Setting
from app.store.journal import WriteSession

KEY = "rounds_that_lock_the_codebook"  # JSON list of guids


def locking(session: Session) -> frozenset[str]:
    """The guids of the rounds that lock the codebook, open or closed."""
    return frozenset(json.loads(session.scalar(select(Setting.value).where(Setting.key == KEY)) or "[]"))


def set_lock(session: WriteSession, round_guid: str, *, locked: bool) -> None:
    """Let a round lock the codebook, or no longer."""
    before = locking(session)
    after = before | {round_guid} if locked else before - {round_guid}
    if after == before:
        return
    value = json.dumps(sorted(after))
    row = session.scalar(select(Setting).where(Setting.key == KEY))
    if row is None:
        session.add(Setting(key=KEY, value=value))
    else:
        row.value = value


def locked_by(session: Session, coder_id: int | None) -> str:
    """The name of an open round that locks the codebook for a coder; "" where none does, and for leads."""
    guids = locking(session)
    if not guids or coder_id is None:
        return ""
    found = session.scalar(
        select(Round.name)
        .join(Assignment, Assignment.round_id == Round.id)
        .join(Coder, Coder.id == Assignment.coder_id)
        .where(
            Round.closed_at.is_(None),
            Round.guid.in_(guids),
            Assignment.coder_id == coder_id,
            Coder.role != "lead",
        )
        .limit(1)
    )
    return found or ""
