"""Which file is open: whether its path still leads to it, and whether it still holds what was written."""

import sqlite3
import time
from pathlib import Path

from app.errors import Displaced
from app.store.mark import mark_of_file, read_mark, states_in_log

LOOKS, BETWEEN = 5, 0.02  # seconds: another program may be writing the log back at this moment
OLD = 3_000_000_000  # nanoseconds: disks tell moments apart by up to two seconds
SAFE = (
    "Nothing more is taken here, so that no work goes where it can't be found again. In the window, "
    "everything up to the last change can still be saved: choose “Save a copy…” in the File menu, then close "
    "the project."
)
REPLACED = "Another file was put in the place of “{}” while it was open, perhaps by a synchronising program. "
GONE = "“{}” is no longer where it was opened: it was moved, renamed or removed, or its disk is gone. "
OVERWRITTEN = "“{}” was overwritten by another program while it was open. "


class Identity:
    """A file by its device and its number there (on Windows: its volume and file index).

    A synchronising program replaces files by others of the same name. What has the old one open would go on
    writing into a file that has no name any more, and its log would be taken for the new file's.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._key = key_of(path)
        self._latest: int | None = None  # the state that was last seen in the file
        self._untouched: tuple[int, ...] | None = None  # what the disk said of the file when it was last seen

    def is_at_its_path(self) -> bool:
        """Whether the path leads to the file that was there first."""
        return key_of(self._path) == self._key

    def refuse_displaced(self) -> None:
        """Displaced where the path leads to another file, or to none; it may lead back again."""
        key = key_of(self._path)
        if key is None:
            raise Displaced(GONE.format(self._path.name) + SAFE, "gone")
        if key != self._key:
            raise Displaced(REPLACED.format(self._path.name) + SAFE, "replaced")

    def refuse_overwritten(self, connection: sqlite3.Connection) -> None:
        """Displaced where the file holds a state that doesn't follow the one that was last seen in it.

        `connection` sees the file with its log.
        """
        stamp = _stamp_of(self._path)
        if stamp is not None and stamp == self._untouched:
            return
        for look in range(LOOKS):
            time.sleep(BETWEEN if look else 0)
            try:
                state = mark_of_file(self._path).state
                if state == self._latest or self._follows(state, connection):
                    self._latest, self._untouched = state, stamp
                    return
            except sqlite3.DatabaseError:
                continue
        raise Displaced(OVERWRITTEN.format(self._path.name) + SAFE, "overwritten")

    def _follows(self, state: int, connection: sqlite3.Connection) -> bool:
        states = states_in_log(self._path)
        if not states:
            return state == read_mark(connection).state
        if state not in states:
            return False
        return self._latest not in states or states.index(state) >= states.index(self._latest)


def _stamp_of(path: Path) -> tuple[int, ...] | None:
    """What the disk says of a file that was last written a while ago; None of any other.

    Where two writes follow each other at once, the disk may say the same after either.
    """
    try:
        status = path.stat()
    except OSError:
        return None
    written = max(status.st_mtime_ns, status.st_ctime_ns)
    if not 0 <= written < time.time_ns() - OLD:
        return None
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def key_of(path: Path) -> tuple[int, int] | None:
    """What tells a file from all others; None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
