"""The ways in which a session of the window ends from outside: signals, logging out, shutting down."""

from __future__ import annotations

import signal
import socket
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from app.ui.main_window import MainWindow

ENDING = ("SIGTERM", "SIGINT", "SIGHUP", "SIGBREAK")


class Ending(QObject):
    """Closes the window, and with it the project, when the program is asked to end."""

    def __init__(self, application: QApplication, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        application.commitDataRequest.connect(self._fold)
        application.aboutToQuit.connect(window.close_project)
        # Python hears a signal when Qt next calls it, which may take long: so the signal writes into a socket
        self._ours, theirs = socket.socketpair()
        for end in (self._ours, theirs):
            end.setblocking(False)
        self._theirs = theirs
        signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._hear)
        for name in ENDING:
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), _only_wake)

    def _hear(self) -> None:
        self._ours.recv(64)
        self._window.close()
        if self._window.session is None:
            QCoreApplication.quit()

    def _fold(self) -> None:
        """The computer is being shut down, perhaps faster than the window can close."""
        if self._window.session is not None:
            self._window.session.project.fold()


def _only_wake(_signal_number: int, _frame: object) -> None:
    """What is to be done is done in the window's thread, between two events."""
