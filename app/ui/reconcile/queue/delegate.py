"""Paints one item of the queue: its kind as sign and colour, its codes, where it is, its weight and state."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem

from app.reconcile.items import weight_told
from app.reconcile.queries import QueueRow
from app.report.items import codes_of, place_of
from app.report.kind_signs import KIND_COLOURS, KIND_SIGNS
from app.ui.kit.painted import PaintedRows, paint_line
from app.ui.kit.table import ROW, Index
from app.ui.reconcile.queue.model import QueueModel
from app.ui.surface.look import Look

EDGE, SIGN, GAP = 9, 22, 8
STATUS_SIGNS = {"open": "", "deferred": "⚑", "changed": "△", "settled": "✓"}


class QueueDelegate(PaintedRows):
    """All rows are equally high, so that thousands scroll smoothly."""

    def __init__(self, view: QAbstractItemView, model: QueueModel) -> None:
        super().__init__(view)
        self._model = model

    def paint_row(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one item."""
        row: QueueRow = index.data(ROW)
        team = self._model.team
        if team is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = option.rect.adjusted(EDGE, 5, -EDGE, -5)
        half = room.height() // 2
        paint_sign(
            painter,
            QRectF(room.left(), room.center().y() - SIGN / 2 + 1, SIGN, SIGN),
            row.item.kind,
            option.palette,
        )
        left = room.left() + SIGN + GAP
        upper = QRect(left, room.top(), room.right() - left, half)
        lower = QRect(left, room.top() + half, room.right() - left, half)
        muted = option.palette.color(QPalette.ColorRole.PlaceholderText)
        strong = option.palette.color(QPalette.ColorRole.Text)
        state = STATUS_SIGNS[row.status] or ("?" if row.item.unsure else "")
        paint_line(painter, upper, codes_of(row, team), state, (strong, muted))
        small = QFont(option.font)
        small.setPixelSize(max(10, QFontInfo(option.font).pixelSize() - 1))
        painter.setFont(small)
        paint_line(painter, lower, place_of(row, team), weight_told(row.item.weight), (muted, muted))

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Two lines."""
        return QSize(160, row_height(option.fontMetrics))


def row_height(metrics: QFontMetrics) -> int:
    """Pixels of a row: two lines and air."""
    return round(metrics.height() * 2.3) + 12


def paint_sign(painter: QPainter, room: QRectF, kind: str, palette: QPalette) -> None:
    """A kind's sign on its colour: the sign alone tells it apart as well."""
    look = Look.of(palette)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.tint(KIND_COLOURS[kind], lit=True))
    painter.drawRoundedRect(room, 5, 5)
    painter.setPen(QColor(look.text))
    font = QFont(painter.font())
    font.setPixelSize(round(room.height() * 0.66))
    painter.setFont(font)
    painter.drawText(room.translated(QPointF(0, -0.5)), Qt.AlignmentFlag.AlignCenter, KIND_SIGNS[kind])
