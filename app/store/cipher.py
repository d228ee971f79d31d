"""Connections to locked files; what goes wrong in them is raised as sqlite3 would."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

from sqlcipher3 import dbapi2

from app.store import heads
from app.store.keys import Key

P = ParamSpec("P")
R = TypeVar("R")
SETTINGS = (
    "cipher_log_level=NONE",  # it would write to stderr at each wrong key
    "cipher_compatibility=4",  # whatever later versions take for given
)


def _as_sqlite3(does: Callable[P, R]) -> Callable[P, R]:
    """The same method, with the exceptions that everything else here knows."""

    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return does(*args, **kwargs)
        except dbapi2.Error as error:
            raise getattr(sqlite3, type(error).__name__)(*error.args) from error

    return call


class LockedCursor(dbapi2.Cursor):  # type: ignore[misc]  # published without types
    """A cursor as sqlite3's."""

    execute = _as_sqlite3(dbapi2.Cursor.execute)
    executemany = _as_sqlite3(dbapi2.Cursor.executemany)
    fetchone = _as_sqlite3(dbapi2.Cursor.fetchone)
    fetchmany = _as_sqlite3(dbapi2.Cursor.fetchmany)
    fetchall = _as_sqlite3(dbapi2.Cursor.fetchall)
    __next__ = _as_sqlite3(dbapi2.Cursor.__next__)


class LockedConnection(dbapi2.Connection):  # type: ignore[misc]  # published without types
    """A connection as sqlite3's; a COMMIT that fails leaves it outside any transaction."""

    def cursor(self, factory: type[LockedCursor] = LockedCursor) -> Any:
        """A cursor, through which all of execute, executemany and iterating goes."""
        return super().cursor(factory)

    def close(self) -> None:
        """Let go of the file."""
        super().close()
        heads.closed(self)

    @_as_sqlite3
    def commit(self) -> None:
        """Commit, or take everything back."""
        try:
            super().commit()
        except dbapi2.Error:
            if self.in_transaction:
                super().rollback()
            raise

    rollback = _as_sqlite3(dbapi2.Connection.rollback)


def connect(address: str | Path, key: Key | None, **given: Any) -> sqlite3.Connection:
    """A connection to a locked file, as sqlite3.connect would give it; `key` None where the file is plain."""
    try:
        connection = dbapi2.connect(address, factory=LockedConnection, **given)
    except dbapi2.Error as error:
        raise getattr(sqlite3, type(error).__name__)(*error.args) from error
    connection.execute(f"PRAGMA {SETTINGS[0]}")
    if key is not None:
        connection.execute(f'PRAGMA key="{key}"')
        connection.execute(f"PRAGMA {SETTINGS[1]}")
    return cast("sqlite3.Connection", connection)
