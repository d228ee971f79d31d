"""A copy that was made without its log: what it may lack, told by its newest action."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Action
from app.store.journal import WriteSession
from app.store.setting import setting, store_setting

KEY = "may lack work after"
LABEL = "Go on with a copy that may lack later work"
TOLD = (
    "This file was copied while the project was open, or lost the log that was beside it: what was done "
    "after “{}” of {} may be missing. Go on with the original if it is still there, and copy it there with "
    "“Save a copy…” in the File menu, which is always whole."
)
WENT_ON = "This project went on from a copy that may lack what was done between “{}” of {} UTC and {} UTC."


def sentence(session: Session) -> str:
    """What a copy may lack, as a sentence."""
    label, at = _newest(session)
    if not at:
        return TOLD.format(label, at)
    local = datetime.fromisoformat(f"{at}+00:00").astimezone()
    return TOLD.format(label, f"{local:%Y-%m-%d %H:%M} (UTC{local:%z})")


def note_lack(session: WriteSession) -> None:
    """Keep what the project lacks, because somebody goes on with it."""
    before = json.loads(setting(session, KEY) or "[]")
    now = [*_newest(session), f"{datetime.now(UTC):%Y-%m-%d %H:%M}"]
    store_setting(session, key=KEY, value=json.dumps([*before, now]))


def notes(session: Session) -> Iterator[str]:
    """Where the project went on from a copy that may lack work, as sentences."""
    for label, at, went_on in json.loads(setting(session, KEY) or "[]"):
        yield WENT_ON.format(label, at, went_on)


def _newest(session: Session) -> tuple[str, str]:
    """Label and time (UTC) of the newest action."""
    action = session.execute(select(Action.label, Action.at).order_by(Action.id.desc()).limit(1)).first()
    return (action.label, action.at[:16].replace("T", " ")) if action else ("", "")
