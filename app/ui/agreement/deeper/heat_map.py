"""A heat map to look at and to click: numbers in every cell, shade beside them, names turned upwards."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.report.heat_maps import HeatMapTable
from app.translation import tr
from app.ui.kit.copying import Copying
from app.ui.kit.elided import cut
from app.ui.kit.plain import Label, in_role
from app.ui.kit.table import CELL, Index
from app.ui.surface.look import blend, contrast

SHADE = Qt.ItemDataRole.UserRole
OUTLINED = Qt.ItemDataRole.UserRole + 1
BENEATH = Qt.ItemDataRole.UserRole + 2
WIDE, HIGH, HIGHER = 46, 26, 38  # pixels
SMALLER = 3
LONGEST_NAME = 150
STRONGEST = 0.85  # of the accent
QUIET = """QHeaderView::section:vertical { padding: 2px 8px; }
QTableCornerButton::section { background: palette(window); border: none; }"""


class _HeatMapModel(QAbstractTableModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.grid: HeatMapTable | None = None

    def show(self, grid: HeatMapTable | None) -> None:
        self.beginResetModel()
        self.grid = grid
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """How many rows."""
        return 0 if self.grid is None or (parent and parent.isValid()) else len(self.grid.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """How many columns."""
        return 0 if self.grid is None or (parent and parent.isValid()) else len(self.grid.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The number, its shade, and the cell in words."""
        if self.grid is None:
            return None
        cell = self.grid.cells[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.words
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return in_role(cell.tip, role)
        if role == CELL:
            return "" if cell.value is None else cell.value
        if role == BENEATH:
            return cell.beneath
        if role == SHADE:
            return cell.shade
        return cell.outlined if role == OUTLINED else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The names of rows and columns, in full as tool tips."""
        if self.grid is None or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        names = self.grid.columns if orientation == Qt.Orientation.Horizontal else self.grid.rows
        return in_role(names[section], role) if section < len(names) else None


class _Shades(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a cell: shade, number, frame."""
        palette = option.palette
        behind, ink = shade_of(index.data(SHADE), palette)
        painter.save()
        painter.fillRect(option.rect.adjusted(0, 0, -1, -1), behind)
        painter.setPen(ink)
        _paint_words(painter, option.rect, index.data(), index.data(BENEATH))
        frame = QRectF(option.rect).adjusted(1, 1, -2, -2)
        if index.data(OUTLINED):
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Dark), 1))
            painter.drawRect(frame)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Text), 2))
            painter.drawRect(frame)
        painter.restore()


def _paint_words(painter: QPainter, room: QRect, words: str, beneath: str | None) -> None:
    if not beneath:
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words)
        return
    half = room.height() // 2
    upper, lower = room.adjusted(0, 2, 0, -half + 3), room.adjusted(0, half + 1, 0, -2)
    painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, words)
    font = painter.font()
    font.setPixelSize(painter.fontInfo().pixelSize() - SMALLER)
    painter.setFont(font)
    painter.drawText(lower, Qt.AlignmentFlag.AlignCenter, beneath)


class _Upwards(QHeaderView):
    """Names of columns, read from below."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setDefaultSectionSize(WIDE)
        self.setMinimumSectionSize(WIDE)

    def sizeHint(self) -> QSize:
        """As high as the longest name, within reason."""
        names = [str(self.model().headerData(n, self.orientation())) for n in range(self.count())]
        longest = max((self.fontMetrics().horizontalAdvance(name) for name in names), default=0)
        return QSize(super().sizeHint().width(), min(LONGEST_NAME, longest) + 16)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint a name, elided where it is too long."""
        words = str(self.model().headerData(section, self.orientation()))
        painter.save()
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        painter.translate(QPointF(rect.left(), rect.bottom() - 6))
        painter.rotate(-90)
        room = QRect(0, 0, rect.height() - 10, rect.width())
        fitting = cut(painter.fontMetrics(), words, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, fitting)
        painter.restore()


class HeatMap(QWidget):
    """Says which cell was chosen, by mouse or by keyboard."""

    cell_chosen = Signal(int, int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.caption = Label(wordWrap=True)
        self.caption.setProperty("muted", True)
        self.caption.setContentsMargins(14, 6, 14, 6)
        self.model = _HeatMapModel(self)
        self.view = QTableView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(_Shades(self.view))
        self.view.setHorizontalHeader(_Upwards(self.view))
        rows = self.view.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(HIGH)
        rows.setTextElideMode(Qt.TextElideMode.ElideRight)
        rows.setMaximumWidth(LONGEST_NAME + 16)
        self.view.setShowGrid(False)
        self.view.setCornerButtonEnabled(False)
        self.view.setStyleSheet(QUIET)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setTabKeyNavigation(False)
        for scroll in (self.view.setHorizontalScrollMode, self.view.setVerticalScrollMode):
            scroll(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setAccessibleName(name)
        Copying(self.view)
        self.view.selectionModel().currentChanged.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.caption)
        column.addWidget(self.view, 1)

    @property
    def grid(self) -> HeatMapTable | None:
        """What is shown."""
        return self.model.grid

    def show_grid(self, grid: HeatMapTable) -> None:
        """Show other numbers."""
        self.model.show(grid)
        self.view.verticalHeader().setDefaultSectionSize(HIGHER if grid.has_small_words else HIGH)
        words = tr("{grid}; small: in how many passages", grid=grid.caption)
        self.caption.setText(words if grid.has_small_words else grid.caption)

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.cell_chosen.emit(index.row(), index.column())


def shade_of(shade: float | None, palette: QPalette) -> tuple[QColor, QColor]:
    """What stands behind a number, and the colour in which it can be read there."""
    base, text = (palette.color(role) for role in (QPalette.ColorRole.Base, QPalette.ColorRole.Text))
    if shade is None:
        return base, text
    behind = blend(base, palette.color(QPalette.ColorRole.Accent), STRONGEST * shade)
    light = palette.color(QPalette.ColorRole.BrightText)
    return behind, max((text, light), key=lambda ink: contrast(ink, behind))
