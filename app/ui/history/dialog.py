"""The trail, newest first: when, who, what, and whether it was taken back."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.store.history import HistoryRow, history
from app.ui.copying import Copying
from app.ui.session import ProjectSession
from app.ui.times import local_time

PAGE = 200
Index = QModelIndex | QPersistentModelIndex


class HistoryModel(QAbstractTableModel):
    """Actions, read a page at a time as one scrolls down."""

    def __init__(self, session: ProjectSession) -> None:
        super().__init__()
        self._session = session
        self._rows: list[HistoryRow] = []
        self._more = True
        self._headers = (self.tr("When"), self.tr("Who"), self.tr("What"), self.tr("Changed rows"))

    def load(self, _changes: object = None) -> None:
        """Read the newest page."""
        self.beginResetModel()
        self._rows = self._read(None)
        self.endResetModel()

    def _read(self, before: int | None) -> list[HistoryRow]:
        with self._session.project.read() as reading:
            rows = history(reading, limit=PAGE, before=before)
        self._more = len(rows) == PAGE
        return rows

    def canFetchMore(self, _parent: Index) -> bool:
        """Whether there are older actions."""
        return self._more

    def fetchMore(self, _parent: Index) -> None:
        """Read the next page."""
        older = self._read(self._rows[-1].id if self._rows else None)
        first = len(self._rows)
        if older:
            self.beginInsertRows(QModelIndex(), first, first + len(older) - 1)
            self._rows += older
            self.endInsertRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt has it
        """How many actions were read."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt has it
        """When, who, what, how much."""
        return 0 if parent.isValid() else len(self._headers)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The columns' names."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headers[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One cell."""
        row = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return (local_time(row.at), row.coder or "–", self._what(row), str(row.rows))[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == len(self._headers) - 1:
            return Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        return None

    def _what(self, row: HistoryRow) -> str:
        if row.kind == "undo":
            return self.tr("Undo: {}").format(row.label)
        if row.kind == "redo":
            return self.tr("Redo: {}").format(row.label)
        return row.label


class HistoryDialog(QDialog):
    """The trail in a window of its own that may stay open."""

    def __init__(self, parent: QWidget, session: ProjectSession) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("History"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.model = HistoryModel(session)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setObjectName("history")
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.table.setAccessibleName(self.tr("History"))
        Copying(self.table)
        for column, width in ((0, 150), (1, 130), (3, 110)):
            self.table.setColumnWidth(column, width)
        self.table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        note = QLabel(
            self.tr("Everything that was done to this project, newest first. Undo is itself a line here."),
            wordWrap=True,
        )
        note.setProperty("muted", True)
        column_layout = QVBoxLayout(self)
        column_layout.addWidget(note)
        column_layout.addWidget(self.table, 1)
        self.resize(760, 520)
        self.model.load()
        session.changed.connect(self.model.load)
