"""The secret keys of a project that gives work out: they lie in the project itself, and in nothing else.

They go neither into packets nor into study folders. A copy of the project has them too.
"""

import json

from sqlalchemy.orm import Session

from app.store.journal import WriteSession
from app.store.packet import SEAL_KEYS
from app.store.setting import setting, store_setting


def seal_keys(session: Session) -> list[str]:
    """All secret keys, the newest last."""
    keys: list[str] = json.loads(setting(session, SEAL_KEYS) or "[]")
    return keys


def add_seal_keys(session: WriteSession, keys: list[str]) -> None:
    """Keep more secret keys, as those of a copy."""
    before = seal_keys(session)
    new = [key for key in keys if key not in before]
    if new:
        store_setting(session, key=SEAL_KEYS, value=json.dumps(before + new))
