"""Paints a passage of a list: where it is, how far each coder went, its words in context, its memo."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontInfo,
    QFontMetrics,
    QPainter,
    QPalette,
    QPen,
    QTextCharFormat,
    QTextLayout,
)
from PySide6.QtWidgets import QListView, QStyle, QStyleOptionViewItem

from app.report.painted_passages import AROUND, EVERYBODY, QUOTE, SOMEBODY, CoderExtent, PaintedPassage
from app.ui.kit.elided import cut
from app.ui.kit.painted import LEFT, PaintedRows, paint_line
from app.ui.kit.table import PAINTED, ROW, Index
from app.ui.surface.direction import paragraph_direction
from app.ui.surface.list_head import ABOVE, BELOW, head_height, paint_head
from app.ui.surface.look import Look, paint_swatch
from app.ui.surface.quoted import height, lay_out_pieces, stepping_back

HEAD = ROW + 3  # what stands over a row: (words, aside), or nothing
GAP = 7
BELOW_LINE = 4
BAR, BAR_HEIGHT = 58, 8
FILLED = 0.92  # of a line, on average
LEAST_ASIDE = 2 / 5  # of the line, before what stands aside is cut


@dataclass(frozen=True)
class PassageStyle:
    """How wide and long the words of a row may be, and how it ends.

    Where a click on what stands aside `leads` to the text, it is painted so, and the line beside the code's
    chip steps back; else rows are separated by lines. The heights of rows are guessed where the list is
    dense: a thousand are laid out at once, and again at every width.
    """

    edge: int
    widest: int
    most_lines: int
    leading: float
    below: int
    larger: int = 0
    leads: bool = False
    is_dense: bool = False


READING = PassageStyle(18, 760, 9, 1.12, 12, larger=1, leads=True)
BESIDE_A_TABLE = PassageStyle(12, 100_000, 5, 1.18, 8, is_dense=True)


class PassageRows(PaintedRows):
    """Rows are as high as their words need; heights are kept until the width changes."""

    def __init__(self, view: QListView, style: PassageStyle) -> None:
        super().__init__(view)
        self._view, self._style = view, style
        self._heights: dict[int, int] = {}
        self._width = 0

    def forget(self) -> None:
        """Measure all rows anew."""
        self._heights.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the words are at this width."""
        width = self._view.viewport().width()
        if width != self._width:
            self._heights.clear()
            self._width = width
        row = index.row()
        if row not in self._heights:
            self._heights[row] = self._measure(option, index)
        return QSize(100, self._heights[row])

    def _measure(self, option: QStyleOptionViewItem, index: Index) -> int:
        passage: PaintedPassage = index.data(PAINTED)
        measure = self._guess if self._style.is_dense else self._exact
        words = measure(passage, option)
        memo = QFontMetrics(option.font).height() + GAP if passage.memo else 0
        above = self._head_height(option.font, index) + self._above_words(option.font, passage)
        return round(above + words + memo + self._style.below)

    def _exact(self, passage: PaintedPassage, option: QStyleOptionViewItem) -> float:
        return height(self._lay_out(passage, option))

    def _guess(self, passage: PaintedPassage, option: QStyleOptionViewItem) -> float:
        """As high as words of this width mostly are, with or without a bar: else rows would jump."""
        metrics = option.fontMetrics
        bar = self._view.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        wide = metrics.horizontalAdvance("".join(words for words, _ in passage.pieces))
        room = max(120, self._view.width() - bar - 2 * self._style.edge)
        lines = min(self._style.most_lines, int(wide / (room * FILLED)) + 1)
        return lines * metrics.height() * self._style.leading

    def _text_width(self) -> int:
        style = self._style
        return max(120, min(style.widest, self._view.viewport().width() - 2 * style.edge))

    def _head_height(self, font: QFont, index: Index) -> int:
        return head_height(font) if index.data(HEAD) else 0

    def _above_words(self, font: QFont, passage: PaintedPassage) -> int:
        line = QFontMetrics(font).height() + BELOW_LINE
        return GAP + line * (2 if passage.extents else 1)

    def link_rect(self, option: QStyleOptionViewItem, index: Index) -> QRect:
        """Where a click opens the passage in its text."""
        metrics = QFontMetrics(option.font)
        passage: PaintedPassage = index.data(PAINTED)
        top = option.rect.top() + self._head_height(option.font, index) + GAP
        width = metrics.horizontalAdvance(passage.aside)
        right = option.rect.left() + self._style.edge + self._text_width()
        return QRect(right - width - 4, top - 3, width + 8, metrics.height() + 6)

    def hits_link(self, point: QPoint, index: QModelIndex) -> bool:
        """Whether a point of the viewport lies on the way to the text."""
        option = QStyleOptionViewItem()
        self._view.initViewItemOption(option)
        option.rect = self._view.visualRect(index)
        return self._style.leads and self.link_rect(option, index).contains(point)

    def prepare(self, option: QStyleOptionViewItem, index: Index) -> None:
        """A head stands over the row."""
        option.rect = option.rect.adjusted(0, self._head_height(option.font, index), 0, 0)

    def paint_row(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a passage, and the head above it where it has one."""
        passage: PaintedPassage = index.data(PAINTED)
        painter.setClipRect(option.rect.adjusted(0, -self._head_height(option.font, index), 0, 0))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, width = option.rect.left() + self._style.edge, self._text_width()
        line = QRect(left, option.rect.top() + GAP, width, QFontMetrics(option.font).height())
        head = index.data(HEAD)
        if head:
            words, aside = head
            self._paint_head(painter, option, words, aside, self._head_height(option.font, index))
        painter.setFont(option.font)
        self._paint_line(painter, line, passage, option.palette)
        bars = line.translated(0, line.height() + BELOW_LINE)
        _paint_extents(painter, bars, passage.extents, option.palette)
        self._paint_words(painter, option, passage)
        if not self._style.leads:
            painter.setPen(option.palette.color(QPalette.ColorRole.Mid))
            painter.drawLine(left, option.rect.bottom(), left + width, option.rect.bottom())

    def _paint_head(
        self, painter: QPainter, option: QStyleOptionViewItem, words: str, aside: str, high: int
    ) -> None:
        row = option.rect.adjusted(0, -high, 0, 0)
        box = QRect(
            row.left() + self._style.edge, row.top() + ABOVE, self._text_width(), high - ABOVE - BELOW
        )
        paint_head(painter, row, box, (words, aside), (option.font, option.palette))

    def _paint_line(self, painter: QPainter, room: QRect, passage: PaintedPassage, palette: QPalette) -> None:
        metrics = painter.fontMetrics()
        muted = palette.color(QPalette.ColorRole.PlaceholderText)
        inks = palette.color(QPalette.ColorRole.Text), muted
        if self._style.leads:
            chip = QRectF(room.left() + 0.5, room.center().y() - 4.5, 10, 10)
            paint_swatch(painter, chip, passage.colour, palette)
            room, inks = room.adjusted(17, 0, 0, 0), (muted, palette.color(QPalette.ColorRole.Accent))
        least = max(
            round(room.width() * LEAST_ASIDE), room.width() - metrics.horizontalAdvance(passage.line) - 12
        )
        paint_line(painter, room, passage.line, cut(metrics, passage.aside, least), inks)

    def _paint_words(self, painter: QPainter, option: QStyleOptionViewItem, passage: PaintedPassage) -> None:
        layout = self._lay_out(passage, option)
        left = option.rect.left() + self._style.edge
        top = option.rect.top() + self._above_words(option.font, passage)
        painter.setPen(option.palette.color(QPalette.ColorRole.Text))
        layout.draw(painter, QPointF(left, top))
        if passage.memo:
            painter.setPen(option.palette.color(QPalette.ColorRole.PlaceholderText))
            metrics = painter.fontMetrics()
            box = QRect(left, round(top + height(layout)) + GAP - 2, self._text_width(), metrics.height())
            painter.drawText(box, LEFT, cut(metrics, passage.memo, box.width()))

    def _lay_out(self, passage: PaintedPassage, option: QStyleOptionViewItem) -> QTextLayout:
        font = QFont(option.font)
        font.setPixelSize(QFontInfo(font).pixelSize() + self._style.larger)
        return lay_out_passage(passage, font, self._text_width(), option.palette, self._style)


def lay_out_passage(
    passage: PaintedPassage, font: QFont, width: float, palette: QPalette, style: PassageStyle
) -> QTextLayout:
    """Lines of at most `width` pixels, which run as the words of the passage do."""
    voices = _voices(passage.colour, palette)
    words = "".join(words for words, voice in passage.pieces if voice != AROUND)
    return lay_out_pieces(
        [(words, voices.get(voice, voices[AROUND])) for words, voice in passage.pieces],
        font,
        width,
        paragraph_direction(words, "rtl" if passage.direction == "rtl" else "ltr"),
        most_lines=style.most_lines,
        advance=lambda line: line.height() * style.leading,
    )


def _voices(colour: str, palette: QPalette) -> dict[str, QTextCharFormat]:
    """What all coded is tinted, what some coded is underlined, what stands around steps back."""
    look = Look.of(palette)
    everybody, somebody = QTextCharFormat(), QTextCharFormat()
    everybody.setBackground(look.tint(colour, True))
    somebody.setBackground(look.tint(colour))
    somebody.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
    somebody.setUnderlineColor(QColor(look.line(colour)))
    around = stepping_back(palette.color(QPalette.ColorRole.PlaceholderText))
    return {QUOTE: QTextCharFormat(), EVERYBODY: everybody, SOMEBODY: somebody, AROUND: around}


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
