"""Paints one document of the list: state by symbol, name, language and number of codings."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.rounds.queries import State
from app.ui.documents.model import ENTRY, DocumentEntry
from app.ui.kit.elided import cut

SYMBOL = 13
GAP = 8


class DocumentDelegate(QStyledItemDelegate):
    """A row with everything at its place; the view's style paints the background."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint a row."""
        entry: DocumentEntry = index.data(ENTRY)
        self.initStyleOption(option, index)
        widget: QWidget = option.widget
        option.text = ""
        widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, widget)
        painter.save()
        room = option.rect.adjusted(10, 0, -10, 0)
        paint_state(painter, _symbol_rect(room), entry.state, option.palette)
        _paint_words(painter, room, entry, option)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Room to be hit with the mouse."""
        return QSize(120, option.fontMetrics.height() + 13)


def _symbol_rect(room: QRect) -> QRectF:
    return QRectF(room.left(), room.center().y() - SYMBOL / 2 + 0.5, SYMBOL, SYMBOL)


def _paint_words(painter: QPainter, room: QRect, entry: DocumentEntry, option: QStyleOptionViewItem) -> None:
    metrics: QFontMetrics = option.fontMetrics
    muted = option.palette.color(QPalette.ColorRole.PlaceholderText)
    right = room.right()
    painter.setPen(muted)
    for words in (str(entry.codings) if entry.codings else "", entry.document.language.upper()[:3]):
        width = metrics.horizontalAdvance(words)
        if words:
            box = QRect(right - width, room.top(), width + 1, room.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, words)
            right -= width + GAP
    left = room.left() + SYMBOL + GAP
    name = cut(metrics, entry.document.name, right - left)
    painter.setPen(option.palette.color(QPalette.ColorRole.Text))
    box = QRect(left, room.top(), right - left, room.height())
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)


def paint_state(painter: QPainter, box: QRectF, state: State, palette: QPalette) -> None:
    """An empty ring, a half-filled one, or a disc with a check mark."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    accent = palette.color(QPalette.ColorRole.Accent)
    ring = QColor(palette.color(QPalette.ColorRole.Dark)) if state == "not started" else accent
    circle = box.adjusted(1, 1, -1, -1)
    painter.setPen(QPen(ring, 1.4))
    painter.setBrush(accent if state == "completed" else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(circle)
    if state == "started":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        painter.drawPie(circle.adjusted(2, 2, -2, -2), 90 * 16, 180 * 16)
    elif state == "completed":
        pen = QPen(palette.color(QPalette.ColorRole.BrightText), 1.7)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        middle = circle.center()
        painter.drawPolyline(
            [
                QPointF(middle.x() - 2.8, middle.y() + 0.2),
                QPointF(middle.x() - 0.8, middle.y() + 2.4),
                QPointF(middle.x() + 3.0, middle.y() - 2.2),
            ]
        )
