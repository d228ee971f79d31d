"""The open project as the window sees it: one door to change it, one signal when it changed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.errors import Conflict, Displaced, UserError
from app.jobs import Job
from app.store import Changes, Project
from app.store.journal import WriteSession
from app.store.leading import all_but_leads
from app.store.setting import title
from app.ui import jobs
from app.ui.kit.pressed import Press

P = ParamSpec("P")
R = TypeVar("R")
LOOK_FOR_COLLEAGUES_EVERY = 1500  # milliseconds
AT_ONCE = 2_000  # rows that are changed in less time than anybody notices


class ProjectSession(QObject):
    """An open project with the coder at work.

    Views connect to `changed` (app.store.Changes, after every commit of anybody) and query anew what
    they show; they never patch themselves.
    """

    changed = Signal(object)
    leaving = Signal()  # coder, completed documents or a round are about to change: store what was begun
    coder_changed = Signal(int)
    acted = Signal()  # this window changed something, or took it back
    unseen = Signal(str)  # why a dialog was closed: what it showed may not be seen any more
    displaced = Signal(str)  # another file, or none, is where the project's was; "": it is back

    def __init__(self, project: Project, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.project = project
        self._timer = QTimer(self, interval=LOOK_FOR_COLLEAGUES_EVERY)
        self._timer.timeout.connect(self._look_for_colleagues)
        self._timer.start()
        self._is_displaced = False
        self.window: QWidget | None = None  # where work in the background is shown

    @property
    def coder_id(self) -> int | None:
        """Who is coding; None until a coder was chosen."""
        return self.project.coder_id

    @coder_id.setter
    def coder_id(self, coder_id: int | None) -> None:
        if coder_id != self.project.coder_id:
            self.leaving.emit()
            self.project.coder_id = coder_id
            self.coder_changed.emit(coder_id or 0)

    @contextmanager
    def acting_as(self, coder_id: int) -> Iterator[None]:
        """In the block a coder acts who was at work before; then every view asks anew what it may show."""
        at_work = self.project.coder_id
        self.project.coder_id = coder_id
        try:
            yield
        finally:
            self.project.coder_id = at_work
            if at_work != coder_id:
                self.coder_changed.emit(at_work or 0)

    def coder(self) -> int:
        """Who is coding, or a sentence that says to choose somebody."""
        if self.project.coder_id is None:
            raise UserError("Nobody is coding yet. Choose who you are at the top right, then try again.")
        return self.project.coder_id

    def refuse_all_but_leads(self, what: str) -> None:
        """UserError before anything is asked where the action would refuse the coder at work."""
        with self.project.read() as reading:
            refusal = all_but_leads(reading, self.coder_id, what)
        if refusal:
            raise UserError(refusal)

    def title(self) -> str:
        """What the project is called; "" where it has no title."""
        with self.project.read() as reading:
            return title(reading)

    def holds(self) -> Callable[[], bool]:
        """Asks whether what was done last still is so, when it is called later."""
        return partial(self.project.stands, self.project.latest_action())

    def do(
        self,
        label: str,
        action: Callable[Concatenate[WriteSession, P], R],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        """Change the project, and let every view know."""
        result = self.project.do(label, action, *args, **kwargs)
        self._acted()
        return result

    def do_much(
        self,
        rows: int,
        label: str,
        action: Callable[Concatenate[WriteSession, P], R],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Change some `rows` of the project: many in the background, so that the window goes on."""
        if rows <= AT_ONCE or self.window is None:
            self.do(label, action, *args, **kwargs)
            return
        work = self.project.later(label, action, *args, **kwargs)
        jobs.run(self.window, label, work, lambda _: self._acted())

    def step_much(self, what: str, show: Callable[[str | None], object], *, redo: bool) -> bool:
        """Undo or redo in the background, where that changes many rows; `show` gets the label of the step."""
        window = self.window
        if window is None or self.project.rows_of_step(redo=redo) <= AT_ONCE:
            return False

        def work(job: Job) -> str | Conflict | None:
            try:
                return self.project.redo(job) if redo else self.project.undo(job)
            except Conflict as conflict:
                return conflict

        def done(outcome: str | Conflict | None) -> None:
            if isinstance(outcome, Conflict):
                self._tell_next_step()
                jobs.raise_in_window(outcome)
            else:
                self.acted.emit()
                show(outcome)

        jobs.run(window, what, work, done)
        return True

    def undo(self) -> str | None:
        """Take back the latest action; returns its label, or None when there is none."""
        return self._stepped(self.project.undo)

    def redo(self) -> str | None:
        """Do again what was last taken back; returns its label, or None when there is nothing."""
        return self._stepped(self.project.redo)

    def _stepped(self, step: Callable[[], str | None]) -> str | None:
        try:
            label = step()
        except Conflict:
            self._tell_next_step()
            raise
        self._acted()
        return label

    def _acted(self) -> None:
        self.look()
        self.acted.emit()

    def _tell_next_step(self) -> None:
        """What can be undone is another action now."""
        self.changed.emit(Changes(self.project.latest_action(), {}, frozenset()))

    def look(self) -> None:
        """Announce what changed since the last look, by this window or by a colleague."""
        try:
            changes = self.project.poll()
        except Displaced as displaced:  # said once, not at every look
            if not self._is_displaced:
                self._is_displaced = True
                self.displaced.emit(str(displaced))
            return
        if self._is_displaced:
            self._is_displaced = False
            self.displaced.emit("")
        if changes is not None:
            # where other codings may be seen than before, whatever is shown is another
            self.changed.emit(replace(changes, everything=True) if changes.sight else changes)

    def _look_for_colleagues(self) -> None:
        if not Press.goes_on():  # what a colleague changed may move what is under the mouse
            self.look()

    def close(self) -> None:
        """Let go of the project."""
        self._timer.stop()
        self.project.close()
