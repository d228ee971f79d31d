"""Whose speech is left out of agreement: kept in the project, where alone names of speakers belong."""

import json
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Setting
from app.store.journal import WriteSession

KEY = "speakers_left_out"


def speakers_left_out(session: Session) -> tuple[str, ...] | None:
    """The names of speakers whose turns are no units; None where nobody has chosen yet."""
    stored = session.scalar(select(Setting.value).where(Setting.key == KEY))
    return None if stored is None else tuple(json.loads(stored))


def leave_out_speakers(session: WriteSession, *, speakers: Sequence[str]) -> None:
    """Keep which speakers are left out."""
    value = json.dumps(list(speakers), ensure_ascii=False)
    row = session.scalar(select(Setting).where(Setting.key == KEY))
    if row is None:
        session.add(Setting(key=KEY, value=value))
    else:
        row.value = value
