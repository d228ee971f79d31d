"""Where a stretch of text stands on screen: one rectangle per visual run, right in mixed directions too."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTextLine

from app.ui.surface.direction import runs_one_way


@dataclass(frozen=True, slots=True)
class Run:
    """A visually continuous piece of a line, in the line's coordinates."""

    left: float
    right: float
    rtl: bool


Measured = dict[tuple[int, int, int], list[Run]]
"""Runs of stretches (start, end, start of the line), kept while the layout stays: measuring is dear."""


@dataclass(frozen=True, slots=True)
class ScreenLine:
    """A line that is on screen; positions are UTF-16 units of the document, coordinates the viewport's."""

    start: int  # of the line in the document
    end: int
    block: int  # where its paragraph begins in the document
    top: float
    bottom: float
    origin: QPointF  # of its paragraph
    line: QTextLine
    rtl: bool  # its paragraph runs from right to left
    mixed: bool  # something on it may run the other way
    measured: Measured

    def distance(self, y: float) -> float:
        """How far a height is from the line; 0 inside."""
        return max(self.top - y, y - self.bottom, 0.0)

    def runs(self, start: int, end: int) -> list[Run]:
        """The runs that [start, end) takes on this line, cut to the line."""
        left, right = max(start, self.start) - self.block, min(end, self.end) - self.block
        if left >= right:
            return []
        key = self.block + left, self.block + right, self.start
        if key not in self.measured:
            self.measured[key] = self._measure(left, right)
        return self.measured[key]

    def _measure(self, left: int, right: int) -> list[Run]:
        if self.mixed:
            return joined(_glyph_runs(self.line, left, right))
        inked = self.line.naturalTextRect()  # without the spaces that hang over the line's end
        ends = sorted((_x(self.line, left), _x(self.line, right)))
        return [Run(max(ends[0], inked.left()), min(ends[1], inked.right()), self.rtl)]

    def rects(self, start: int, end: int, above: float = 0, below: float = 0) -> list[QRectF]:
        """The rectangles of [start, end) in the viewport, a little higher than the line."""
        top, height = self.top - above, self.bottom - self.top + above + below
        x = self.origin.x()
        spans = [(round(run.left + x), round(run.right + x)) for run in self.runs(start, end)]
        return [QRectF(left, top, right - left, height) for left, right in spans]

    def edge(self, position: int, opens: bool) -> float | None:
        """The x of a stretch's first (`opens`) or last edge at a position, None if it isn't on this line."""
        if not (self.start <= position < self.end if opens else self.start < position <= self.end):
            return None
        runs = self.runs(position, position + 1) if opens else self.runs(position - 1, position)
        if not runs:
            return None
        run = runs[0] if opens else runs[-1]
        return self.origin.x() + (run.left if opens != run.rtl else run.right)


def nearest(lines: Iterable[ScreenLine], y: float) -> ScreenLine | None:
    """The line that is nearest to a height; None without lines."""
    return min(lines, key=lambda line: line.distance(y), default=None)


def screen_line(
    line: QTextLine, words: str, block: int, origin: QPointF, top: float, measured: Measured, *, rtl: bool
) -> ScreenLine:
    """A line of the paragraph that begins at `block`, which stands at `origin`; `words` are what it shows."""
    start = block + line.textStart()
    end, bottom = start + max(1, line.textLength()), top + line.height()
    mixed = not runs_one_way(words, "rtl" if rtl else "ltr")
    return ScreenLine(start, end, block, top, bottom, origin, line, rtl, mixed, measured)


def _x(line: QTextLine, position: int) -> float:
    return cast(tuple[float, int], line.cursorToX(position))[0]


def _glyph_runs(line: QTextLine, start: int, end: int) -> list[Run]:
    runs = []
    for glyphs in line.glyphRuns(start, end - start):
        lefts = [point.x() for point in glyphs.positions()]
        widths = [point.x() for point in glyphs.rawFont().advancesForGlyphIndexes(glyphs.glyphIndexes())]
        rights = [left + width for left, width in zip(lefts, widths, strict=True)]
        if lefts:
            runs.append(Run(min(lefts), max(rights), glyphs.isRightToLeft()))
    return runs


def joined(runs: Sequence[Run]) -> list[Run]:
    """Runs from left to right; neighbours of one direction that touch (another font's glyphs) become one."""
    result: list[Run] = []
    for run in sorted(runs, key=lambda run: run.left):
        last = result[-1] if result else None
        if last and last.rtl == run.rtl and run.left - last.right < 0.75:
            result[-1] = Run(last.left, max(last.right, run.right), run.rtl)
        else:
            result.append(run)
    return result
