"""Whether what was compared has changed since, and a line in a dialog that says so."""

from app.agreement.study.material import Material
from app.store.changes import Changes
from app.translation import tr
from app.ui.kit.plain import Label
from app.ui.session import ProjectSession

COMPARED_TABLES = ("coding", "assignment", "code", "coder", "document", "document_text", "region")
FROZEN_TABLES = ("snapshot", "snapshot_document")  # all that a closed round is compared from


def tables_of(material: Material) -> tuple[str, ...]:
    """The tables that a comparison was made from."""
    return COMPARED_TABLES if material.scope.round_id is None else FROZEN_TABLES


class Latest:
    """The newest actions that touched what comparisons are made from."""

    def __init__(self) -> None:
        self._of = {COMPARED_TABLES: 0, FROZEN_TABLES: 0}

    def note(self, changes: Changes) -> bool:
        """Whether any comparison may be touched by these changes."""
        touched = [tables for tables in self._of if changes.touch(*tables)]
        self._of |= dict.fromkeys(touched, changes.latest_action)
        return bool(touched)

    def after(self, material: Material) -> bool:
        """Whether something that this comparison was made from has changed after it was made."""
        return self._of[tables_of(material)] > material.action_id


class OutOfDate(Label):
    """Hidden while what was compared is as it was; `old` where it has changed already."""

    def __init__(self, session: ProjectSession, tables: tuple[str, ...], *, old: bool) -> None:
        super().__init__(wordWrap=True)
        self._tables = tables
        self.setText(
            tr(
                "Out of date: the project changed after this was computed. Compute agreement again, then "
                "open this anew."
            )
        )
        self.setObjectName("messageBar")
        self.setMargin(8)
        self.setVisible(old)
        session.changed.connect(self._watch)

    def _watch(self, changes: Changes) -> None:
        if changes.touch(*self._tables):
            self.show()
