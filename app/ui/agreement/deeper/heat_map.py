"""A heat map to look at and to click: numbers in every cell, shade beside them, names turned upwards."""

from __future__ import annotations

from PySide6.QtCore import (
    QModelIndex,
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
    QWidget,
)

from app.report.heat_maps import HeatMapCell, HeatMapRow, HeatMapTable, table
from app.translation import tr
from app.ui.kit.copying import Copying
from app.ui.kit.elided import cut
from app.ui.kit.lines import NO_MARGINS, below
from app.ui.kit.plain import Hint
from app.ui.kit.table import PAINTED, Index, TableModel
from app.ui.surface.look import blend, contrast

WIDE, HIGH, HIGHER = 46, 26, 38  # pixels
SMALLER = 3
LONGEST_NAME = 150
STRONGEST = 0.85  # of the accent
QUIET = """QHeaderView::section:vertical { padding: 2px 8px; }
QTableCornerButton::section { background: palette(window); border: none; }"""


class _Shades(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a cell: shade, number, frame."""
        palette = option.palette
        cell: HeatMapCell = index.data(PAINTED)
        behind, ink = shade_of(cell.shade, palette)
        painter.save()
        painter.fillRect(option.rect.adjusted(0, 0, -1, -1), behind)
        painter.setPen(ink)
        _paint_words(painter, option.rect, cell.words, cell.beneath)
        frame = QRectF(option.rect).adjusted(1, 1, -2, -2)
        if cell.outlined:
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Dark), 1))
            painter.drawRect(frame)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Text), 2))
            painter.drawRect(frame)
        painter.restore()


def _paint_words(painter: QPainter, room: QRect, words: str, beneath: str) -> None:
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
        self.caption = Hint()
        self.caption.setContentsMargins(14, 6, 14, 6)
        self.grid: HeatMapTable | None = None
        self.model = TableModel[HeatMapRow]()
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
        below(self.caption, (self.view, 1), on=self, margins=NO_MARGINS, spacing=0)

    def show_grid(self, grid: HeatMapTable) -> None:
        """Show other numbers."""
        self.grid = grid
        self.model.show_table(table(grid))
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
