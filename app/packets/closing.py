"""Closes a round for which returned work may still wait sealed."""

from app.models import Round
from app.packets.take_in import TakenIn, open_waiting
from app.rounds.actions import Unfinished, close_round
from app.store.journal import WriteSession


def open_and_close_round(
    session: WriteSession, *, round_id: int, unfinished: Unfinished = "refuse"
) -> TakenIn:
    """Open what was returned and waits for this round, and close it: so it is in what the round leaves.

    UserError as close_round raises it; then everything stays sealed.
    """
    round_ = session.get(Round, round_id)
    opened = open_waiting(session, round_guid=round_.guid) if round_ is not None else TakenIn()
    close_round(session, round_id=round_id, unfinished=unfinished)
    return opened
