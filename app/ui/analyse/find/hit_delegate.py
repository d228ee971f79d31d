"""Paints a place of the list: what it is in, and the words with what stands around them."""

from PySide6.QtCore import QPointF, QRect, QSize
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QListView, QStyleOptionViewItem

from app.find.queries import Hit
from app.report.found import around_hit, kind_in_words, words_of
from app.translation import tr
from app.ui.analyse.find.hits_model import FIRST_OF_DOCUMENT
from app.ui.kit.elided import cut
from app.ui.kit.painted import LEFT, PaintedRows
from app.ui.kit.table import ROW, Index
from app.ui.surface.direction import paragraph_direction
from app.ui.surface.list_head import ABOVE, BELOW, head_height, paint_head
from app.ui.surface.look import Look
from app.ui.surface.matches import GROUND
from app.ui.surface.quoted import lay_out_pieces, stepping_back

EDGE = 18
WIDEST = 760  # pixels of a line that reads well
GAP = 5
AROUND = 90  # characters
LONGEST = 200
LINES = 2


class PlaceDelegate(PaintedRows):
    """Each row has room for two lines of words; one about something else than a text has a line above."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as its lines."""
        line = QFontMetrics(option.font).height()
        above = line if _about(index.data(ROW)) else 0
        return QSize(100, self._head_height(option.font, index) + 2 * GAP + above + LINES * line + 2)

    def _text_width(self) -> int:
        return max(120, min(WIDEST, self._view.viewport().width() - 2 * EDGE))

    def _head_height(self, font: QFont, index: Index) -> int:
        return head_height(font) if index.data(FIRST_OF_DOCUMENT) else 0

    def prepare(self, option: QStyleOptionViewItem, index: Index) -> None:
        """The document's name stands over the row."""
        option.rect = option.rect.adjusted(0, self._head_height(option.font, index), 0, 0)

    def paint_row(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a place, and above it the document where it is the first of one."""
        hit: Hit = index.data(ROW)
        head = self._head_height(option.font, index)
        width = self._text_width()
        if head:
            row = option.rect.adjusted(0, -head, 0, 0)
            box = QRect(row.left() + EDGE, row.top() + ABOVE, width, head - ABOVE - BELOW)
            name = hit.holding.document or tr("Not in a document")
            count = f"{index.data(FIRST_OF_DOCUMENT):,}"
            paint_head(painter, row, box, (name, count), (option.font, option.palette))
        muted = option.palette.color(QPalette.ColorRole.PlaceholderText)
        left, top = option.rect.left() + EDGE, option.rect.top() + GAP
        about = _about(hit)
        if about:
            painter.setFont(option.font)
            painter.setPen(muted)
            line = QFontMetrics(option.font).height()
            painter.drawText(QRect(left, top, width, line), LEFT, cut(painter.fontMetrics(), about, width))
            top += line
        painter.setPen(option.palette.color(QPalette.ColorRole.Text))
        _lay_out(hit, option.font, width, muted, Look.of(option.palette)).draw(painter, QPointF(left, top))


def _about(hit: Hit) -> str:
    return kind_in_words(hit.holding.piece)


def _lay_out(hit: Hit, font: QFont, width: int, muted: QColor, look: Look) -> QTextLayout:
    before, after = around_hit(hit, AROUND)
    words = words_of(hit)[:LONGEST]
    voice = QTextCharFormat()
    voice.setFontWeight(QFont.Weight.DemiBold)
    voice.setBackground(look.tint(GROUND))
    aside = stepping_back(muted)
    direction = paragraph_direction(before + words + after, "ltr")
    pieces = ((before, aside), (words, voice), (after, aside))
    return lay_out_pieces(
        pieces, font, width, direction, most_lines=LINES, advance=lambda line: line.height()
    )
