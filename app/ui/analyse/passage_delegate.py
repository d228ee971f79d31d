"""Paints a passage of the list: who coded it where, its words in their context, its memo."""

from PySide6.QtCore import QModelIndex, QPoint, QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QListView, QStyleOptionViewItem

from app.coding.queries import Passage
from app.isolation import isolated
from app.translation import tr
from app.ui.analyse.passage_layout import lay_out
from app.ui.analyse.passages_model import FIRST_OF_DOCUMENT
from app.ui.kit.elided import cut
from app.ui.kit.painted import LEFT, RIGHT, PaintedRows
from app.ui.kit.table import ROW, Index
from app.ui.surface.look import paint_swatch
from app.ui.surface.quoted import height

EDGE = 18
WIDEST = 760  # pixels of a line that reads well
GAP = 7
HEAD_ABOVE = 14  # over a document's name


class PassageDelegate(PaintedRows):
    """Rows are as high as their words need; heights are kept until the width changes."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
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
            self._heights[row] = self._measure(option.font, index)
        return QSize(100, self._heights[row])

    def _measure(self, font: QFont, index: Index) -> int:
        passage: Passage = index.data(ROW)
        line = QFontMetrics(font).height()
        words = height(lay_out(passage, _reading(font), self._text_width(), QColor()))
        memo = line + GAP if passage.coding.memo else 0
        return round(self._head_height(font, index) + GAP + line + 4 + words + memo + GAP + 5)

    def _text_width(self) -> int:
        return max(120, min(WIDEST, self._view.viewport().width() - 2 * EDGE))

    def _head_height(self, font: QFont, index: Index) -> int:
        return QFontMetrics(font).height() + HEAD_ABOVE + 8 if index.data(FIRST_OF_DOCUMENT) else 0

    def link_rect(self, option: QStyleOptionViewItem, index: Index) -> QRect:
        """Where a click opens the passage in its text."""
        metrics = QFontMetrics(option.font)
        top = option.rect.top() + self._head_height(option.font, index) + GAP
        width = metrics.horizontalAdvance(self._link(index.data(ROW)))
        right = option.rect.left() + EDGE + self._text_width()
        return QRect(right - width - 4, top - 3, width + 8, metrics.height() + 6)

    def prepare(self, option: QStyleOptionViewItem, index: Index) -> None:
        """The document's name stands over the row."""
        option.rect = option.rect.adjusted(0, self._head_height(option.font, index), 0, 0)

    def paint_row(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a passage, and above it the document where it is the first of one."""
        passage: Passage = index.data(ROW)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        head = self._head_height(option.font, index)
        if head:
            self._paint_head(painter, option, passage, index.data(FIRST_OF_DOCUMENT), head)
        self._paint_line(painter, option, passage)
        self._paint_words(painter, option, passage)

    def _paint_head(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        passage: Passage,
        passage_number: int,
        height: int,
    ) -> None:
        row = option.rect.adjusted(0, -height, 0, 0)
        box = QRect(row.left() + EDGE, row.top() + HEAD_ABOVE, self._text_width(), height - HEAD_ABOVE - 6)
        if row.top() > 0:
            painter.setPen(option.palette.color(QPalette.ColorRole.Mid))
            painter.drawLine(box.left(), row.top() + 5, box.right(), row.top() + 5)
        painter.setPen(option.palette.color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(box, RIGHT, f"{passage_number:,}")
        painter.setPen(option.palette.color(QPalette.ColorRole.Text))
        bold = QFont(option.font)
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        name = cut(painter.fontMetrics(), passage.document_name, box.width() - 60)
        painter.drawText(box, LEFT, name)

    def _paint_line(self, painter: QPainter, option: QStyleOptionViewItem, passage: Passage) -> None:
        """Code, speaker, coder and doubt at the left, the way to the text at the right."""
        palette: QPalette = option.palette
        metrics = QFontMetrics(option.font)
        line = QRect(option.rect.left() + EDGE, option.rect.top() + GAP, self._text_width(), metrics.height())
        painter.setFont(option.font)
        link = self._link(passage)
        painter.setPen(palette.color(QPalette.ColorRole.Accent))
        painter.drawText(line, RIGHT, link)
        chip = QRectF(line.left() + 0.5, line.center().y() - 4.5, 10, 10)
        paint_swatch(painter, chip, passage.coding.colour, palette)
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        room = line.adjusted(17, 0, -metrics.horizontalAdvance(link) - 16, 0)
        words = cut(metrics, self._about(passage), room.width())
        painter.drawText(room, LEFT, words)

    def _about(self, passage: Passage) -> str:
        parts = [passage.coding.code_name, passage.speaker, passage.coder_name]
        if not passage.coding.sure:
            parts.append(tr("unsure"))
        return "  ·  ".join(isolated(part) for part in parts if part)

    def _link(self, passage: Passage) -> str:
        if passage.turn is None:
            return tr("to the text ›")
        return tr("turn {turn} ›", turn=passage.turn)

    def _paint_words(self, painter: QPainter, option: QStyleOptionViewItem, passage: Passage) -> None:
        muted = option.palette.color(QPalette.ColorRole.PlaceholderText)
        line = QFontMetrics(option.font).height()
        layout = lay_out(passage, _reading(option.font), self._text_width(), muted)
        left, top = option.rect.left() + EDGE, option.rect.top() + GAP + line + 4
        painter.setPen(option.palette.color(QPalette.ColorRole.Text))
        layout.draw(painter, QPointF(left, top))
        if passage.coding.memo:
            painter.setFont(option.font)
            painter.setPen(muted)
            box = QRect(left, round(top + height(layout)) + GAP - 2, self._text_width(), line)
            memo = tr("Memo: {memo}", memo=isolated(" ".join(passage.coding.memo.split())))
            words = cut(painter.fontMetrics(), memo, box.width())
            painter.drawText(box, LEFT, words)

    def hits_link(self, point: QPoint, index: QModelIndex) -> bool:
        """Whether a point of the viewport lies on the way to the text."""
        option = QStyleOptionViewItem()
        self._view.initViewItemOption(option)
        option.rect = self._view.visualRect(index)
        return self.link_rect(option, index).contains(point)


def _reading(font: QFont) -> QFont:
    larger = QFont(font)
    larger.setPixelSize(QFontInfo(font).pixelSize() + 1)
    return larger
