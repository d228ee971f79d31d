"""Paints how far a coder is with a document of a round."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from app.rounds.queries import Progress, State
from app.ui.kit.painted import PaintedRows
from app.ui.kit.state import SYMBOL, paint_state
from app.ui.kit.table import PAINTED, Index

RING: dict[Progress, State] = {"assigned": "not started", "started": "started", "completed": "completed"}


class StateDelegate(PaintedRows):
    """A ring, half a disc or a check mark; a dot where nothing is assigned."""

    def paint_row(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a cell."""
        state = index.data(PAINTED)
        middle = QRectF(option.rect).center()
        if state is None:
            painter.setPen(option.palette.placeholderText().color())
            painter.drawText(option.rect, Qt.AlignmentFlag.AlignCenter, "·")
        else:
            box = QRectF(middle.x() - SYMBOL / 2, middle.y() - SYMBOL / 2, SYMBOL, SYMBOL)
            paint_state(painter, box, RING[state], option.palette)

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Room for the symbol."""
        return QSize(SYMBOL + 20, option.fontMetrics.height() + 10)
