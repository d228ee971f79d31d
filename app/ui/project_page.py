"""An open project: the bar at its head, and its workspaces, of which one is seen at a time."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.ui.code.workspace import CodeWorkspace
from app.ui.session import ProjectSession
from app.ui.top_bar import TopBar
from app.ui.workspaces import workspace_names


class ProjectPage(QWidget):
    """Holds the workspaces; one that is hidden only goes stale."""

    workspace_shown = Signal(int)
    find_wanted = Signal()

    def __init__(self, session: ProjectSession) -> None:
        super().__init__()
        self.session = session
        self.bar = TopBar(session, self.find_wanted.emit)
        self.code = CodeWorkspace(session)
        self.workspaces: list[tuple[str, QWidget]] = []
        self._stack = QStackedWidget()
        for name, workspace in zip(workspace_names(), (self.code,), strict=True):
            self._add(name, workspace)
        self._connect()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._stack, 1)
        self.show_workspace(0)

    def _add(self, name: str, workspace: QWidget) -> None:
        self.bar.add_workspace(name, len(self.workspaces))
        self.workspaces.append((name, workspace))
        self._stack.addWidget(workspace)

    def _connect(self) -> None:
        self.bar.workspace_chosen.connect(self.show_workspace)
        self.code.documents.loaded.connect(self._show_progress)

    def current(self) -> int:
        """The number of the workspace that is shown."""
        return self._stack.currentIndex()

    def show_workspace(self, number: int) -> None:
        """Show a workspace."""
        self.bar.show_workspace(number)
        self._stack.setCurrentIndex(number)
        self.workspace_shown.emit(number)

    def open_passage(self, document_id: int, start: int, end: int) -> None:
        """Show a passage in its document."""
        self.show_workspace(0)
        self.code.open_passage(document_id, start, end)

    def open_document(self, document_id: int) -> None:
        """Show a document."""
        self.show_workspace(0)
        self.code.open_document(document_id)

    def show_code(self, code_id: int) -> None:
        """Select a code in the codebook."""
        self.show_workspace(0)
        self.code.show_code(code_id)

    def _show_progress(self) -> None:
        entries = self.code.entries()
        completed = sum(entry.state == "completed" for entry in entries)
        self.bar.show_progress(completed, len(entries))
