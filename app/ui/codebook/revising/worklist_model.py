"""The codings of the re-code worklist as a list: where each is, its code, and whether it was looked at."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from app.codebook.queries import CodeRow
from app.codebook.worklist import ToCheck
from app.documents.queries import documents
from app.isolation import isolated
from app.store import ReadSession
from app.ui.kit.chip import chip_icon
from app.ui.kit.plain import in_role

Index = QModelIndex | QPersistentModelIndex
DONE = "\N{CHECK MARK}"


class WorklistModel(QAbstractListModel):
    """Reads what it is given; the words of passages are read when they are shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: Sequence[ToCheck] = []
        self._documents: dict[int, str] = {}
        self._codes: Mapping[int, CodeRow] = {}

    def load(self, session: ReadSession, entries: Sequence[ToCheck], codes: Mapping[int, CodeRow]) -> None:
        """Take other entries."""
        self.beginResetModel()
        self._entries, self._codes = entries, codes
        self._documents = {document.id: document.name for document in documents(session)}
        self.endResetModel()

    def entry(self, row: int) -> ToCheck:
        """One entry."""
        return self._entries[row]

    def checked(self) -> int:
        """How many were looked at."""
        return sum(entry.checked for entry in self._entries)

    def row_of(self, coding_id: int) -> int:
        """Where a coding stands, -1 where it isn't."""
        return next((row for row, entry in enumerate(self._entries) if entry.coding_id == coding_id), -1)

    def next_open(self, row: int) -> int:
        """The first entry from a row on that waits for a look, else the first of all, -1 for none."""
        order = [*range(row, len(self._entries)), *range(min(row, len(self._entries)))]
        return next((index for index in order if not self._entries[index].checked), -1)

    def open_of(self, code_id: int) -> list[int]:
        """The codings of a code that wait for a look."""
        return [entry.coding_id for entry in self._entries if entry.code_id == code_id and not entry.checked]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt has it
        """How many codings the version touches."""
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """An entry in words, with its code's colour."""
        entry = self._entries[index.row()]
        code = self._codes.get(entry.code_id)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            names = code.name if code else "", self._documents.get(entry.document_id, "")
            words = " · ".join(isolated(name) for name in names)
            return in_role(f"{DONE} {words}" if entry.checked else words, role)
        if role == Qt.ItemDataRole.DecorationRole and code is not None:
            return chip_icon(code.colour)
        if role == Qt.ItemDataRole.ForegroundRole and entry.checked:
            return QApplication.palette().color(QPalette.ColorRole.PlaceholderText)
        return None
