"""The trail, newest first: when, who, what, and whether it was taken back."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.local_times import local_time
from app.store.history import ActionFilter, HistoryRow, history
from app.translation import tr
from app.ui.history.narrowing import HistoryFilter
from app.ui.kit.copying import Copying
from app.ui.kit.dialog import Dialog
from app.ui.kit.elided import NamesDelegate
from app.ui.kit.plain import Label, in_role
from app.ui.session import ProjectSession

PAGE = 200
LONGEST_TIME, BESIDE = "2000-08-08 08:08:08", 24  # pixels
MOST_READ_AGAIN = 2_000
Index = QModelIndex | QPersistentModelIndex


class HistoryModel(QAbstractTableModel):
    """Actions, read a page at a time as one scrolls down."""

    def __init__(self, session: ProjectSession) -> None:
        super().__init__()
        self._session = session
        self._rows: list[HistoryRow] = []
        self._more = True
        self._wanted = ActionFilter()
        self._headers = (tr("When"), tr("Who"), tr("What"), tr("Changed rows"))

    def load(self, _changes: object = None) -> None:
        """Read the newest page, or as much as was read before."""
        self.beginResetModel()
        self._rows = self._read(None, min(max(PAGE, len(self._rows)), MOST_READ_AGAIN))
        self.endResetModel()

    def narrow(self, wanted: ActionFilter) -> None:
        """Show only what is wanted."""
        self._wanted = wanted
        self._rows = []
        self.load()

    def place_of(self, action_id: int) -> int | None:
        """The line of an action that is shown."""
        return next((index for index, row in enumerate(self._rows) if row.id == action_id), None)

    def action_at(self, row: int) -> int | None:
        """The action in a line."""
        return self._rows[row].id if 0 <= row < len(self._rows) else None

    def _read(self, before: int | None, limit: int = PAGE) -> list[HistoryRow]:
        with self._session.project.read() as reading:
            rows = history(reading, limit=limit, before=before, wanted=self._wanted)
        self._more = len(rows) == limit
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
            cells = (local_time(row.at), self._who(row), self._what(row), f"{row.rows:,}")
            return in_role(cells[index.column()], role)
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == len(self._headers) - 1:
            return Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        return None

    def _who(self, row: HistoryRow) -> str:
        return tr("command line") if row.by_command else row.coder or "–"

    def _what(self, row: HistoryRow) -> str:
        if row.kind == "undo":
            return tr("Undo: {action}", action=row.label)
        if row.kind == "redo":
            return tr("Redo: {action}", action=row.label)
        return row.label


class HistoryDialog(Dialog):
    """The trail in a window of its own that may stay open."""

    def __init__(self, parent: QWidget | None, session: ProjectSession) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle(tr("History"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.model = HistoryModel(session)
        self.table = QTableView()
        self.table.setItemDelegate(NamesDelegate(self.table))
        self.table.setModel(self.model)
        self._dress_table()
        self.filter = HistoryFilter(session)
        self.nothing = Label(tr("Nothing in the history is like that."))
        self.nothing.setProperty("muted", True)
        note = Label(
            tr("Everything that was done to this project, newest first. Undo is itself a line here."),
            wordWrap=True,
        )
        note.setProperty("muted", True)
        column = QVBoxLayout(self)
        column.addWidget(note)
        column.addWidget(self.filter)
        column.addWidget(self.nothing)
        column.addWidget(self.table, 1)
        self.resize(820, 560)
        self.filter.changed.connect(self._narrow)
        QShortcut(QKeySequence.StandardKey.Find, self, self.filter.words.setFocus)
        session.changed.connect(self._reload)
        session.coder_changed.connect(self.filter.words.clear)
        session.coder_changed.connect(self._reload)
        self._narrow(self.filter.wanted())
        self.table.setFocus()

    def _dress_table(self) -> None:
        self.table.setObjectName("history")
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.table.setAccessibleName(tr("History"))
        Copying(self.table)
        self.table.setColumnWidth(0, self.fontMetrics().horizontalAdvance(LONGEST_TIME) + BESIDE)
        for column, width in ((1, 150), (3, 110)):
            self.table.setColumnWidth(column, width)
        self.table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)

    def _narrow(self, wanted: ActionFilter) -> None:
        self.model.narrow(wanted)
        self._say_if_empty()

    def _reload(self, _changes: object = None) -> None:
        """Read it anew; the line where one is stays."""
        self.filter.read_people()
        at = self.model.action_at(self.table.currentIndex().row())
        self.model.load()
        self._say_if_empty()
        row = None if at is None else self.model.place_of(at)
        if row is not None:
            self.table.setCurrentIndex(self.model.index(row, 0))

    def _say_if_empty(self) -> None:
        self.nothing.setVisible(self.model.rowCount() == 0)
