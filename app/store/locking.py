"""Rounds that lock the codebook: while one is open, its coders propose changes instead of making them."""

import json

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Setting
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
