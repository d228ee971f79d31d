"""The one door to a project: look through read(), change through do(), learn of changes through poll()."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Concatenate, ParamSpec, Self, TypeVar

from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from app.drafts import sweep
from app.errors import Conflict, StoreError, UserError
from app.isolation import bare
from app.jobs import Job
from app.models import Action, Base, Change, Setting, new_guid
from app.names import storable
from app.store import engine as engines
from app.store import journal, lacking, places, server, unlocking, upgrade
from app.store.changes import Changes, changes_between
from app.store.closing import StillNeeded
from app.store.journal import WriteSession
from app.store.keys import Key
from app.store.mark import first_mark
from app.store.packet import refuse_beyond_packet
from app.store.project_file import ProjectFile
from app.store.sight import ReadSession
from app.store.steps import Step, Steps, stands
from app.store.taking_back import take_back_action

P = ParamSpec("P")
R = TypeVar("R")
SUFFIX = ".intercoder"
CHANGED = "what it changed has been changed again since, perhaps by a colleague"
NO_COPY_OF_SERVER = (
    "A project on a server can't be saved as a copy here; nothing was changed. Ask whoever keeps the server "
    "for a backup of the database, or export a study folder."
)
CANT_BE_MADE = "“{}” can't be made there: {}. Nothing was left behind. Choose a folder where you may write."
STUCK = {
    "undo": "“{}” can't be taken back: {}. Nothing was changed now; the history shows by whom it was. "
    "Undo once more to take back what you did before it.",
    "redo": "“{}” can't be done again: {}. Nothing was changed now; the history shows by whom it was. "
    "Redo once more to go on with what came after it.",
}


class Project:
    """An open project. `coder_id` is who acts now; `station` is the installation whose actions undo walks.

    `otherwise` stands in the history for who acts where that is nobody.
    """

    def __init__(self, location: str, *, station: str, otherwise: int | None = None) -> None:
        self.location = location
        self.station = station
        self.coder_id: int | None = None
        self._otherwise = otherwise
        with engines.explained(location):
            self._file = None if engines.is_server(location) else ProjectFile(engines.file_at(location))
        connect = self._file.connect if self._file else partial(engines.connect, location)
        self._writer = connect(writable=True)
        self._reader = connect(writable=False)
        self._last_seen = 0
        self._known_labels: tuple[int | None, str | None, str | None] | None = None  # and for whom
        self._stuck: set[int] = set()
        try:
            with self.read() as session:
                self._last_seen = session.scalar(select(func.max(Action.id))) or 0
        except BaseException:
            with suppress(StoreError):
                self.close()
            raise

    @classmethod
    def create(
        cls,
        location: str,
        *,
        station: str = "",
        title: str = "",
        otherwise: int | None = None,
        key: Key | None = None,
    ) -> Project:
        """Make a new, empty project: a file that doesn't exist yet, or an empty PostgreSQL database.

        A file with a key (unlocking.new_key) is locked from its first byte, and stays open to this program.
        """
        station = station or new_guid()
        if engines.is_server(location):
            if key is not None:
                raise UserError(unlocking.NOT_ON_A_SERVER)
            _fill(location, station, title, otherwise)
            return cls(location, station=station, otherwise=otherwise)
        path = engines.file_at(location)
        if path.exists():
            raise places.refused_name(path)
        if not path.parent.is_dir():
            raise UserError(
                f"The folder “{path.parent}” doesn't exist, so no project was made. "
                "Make the folder first, or choose another one."
            )
        draft = places.draft_of(path)
        try:
            with engines.explained(location):
                engines.create_file(draft, int(first_mark()), key)
                _fill(str(draft), station, title or path.stem, otherwise)
                places.put_in_place(draft, path)
        except OSError as error:
            raise StoreError(CANT_BE_MADE.format(path.name, error.strerror)) from error
        finally:
            draft.unlink(missing_ok=True)
        return cls(location, station=station, otherwise=otherwise)

    @classmethod
    def open(
        cls,
        location: str,
        *,
        station: str = "",
        upgrade_server: bool = False,
        otherwise: int | None = None,
    ) -> Project:
        """Open a project; a file of an older version is upgraded and its original kept as a backup."""
        upgrade.prepare(location, upgrade_server=upgrade_server)
        if not engines.is_server(location):
            sweep(engines.file_at(location).parent)
        return cls(location, station=station or new_guid(), otherwise=otherwise)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the project; a file is left as one tidy file."""
        if self._file is not None:
            self._file.close(self._writer, self._reader)
            return
        self._reader.dispose()
        self._writer.dispose()

    @property
    def only_to_look(self) -> str:
        """The sentence that says why nothing can be changed, or ""."""
        return self._file.only_to_look if self._file else ""

    @property
    def is_locked(self) -> bool:
        """Whether this is a file that is locked with a passphrase."""
        return unlocking.is_locked(self.location)

    def lacks(self) -> str:
        """What a file that is a copy without its log may lack, as a sentence, or ""."""
        if self._file is None or not self._file.lacks_log:
            return ""
        with self.read() as session:
            return lacking.sentence(session)

    def fold(self) -> None:
        """Make the one file whole now, before the computer is shut down; quiet where it can't be."""
        if self._file is not None:
            self._file.fold()

    def purge(self) -> None:
        """Leave nothing of what was deleted on free pages, after a withdrawal."""
        if self._file is not None:
            self._file.purge()

    def rescue(self) -> Path | None:
        """Save the work in a file that is displaced beside it, before closing; None where there is none.

        StoreError where that can't be.
        """
        return self._file.rescue() if self._file else None

    def save_copy(self, path: Path) -> None:
        """Write the whole project into a new file, also where its own file is gone."""
        if self._file is None:
            raise UserError(NO_COPY_OF_SERVER)
        self._file.copy(path)

    @contextmanager
    def read(self) -> Iterator[ReadSession]:
        """A session to look with: narrowed to what the coder at work may see, and never able to change."""
        info = {"coder_id": self.coder_id}
        with engines.explained(self.location), ReadSession(self._reader, info=info) as session:
            yield session

    def do(
        self,
        label: str,
        action: Callable[Concatenate[WriteSession, P], R],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        """Run an action as one journaled, undoable transaction: all of it or nothing."""
        return self._write("do", label, lambda session: action(session, *args, **kwargs))

    def later(
        self,
        label: str,
        action: Callable[Concatenate[WriteSession, P], R],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Callable[[Job], R]:
        """What do() would do now, to be done in another thread, by whoever is at work now."""
        coder_id = self._acting()

        def do(job: Job) -> R:
            act = journal.reporting(job, action)
            return self._write("do", label, lambda session: act(session, *args, **kwargs), coder_id=coder_id)

        return do

    def begin(
        self,
        label: str,
        action: Callable[Concatenate[WriteSession, P], R],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        """Run an action that belongs to making the project: journaled like any other, but never undone."""
        return self._write("begin", label, lambda session: action(session, *args, **kwargs))

    def undo(self, job: Job | None = None) -> str | None:
        """Take back this station's latest action; returns its label, or None when there is none.

        Conflict where what it changed was changed since; the next call goes on with the action before it.
        """
        with self.read() as session:
            latest = Steps(session, self.station, self._stuck).to_undo()
        return self._revert("undo", latest, job)

    def redo(self, job: Job | None = None) -> str | None:
        """Do again what was last taken back; returns its label, or None when there is nothing."""
        with self.read() as session:
            latest = Steps(session, self.station, self._stuck).to_redo()
        return self._revert("redo", latest, job)

    def rows_of_step(self, *, redo: bool) -> int:
        """How many rows undo(), or redo(), would change."""
        with self.read() as session:
            steps = Steps(session, self.station, self._stuck)
            step = steps.to_redo() if redo else steps.to_undo()
            rows = (
                select(func.count()).select_from(Change).where(Change.action_id == (step.id if step else 0))
            )
            return session.scalar(rows) or 0

    def undo_label(self) -> str | None:
        """What undo() would take back."""
        return self._labels()[0]

    def redo_label(self) -> str | None:
        """What redo() would do again."""
        return self._labels()[1]

    def _labels(self) -> tuple[str | None, str | None]:
        """What undo() and redo() would do, looked up once after each change for whoever is at work."""
        labels = self._known_labels
        if labels is None or labels[0] != self.coder_id:
            with self.read() as session:
                steps = Steps(session, self.station, self._stuck)
                undo, redo = steps.to_undo(), steps.to_redo()
            labels = (self.coder_id, undo.label if undo else None, redo.label if redo else None)
            self._known_labels = labels
        return labels[1:]

    def poll(self) -> Changes | None:
        """What this and other programs changed since the last poll, or None when nothing.

        Displaced where the file at the project's path is no longer the one that is open.
        """
        if self._file is not None:
            self._file.refuse_displaced()
        with self.read() as session:
            latest = session.scalar(select(func.max(Action.id))) or 0
            if latest <= self._last_seen:
                return None
            changes = changes_between(session, self._last_seen, latest)
        self._last_seen = latest
        self._known_labels = None
        return changes

    def latest_action(self) -> int:
        """The id of the newest action: stamps results, so that they can say they are out of date."""
        with self.read() as session:
            return session.scalar(select(func.max(Action.id))) or 0

    def stands(self, action_id: int) -> bool:
        """Whether what an action did is so, or was taken back."""
        with self.read() as session:
            return stands(session, action_id)

    def _revert(self, kind: str, target: Step | None, job: Job | None) -> str | None:
        if target is None:
            return None
        step_id = target.id
        take_back = journal.reporting(job, take_back_action)
        try:
            self._write(kind, target.label, lambda session: take_back(session, step_id), undoes_id=step_id)
        except Conflict as conflict:
            self._stuck.add(step_id)
            self._known_labels = None
            why = str(conflict) if isinstance(conflict, StillNeeded) else CHANGED
            raise Conflict(STUCK[kind].format(target.label, why)) from conflict
        return target.label

    def _acting(self) -> int | None:
        return self._otherwise if self.coder_id is None else self.coder_id

    def _write(
        self,
        kind: str,
        label: str,
        action: Callable[[WriteSession], R],
        *,
        undoes_id: int | None = None,
        coder_id: int | None = None,
    ) -> R:
        if self._file is not None:
            self._file.refuse_changes()
            self._note_lack()
        acting = self._acting() if coder_id is None else coder_id
        info = {"acting": acting}
        with engines.explained(self.location), WriteSession(bind=self._writer, info=info) as session:
            result = action(session)
            session.flush()
            if session.net:
                refuse_beyond_packet(session, kind)
                written = journal.record(
                    session,
                    station=self.station,
                    coder_id=acting,
                    kind=kind,
                    label=storable(bare(label))[:500],
                    undoes_id=undoes_id,
                )
                self._commit(session, label, *written)
        return result

    def _commit(self, session: WriteSession, label: str, action_id: int, action_hash: str) -> None:
        """Commit; where a server's answer to that is lost, look up what became of it."""
        first = self._file is not None and self._file.note_write(engines.driver_of(session.connection()))
        self._known_labels = None
        try:
            session.commit()
        except DBAPIError as error:
            if self._file is not None or not error.connection_invalidated:
                raise
            server.settle(self._writer, self.location, label, action_id, action_hash)
        if self._file is not None:
            self._file.wrote(first=first)

    def _note_lack(self) -> None:
        """Before the first change in a copy without its log: that it may lack work stands in its history."""
        if self._file is not None and self._file.lacks_log:
            self._file.lacks_log = False
            self._write("begin", lacking.LABEL, lacking.note_lack)


def _fill(location: str, station: str, title: str, otherwise: int | None) -> None:
    """Make the tables of a new project and its first entry in the journal, all or nothing."""
    engine = engines.connect(location, writable=True)
    try:
        with engines.explained(location), engine.begin() as connection:
            if upgrade.version_of(connection) is not None:
                raise UserError(
                    f"“{engines.shown(location)}” holds a project already and was left as it is. "
                    "Open it, or choose an empty database."
                )
            Base.metadata.create_all(connection)
            upgrade.stamp(connection)
            with WriteSession(bind=connection) as session:
                session.add_all([Setting(key="guid", value=new_guid()), Setting(key="title", value=title)])
                session.flush()
                about = {"kind": "begin", "label": "New project", "undoes_id": None}
                journal.record(session, station=station, coder_id=otherwise, **about)
                session.commit()
    finally:
        engine.dispose()
