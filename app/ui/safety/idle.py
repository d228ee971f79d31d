"""Locks the open project when nobody has touched key or mouse for a while."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog

from app import settings
from app.translation import tr
from app.ui import jobs

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow

MINUTES_KEY, USUAL_MINUTES = "lock after minutes", 15
LOOK_EVERY = 10_000  # milliseconds
TOUCHES = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
}


class IdleLock(QObject):
    """Watches over one window. Time asleep counts: a laptop that is opened later finds the project locked."""

    def __init__(self, application: QApplication, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._touched = time.time()
        application.installEventFilter(self)
        self._timer = QTimer(self, interval=LOOK_EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that somebody is there."""
        if event.type() in TOUCHES:
            self._touched = time.time()
        return super().eventFilter(watched, event)

    def look(self) -> None:
        """Lock, where that is due; what works in the background is waited for."""
        minutes = settings.read(MINUTES_KEY, USUAL_MINUTES)
        session = self._window.session
        if session is None or not minutes or jobs.running(self._window):
            return
        if time.time() - self._touched >= 60 * minutes and session.project.is_locked:
            lock_now(self._window, minutes)


def lock_now(window: MainWindow, minutes: int = 0) -> None:
    """Close the locked project and forget its key; it has to be opened anew. Open forms are closed."""
    from app.store import keys

    session = window.session
    if session is None:
        return
    location = session.project.location
    for dialog in window.findChildren(QDialog):
        if dialog.isVisible():
            dialog.done(QDialog.DialogCode.Rejected)
    window.close_project()
    keys.forget_all()
    name = Path(location).stem
    words = (
        tr(
            "“{name}” was locked after {count} minute without key or mouse. All your work is stored.",
            "“{name}” was locked after {count} minutes without key or mouse. All your work is stored.",
            minutes,
            name=name,
        )
        if minutes
        else tr("“{name}” is locked. All your work is stored.", name=name)
    )
    window.messages.show_news(words, (tr("Open it again"), lambda: window.open_location(location)))
