"""Paints a cell of the agreement table: a code with its colour, a number, an interval as an error bar."""

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyleOptionViewItem, QTableView

from app.agreement.coefficients.values import Value
from app.report.agreement_lines import AgreementLine
from app.report.agreement_table import INTERVAL, NAME, NOTES
from app.ui.agreement.table.model import INDENT
from app.ui.kit.elided import cut
from app.ui.kit.painted import LEFT, PaintedRows
from app.ui.kit.table import KEY, PAINTED, ROW, Index
from app.ui.surface.look import paint_swatch

EDGE = 8
MARKS = (0.0, 0.5, 1.0)
SWATCH = 10
DOT = 7.0
STEP = 14  # for each level of the codebook


class LineDelegate(PaintedRows):
    """`lowest` is where the scale of intervals begins; `threshold` is drawn as a dashed line."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self.lowest = 0.0
        self.threshold: float | None = None

    def paint_row(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a cell."""
        line: AgreementLine = index.data(ROW)
        key: str = index.data(KEY)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(_font(option.font, line, key))
        room = option.rect.adjusted(EDGE, 0, -EDGE, 0)
        if key == NAME:
            _paint_name(painter, room, line, index.data(INDENT), option.palette)
        elif key == INTERVAL:
            self._paint_interval(painter, room, line, option.palette)
        else:
            painter.setPen(_ink(index, key, option.palette))
            words = self.displayText(index.data(Qt.ItemDataRole.DisplayRole), option.locale)
            fitting = cut(painter.fontMetrics(), words, room.width())
            painter.drawText(room, option.displayAlignment, fitting)

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Room to be hit with the mouse."""
        return QSize(60, option.fontMetrics.height() + 11)

    def _paint_interval(self, painter: QPainter, room: QRect, line: AgreementLine, palette: QPalette) -> None:
        top, bottom, middle = room.top() + 4.0, room.bottom() - 3.0, room.center().y() + 0.5
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Mid), 1))
        for mark in MARKS:
            x = place(room, mark, self.lowest)
            painter.drawLine(QLineF(x, top, x, bottom))
        if self.threshold is not None:
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Text), 1, Qt.PenStyle.DashLine))
            x = place(room, self.threshold, self.lowest)
            painter.drawLine(QLineF(x, room.top(), x, room.bottom() + 1))
        drawn = line.drawn
        if drawn.value is None:
            return
        ink = palette.color(QPalette.ColorRole.Accent)
        painter.setPen(QPen(ink, 1.6))
        if drawn.low is not None and drawn.high is not None:
            low, high = (place(room, end, self.lowest) for end in (drawn.low, drawn.high))
            painter.drawLine(QLineF(low, middle, high, middle))
            for x in (low, high):
                painter.drawLine(QLineF(x, middle - 3.5, x, middle + 3.5))
        above = self.threshold is None or (drawn.low is not None and drawn.low >= self.threshold)
        painter.setBrush(ink if above else palette.color(QPalette.ColorRole.Base))
        spot = QPointF(place(room, drawn.value, self.lowest), middle)
        painter.drawEllipse(spot, DOT / 2, DOT / 2)


def place(room: QRect, value: float, lowest: float) -> float:
    """Where a value lies in a cell whose scale goes from `lowest` to 1, in pixels."""
    inner = room.adjusted(5, 0, -5, 0)
    share = (max(value, lowest) - lowest) / (1 - lowest)
    return round(inner.left() + share * inner.width()) + 0.5


def _font(font: QFont, line: AgreementLine, key: str) -> QFont:
    line_font = QFont(font)
    if line.pooled and key != NOTES:
        line_font.setWeight(QFont.Weight.DemiBold)
    return line_font


def _ink(index: Index, key: str, palette: QPalette) -> QColor:
    value: Value | None = index.data(PAINTED)
    quiet = key == NOTES or (value is not None and value.value is None)
    role = QPalette.ColorRole.PlaceholderText if quiet else QPalette.ColorRole.Text
    return palette.color(role)


def _paint_name(
    painter: QPainter, room: QRect, line: AgreementLine, indent: int | None, palette: QPalette
) -> None:
    left = room.left() + STEP * (indent or 0)
    if line.colour:
        paint_swatch(
            painter, QRectF(left, room.center().y() - SWATCH / 2 + 0.5, SWATCH, SWATCH), line.colour, palette
        )
        left += SWATCH + 8
    painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    quiet = line.code is not None and line.drawn.value is None
    role = QPalette.ColorRole.PlaceholderText if quiet else QPalette.ColorRole.Text
    painter.setPen(palette.color(role))
    metrics = painter.fontMetrics()
    name = cut(metrics, line.title, room.right() - left)
    painter.drawText(QRect(left, room.top(), room.right() - left, room.height()), LEFT, name)
    left += metrics.horizontalAdvance(name) + 8
    fits = metrics.horizontalAdvance(line.group) <= room.right() - left
    if line.group and fits and (indent is None or line.code is None):
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(QRect(left, room.top(), room.right() - left, room.height()), LEFT, line.group)
