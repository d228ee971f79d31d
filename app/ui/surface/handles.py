"""The handles of one coding: where its edges stand, how they look, and what the mouse takes hold of."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from app.documents.edges import Edge
from app.ui.surface.geometry import ScreenLine
from app.ui.surface.look import Look

REACH = 8  # pixels around an edge
OVER = 3  # pixels that its bar is longer than the line is high
OUT, GRIP = 4, 5  # pixels: how far out the grip's middle is, and its radius


@dataclass(frozen=True, slots=True)
class Handles:
    """The edges of a coding on [start, end), in Qt's positions."""

    start: int
    end: int
    colour: str

    def places(self, lines: Sequence[ScreenLine]) -> dict[Edge, QRectF]:
        """Where the edges stand on lines, as high as these and without a width."""
        positions: dict[Edge, int] = {"start": self.start, "end": self.end}
        return {
            edge: QRectF(x, line.top, 0, line.bottom - line.top)
            for line in lines
            for edge, position in positions.items()
            if (x := line.edge(position, edge == "start")) is not None
        }

    def edge_at(self, lines: Sequence[ScreenLine], point: QPointF) -> Edge | None:
        """The edge that a press at a point takes hold of: at its bar, or at the grip beyond it."""
        for edge, box in self.places(lines).items():
            above, below = (REACH + OUT, REACH) if edge == "start" else (REACH, REACH + OUT)
            if box.adjusted(-REACH, -above, REACH, below).contains(point):
                return edge
        return None

    def paint(self, painter: QPainter, lines: Sequence[ScreenLine], look: Look) -> None:
        """A bar with a grip at each edge: above the start, below the end."""
        colour = look.line(self.colour)
        for edge, box in self.places(lines).items():
            x, grip = box.x(), box.top() - OUT if edge == "start" else box.bottom() + OUT
            painter.setPen(QPen(colour, 2))
            painter.drawLine(QPointF(x, box.top() - OVER), QPointF(x, box.bottom() + OVER))
            painter.setPen(QPen(look.tint(self.colour), 1.5))
            painter.setBrush(colour)
            painter.drawEllipse(QPointF(x, grip), GRIP, GRIP)
