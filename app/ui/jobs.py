"""Runs long work on the thread pool, shows how far it is when it takes a while, and lets it be cancelled.

A task outlives its window: a thread tells how it ended to something that is there, whatever was closed.
"""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QThreadPool, QTimer, Signal
from PySide6.QtWidgets import QDialog, QFrame, QProgressBar, QPushButton, QWidget
from shiboken6 import isValid

from app.errors import Cancelled, StoreError, UserError
from app.jobs import Job
from app.translation import tr
from app.ui.kit.lines import beside
from app.ui.kit.plain import Label

T = TypeVar("T")
SHOWN_AFTER = 600  # milliseconds
TOLD_EVERY = 0.05  # seconds: a job may report far more often than anybody can see
EDGE = 16

_tasks: set["_Task"] = set()  # until their threads have told how it ended


def run(
    owner: QWidget,
    what: str,
    work: Callable[[Job], T],
    done: Callable[[T], None],
    refused: Callable[[str], None] | None = None,
) -> Job:
    """Start `work` in the background; `done` gets its result in the window's thread.

    Progress and Cancel appear at the foot of the window after 600 ms, unless `what` is empty. An error of
    the work is raised in the window's thread, where the one place for errors shows it; Cancelled is silent.
    `refused` gets the sentence of a refusal instead: a form says it at its foot.
    The work ends, and nobody hears of it, when its owner is gone or the owner's dialog is finished.
    """
    task = _Task(owner, what, work, done, refused)
    _tasks.add(task)
    QThreadPool.globalInstance().start(task.perform)
    return task.job


class Newest:
    """Work of one kind, of which the newest counts: what was asked before is cancelled and not heard of."""

    def __init__(self, owner: QWidget) -> None:
        self._owner = owner
        self._job: Job | None = None

    @property
    def is_running(self) -> bool:
        """Whether something was started that has not ended yet."""
        return self._job is not None

    def run(
        self,
        what: str,
        work: Callable[[Job], T],
        done: Callable[[T], None],
        refused: Callable[[str], None] | None = None,
    ) -> None:
        """As the function `run`, in place of what was under way."""
        self.cancel()

        def tell(listener: Callable[[Any], None], outcome: Any) -> None:
            if self._job is job:
                self._job = None
                listener(outcome)

        refuse = None if refused is None else partial(tell, refused)
        job = self._job = run(self._owner, what, work, partial(tell, done), refuse)

    def cancel(self) -> None:
        """Let nobody hear of what is under way."""
        if self._job is not None:
            self._job.cancel()
            self._job = None


def running(window: QWidget) -> bool:
    """Whether a window, or a dialog over it, has work in the background of which it wants to hear."""
    return any(not task.is_abandoned for task in _tasks_of(window))


def cancel_all(window: QWidget) -> None:
    """Cancel the running jobs of a window and of the dialogs over it, and wait until they have stopped."""
    tasks = _tasks_of(window)
    for task in tasks:
        task.abandon()
    if tasks:
        QThreadPool.globalInstance().waitForDone()
    for task in tasks:
        task.end()


def _tasks_of(window: QWidget) -> list["_Task"]:
    return [task for task in _tasks if window in task.windows]


def _over(owner: QWidget) -> Iterator[QWidget]:
    """The window of a widget, and the windows over which it lies."""
    widget: QWidget | None = owner
    while widget is not None:
        window = widget.window()
        yield window
        widget = window.parentWidget()


def raise_in_window(error: BaseException) -> None:
    """Hand an error to the one place that sorts errors."""
    sys.excepthook(type(error), error, error.__traceback__)


class _Task(QObject):
    """One piece of work: performed in a thread of the pool, everything else in the window's."""

    progressed = Signal(int, int, str)
    performed = Signal()

    def __init__(
        self,
        owner: QWidget,
        what: str,
        work: Callable[[Job], Any],
        done: Callable[[Any], None],
        refused: Callable[[str], None] | None,
    ) -> None:
        super().__init__(QCoreApplication.instance())  # Python's last hold on it may end in the other thread
        self.windows = list(_over(owner))
        window = self.windows[0]
        self.job = Job(self._tell)
        self._work, self._done, self._refused = work, done, refused
        self._told_at = 0.0
        self._result: Any = None
        self._error: BaseException | None = None
        self._left = threading.Event()  # set when the other thread has nothing of this in its hands
        self.is_abandoned = self._ended = False
        self._strip = ProgressStrip(window, what)
        self._strip.cancelled.connect(self.job.cancel)
        self.progressed.connect(self._strip.show_progress)
        self.performed.connect(self._take)
        owner.destroyed.connect(self.abandon)
        if isinstance(window, QDialog):
            window.finished.connect(self.abandon)
        if what:
            QTimer.singleShot(SHOWN_AFTER, self._strip, self._strip.appear)

    def perform(self) -> None:
        """Do the work; its outcome travels by signal into the window's thread.

        The outcome is kept here, not in this thread: what lets go of it last may destroy widgets with it.
        """
        try:
            self._result = self._work(self.job)
        except BaseException as error:  # noqa: BLE001  # raised again in the window's thread
            self._error = error
        self.performed.emit()
        self._left.set()

    def abandon(self, _: object = None) -> None:
        """Cancel, and take no notice of the outcome."""
        self.is_abandoned = True
        self.job.cancel()
        if not self._ended and isValid(self._strip):
            self._strip.hide()

    def _tell(self, done: int, of: int, what: str) -> None:
        moment = time.monotonic()
        if moment - self._told_at >= TOLD_EVERY or done == of:
            self._told_at = moment
            self.progressed.emit(done, of, what)

    def _take(self) -> None:
        if self._ended:
            return
        self._left.wait()
        result, error, done, refused = self._result, self._error, self._done, self._refused
        self.end()
        if self.is_abandoned:
            return
        if error is None:
            done(result)
        elif refused is not None and isinstance(error, UserError | StoreError):
            refused(str(error))
        elif not isinstance(error, Cancelled):
            raise_in_window(error)

    def end(self) -> None:
        """Let go of everything, once, in the window's thread."""
        if self._ended:
            return
        self._ended = True
        _tasks.discard(self)
        if isValid(self._strip):
            self._strip.deleteLater()
        del self._work, self._done, self._refused, self._result, self._error, self._strip, self.windows
        self.deleteLater()


class ProgressStrip(QFrame):
    """What is being done, how far it is, and Cancel; floats at the foot of its window."""

    cancelled = Signal()

    def __init__(self, window: QWidget, what: str) -> None:
        super().__init__(window)
        self.setObjectName("progressStrip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._window = window
        self._what = what
        self._label = Label(what)
        self._label.setMinimumWidth(220)
        self._bar = QProgressBar(maximum=0, textVisible=False)
        self._bar.setFixedSize(160, 6)
        self._bar.setAccessibleName(what)
        self._cancel = QPushButton(tr("Cancel"))
        self._cancel.clicked.connect(self._ask_to_stop)
        row = beside(on=self, margins=(14, 8, 8, 8), spacing=12)
        for widget in (self._label, self._bar, self._cancel):
            row.addWidget(widget)
        window.installEventFilter(self)
        self.hide()

    def appear(self) -> None:
        """Show the strip, unless the work was finished before."""
        self.show()
        self.raise_()
        self._lay_out()

    def show_progress(self, done: int, of: int, what: str) -> None:
        """Tell how far it is: `done` of `of` parts."""
        self._bar.setMaximum(of)
        self._bar.setValue(done)
        if self._cancel.isEnabled():
            self._label.setText(f"{self._what}: {what}" if what else self._what)
            self._lay_out()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in place when the window's size changes."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._lay_out()
        return super().eventFilter(watched, event)

    def _ask_to_stop(self) -> None:
        self._cancel.setEnabled(False)
        self._label.setText(tr("Stopping…"))
        self.cancelled.emit()

    def _lay_out(self) -> None:
        self.adjustSize()
        room = self._window.rect()
        self.move(room.right() - self.width() - EDGE, room.bottom() - self.height() - EDGE - 30)
