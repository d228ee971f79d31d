"""Whose codings the text shows: one's own, everybody's, or those of some coders."""

from PySide6.QtCore import QObject, Signal

from app.coders.queries import coders
from app.ui.session import ProjectSession


class ShownCoders(QObject):
    """Starts with one's own only, so that nobody codes with an eye on a colleague's work."""

    changed = Signal()

    def __init__(self, session: ProjectSession) -> None:
        super().__init__(session)
        self._session = session
        self._others: frozenset[int] = frozenset()
        session.coder_changed.connect(self._forget)

    def ids(self) -> list[int]:
        """The coders whose codings are shown; the one at work always is."""
        at_work = self._session.coder_id
        return sorted(self._others | ({at_work} if at_work is not None else frozenset()))

    def only_own(self) -> bool:
        """Whether nobody else's codings are shown."""
        return not self._others - {self._session.coder_id}

    def of_all(self) -> bool:
        """Whether everybody's codings are shown, of others too."""
        with self._session.project.read() as reading:
            others = {coder.id for coder in coders(reading)} - {self._session.coder_id}
        return bool(others) and others <= self._others

    def show_own(self) -> None:
        """Show one's own codings only."""
        self._set(frozenset())

    def show_all(self) -> None:
        """Show everybody's codings."""
        with self._session.project.read() as reading:
            self._set(frozenset(coder.id for coder in coders(reading)))

    def show(self, coder_id: int, shown: bool) -> None:
        """Show or hide one colleague's codings."""
        self._set(self._others | {coder_id} if shown else self._others - {coder_id})

    def _set(self, others: frozenset[int]) -> None:
        if others != self._others:
            self._others = others
            self.changed.emit()

    def _forget(self) -> None:
        self._others = frozenset()
        self.changed.emit()
