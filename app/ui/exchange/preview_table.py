"""The first rows of a sheet as they would be written."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from app.exchange.preview import SheetPreview, Value
from app.translation import tr
from app.ui.kit.copying import Copying
from app.ui.kit.elided import NamesDelegate
from app.ui.kit.plain import plain_tip
from app.ui.kit.table import CELL

Index = QModelIndex | QPersistentModelIndex
LONGEST_SHOWN = 90  # characters; what is longer is in the tool tip
LEAST_WIDE, MOST_WIDE = 56, 240
WIDE_FOR_IDS = 104  # nobody reads them
DECIMALS = 3
IDS = (" id", "_id")


class _PreviewModel(QAbstractTableModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.preview: SheetPreview | None = None

    def show(self, preview: SheetPreview | None) -> None:
        self.beginResetModel()
        self.preview = preview
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """How many rows are shown."""
        return 0 if self.preview is None or (parent and parent.isValid()) else len(self.preview.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """How many columns."""
        return 0 if self.preview is None or (parent and parent.isValid()) else len(self.preview.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell as it would stand there; long ones in one line."""
        if self.preview is None:
            return None
        value: Value = self.preview.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return _shown(value)
        if role == CELL:
            return "" if value is None else value
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(value, str):
            return plain_tip(value[:2000])
        if role == Qt.ItemDataRole.TextAlignmentRole and isinstance(value, int | float):
            return Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The columns, and what they mean."""
        if self.preview is None or orientation == Qt.Orientation.Vertical:
            return None
        name, meaning = self.preview.columns[section]
        return {Qt.ItemDataRole.DisplayRole: name, Qt.ItemDataRole.ToolTipRole: plain_tip(meaning)}.get(
            Qt.ItemDataRole(role)
        )


class PreviewTable(QTableView):
    """Shows one sheet at a time."""

    def __init__(self) -> None:
        super().__init__()
        self.setItemDelegate(NamesDelegate(self))
        self._rows = _PreviewModel(self)
        self.setModel(self._rows)
        self.setObjectName("exportPreview")
        self.setAccessibleName(tr("First rows"))
        self.setWordWrap(False)
        self.setShowGrid(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        for scroll in (self.setHorizontalScrollMode, self.setVerticalScrollMode):
            scroll(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 9)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self.horizontalHeader().setDefaultAlignment(left)
        Copying(self)

    @property
    def preview(self) -> SheetPreview | None:
        """What is shown."""
        return self._rows.preview

    def show_preview(self, preview: SheetPreview | None) -> None:
        """Show another sheet, each column as wide as its words, within reason; the same stays as it is."""
        shown = self._rows.preview
        if shown and preview and (shown.columns, shown.rows) == (preview.columns, preview.rows):
            self._rows.preview = preview
            return
        self._rows.show(preview)
        self.scrollToTop()
        self.horizontalScrollBar().setValue(0)
        for column in range(self._rows.columnCount()):
            wanted = max(self.sizeHintForColumn(column), self.horizontalHeader().sectionSizeHint(column))
            name = str(self._rows.headerData(column, Qt.Orientation.Horizontal))
            most = WIDE_FOR_IDS if name.endswith(IDS) else MOST_WIDE
            self.setColumnWidth(column, min(most, max(LEAST_WIDE, wanted + 8)))


def _shown(value: Value) -> str:
    if isinstance(value, str):
        words = " ".join(value.split())
        return words if len(words) <= LONGEST_SHOWN else words[:LONGEST_SHOWN].rstrip() + " …"
    if value is None:
        return ""
    return f"{value:.0f}" if float(value).is_integer() else f"{value:.{DECIMALS}f}"
