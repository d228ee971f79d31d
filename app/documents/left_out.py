"""Whose speech is left out of agreement: kept in the project, where alone names of speakers belong."""

import json
from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.store.journal import WriteSession
from app.store.setting import setting, store_setting

KEY = "speakers_left_out"


def speakers_left_out(session: Session) -> tuple[str, ...] | None:
    """The names of speakers whose turns are no units; None where nobody has chosen yet."""
    stored = setting(session, KEY)
    return None if stored is None else tuple(json.loads(stored))


def leave_out_speakers(session: WriteSession, *, speakers: Sequence[str]) -> None:
    """Keep which speakers are left out."""
    store_setting(session, key=KEY, value=json.dumps(list(speakers), ensure_ascii=False))
