"""Paints one passage where coders differ: where it is, how far each coder went, and the words."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QPainter,
    QPalette,
    QPen,
    QTextCharFormat,
)
from PySide6.QtWidgets import QListView, QStyle, QStyleOptionViewItem

from app.report.differing_passages import AROUND, EVERYBODY, SOMEBODY, CoderExtent, DifferingPassage
from app.report.differing_table import kind_words, place_words
from app.ui.kit.elided import cut
from app.ui.kit.painted import LEFT, PaintedRows, paint_line
from app.ui.kit.table import ROW, Index
from app.ui.surface.look import Look
from app.ui.surface.marks import Direction
from app.ui.surface.quoted import lay_out_pieces, stepping_back

EDGE, GAP = 12, 5
BAR, BAR_HEIGHT = 58, 8
MOST_LINES = 5
FILLED = 0.92  # of a line, on average
LEADING = 1.18


class DifferenceDelegate(PaintedRows):
    """The height is guessed from the width of the words: thousands of passages are laid out at once."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self.named = frozenset(("code", "document"))  # what isn't the same for all passages

    def paint_row(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a passage."""
        passage: DifferingPassage = index.data(ROW)
        painter.setClipRect(option.rect)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = option.rect.adjusted(EDGE, 7, -EDGE, -6)
        line = option.fontMetrics.height()
        self._paint_head(painter, QRect(room.left(), room.top(), room.width(), line), passage, option.palette)
        bars = QRect(room.left(), room.top() + line + GAP, room.width(), line)
        _paint_extents(painter, bars, passage.extents, option.palette)
        words = QRectF(room.adjusted(0, 2 * (line + GAP), 0, 0))
        _paint_words(painter, words, passage, option.font, option.palette)
        painter.setPen(option.palette.color(QPalette.ColorRole.Mid))
        painter.drawLine(room.left(), option.rect.bottom(), room.right(), option.rect.bottom())

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Head, bars and words."""
        passage: DifferingPassage = index.data(ROW)
        line = option.fontMetrics.height()
        words = option.fontMetrics.horizontalAdvance("".join(words for words, _ in passage.pieces))
        bar = self._view.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        room = max(120, self._view.width() - bar - 2 * EDGE)  # with or without a bar: else rows would jump
        lines = min(MOST_LINES, int(words / (room * FILLED)) + 1)
        return QSize(120, round(2 * (line + GAP) + lines * line * LEADING + 15))

    def _paint_head(
        self, painter: QPainter, room: QRect, passage: DifferingPassage, palette: QPalette
    ) -> None:
        metrics = painter.fontMetrics()
        where = place_words(passage, self.named)
        least = max(room.width() * 2 // 5, room.width() - metrics.horizontalAdvance(where) - 12)
        kind = cut(metrics, kind_words(passage), least)
        text = palette.color(QPalette.ColorRole.Text)
        paint_line(painter, room, where, kind, (text, palette.color(QPalette.ColorRole.PlaceholderText)))


def _paint_extents(painter: QPainter, room: QRect, extents: Sequence[CoderExtent], palette: QPalette) -> None:
    """Each coder's initials and how much of the passage that coder coded, as many as there is room for."""
    metrics = painter.fontMetrics()
    left = room.left()
    for index, extent in enumerate(extents):
        name = metrics.horizontalAdvance(extent.initials) + 6
        more = f"+{len(extents) - index}"
        last = index == len(extents) - 1
        needed = name + BAR + (0 if last else 14 + metrics.horizontalAdvance(more))
        if left + needed > room.right() and index:
            painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
            painter.drawText(QRect(left, room.top(), room.right() - left, room.height()), LEFT, more)
            return
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        painter.drawText(QRect(left, room.top(), name, room.height()), LEFT, extent.initials)
        bar = QRectF(left + name, room.center().y() - BAR_HEIGHT / 2 + 0.5, BAR, BAR_HEIGHT)
        _paint_bar(painter, bar, extent, palette)
        left += name + BAR + 14


def _paint_bar(painter: QPainter, bar: QRectF, extent: CoderExtent, palette: QPalette) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    ink = Look.of(palette).line(extent.colour)
    for start, end in extent.parts:
        left = bar.left() + start * bar.width()
        painter.fillRect(QRectF(left, bar.top(), max(2.0, (end - start) * bar.width()), bar.height()), ink)
    painter.setPen(QPen(palette.color(QPalette.ColorRole.Dark), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(bar)


def _paint_words(
    painter: QPainter, room: QRectF, passage: DifferingPassage, font: QFont, palette: QPalette
) -> None:
    direction: Direction = "rtl" if passage.direction == "rtl" else "ltr"
    voices = _voices(passage, palette)
    pieces = [(words, voices.get(kind, voices[AROUND])) for words, kind in passage.pieces]
    step = painter.fontMetrics().height() * LEADING
    layout = lay_out_pieces(
        pieces, font, room.width(), direction, most_lines=MOST_LINES, advance=lambda _line: step
    )
    painter.setPen(palette.color(QPalette.ColorRole.Text))
    layout.draw(painter, room.topLeft())


def _voices(passage: DifferingPassage, palette: QPalette) -> dict[str, QTextCharFormat]:
    """What all coded is tinted, what some coded is underlined, what stands around steps back."""
    look = Look.of(palette)
    everybody, somebody = QTextCharFormat(), QTextCharFormat()
    everybody.setBackground(look.tint(passage.colour, True))
    somebody.setBackground(look.tint(passage.colour))
    somebody.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
    somebody.setUnderlineColor(QColor(look.line(passage.colour)))
    around = stepping_back(palette.color(QPalette.ColorRole.PlaceholderText))
    return {EVERYBODY: everybody, SOMEBODY: somebody, AROUND: around}
