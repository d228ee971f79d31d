"""Paints codings behind the text: a tint of the innermost one, a line beneath for each, ticks at the ends."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QPainter

from app.ui.surface.cover import innermost
from app.ui.surface.geometry import ScreenLine
from app.ui.surface.look import Look
from app.ui.surface.marks import CodingMark
from app.ui.surface.strokes import paint_stroke

LEVELS = 3  # lines beneath the text; deeper overlaps show in the margin only
LEVEL_PITCH = 3.0
LINE_WIDTH = 2.0
DASHES = (3, 2)


@dataclass(frozen=True, slots=True)
class Placed:
    """A coding in Qt's positions, with the level of its underline and its margin lane (-1: none)."""

    mark: CodingMark
    start: int
    end: int
    level: int
    lane: int
    colour: str


@dataclass(frozen=True, slots=True)
class Bands:
    """The bands of codings; those in `lit` are stronger and on top."""

    placed: Sequence[Placed]
    lit: frozenset[int]

    def paint(self, painter: QPainter, lines: Sequence[ScreenLine], look: Look) -> None:
        """Paints the tints of all lines first, for lines beneath may touch what follows."""
        touched = [
            (line, [band for band in self.placed if band.start < line.end and line.start < band.end])
            for line in lines
        ]
        for line, touching in touched:
            if touching:
                _paint_tints(painter, line, touching, look, self.lit)
        for line, touching in touched:
            for band in touching:
                _paint_lines(painter, line, band, look, band.mark.id in self.lit)


def _paint_tints(
    painter: QPainter, line: ScreenLine, bands: Sequence[Placed], look: Look, lit: frozenset[int]
) -> None:
    spans = [(band.start, band.end) for band in bands]
    for start, end, index in innermost(spans, line.start, line.end):
        tint = look.tint(bands[index].colour)
        for rect in line.rects(start, end, above=-1, below=1):
            painter.fillRect(rect, tint)
    for band in bands:
        if band.mark.id in lit:
            tint = look.tint(band.colour, lit=True)
            for rect in line.rects(band.start, band.end, above=-1, below=1):
                painter.fillRect(rect, tint)


def _paint_lines(painter: QPainter, line: ScreenLine, band: Placed, look: Look, lit: bool) -> None:
    colour = look.line(band.colour)
    if 0 <= band.level < LEVELS or lit:
        thick = LINE_WIDTH + (1 if lit else 0)
        top = round(line.bottom) + max(0, min(band.level, LEVELS - 1)) * LEVEL_PITCH
        for rect in line.rects(band.start, band.end):
            if band.mark.sure:
                painter.fillRect(QRectF(rect.left(), top, rect.width(), thick), colour)
            else:
                y = top + thick / 2
                stroke = QLineF(rect.left(), y, rect.right(), y)
                paint_stroke(painter, stroke, colour, thick, DASHES)
    for position, opens in ((band.start, True), (band.end, False)):
        x = line.edge(position, opens)
        if x is not None:
            painter.fillRect(QRectF(round(x) - 1, line.top + 1, 2, line.bottom - line.top), colour)
