"""When the closing of a round can't be taken back: something stands on its snapshot already."""

import json
from collections.abc import Sequence

from sqlalchemy import func, select

from app.errors import Conflict
from app.models import Assignment, Change, Decision, Round
from app.store.chain import Effect
from app.store.journal import WriteSession


class StillNeeded(Conflict):
    """What an action made is needed by something else; the message is half a sentence that says by what."""


def refuse_reopening(session: WriteSession, action_id: int, effects: Sequence[Effect]) -> None:
    """StillNeeded where taking back an action opens a round that decisions or a later round stand on."""
    for table, round_id, before, after in effects:
        if table != Round.__tablename__ or None in (before, after):
            continue
        if json.loads(before or "").get("closed_at", "") is not None:
            continue
        round_ = session.get(Round, round_id)
        name = round_.name if round_ else ""
        decisions = session.scalar(select(func.count()).where(Decision.round_id == round_id))
        if decisions:
            raise StillNeeded(f"decisions ({decisions:,}) on “{name}” stand on it")
        if _moved(session, action_id, round_id):
            raise StillNeeded(f"work of “{name}” has gone on in a later round, or was removed")


def _moved(session: WriteSession, action_id: int, round_id: int) -> bool:
    """Whether an assignment that the round had at an action is not in it any more."""
    since = select(Change.row_id, Change.before).where(
        Change.table_name == Assignment.__tablename__, Change.action_id > action_id
    )
    left = {
        row_id
        for row_id, stored in session.execute(since)
        if stored is not None and json.loads(stored).get("round_id") == round_id
    }
    assigned = session.scalars(select(Assignment.id).where(Assignment.round_id == round_id))
    return bool(left - set(assigned))
