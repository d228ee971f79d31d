"""The mark in a project file's header: which log belongs to the file, and whether it lacks what a log holds.

SQLite leaves the header's field `user_version` to programs, and every write renews it here. The first page of
a log therefore names the state of the file that the log begins at, and a file copied without its log says so.
"""

import sqlite3
import struct
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import randbelow
from typing import Self

from app.store import engine as engines
from app.store import heads, keys
from app.store.engine import log_of
from app.store.presence import is_open_here

MOST = 1 << 15
LOG_HEADER, FRAME_HEADER, MARK_AT = 32, 24, 60


@dataclass(frozen=True)
class Mark:
    """`state` names a state of the file, `before` the one it followed; `more`: a log may hold later work.

    Versions before this one left 1 there for ever: `state` is 0.
    """

    state: int
    before: int
    more: bool

    @classmethod
    def of(cls, value: int) -> Self:
        """The mark that a header holds as one number."""
        return cls(value >> 16 & MOST - 1, value >> 1 & MOST - 1, bool(value & 1))

    def __int__(self) -> int:
        return self.state << 16 | self.before << 1 | self.more

    def next(self, *, more: bool) -> "Mark":
        """The mark of the state that follows."""
        return Mark((self.state + randbelow(MOST - 2)) % (MOST - 1) + 1, self.state, more)


def first_mark() -> Mark:
    """The mark of a new file, which is whole."""
    return Mark(0, 0, more=False).next(more=False)


def has_log(path: Path) -> bool:
    """Whether a log with anything in it lies beside a file."""
    try:
        return log_of(path).stat().st_size > LOG_HEADER
    except OSError:
        return False


def read_mark(connection: sqlite3.Connection) -> Mark:
    """The mark as a connection sees it."""
    return Mark.of(connection.execute("PRAGMA user_version").fetchone()[0])


def write_mark(connection: sqlite3.Connection, mark: Mark) -> None:
    """Set the mark within the transaction of a connection."""
    connection.execute(f"PRAGMA user_version={int(mark)}")


def mark_of_file(path: Path) -> Mark:
    """The mark that stands in a file itself, whatever a log beside it holds.

    It is read through SQLite, because closing a file that it has open would let go of all its locks.
    """
    with closing(engines.open_file(path, way=engines.ALONE)) as connection:
        return read_mark(connection)


def states_in_log(path: Path) -> list[int]:
    """The states that the log beside a file begins at and goes through, oldest first; empty without one."""
    marks = _marks_in_log(log_of(path), keys.key_for(path, *heads.start_of(path)))
    return [marks[0].before, *(mark.state for mark in marks)] if marks else []


def _marks_in_log(path: Path, key: keys.Key | None) -> list[Mark]:
    """The mark in each version of the first page that a log holds; an earlier use's are passed over.

    Of another file's log, the key makes chance of each mark: none fits.
    """
    marks: list[Mark] = []
    with suppress(OSError), path.open("rb") as log:
        header = log.read(LOG_HEADER)
        if len(header) < LOG_HEADER:
            return marks
        (page_size,) = struct.unpack(">I", header[8:12])
        salt = header[16:24]
        while len(frame := log.read(FRAME_HEADER)) == FRAME_HEADER and frame[8:16] == salt:
            if frame[:4] == b"\0\0\0\x01":
                page = log.read(page_size)
                if len(page) == page_size:
                    mark = key.number_in(page, MARK_AT) if key else page[MARK_AT : MARK_AT + 4]
                    marks.append(Mark.of(struct.unpack(">i", mark)[0]))
            else:
                log.seek(page_size, 1)
    return marks


def lacks_its_log(path: Path) -> bool:
    """Whether a file was copied, or left, without the log that was beside it and may have held later work."""
    mark = mark_of_file(path)
    if not mark.more or has_log(path):
        return False
    return bool(mark.state) or _uses_a_log(path)


def _uses_a_log(path: Path) -> bool:
    """Whether a file's header says that a log is in use: all that versions before this one left."""
    if is_open_here(path):  # closing the file would let go of the locks of whoever has it open here
        return False
    with path.open("rb") as file:
        return file.read(20)[18:] == b"\x02\x02"
