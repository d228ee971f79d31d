"""Paints a passage that was laid out: the words, the lanes under each line, handles and selection."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from app.translation import tr
from app.ui.kit.elided import cut
from app.ui.reconcile.passage.lanes import Bar, Lane
from app.ui.reconcile.passage.layout import LaneRow, PageLine, PassagePage
from app.ui.surface.handles import Handles
from app.ui.surface.layers import Tint, paint_layers
from app.ui.surface.look import Look, blend
from app.ui.surface.strokes import paint_stroke

BAR, CONSENSUS_BAR = 4.0, 6.0
DASHES = (1.6, 1.0)  # of a bar that is unsure
NAME_GAP = 8.0
GUTTER = 12.0  # between labels and text


@dataclass(frozen=True)
class Painting:
    """What stands out: the consensus, edges that can be moved, the selected words; the small typeface."""

    consensus: Lane | None
    handles: Handles | None
    selection: tuple[int, int] | None
    small: QFont


def paint_page(painter: QPainter, page: PassagePage, shown: Painting, seen: tuple[float, float]) -> None:
    """Paint what lies between two heights of the page."""
    look = page.column.look
    lines = [line for line in page.lines if seen[0] - 400 < line.line.top < seen[1] + 40]
    paint_layers(painter, _behind(page, shown, look), [line.line for line in lines], look)
    painter.setPen(look.faint(1.0))
    for layout, top in page.layouts:
        height = layout.boundingRect().height()
        if top + height > seen[0] - 40 and top < seen[1] + 40:
            layout.draw(painter, QPointF(page.column.left, top))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for line in lines:
        for row in line.rows:
            _paint_row(painter, page, line, _filled(row, line, shown.consensus), shown.small, look)
    if shown.handles is not None:
        shown.handles.paint(painter, page.screen_lines, look)


def _behind(page: PassagePage, shown: Painting, look: Look) -> Iterator[Tint]:
    """The consensus tints its words; the selected ones are in the accent."""
    for bar in (bar for row in (shown.consensus.rows if shown.consensus else ()) for bar in row):
        yield Tint(page.position(bar.start), page.position(bar.end), look.tint(bar.colour), above=1, below=2)
    if shown.selection is not None:
        start, end = (page.position(point) for point in shown.selection)
        yield Tint(start, end, look.tint(look.accent, lit=True), above=1, below=2)


def _filled(row: LaneRow, page_line: PageLine, consensus: Lane | None) -> LaneRow:
    """A row that was kept for the consensus, with what the consensus has there."""
    if not row.lane.consensus:
        return row
    reserved = [other for other in page_line.rows if other.lane.consensus]
    index = reserved.index(row)
    rows = consensus.rows if consensus is not None else ()
    return replace(row, bars=rows[index] if index < len(rows) else ())


def _paint_row(
    painter: QPainter, page: PassagePage, page_line: PageLine, row: LaneRow, small: QFont, look: Look
) -> None:
    thick = CONSENSUS_BAR if row.lane.consensus else BAR
    metrics = QFontMetricsF(small)
    painter.setFont(small)
    placed: list[tuple[Bar, list[QRectF]]] = [
        (bar, page_line.line.rects(page.position(bar.start), page.position(bar.end))) for bar in row.bars
    ]
    middle = row.top + 4
    for bar, rects in placed:
        for rect in rects:
            _paint_bar(
                painter, QRectF(rect.left(), middle - thick / 2, max(3.0, rect.width()), thick), bar, look
            )
    _paint_names(painter, page, page_line, row, placed, metrics)
    if not row.lane.rows:
        _paint_nothing(painter, page, page_line, row)
    if row.first and (row.bars or not row.lane.rows or _is_first(page, page_line)):
        _paint_label(painter, page, row, metrics)


def _is_first(page: PassagePage, page_line: PageLine) -> bool:
    """Whether the passage begins on a line."""
    return page_line.line.start <= page.offsets.to_qt(page.excerpt.start) < page_line.line.end


def _paint_nothing(painter: QPainter, page: PassagePage, page_line: PageLine, row: LaneRow) -> None:
    painter.setPen(page.column.look.faint(0.66))
    side = Qt.AlignmentFlag.AlignRight if page_line.line.rtl else Qt.AlignmentFlag.AlignLeft
    box = QRectF(page.column.left, row.top - 4, page.column.width, 16)
    words = tr("nothing")
    painter.drawText(box, side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter, words)


def _paint_bar(painter: QPainter, room: QRectF, bar: Bar, look: Look) -> None:
    colour = look.line(bar.colour)
    if bar.beside:
        room = QRectF(room.left(), room.center().y() - 1, room.width(), 2)
        colour = blend(QColor(look.base), colour, 0.55)
    if bar.sure:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(room, 1.5, 1.5)
    else:
        y = room.center().y()
        paint_stroke(painter, QLineF(room.left(), y, room.right(), y), colour, room.height(), DASHES)


def _paint_names(
    painter: QPainter,
    page: PassagePage,
    page_line: PageLine,
    row: LaneRow,
    placed: list[tuple[Bar, list[QRectF]]],
    metrics: QFontMetricsF,
) -> None:
    """The code's name under the bar's beginning, moved back where the line ends."""
    look, column = page.column.look, page.column
    named = [(bar, rects) for bar, rects in placed if rects and page.begins(bar, page_line.line)]
    starts = sorted(_near(rects, page_line.line.rtl) for _, rects in named)
    for bar, rects in named:
        words = bar.name if bar.sure else f"{bar.name} ?"
        painter.setPen(look.faint(0.56 if bar.beside else 0.85))
        at = _near(rects, page_line.line.rtl)
        if page_line.line.rtl:
            others = [start for start in starts if start < at]
            end = max(others) + NAME_GAP if others else column.left
            room = at - end
        else:
            others = [start for start in starts if start > at]
            end = min(others) - NAME_GAP if others else column.left + column.width
            room = end - at
        needed = metrics.horizontalAdvance(words) + 1
        if needed > room and len(named) == 1:  # moved back, but not out of the column
            room = min(needed, column.width)
            at = (
                max(at, column.left + room)
                if page_line.line.rtl
                else min(at, column.left + column.width - room)
            )
        words = cut(metrics, words, room)
        left = at - room if page_line.line.rtl else at
        side = Qt.AlignmentFlag.AlignRight if page_line.line.rtl else Qt.AlignmentFlag.AlignLeft
        box = QRectF(left, row.top + 6, room, row.height - 6)
        painter.drawText(box, side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignTop, words)


def _near(rects: list[QRectF], rtl: bool) -> float:
    return max(rect.right() for rect in rects) if rtl else min(rect.left() for rect in rects)


def _paint_label(painter: QPainter, page: PassagePage, row: LaneRow, metrics: QFontMetricsF) -> None:
    look, column = page.column.look, page.column
    rtl_page = page.excerpt.direction == "rtl"
    font = QFont(painter.font())
    font.setBold(row.lane.consensus and bool(row.bars))
    painter.setFont(font)
    decided = row.lane.consensus and bool(row.bars)
    painter.setPen(look.line(look.accent) if decided else look.faint(0.72))
    high = metrics.height()
    top = row.top + 4 - high / 2
    if rtl_page:
        box = QRectF(column.left + column.width + GUTTER, top, 400, high)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, row.lane.label)
    else:
        box = QRectF(0, top, column.left - GUTTER, high)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, row.lane.label)
