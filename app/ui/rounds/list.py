"""The list of rounds: name, what it is, and how much of it is done."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QStyleOptionViewItem

from app.report import rounds as words
from app.rounds.queries import RoundRow
from app.ui.kit.elided import cut
from app.ui.kit.painted import PaintedRows
from app.ui.kit.table import ROW, Index

BAR = 3


class RoundDelegate(PaintedRows):
    """Name over facts, and a bar that fills."""

    def paint_row(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a round."""
        row: RoundRow = index.data(ROW)
        room = option.rect.adjusted(12, 8, -12, -8)
        metrics = option.fontMetrics
        font = option.font
        font.setBold(not row.closed_at)
        painter.setFont(font)
        name = cut(painter.fontMetrics(), row.name, room.width())
        painter.setPen(option.palette.color(QPalette.ColorRole.Text))
        painter.drawText(room, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, name)
        font.setBold(False)
        painter.setFont(font)
        painter.setPen(option.palette.color(QPalette.ColorRole.PlaceholderText))
        below = room.adjusted(0, metrics.lineSpacing() + 1, 0, 0)
        facts = cut(metrics, words.facts(row), room.width())
        painter.drawText(below, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, facts)
        if not row.closed_at:
            _paint_bar(painter, room, row, option.palette)

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Two lines and a bar."""
        return QSize(180, 2 * option.fontMetrics.lineSpacing() + BAR + 24)


def _paint_bar(painter: QPainter, room: QRect, row: RoundRow, palette: QPalette) -> None:
    bar = QRect(room.left(), room.bottom() - BAR + 1, room.width(), BAR)
    painter.fillRect(bar, palette.color(QPalette.ColorRole.Mid))
    bar.setWidth(round(room.width() * row.completed / max(1, row.assigned)))
    painter.fillRect(bar, palette.color(QPalette.ColorRole.Accent))
