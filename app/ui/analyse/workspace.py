"""The Analyse workspace: what the coding has brought together."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.analyse.passages_view import PassagesView
from app.ui.session import ProjectSession


class AnalyseWorkspace(QWidget):
    """Shows the passages of a code across documents."""

    passage_opened = Signal(int, int, int)  # document id, start, end

    def __init__(self, session: ProjectSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.passages = PassagesView(session)
        self.passages.passage_opened.connect(self.passage_opened)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.passages)

    def show_code(self, code_id: int) -> None:
        """Show all passages of a code."""
        self.passages.show_code(code_id)
