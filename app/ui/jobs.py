"""Runs long work on the thread pool, shows how far it is when it takes a while, and lets it be cancelled."""

import sys
import time
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, QThreadPool, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from app.errors import Cancelled
from app.jobs import Job
from app.ui.garbage import Collector

T = TypeVar("T")
SHOWN_AFTER = 600  # milliseconds
TOLD_EVERY = 0.05  # seconds: a job may report far more often than anybody can see
EDGE = 16


def run(owner: QWidget, what: str, work: Callable[[Job], T], done: Callable[[T], None]) -> Job:
    """Start `work` in the background; `done` gets its result in the window's thread.

    Progress and Cancel appear at the foot of the window after 600 ms, unless `what` is empty. An error of
    the work is raised in the window's thread, where the one place for errors shows it; Cancelled is silent.
    """
    task = _Task(owner.window(), what, work, done)
    QThreadPool.globalInstance().start(task.perform)
    return task.job


def running(window: QWidget) -> bool:
    """Whether a window has work in the background."""
    return bool(window.findChildren(_Task))


def cancel_all(window: QWidget) -> None:
    """Cancel a window's running jobs and wait until they have stopped."""
    tasks = window.findChildren(_Task)
    for task in tasks:
        task.abandon()
    if tasks:
        QThreadPool.globalInstance().waitForDone()
    for task in tasks:
        task.end()


def raise_in_window(error: BaseException) -> None:
    """Hand an error to the one place that sorts errors."""
    sys.excepthook(type(error), error, error.__traceback__)


class _Task(QObject):
    """One piece of work: performed in a thread of the pool, everything else in the window's."""

    progressed = Signal(int, int, str)
    succeeded = Signal(object)
    failed = Signal(object)

    def __init__(
        self, window: QWidget, what: str, work: Callable[[Job], Any], done: Callable[[Any], None]
    ) -> None:
        super().__init__(window)
        self.job = Job(self._tell)
        self._work, self._done = work, done
        self._told = 0.0
        self._abandoned = self._ended = False
        self._collector = Collector(window)
        self._strip = ProgressStrip(window, what)
        self._strip.cancelled.connect(self.job.cancel)
        self.progressed.connect(self._strip.show_progress)
        self.succeeded.connect(self._succeed)
        self.failed.connect(self._fail)
        if what:
            QTimer.singleShot(SHOWN_AFTER, self._strip, self._strip.appear)

    def perform(self) -> None:
        """Do the work; its outcome travels by signal into the window's thread."""
        try:
            result = self._work(self.job)
        except BaseException as error:  # noqa: BLE001  # raised again in the window's thread
            self.failed.emit(error)
        else:
            self.succeeded.emit(result)

    def abandon(self) -> None:
        """Cancel, and take no notice of the outcome."""
        self._abandoned = True
        self.job.cancel()

    def _tell(self, done: int, of: int, what: str) -> None:
        moment = time.monotonic()
        if moment - self._told >= TOLD_EVERY or done == of:
            self._told = moment
            self.progressed.emit(done, of, what)

    def _succeed(self, result: object) -> None:
        self.end()
        if not self._abandoned:
            self._done(result)

    def _fail(self, error: BaseException) -> None:
        self.end()
        if not self._abandoned and not isinstance(error, Cancelled):
            raise_in_window(error)

    def end(self) -> None:
        """Let go of everything, once."""
        if self._ended:
            return
        self._ended = True
        self._collector.end()
        self._strip.deleteLater()
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
        self._label = QLabel(what)
        self._label.setMinimumWidth(220)
        self._bar = QProgressBar(maximum=0, textVisible=False)
        self._bar.setFixedSize(160, 6)
        self._bar.setAccessibleName(what)
        self._cancel = QPushButton(self.tr("Cancel"))
        self._cancel.clicked.connect(self._ask_to_stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 8, 8)
        row.setSpacing(12)
        for widget in (self._label, self._bar, self._cancel):
            row.addWidget(widget)
        window.installEventFilter(self)
        self.hide()

    def appear(self) -> None:
        """Show the strip, unless the work was finished before."""
        self.show()
        self.raise_()
        self._place()

    def show_progress(self, done: int, of: int, what: str) -> None:
        """Tell how far it is: `done` of `of` parts."""
        self._bar.setMaximum(of)
        self._bar.setValue(done)
        if self._cancel.isEnabled():
            self._label.setText(f"{self._what}: {what}" if what else self._what)
            self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in place when the window's size changes."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _ask_to_stop(self) -> None:
        self._cancel.setEnabled(False)
        self._label.setText(self.tr("Stopping…"))
        self.cancelled.emit()

    def _place(self) -> None:
        self.adjustSize()
        room = self._window.rect()
        self.move(room.right() - self.width() - EDGE, room.bottom() - self.height() - EDGE - 30)
