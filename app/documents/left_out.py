"""Whose speech is left out of agreement: kept in the project, where alone names of speakers belong."""

import json
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.documents.roles import forget_gone_roles
from app.models import Region
from app.store.journal import WriteSession
from app.store.setting import setting, store_setting

KEY = "speakers_left_out"


def speakers_left_out(session: Session) -> tuple[str, ...] | None:
    """The names of speakers whose turns are no units; None where nobody has chosen yet."""
    stored = setting(session, KEY)
    return None if stored is None else tuple(json.loads(stored))


def forget_gone_speakers(session: WriteSession) -> None:
    """Keep no name that stands in no document any more, as when consent was withdrawn."""
    forget_gone_roles(session)
    named = speakers_left_out(session)
    if not named:
        return
    there = set(session.scalars(select(Region.speaker).where(Region.speaker.in_(named)).distinct()))
    if there != set(named):
        leave_out_speakers(session, speakers=[name for name in named if name in there])


def all_speakers(session: Session) -> set[str]:
    """The names of everybody who speaks in some document."""
    return set(session.scalars(select(Region.speaker).where(Region.speaker != "").distinct()))


def leave_out_as_before(session: WriteSession, called: Mapping[str, str], before: Collection[str]) -> None:
    """Who is left out stays so under a new name: `called` has old names and new ones.

    A name that somebody had `before` makes two into one, who is left out as that one was.
    """
    left_out = speakers_left_out(session) or ()
    new = {called[name] for name in left_out if name in called} - set(before)
    if new:
        leave_out_speakers(session, speakers=[*left_out, *sorted(new)])
    forget_gone_speakers(session)


def leave_out_speakers(session: WriteSession, *, speakers: Sequence[str]) -> None:
    """Keep which speakers are left out."""
    store_setting(session, key=KEY, value=json.dumps(list(speakers), ensure_ascii=False))
