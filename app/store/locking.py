"""Rounds that lock the codebook: while one is open, its coders propose changes instead of making them."""

import json

from sqlalchemy.orm import Session

from app.store.journal import WriteSession
from app.store.setting import setting, store_setting

KEY = "rounds_that_lock_the_codebook"  # JSON list of guids


def locking(session: Session) -> frozenset[str]:
    """The guids of the rounds that lock the codebook, open or closed."""
    return frozenset(json.loads(setting(session, KEY) or "[]"))


def set_lock(session: WriteSession, round_guid: str, *, locked: bool) -> None:
    """Let a round lock the codebook, or no longer."""
    before = locking(session)
    after = before | {round_guid} if locked else before - {round_guid}
    if after == before:
        return
    store_setting(session, key=KEY, value=json.dumps(sorted(after)))
