"""Makes backups of the open project by the rule, while the window is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from app.ui import jobs

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow

LOOK_EVERY = 300_000  # milliseconds


class RegularBackups(QObject):
    """Looks every five minutes whether a backup is due."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._timer = QTimer(self, interval=LOOK_EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Make a backup in the background where one is due; it is said only where that fails."""
        from app.store import backups
        from app.store.backup_rule import backup_rule

        session = self._window.session
        if session is None or jobs.running(self._window):
            return
        project, rule = session.project, backup_rule()
        if backups.is_due(project, rule):
            jobs.run(self._window, "", lambda _: backups.make_backup(project, rule), lambda _: None)
