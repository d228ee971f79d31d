"""How far a work is, painted: an empty ring, a half-filled one, a disc with a check mark."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen

SYMBOL = 13  # pixels


def paint_state(painter: QPainter, box: QRectF, state: str, palette: QPalette) -> None:
    """Paint “not started”, “started” or “completed”."""
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
