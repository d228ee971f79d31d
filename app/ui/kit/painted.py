"""Rows that the program paints itself: the style paints what lies behind, a subclass what a row tells."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.ui.kit.elided import cut
from app.ui.kit.table import Index

_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
LEFT, RIGHT = _MIDDLE | Qt.AlignmentFlag.AlignLeft, _MIDDLE | Qt.AlignmentFlag.AlignRight
GAP = 8  # pixels between words


class PaintedRows(QStyledItemDelegate):
    """A subclass overrides `paint_row`, and `prepare` where the style shall paint less than the whole row."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        self.initStyleOption(option, index)
        option.text = ""
        self.prepare(option, index)
        option.widget.style().drawControl(
            QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget
        )
        painter.save()
        painter.setFont(option.font)
        self.paint_row(painter, option, index)
        painter.restore()

    def prepare(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Say what the style paints behind: it is the whole row in its state where nothing is said."""

    def paint_row(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint what a row tells."""
        raise NotImplementedError


def paint_aside(painter: QPainter, room: QRect, words: str, gap: int = GAP) -> QRect:
    """Paint words at the right end; returns the room that they leave."""
    if not words:
        return room
    painter.drawText(room, RIGHT, words)
    return room.adjusted(0, 0, -painter.fontMetrics().horizontalAdvance(words) - gap, 0)


def paint_line(painter: QPainter, room: QRect, words: str, aside: str, inks: tuple[QColor, QColor]) -> None:
    """Paint words, cut where they have no room, and what stands aside at the right, each in its ink."""
    painter.setPen(inks[1])
    left = paint_aside(painter, room, aside)
    painter.setPen(inks[0])
    painter.drawText(left, LEFT, cut(painter.fontMetrics(), words, left.width()))


class PaintedList(QListView):
    """A list of rows of different heights, which scrolls smoothly and never sideways."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
