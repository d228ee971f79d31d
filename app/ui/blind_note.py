"""Says beside what is shown which open blind rounds keep others' work out of it; nothing where none does."""

from collections.abc import Callable

from app.report.rounds import hidden_by
from app.rounds.queries import blind_rounds
from app.store.changes import Changes
from app.ui.kit.plain import Hint
from app.ui.session import ProjectSession


def everywhere() -> None:
    """Whatever document it is in."""


class BlindNote(Hint):
    """Looks again whenever rounds change; `document_id` narrows it to the rounds of one document."""

    def __init__(
        self,
        session: ProjectSession,
        document_id: Callable[[], int | None] = everywhere,
        wanted: Callable[[], bool] = lambda: True,
    ) -> None:
        super().__init__()
        self._session, self._document_id, self._wanted = session, document_id, wanted
        session.changed.connect(self._take)
        session.coder_changed.connect(self.look)
        self.look()

    def _take(self, changes: Changes) -> None:
        if changes.touch("round", "assignment", "document"):
            self.look()

    def look(self, _: object = None) -> None:
        """Say what is hidden now."""
        names: list[str] = []
        if self._wanted():
            with self._session.project.read() as reading:
                names = [round_.name for round_ in blind_rounds(reading, self._document_id())]
        self.setText(hidden_by(names))
        self.setVisible(bool(names))
