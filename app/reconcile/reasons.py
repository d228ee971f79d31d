"""The project's own reasons for decisions, beside the usual ones."""

import json
from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.errors import Overwritten, UserError
from app.store.journal import WriteSession
from app.store.setting import setting, store_setting

KEY = "reasons"
LONGEST = 200


def own_reasons(session: Session) -> tuple[str, ...]:
    """The project's own reasons in their order."""
    stored = setting(session, KEY)
    return tuple(json.loads(stored)) if stored else ()


def set_own_reasons(
    session: WriteSession, *, reasons: Sequence[str], seen: Sequence[str] | None = None
) -> None:
    """Keep other reasons, each once and without empty ones; decisions keep the reasons they have.

    Conflict where the reasons are no longer those that were `seen`.
    """
    cleaned = tuple(dict.fromkeys(reason.strip() for reason in reasons if reason.strip()))
    if any(len(reason) > LONGEST for reason in cleaned):
        raise UserError(
            f"A reason is longer than {LONGEST} characters. Shorten it; details fit in the note.", "reasons"
        )
    stored = own_reasons(session)
    if seen is not None and stored not in (tuple(seen), cleaned):
        raise Overwritten(
            "Somebody changed the project's reasons since you opened them, so nothing was stored and nothing "
            f"of yours is lost.\n  there now: {'; '.join(stored) or 'none'}\n"
            f"  yours: {'; '.join(cleaned) or 'none'}\n"
            "Put the two together and save again.",
            {"reasons": stored},
        )
    store_setting(session, key=KEY, value=json.dumps(cleaned))
