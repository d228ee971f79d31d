"""A line in a dialog that appears when what the dialog says is no longer so."""

from PySide6.QtWidgets import QLabel

from app.store.project import Changes
from app.ui.session import ProjectSession

COMPARED_TABLES = ("coding", "assignment", "code", "coder", "document", "document_text", "region")


class OutOfDate(QLabel):
    """Hidden while what was compared is as it was; `old` where it has changed already."""

    def __init__(self, session: ProjectSession, *, old: bool) -> None:
        super().__init__(wordWrap=True)
        self.setText(
            self.tr(
                "Out of date: the project changed after this was computed. Compute agreement again, then "
                "open this anew."
            )
        )
        self.setObjectName("messageBar")
        self.setMargin(8)
        self.setVisible(old)
        session.changed.connect(self._watch)

    def _watch(self, changes: Changes) -> None:
        if changes.touch(*COMPARED_TABLES):
            self.show()
