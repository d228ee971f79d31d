"""Closes a dialog that shows codings as soon as whoever looks may not see them any more."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QDialog

from app.rounds.seen import is_seen
from app.store.changes import Changes
from app.translation import tr
from app.ui.session import ProjectSession

Shown = tuple[Iterable[tuple[int, int]], int | None]  # (document id, coder id) pairs, closed round
DECISIVE = ("round", "assignment", "snapshot", "snapshot_document", "document")


class ClosesUnseen(QObject):
    """Watches what a dialog shows; the window says why it was closed."""

    def __init__(self, dialog: QDialog, session: ProjectSession, shown: Callable[[], Shown]) -> None:
        super().__init__(dialog)
        self._dialog, self._session, self._shown = dialog, session, shown
        session.changed.connect(self._take)
        session.coder_changed.connect(self._look)

    def _take(self, changes: Changes) -> None:
        if changes.touch(*DECISIVE):
            self._look()

    def _look(self, _: int = 0) -> None:
        if not self._dialog.isVisible():
            return
        with self._session.project.read() as reading:
            seen = is_seen(reading, *self._shown())
        if not seen:
            words = tr(
                "“{title}” was closed, because you may not see any more what it showed: it is being "
                "coded blind. Open it again when the round is closed.",
                title=self._dialog.windowTitle(),
            )
            session = self._session
            QTimer.singleShot(0, session, lambda: session.unseen.emit(words))  # behind what made it so
            self._dialog.reject()
