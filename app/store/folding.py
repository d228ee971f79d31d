"""Writes the log back into the project file after each quiet second, so that the one file is whole.

While a file is open, SQLite keeps what is written in a log beside it. A copy of the file alone would lack
that: so the file's mark says whether there may be more, and the log is written back as soon as nobody writes.
"""

import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path

from app.errors import Displaced
from app.store import engine as engines
from app.store.engine import log_of
from app.store.mark import read_mark, write_mark

QUIET, SOON = 1.0, 0.1  # seconds
WAIT_FOR_OTHERS = 0.2  # seconds


Step = Callable[[sqlite3.Connection, sqlite3.Connection], bool]


class Folding:
    """One program's care for the log of a project file, on a thread of its own once something was written."""

    def __init__(self, path: Path, refuse_overwritten: Callable[[], None]) -> None:
        self._path = path
        self._refuse_overwritten = refuse_overwritten
        self._due: float | None = None
        self._ended = False
        self._unsaid = False  # that a log holds more doesn't stand in the file yet
        self._wake = threading.Condition()
        self._at_work = threading.Lock()
        self._thread: threading.Thread | None = None
        # opened now: later another file may be at the path
        self._connections = engines.open_file(path), engines.open_file(path)
        for connection in self._connections:
            connection.execute(f"PRAGMA busy_timeout={round(1000 * WAIT_FOR_OTHERS)}")
            connection.execute("PRAGMA cache_size=-2000")
            read_mark(connection)

    def wrote(self, *, first: bool) -> None:
        """Something was written: fold after a quiet second; the first since the file was whole, at once.

        The file itself then says that a log may hold more than it does.
        """
        if first or self._unsaid or self._is_long():
            self._unsaid = not self._try(self._write_back)  # somebody reads an earlier state
        with self._wake:
            self._due = time.monotonic() + (SOON if self._unsaid else QUIET)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="folding", daemon=True)
                self._thread.start()
            self._wake.notify()

    def fold(self) -> bool:
        """Make the file whole now; False where somebody reads or writes at this moment, or the disk fails."""
        return self._try(self._make_whole)

    def empty_the_log(self) -> bool:
        """Make the file whole and leave nothing in the log: beside another file it would be taken for its."""
        return self.fold() and self._try(_truncate)

    def end(self, *, fold: bool) -> None:
        """Stop; with `fold`, make the file whole before."""
        self.stop()
        if fold:
            self.fold()
        with self._at_work:
            for connection in self._connections:
                connection.close()

    def stop(self) -> None:
        """Do nothing more by oneself."""
        with self._wake:
            self._ended = True
            self._wake.notify()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while True:
            with self._wake:
                if self._ended:
                    return
                now = time.monotonic()
                if self._due is None or self._due > now:
                    self._wake.wait(None if self._due is None else self._due - now)
                    continue
                due = self._due
            whole = self.fold()
            with self._wake:
                if self._due == due:  # nobody wrote meanwhile
                    self._due = None if whole else time.monotonic() + QUIET

    def _try(self, step: Step) -> bool:
        with self._at_work:
            try:
                self._refuse_overwritten()  # a log goes into no file but its own
                return step(*self._connections)
            except (
                Displaced,
                sqlite3.Error,
            ):  # said at the next poll, or when it is closed
                return False

    def _make_whole(self, first: sqlite3.Connection, second: sqlite3.Connection) -> bool:
        mark = read_mark(first)
        if mark.more and mark.state:  # a file of an older version that was only looked at stays as it is
            first.execute("BEGIN IMMEDIATE")
            write_mark(first, read_mark(first).next(more=False))
            first.commit()
        return self._write_back(first, second)

    def _write_back(self, first: sqlite3.Connection, second: sqlite3.Connection) -> bool:
        # SQLite up to 3.51.2 may damage a file where one writes while another writes the log back for the
        # second time: nobody writes while the first connection holds the writer's lock
        first.execute("BEGIN IMMEDIATE")
        try:
            busy, in_log, written_back = second.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        finally:
            first.rollback()
        return not busy and in_log == written_back

    def _is_long(self) -> bool:
        try:
            return log_of(self._path).stat().st_size > engines.MOST_IN_LOG
        except OSError:
            return False


def _truncate(_: sqlite3.Connection, connection: sqlite3.Connection) -> bool:
    return not connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
