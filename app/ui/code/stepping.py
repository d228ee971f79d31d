"""Undo and redo from the text: what was taken back or done again is told, or that there is nothing."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.translation import tr
from app.ui.session import ProjectSession


class Stepping(QObject):
    """Takes steps of the journal back and again; meanwhile the text follows what changes."""

    news = Signal(str)

    def __init__(self, session: ProjectSession, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.goes_on = False

    def take(self, *, redo: bool) -> str | None:
        """Undo or redo; None where there is nothing, and where it goes on in the background."""

        def look(label: str | None) -> str | None:
            self._session.look()
            return label

        def show(label: str | None) -> None:
            self._show(lambda: look(label), redo=redo)

        what = tr("Doing again") if redo else tr("Taking back")
        if self._session.step_much(what, show, redo=redo):
            return None
        return self._show(self._session.redo if redo else self._session.undo, redo=redo)

    def _show(self, step: Callable[[], str | None], *, redo: bool) -> str | None:
        self.goes_on = True
        try:
            label = step()
        finally:
            self.goes_on = False
        if label is None:
            self.news.emit(tr("Nothing to redo") if redo else tr("Nothing to undo"))
        else:
            done = tr("Done again: {action}", action=label) if redo else tr("Undone: {action}", action=label)
            self.news.emit(done)
        return label
