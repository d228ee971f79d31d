"""What lies on a page: layers that paint themselves on lines, whatever page these are of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.ui.surface.geometry import ScreenLine
from app.ui.surface.look import Look


class PaintedLayer(Protocol):
    """Knows its stretches in Qt's positions; where these stand, the lines know."""

    def paint(self, painter: QPainter, lines: Sequence[ScreenLine], look: Look) -> None:
        """Paints what is on these lines."""


@dataclass(frozen=True, slots=True)
class Tint:
    """A stretch [start, end) on a ground of its own, a little higher than the line."""

    start: int
    end: int
    colour: QColor
    above: float = 0
    below: float = 0

    def paint(self, painter: QPainter, lines: Sequence[ScreenLine], _look: Look) -> None:
        """Fills it behind the words."""
        for line in lines:
            for rect in line.rects(self.start, self.end, self.above, self.below):
                painter.fillRect(rect, self.colour)


@dataclass(frozen=True, slots=True)
class Outline:
    """A stretch [start, end) that lights up for a moment."""

    start: int
    end: int

    def paint(self, painter: QPainter, lines: Sequence[ScreenLine], look: Look) -> None:
        """Draws a line around it."""
        painter.setPen(QPen(look.line(look.accent), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for line in lines:
            for rect in line.rects(self.start, self.end, above=4, below=4):
                painter.drawRoundedRect(rect.adjusted(-3, 0, 3, 0), 4, 4)


def paint_layers(
    painter: QPainter, layers: Iterable[PaintedLayer], lines: Sequence[ScreenLine], look: Look
) -> None:
    """Paints layers, the first one undermost."""
    for layer in layers:
        layer.paint(painter, lines, look)
