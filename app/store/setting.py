"""The named values that hold for a whole project: its title, its guid, and what features keep for it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Setting
from app.store.journal import WriteSession

TITLE, GUID = "title", "guid"


def setting(session: Session, key: str) -> str | None:
    """The value of a name, or None where there is none yet."""
    return session.scalar(select(Setting.value).where(Setting.key == key))


def store_setting(session: WriteSession, *, key: str, value: str) -> None:
    """Give a name its value."""
    row = session.scalar(select(Setting).where(Setting.key == key))
    if row is None:
        session.add(Setting(key=key, value=value))
    else:
        row.value = value


def title(session: Session) -> str:
    """What the project is called; "" where it has no title."""
    return setting(session, TITLE) or ""


def guid(session: Session) -> str:
    """What tells the project from all others, also in its copies."""
    return setting(session, GUID) or ""
