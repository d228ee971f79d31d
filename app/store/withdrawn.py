"""What is left of the history where something was withdrawn: the hash of the rest of each action.

A withdrawal takes the content out of earlier actions. Their own hash stays, and the chain of all holds; here
stands the hash of what is left of each, so that nothing else can go unnoticed.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Setting
from app.store.closing import StillNeeded
from app.store.journal import WriteSession

KEY = "withdrawal "  # of the settings, before a guid; JSON
ACTIONS = "actions"


def withdrawals(session: Session) -> list[dict[str, Any]]:
    """What is kept of each withdrawal, the first one first."""
    stored = select(Setting.value).where(Setting.key.startswith(KEY, autoescape=True)).order_by(Setting.id)
    return [json.loads(value) for value in session.scalars(stored)]


def withdrawn_from_rounds(session: Session) -> dict[int, list[tuple[str, int, bool]]]:
    """(day, how many documents, whether the numbers are kept) of what was withdrawn, by closed round."""
    by_round: dict[int, list[tuple[str, int, bool]]] = {}
    for withdrawal in withdrawals(session):
        for round_id in withdrawal["rounds"]:
            what = (withdrawal["at"][:10], withdrawal["documents"], withdrawal["kept"])
            by_round.setdefault(round_id, []).append(what)
    return by_round


def hashes_of_rests(values: Iterable[str]) -> Mapping[int, str]:
    """The hash of what is left of each action that lost content, by the values of the settings in order."""
    rests: dict[int, str] = {}
    for value in values:
        rests |= {int(action_id): rest for action_id, rest in json.loads(value)[ACTIONS].items()}
    return rests


def rests(session: Session) -> Mapping[int, str]:
    """The same, of a project."""
    stored = select(Setting.value).where(Setting.key.startswith(KEY, autoescape=True)).order_by(Setting.id)
    return hashes_of_rests(session.scalars(stored))


def refuse_withdrawn(session: WriteSession, action_id: int) -> None:
    """StillNeeded where taking back an action would bring back what was withdrawn."""
    if action_id in rests(session):
        raise StillNeeded("something of it was withdrawn, for good")
