"""The queue as a list of Qt's: one row for each item that is shown."""

from collections.abc import Sequence
from itertools import chain
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from app.reconcile.loaded_queue import Team
from app.reconcile.queries import QueueRow
from app.report.items import codes_of, place_of, spoken
from app.report.kind_signs import weight_explained
from app.ui.kit.plain import plain_tip

ROW = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class QueueModel(QAbstractListModel):
    """Rows as they were sorted and filtered."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[QueueRow] = []
        self.team: Team | None = None

    def show_rows(self, rows: Sequence[QueueRow], team: Team) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows, self.team = list(rows), team
        self.endResetModel()

    def replace(self, at: int, row: QueueRow) -> None:
        """The same item as it is now."""
        self._rows[at] = row
        self.dataChanged.emit(self.index(at), self.index(at))

    def insert(self, at: int, row: QueueRow) -> None:
        """An item that is wanted now."""
        self.beginInsertRows(QModelIndex(), at, at)
        self._rows.insert(at, row)
        self.endInsertRows()

    def remove(self, at: int) -> None:
        """An item that isn't wanted any more."""
        self.beginRemoveRows(QModelIndex(), at, at)
        del self._rows[at]
        self.endRemoveRows()

    def row(self, at: int) -> QueueRow:
        """One row."""
        return self._rows[at]

    def rows(self) -> Sequence[QueueRow]:
        """All rows that are shown."""
        return self._rows

    def number(self, key: str) -> int | None:
        """Where an item stands, or None where it isn't shown."""
        return next((index for index, row in enumerate(self._rows) if row.item.key == key), None)

    def next_open(self, after: int) -> int | None:
        """The first row from a number on that is open, from the beginning again; None where none is."""
        order = chain(range(after, len(self._rows)), range(min(after, len(self._rows))))
        return next((at for at in order if self._rows[at].status in ("open", "changed")), None)

    def rowCount(self, parent: Index = ROOT) -> int:
        """Qt asks how many."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A row in words for screen readers and for copying; the row itself for painting."""
        if not index.isValid() or self.team is None:
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return spoken(row, self.team)
        if role == Qt.ItemDataRole.ToolTipRole:
            words = (codes_of(row, self.team), place_of(row, self.team), weight_explained(row.item.weight))
            return plain_tip("\n".join(part for part in words if part))
        return None
