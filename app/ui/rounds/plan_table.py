"""Paints how far a coder is with a document of a round."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from app.rounds.queries import STATES
from app.ui.kit.painted import PaintedRows
from app.ui.kit.state import SYMBOL, paint_state
from app.ui.kit.table import PAINTED, Index

BESIDE = 8  # pixels beside the edge, as what stands in the head of a table


class StateDelegate(PaintedRows):
    """A ring, half a disc or a check mark; a dot where nothing is assigned."""

    def paint_row(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a cell."""
        state = index.data(PAINTED)
        place = QRect(0, 0, SYMBOL, SYMBOL)
        place.moveCenter(option.rect.center())
        place.moveLeft(option.rect.left() + BESIDE)
        place = QStyle.visualRect(option.direction, option.rect, place)
        if state is None:
            painter.setPen(option.palette.placeholderText().color())
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, "·")
        else:
            paint_state(painter, QRectF(place), STATES[state], option.palette)

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Room for the symbol."""
        return QSize(SYMBOL + 20, option.fontMetrics.height() + 10)
