"""A small chart: one value for each round with its interval, joined by a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.agreement.coefficients.values import Value
from app.report.numbers import coefficient
from app.translation import tr
from app.ui.kit.elided import cut

HEIGHT, LEFT, TOP, BOTTOM = 156, 44, 24, 26
MARKS = (0.0, 0.5, 0.8, 1.0)
DOT, WIDEST = 4.0, 160.0


@dataclass(frozen=True)
class Point:
    """A round's name and value."""

    name: str
    value: Value


class Trend(QWidget):
    """Values below 0 are drawn at 0; an undefined one leaves a gap."""

    def __init__(self) -> None:
        super().__init__()
        self._points: list[Point] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Agreement over the rounds"))

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(360, HEIGHT)

    def show_points(self, points: Sequence[Point]) -> None:
        """Show these values."""
        self._points = list(points)
        texts = (f"{point.name} {coefficient(point.value.value)}" for point in points)
        self.setAccessibleDescription(", ".join(texts))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw marks, intervals, line and points."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(LEFT, TOP, self.width() - LEFT - 12, self.height() - TOP - BOTTOM)
        self._paint_marks(painter, room)
        places = [self._spot(index, room) for index in range(len(self._points))]
        self._paint_line(painter, places)
        for point, spot, column in zip(self._points, places, self._columns(room), strict=True):
            self._paint_point(painter, point, spot, column, room)
        painter.end()

    def _columns(self, room: QRectF) -> list[QRectF]:
        step = min(WIDEST, room.width() / max(1, len(self._points)))
        return [
            QRectF(room.left() + step * index, room.top(), step, room.height())
            for index in range(len(self._points))
        ]

    def _spot(self, index: int, room: QRectF) -> QPointF | None:
        value = self._points[index].value.value
        if value is None:
            return None
        return QPointF(self._columns(room)[index].center().x(), _height(value, room))

    def _paint_marks(self, painter: QPainter, room: QRectF) -> None:
        muted = self.palette().color(QPalette.ColorRole.PlaceholderText)
        faint = self.palette().color(QPalette.ColorRole.Mid)
        for mark in MARKS:
            y = _height(mark, room)
            painter.setPen(QPen(faint, 1, Qt.PenStyle.DashLine if mark == 0.8 else Qt.PenStyle.SolidLine))
            painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y))
            painter.setPen(muted)
            box = QRectF(0, y - 9, LEFT - 8, 18)
            painter.drawText(
                box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, coefficient(mark, 1)
            )

    def _paint_line(self, painter: QPainter, places: Sequence[QPointF | None]) -> None:
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Accent), 1.6))
        for left, right in pairwise(places):
            if left is not None and right is not None:
                painter.drawLine(left, right)

    def _paint_point(
        self, painter: QPainter, point: Point, spot: QPointF | None, column: QRectF, room: QRectF
    ) -> None:
        accent = self.palette().color(QPalette.ColorRole.Accent)
        if spot is not None:
            if point.value.low is not None and point.value.high is not None:
                painter.setPen(QPen(accent, 1.4))
                ends = [QPointF(spot.x(), _height(end, room)) for end in (point.value.low, point.value.high)]
                painter.drawLine(*ends)
                for end in ends:
                    painter.drawLine(end - QPointF(4, 0), end + QPointF(4, 0))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(accent)
            painter.drawEllipse(spot, DOT, DOT)
            painter.setPen(self.palette().color(QPalette.ColorRole.Text))
            top = spot.y() - DOT if point.value.high is None else _height(point.value.high, room)
            above = QRectF(spot.x() - 30, top - 19, 60, 17)
            painter.drawText(above, Qt.AlignmentFlag.AlignCenter, coefficient(point.value.value))
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        below = QRectF(column.left(), room.bottom() + 4, column.width(), BOTTOM - 4)
        name = cut(painter.fontMetrics(), point.name, column.width() - 6)
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, name)


def _height(value: float, room: QRectF) -> float:
    return room.bottom() - max(0.0, min(1.0, value)) * room.height()
