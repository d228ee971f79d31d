"""A table of what would be decided: where, what kind of item, the passage, what the consensus gets."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from app.report.choices import ChoiceLine
from app.translation import tr
from app.ui.kit.copying import Copying
from app.ui.kit.elided import NamesDelegate
from app.ui.kit.plain import in_role

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class ChoicesModel(QAbstractTableModel):
    """Lines of words."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: Sequence[ChoiceLine] = ()
        self._heads = (tr("Where"), tr("Kind"), tr("Passage"), tr("The consensus gets"))

    def show_lines(self, lines: Sequence[ChoiceLine]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        """Qt asks how many lines."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Qt asks how many columns."""
        return 0 if parent.isValid() else len(self._heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The columns' names."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._heads[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a cell."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        line = self._lines[index.row()]
        return in_role((line.place, line.kind, line.passage, line.made)[index.column()], role)


class ChoicesTable(QTableView):
    """Shows what would be decided."""

    def __init__(self) -> None:
        super().__init__()
        self.setItemDelegate(NamesDelegate(self))
        self.lines = ChoicesModel()
        self.setModel(self.lines)
        self.setAccessibleName(tr("What would be decided"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for index, width in enumerate((200, 125, 270)):
            header.resizeSection(index, width)
        header.setStretchLastSection(True)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        Copying(self)
