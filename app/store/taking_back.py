"""Takes an action back, unless something stands on it."""

from app.store import journal
from app.store.closing import refuse_reopening
from app.store.journal import WriteSession
from app.store.text_changes import refuse_stranding
from app.store.withdrawn import refuse_withdrawn


def take_back_action(session: WriteSession, action_id: int) -> None:
    """Revert it; Conflict where that can't be any more."""
    refuse_withdrawn(session, action_id)
    effects = journal.effects_of(session, action_id)
    refuse_reopening(session, action_id, effects)
    refuse_stranding(session, action_id, effects)
    journal.revert(session, effects)
