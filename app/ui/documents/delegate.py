"""Paints one document of the list: state by symbol, name, language and number of codings."""

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QStyleOptionViewItem

from app.report.document_list import DocumentEntry
from app.ui.kit.elided import cut
from app.ui.kit.painted import GAP, LEFT, PaintedRows, paint_aside
from app.ui.kit.state import SYMBOL, paint_state
from app.ui.kit.table import ROW, Index


class DocumentDelegate(PaintedRows):
    """A row with everything at its place."""

    def paint_row(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a document."""
        entry: DocumentEntry = index.data(ROW)
        room = option.rect.adjusted(10, 0, -10, 0)
        paint_state(painter, _symbol_rect(room), entry.state, option.palette)
        painter.setPen(option.palette.color(QPalette.ColorRole.PlaceholderText))
        for words in (str(entry.codings) if entry.codings else "", entry.document.language.upper()[:3]):
            room = paint_aside(painter, room, words)
        room.adjust(SYMBOL + GAP, 0, 0, 0)
        painter.setPen(option.palette.color(QPalette.ColorRole.Text))
        painter.drawText(room, LEFT, cut(option.fontMetrics, entry.document.name, room.width()))

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Room to be hit with the mouse."""
        return QSize(120, option.fontMetrics.height() + 13)


def _symbol_rect(room: QRect) -> QRectF:
    return QRectF(room.left(), room.center().y() - SYMBOL / 2 + 0.5, SYMBOL, SYMBOL)
