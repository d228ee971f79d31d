"""Words that were found in a text: a ground and an outline where they stand, stronger for the one at hand."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.ui.surface.geometry import ScreenLine
from app.ui.surface.look import Look
from app.ui.surface.offsets import Offsets

GROUND = "#e0a800"  # amber, which no scheme takes for the selection
ROUNDED = 3


class Matches:
    """A layer that looks up what is on screen: a text may have half a million of them."""

    def __init__(self) -> None:
        self.places: Sequence[tuple[int, int]] = ()
        self.current: int | None = None
        self._starts: list[int] = []
        self._offsets = Offsets("")

    def show(self, places: Sequence[tuple[int, int]], offsets: Offsets) -> None:
        """Show these places [start, end), in code points, by start and none over another."""
        self.places, self.current, self._offsets = places, None, offsets
        self._starts = [start for start, _ in places]

    def next_from(self, position: int) -> int | None:
        """The first place that starts at a position or behind it, else the first of all."""
        if not self.places:
            return None
        return bisect_left(self._starts, position) % len(self.places)

    def previous_from(self, position: int) -> int | None:
        """The last place that starts before a position, else the last of all."""
        return (bisect_left(self._starts, position) - 1) % len(self.places) if self.places else None

    def paint(self, painter: QPainter, lines: Sequence[ScreenLine], look: Look) -> None:
        """Paint those that stand on these lines."""
        if not self.places or not lines:
            return
        first = max(0, bisect_right(self._starts, self._offsets.from_qt(lines[0].start)) - 1)
        last = bisect_left(self._starts, self._offsets.from_qt(lines[-1].end))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index in range(first, last):
            start, end = self.places[index]
            span = self._offsets.to_qt(start), self._offsets.to_qt(end, end=True)
            for line in lines:
                for rect in line.rects(*span, above=1, below=1):
                    _paint(painter, rect, look, at_hand=index == self.current)
        painter.restore()


def _paint(painter: QPainter, rect: QRectF, look: Look, *, at_hand: bool) -> None:
    box = rect.adjusted(-0.5, 0.5, 0.5, -0.5)
    painter.setBrush(look.tint(GROUND, lit=at_hand))
    edge = QColor(look.line(look.text if at_hand else GROUND))
    painter.setPen(QPen(edge, 2 if at_hand else 1, Qt.PenStyle.SolidLine))
    painter.drawRoundedRect(box, ROUNDED, ROUNDED)
