"""Rows of a list whose names have what somebody types, however either is written."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt

from app.folding import folded


class ByName(QSortFilterProxyModel):
    """Shows the rows whose names have the words that were typed."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._wanted = ""

    def find(self, typed: str) -> None:
        """Show what has these words; nothing typed shows all."""
        self._wanted = folded(typed.strip())
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: QModelIndex | QPersistentModelIndex) -> bool:
        """Whether a row is shown."""
        if not self._wanted:
            return True
        name = self.sourceModel().index(row, 0, parent).data(Qt.ItemDataRole.DisplayRole)
        return self._wanted in folded(name)
