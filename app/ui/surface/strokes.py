"""A straight stroke of a code's colour: whole where a coder is sure, broken where not."""

from collections.abc import Sequence

from PySide6.QtCore import QLineF, Qt
from PySide6.QtGui import QColor, QPainter, QPen


def paint_stroke(
    painter: QPainter, stroke: QLineF, colour: QColor, thick: float, dashes: Sequence[float] = ()
) -> None:
    """Paints it with flat ends; `dashes`: lengths of parts and gaps, in units of its thickness."""
    pen = QPen(colour, thick)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if dashes:
        pen.setDashPattern(dashes)
    painter.setPen(pen)
    painter.drawLine(stroke)
