"""Lays out a passage as a score: each line of text, and under it everybody's codings of just these words."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout

from app.documents.edges import Edge
from app.ui.reconcile.passage.excerpt import Excerpt
from app.ui.reconcile.passage.lanes import Bar, Lane
from app.ui.surface.arrows import goes_forward
from app.ui.surface.direction import paragraph_direction
from app.ui.surface.geometry import Measured, ScreenLine, nearest, screen_line
from app.ui.surface.handles import Handles
from app.ui.surface.look import Look
from app.ui.surface.offsets import Offsets
from app.ui.surface.paragraphs import character_format, formats_within, paragraph_option

LEADING = 1.7  # of the font's size, without lanes
PARAGRAPH_GAP = 0.55
EMPTY_LINE = 0.3
BAR_ROW, NAMED_ROW = 13.0, 22.0
LANES_GAP = 7.0  # below the lanes of a line
EDGE = 10.0  # above and below everything


@dataclass(frozen=True)
class LaneRow:
    """Bars of one lane below a line of text; the first row bears the label. Coordinates of the page."""

    top: float
    height: float
    lane: Lane
    bars: tuple[Bar, ...]
    first: bool


@dataclass(frozen=True)
class PageLine:
    """A line of text and the rows under it."""

    line: ScreenLine
    rows: tuple[LaneRow, ...]


@dataclass(frozen=True)
class TextColumn:
    """Where the text stands and how it looks; pixels."""

    left: float
    width: float
    font: QFont
    look: Look


class PassagePage:
    """An excerpt laid out for one width; good until the lanes or the width change."""

    def __init__(self, excerpt: Excerpt, lanes: Sequence[Lane], column: TextColumn) -> None:
        self.excerpt, self.column = excerpt, column
        self.offsets = Offsets(excerpt.text)
        self._lanes = lanes
        self._size = float(column.font.pixelSize())
        self._measured: Measured = {}
        self.layouts: list[tuple[QTextLayout, float]] = []
        self.lines: list[PageLine] = []
        self.height = self._lay_out()
        self.screen_lines = [line.line for line in self.lines]

    def position(self, point: int) -> int:
        """Qt's position in the excerpt of a code point of the document, kept inside."""
        return self.offsets.to_qt(max(0, min(len(self.excerpt.text), point - self.excerpt.at)))

    def top_of(self, point: int) -> float:
        """The upper edge of the line that holds a code point of the document."""
        wanted = self.position(point)
        for line in self.lines:
            if wanted < line.line.end:
                return line.line.top
        return self.height

    def point_at(self, point: QPointF) -> int:
        """The code point of the document that is nearest to a place of the page."""
        line = nearest(self.screen_lines, point.y())
        if line is None:
            return self.excerpt.at
        unit = line.line.xToCursor(point.x() - line.origin.x())
        return self.excerpt.at + self.offsets.from_qt(line.block + unit)

    def lane_at(self, point: QPointF) -> Lane | None:
        """The lane whose row is at a place of the page."""
        rows = (row for line in self.lines for row in line.rows)
        return next((row.lane for row in rows if row.top <= point.y() < row.top + row.height), None)

    def handles(self, bar: Bar) -> Handles:
        """The edges of a coding."""
        return Handles(self.position(bar.start), self.position(bar.end), bar.colour)

    def goes_forward(self, edge: Edge, at: int, onward: int, back: int, *, right: bool) -> bool:
        """Whether an arrow moves an edge from `at` to `onward`, or `back`: where it is seen to point."""
        places = [self.position(point) for point in (at, onward, back)]
        return goes_forward(
            self.screen_lines, edge, *places, right=right, rtl=self.excerpt.direction == "rtl"
        )

    def _lay_out(self) -> float:
        top, at = EDGE, 0
        for paragraph in self.excerpt.text.split("\n"):
            rtl = paragraph_direction(paragraph, self.excerpt.direction) == "rtl"
            layout = self._layout(paragraph, at, rtl)
            top = self._lay_out_lines(layout, at, top, rtl)
            at += len(paragraph) + 1
        return top + EDGE

    def _layout(self, paragraph: str, at: int, rtl: bool) -> QTextLayout:
        layout = QTextLayout(paragraph, self.column.font)
        layout.setTextOption(paragraph_option(rtl=rtl))
        layout.setFormats(self._formats(at, at + len(paragraph)))
        return layout

    def _lay_out_lines(self, layout: QTextLayout, at: int, top: float, rtl: bool) -> float:
        block = self.offsets.to_qt(at)
        self.layouts.append((layout, top))
        origin = QPointF(self.column.left, top)
        bottom = 0.0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(self.column.width)
            empty = not layout.text()
            high = self._size * (EMPTY_LINE if empty else LEADING)
            upper = bottom + max(0.0, high - line.height())
            line.setPosition(QPointF(0, upper))
            words = layout.text()[line.textStart() : line.textStart() + line.textLength()]
            screen = screen_line(line, words, block, origin, top + upper, self._measured, rtl=rtl)
            rows, below = self._rows(screen)
            self.lines.append(PageLine(screen, rows))
            bottom = ceil(upper + line.height() + below)
        layout.endLayout()
        return top + bottom + (self._size * PARAGRAPH_GAP if layout.text() else 0)

    def _rows(self, line: ScreenLine) -> tuple[tuple[LaneRow, ...], float]:
        """The rows under a line, and how much room they take."""
        rows: list[LaneRow] = []
        top = line.bottom + 3
        for lane in self._lanes:
            first = True
            if not lane.rows and line.start <= self.offsets.to_qt(self.excerpt.start) < line.end:
                rows.append(LaneRow(top, BAR_ROW + 4, lane, (), True))
                top += BAR_ROW + 4
            for bars in lane.rows:
                touching = tuple(bar for bar in bars if self._touches(bar, line))
                if touching:
                    named = any(self.begins(bar, line) for bar in touching)
                    height = NAMED_ROW if named else BAR_ROW
                    rows.append(LaneRow(top, height, lane, touching, first))
                    top, first = top + height, False
        return tuple(rows), top - line.bottom - 3 + LANES_GAP if rows else 0.0

    def _touches(self, bar: Bar, line: ScreenLine) -> bool:
        start, end = self.position(bar.start), self.position(bar.end)
        return start < line.end and line.start < end and bool(line.runs(start, end))

    def begins(self, bar: Bar, line: ScreenLine) -> bool:
        """Whether a bar begins on this line, as far as it can be seen."""
        return line.start <= self.position(bar.start) < line.end

    def _formats(self, start: int, end: int) -> list[QTextLayout.FormatRange]:
        """What stands around the passage steps back, and labels of speakers are bold."""
        excerpt, look = self.excerpt, self.column.look
        around, label = character_format(look.faint(0.58)), character_format(look.faint(0.66), bold=True)
        stretches = [(0, excerpt.start, around), (excerpt.end, len(excerpt.text), around)]
        stretches += [(turn.start, turn.body, label) for turn in excerpt.turns]
        return formats_within(stretches, start, end, self.offsets)


def label_room(metrics: QFontMetricsF, lanes: Sequence[Lane]) -> float:
    """How wide the labels beside the text are."""
    return max((metrics.horizontalAdvance(lane.label) for lane in lanes), default=0.0)
