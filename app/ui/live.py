"""Keeps a view up to date while it can be seen; a hidden one goes stale and catches up when it is shown."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from app.store.changes import Changes
from app.ui.session import ProjectSession

Refresh = Callable[[Changes | None], None]


class Live(QObject):
    """Calls `refresh(changes)` when one of `tables` changed, `refresh(None)` when all may have.

    All may have changed when the view was hidden meanwhile, and when another coder is at work.
    """

    def __init__(
        self, view: QWidget, session: ProjectSession, tables: tuple[str, ...], refresh: Refresh
    ) -> None:
        super().__init__(view)
        self._view, self._tables, self._refresh = view, tables, refresh
        self._stale = True
        session.changed.connect(self._take)
        session.coder_changed.connect(self.renew)
        view.installEventFilter(self)

    def renew(self, *_: object) -> None:
        """Look at everything anew, now or when the view is shown."""
        self._stale = True
        if self._view.isVisible():
            self._catch_up()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Catch up when the view is shown."""
        if event.type() == QEvent.Type.Show and self._stale:
            self._catch_up()
        return super().eventFilter(watched, event)

    def _take(self, changes: Changes) -> None:
        if not changes.touch(*self._tables):
            return
        if not self._view.isVisible():
            self._stale = True
        elif changes.everything:
            self._catch_up()
        else:
            self._refresh(changes)

    def _catch_up(self) -> None:
        self._stale = False
        self._refresh(None)
