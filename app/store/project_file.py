"""A project file that is open: whether it may be written, is still the one at its path, and is whole."""

import contextlib
import ctypes
import sqlite3
import threading
from pathlib import Path

from sqlalchemy import Engine

from app.errors import Displaced, StoreError, UserError
from app.models import now
from app.store import engine as engines
from app.store import looking
from app.store.copying import copy_into
from app.store.engine import index_of, log_of
from app.store.folding import Folding
from app.store.foreign_log import refuse_foreign_log
from app.store.identity import Identity, key_of
from app.store.mark import has_log, lacks_its_log, read_mark, write_mark
from app.store.places import free_name
from app.store.presence import Presence

CANT_LOOK = (
    "“{}” lies beside its log in a folder where nothing can be written, so the two can't be read together. "
    "Copy both, “{}” and “{}”, to a folder where you may write, and open it there."
)
NO_MARK = "“{}” can't be opened: {}. Nothing was changed. Try again, or copy it to another folder."


class ProjectFile:
    """What a project needs beside its tables where it is a file.

    `only_to_look` is the sentence that says why nothing can be changed, or ""; `lacks_log`: the file is a
    copy without the log that it had, so that the latest work may be missing.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        refuse_foreign_log(path)
        with engines.explained(str(path)):
            self.lacks_log = lacks_its_log(path)
        self.only_to_look = looking.why_protected(path)
        self._identity = Identity(path)
        self._presence: Presence | None = None
        self._witness: sqlite3.Connection | None = None
        self._folding: Folding | None = None
        self._beside: dict[Path, tuple[int, int] | None] = {}
        self._displaced: Displaced | None = None
        self._left_its_name = self._is_closed = False
        self._guard, self._copying = threading.Lock(), threading.Lock()
        self._spare: sqlite3.Connection | None = None  # to copy from, whatever lies at the path then
        self._work_to_save = False
        if not self.only_to_look:
            self._begin()
        self.way = _way_to_look(path) if self.only_to_look else "rw"
        if self.only_to_look:
            self.only_to_look = looking.only_to_look(path.name, self.only_to_look)

    def connect(self, *, writable: bool) -> Engine:
        """An engine on the file, which opens no other in its place."""
        return engines.connect(
            str(self.path), writable=writable, way=self.way, unchanged=self._identity.refuse_displaced
        )

    def _begin(self) -> None:
        """Leave our mark and begin a log, where that is possible."""
        recovered = has_log(self.path)
        try:
            self._presence = Presence(self.path)
            self._witness = engines.open_file(self.path)
            engines.use_write_ahead_log(self._witness)
            mark = read_mark(self._witness)
            if self.lacks_log and not mark.state:  # a mark of this version will say so the next time, too
                self._witness.execute("BEGIN IMMEDIATE")
                write_mark(self._witness, mark.next(more=True))
                self._witness.commit()
            self._folding = Folding(self.path, self._refuse_overwritten)
            self._spare = engines.open_file(self.path)
            read_mark(self._spare)
            self._beside = {file: key_of(file) for file in (log_of(self.path), index_of(self.path))}
        except (OSError, sqlite3.Error) as error:
            self._let_go()
            self.only_to_look = looking.why_refused(error, self.path)
            if not self.only_to_look and isinstance(error, OSError):
                raise StoreError(NO_MARK.format(self.path.name, error.strerror)) from error
            if not self.only_to_look:
                raise
        else:
            if recovered:
                self._folding.wrote(first=False)

    def refuse_displaced(self) -> None:
        """Displaced where the file at the path is not the one that is open, or was overwritten."""
        if self._witness is None:
            return
        if self._left_its_name and self._displaced is not None:
            raise self._displaced
        try:
            with self._guard:
                self._identity.refuse_displaced()
                self._identity.refuse_overwritten(self._witness)
        except Displaced as displaced:
            self._displaced = displaced
            if displaced.kind == "replaced":
                self._leave_the_name()
            raise
        self._displaced = None

    def _refuse_overwritten(self) -> None:
        with self._guard:
            if self._witness is not None and self._identity.is_at_its_path():
                self._identity.refuse_overwritten(self._witness)

    def refuse_changes(self) -> None:
        """UserError where the file is open to look only; Displaced as refuse_displaced."""
        if self.only_to_look:
            raise UserError(self.only_to_look)
        self.refuse_displaced()

    def note_write(self, connection: sqlite3.Connection) -> bool:
        """Renew the mark in a transaction that writes; returns whether the file was whole before it."""
        mark = read_mark(connection)
        write_mark(connection, mark.next(more=True))
        return not mark.more

    def wrote(self, *, first: bool) -> None:
        """A transaction was committed; `first` since the file was whole."""
        self._work_to_save = True
        if self._folding is not None:
            self._folding.wrote(first=first)
            if first:
                with contextlib.suppress(Displaced):  # said before the next change; this one is stored
                    self.refuse_displaced()

    def fold(self) -> None:
        """Make the one file whole now, as far as nobody else is at it at this moment."""
        if self._folding is not None and not self.lacks_log and self._displaced is None:
            self._folding.fold()

    def purge(self) -> None:
        """Leave nothing of what was deleted on free pages or in the log, unless somebody reads it now."""
        with (
            engines.explained(str(self.path)),
            contextlib.closing(engines.open_file(self.path)) as connection,
        ):
            engines.purge(connection)

    def copy(self, target: Path) -> None:
        """A whole copy, also where the file is displaced."""
        with self._copying, engines.explained(str(self.path)):
            if self._spare is None:
                self._spare = engines.open_file(self.path, way=self.way)
            copy_into(self._spare, target)
        self._work_to_save = False

    def rescue(self) -> Path | None:
        """Where the work in a displaced file is saved beside it, before it is let go of; None without any."""
        with contextlib.suppress(Displaced):
            self.refuse_displaced()
        if self._displaced is None or not self._work_to_save:
            return None
        at = now()[:16].replace("T", " ").replace(":", ".")
        path = free_name(self.path.with_name(f"{self.path.stem} saved {at}{self.path.suffix}"))
        self.copy(path)
        return path

    def close(self, writer: Engine, reader: Engine) -> None:
        """Let go of the file, and leave one tidy file."""
        if self._is_closed:
            return
        self._is_closed = True
        with contextlib.suppress(Displaced):
            self.refuse_displaced()
        if self._folding is not None:
            self._folding.stop()
        try:
            if self._displaced is not None and self._displaced.kind == "overwritten":
                # SQLite writes the log back when it closes a file, and what is there now isn't ours
                _never_close(writer, reader, self._witness, self._folding, self._spare)
                self._witness = self._folding = self._spare = None
            else:
                self._close(writer, reader)
        finally:
            self._let_go()

    def _close(self, writer: Engine, reader: Engine) -> None:
        try:
            reader.dispose()
            if self._displaced is not None:
                self._leave_the_name()
            for connection in (self._witness, self._spare):
                if connection is not None:
                    connection.close()
            if self._folding is not None:
                self._folding.end(fold=not self.lacks_log)
                if self._displaced is None:
                    with engines.explained(str(self.path)):
                        engines.fold_into_one_file(writer)
        finally:
            writer.dispose()

    def _leave_the_name(self) -> None:
        """Write all into the file that we have open and take our log away: a new file would get it.

        From then on nothing is written, also if the old file comes back: others would begin a second log.
        """
        if self._folding is not None and self._folding.empty_the_log():
            self._left_its_name = True
            for file, key in self._beside.items():
                if key is not None and key_of(file) == key:
                    with contextlib.suppress(OSError):
                        file.unlink()

    def _let_go(self) -> None:
        for connection in (self._witness, self._spare):
            if connection is not None:
                connection.close()
        self._witness = self._spare = None
        if self._presence is not None:
            self._presence.end()
        self._presence = None


def _way_to_look(path: Path) -> str:
    """How a file can be read where nothing may be written, with nothing left beside it."""
    if not has_log(path) and key_of(index_of(path)) is None:
        return engines.ALONE
    with engines.explained(str(path)):
        try:
            with contextlib.closing(engines.open_file(path, way=engines.LOOK)) as connection:
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.OperationalError as error:
            if has_log(path):
                raise StoreError(CANT_LOOK.format(path.name, path.name, log_of(path).name)) from error
            return engines.ALONE
    return engines.LOOK


def _never_close(*things: object) -> None:
    """Keep things for as long as the program runs, also while it ends and everything else is let go."""
    for thing in things:
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(thing))
