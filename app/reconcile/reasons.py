"""The project's own reasons for decisions, beside the usual ones."""

import json
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Overwritten, UserError
from app.models import Setting
from app.store.journal import WriteSession

KEY = "reasons"
LONGEST = 200


def own_reasons(session: Session) -> tuple[str, ...]:
    """The project's own reasons in their order."""
    stored = session.scalar(select(Setting.value).where(Setting.key == KEY))
    return tuple(json.loads(stored)) if stored else ()


def set_own_reasons(
    session: WriteSession, *, reasons: Sequence[str], seen: Sequence[str] | None = None
) -> None:
    """Keep other reasons, each once and without empty ones; decisions keep the reasons they have.

    Conflict where the reasons are no longer those that were `seen`.
    """
    cleaned = tuple(dict.fromkeys(reason.strip() for reason in reasons if reason.strip()))
    if any(len(reason) > LONGEST for reason in cleaned):
        raise UserError(f"A reason is longer than {LONGEST} characters. Shorten it; details fit in the note.")
    row = session.scalar(select(Setting).where(Setting.key == KEY))
    stored = tuple(json.loads(row.value)) if row is not None else ()
    if seen is not None and stored not in (tuple(seen), cleaned):
        raise Overwritten(
            "Somebody changed the project's reasons since you opened them, so nothing was stored and nothing "
            f"of yours is lost.\n  there now: {'; '.join(stored) or 'none'}\n"
            f"  yours: {'; '.join(cleaned) or 'none'}\n"
            "Put the two together and save again.",
            {"reasons": stored},
        )
    if row is None:
        session.add(Setting(key=KEY, value=json.dumps(cleaned)))
    else:
        row.value = json.dumps(cleaned)
