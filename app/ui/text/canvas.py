"""Shows a document's text for reading, with its codings painted for the lines on screen only."""

from collections.abc import Collection, Iterator, Sequence

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from app.ui.text.bands import paint_bands, paint_handles
from app.ui.text.columns import share_width
from app.ui.text.direction import runs_one_way
from app.ui.text.geometry import ScreenLine
from app.ui.text.lanes import MAX_LANES
from app.ui.text.look import Look
from app.ui.text.margin import StripeMargin, wanted_width
from app.ui.text.marks import CodingMark, CodingsIn, Direction, DocumentText, Extent, Extents, Stripes
from app.ui.text.offsets import Offsets
from app.ui.text.reading_layout import MARGIN, ReadingLayout, reading_document, reading_font
from app.ui.text.shown_codings import ShownCodings
from app.ui.text.stripes import stripes_on_screen

SAMPLE = "they asked us why and we had no answer that anybody would have believed "
LABELS_LEAST, LABELS_MOST = 130, 230
LANES_RESERVED = 3  # so that the column doesn't move with the first overlap
FLASH_MS = 1400


class CodingCanvas(QPlainTextEdit):
    """A read-only text with painted codings; everything that comes in or goes out counts code points."""

    _painting = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look: Look | None = None
        self._own: QTextDocument | None = None
        self._documents = QObject(self)  # a child of the view itself may not go while Qt shows the children
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.viewport().setMouseTracking(True)
        self.margin = StripeMargin(self)
        self._size = 16
        self._stripes: Stripes = "code"
        self._selected: int | None = None
        self._hovered: int | None = None
        self._lines: list[ScreenLine] = []
        self._ghosts: list[tuple[int, int]] = []  # in Qt's positions: what a selection will take in besides
        self._flash: tuple[int, int] | None = None
        self._flash_over = QTimer(self, singleShot=True, interval=FLASH_MS)
        self._flash_over.timeout.connect(self._end_flash)
        self._painting.connect(self._look_at_screen)
        self._tune_palette()
        self.clear_document()

    # what is shown

    def show_document(self, document: DocumentText, codings_in: CodingsIn, extents: Extents) -> None:
        """Shows a document from its beginning."""
        self._shown = document
        self._offsets = Offsets(document.text)
        self._codings = ShownCodings(self._offsets, codings_in, extents, self._stripes)
        self._selected = self._hovered = self._flash = None
        self._ghosts = []
        self.setAccessibleName(document.name)
        self._set_text()
        self.invalidate()

    def clear_document(self) -> None:
        """Shows nothing."""
        self.show_document(DocumentText("", ""), lambda _start, _end: (), lambda: ())

    def invalidate(self) -> None:
        """Codings changed: asks for all lanes anew, and again for what is on screen."""
        self._codings.reload(self._stripes)
        self._codings_came()

    def codings_changed(self, now: Sequence[Extent], gone: Collection[int] = ()) -> None:
        """Some codings were added or moved (`now`) or removed: the others keep their lanes; cheap."""
        self._codings.change(now, gone)
        self._codings_came()

    def _codings_came(self) -> None:
        if self._selected is not None and self._selected not in self._codings:
            self._set_selected(None)
        self._fit_columns()
        self.viewport().update()

    def set_stripes(self, stripes: Stripes) -> None:
        """Stripes and bands by code or by coder."""
        self._stripes = stripes
        self.invalidate()

    def set_text_size(self, pixels: int) -> None:
        """The reading face's size; keeps the place."""
        self._size = pixels
        self._rebuild()

    def selected_coding(self) -> int | None:
        """The coding whose edges have handles."""
        return self._selected

    def select_coding(self, coding_id: int | None) -> None:
        """Gives a coding handles, or none."""
        self._set_selected(coding_id)

    def go_to(self, start: int, end: int) -> None:
        """Scrolls to a passage, puts the caret at its start and lets it light up for a moment."""
        cursor = self.textCursor()
        cursor.setPosition(self._offsets.to_qt(start))
        self.setTextCursor(cursor)
        lines = self.lines_on_screen()
        place = self._offsets.to_qt(start)
        comfortable = lines[1:-3] if len(lines) > 6 else lines
        if not any(line.start <= place < line.end for line in comfortable):
            self._scroll_to(place)
        self._flash = (self._offsets.to_qt(start), self._offsets.to_qt(end))
        self._flash_over.start()
        self._look_at_screen()
        self.viewport().update()

    # where things are

    def lines_on_screen(self) -> list[ScreenLine]:
        """The lines that are visible now; good until the next layout."""
        lines: list[ScreenLine] = []
        block = self.firstVisibleBlock()
        height = self.viewport().height()
        top = self.contentOffset().y()
        while block.isValid() and top <= height:
            bounds = self.blockBoundingRect(block)
            lines += self._lines_of(block, top, height)
            top += bounds.height()
            block = block.next()
        return lines

    def _lines_of(self, block: QTextBlock, top: float, height: float) -> Iterator[ScreenLine]:
        layout, start = block.layout(), block.position()
        rtl = layout.textOption().textDirection() == Qt.LayoutDirection.RightToLeft
        way: Direction = "rtl" if rtl else "ltr"
        origin = QPointF(self.contentOffset().x(), top)
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            upper, lower = top + line.y(), top + line.y() + line.height()
            if lower >= 0 and upper <= height:
                first = start + line.textStart()
                last = first + max(1, line.textLength())
                one_way = way if runs_one_way(self._text_between(first, last), way) else None
                yield ScreenLine(
                    first, last, start, upper, lower, origin, line, one_way, self._layout.measured
                )

    def line_near(self, y: float) -> ScreenLine | None:
        """The visible line that is nearest to a height."""
        return min(self.lines_on_screen(), key=lambda line: _distance(line, y), default=None)

    def position_at(self, point: QPointF) -> int:
        """The code point position that is nearest to a point of the viewport."""
        return self._offsets.from_qt(self.cursorForPosition(self.beside_line(point).toPoint()).position())

    def beside_line(self, point: QPointF) -> QPointF:
        """The point moved up or down into the nearest line: Qt takes the leading for the line's start."""
        line = self.line_near(point.y())
        if line is None or line.top < point.y() < line.bottom:
            return point
        return QPointF(point.x(), line.top + 2 if point.y() <= line.top else line.bottom - 2)

    def codings_at(self, point: QPointF) -> list[int]:
        """The codings under a point of the viewport, innermost first."""
        line = self.line_near(point.y())
        if line is None or _distance(line, point.y()) > self._size:
            return []
        x = point.x()
        here = [
            one
            for one in self._codings.placed
            if any(rect.left() - 1 <= x <= rect.right() + 1 for rect in line.rects(one.start, one.end))
        ]
        return [one.mark.id for one in sorted(here, key=lambda one: one.end - one.start)]

    def codings_around(self, position: int) -> list[int]:
        """The codings on screen that hold a code point position, innermost first."""
        marks = [one.mark for one in self._codings.placed if one.mark.start <= position <= one.mark.end]
        return [mark.id for mark in sorted(marks, key=lambda mark: mark.end - mark.start)]

    def handles(self) -> dict[str, QRectF]:
        """Where the selected coding's edges ("start", "end") stand on screen."""
        places: dict[str, QRectF] = {}
        chosen = next((one for one in self._codings.placed if one.mark.id == self._selected), None)
        edges = (("start", chosen.start), ("end", chosen.end)) if chosen else ()
        for line in self.lines_on_screen() if edges else ():
            for name, position in edges:
                x = line.edge(position, name == "start")
                if x is not None:
                    places[name] = QRectF(x, line.top, 0, line.bottom - line.top)
        return places

    def mark(self, coding_id: int) -> CodingMark | None:
        """A coding that is on screen or near it."""
        if self._codings.mark(coding_id) is None:
            self._look_at_screen()  # a change may not have been painted yet
        return self._codings.mark(coding_id)

    def rect_of(self, position: int) -> QRectF:
        """Where the caret stands before a code point, in the viewport."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._offsets.to_qt(position))
        return QRectF(self.cursorRect(cursor))

    # what Qt calls

    def paintEvent(self, event: QPaintEvent) -> None:
        """Codings behind the text, handles and flashes above it."""
        self._painting.emit()
        look = Look.of(self.palette())
        painter = QPainter(self.viewport())
        paint_bands(painter, self._lines_in(event.rect()), self._codings.placed, look, self._lit())
        for ghost in self._ghosts:
            self._paint_ghost(painter, ghost)
        painter.end()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        self._paint_over(painter, look)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the column as wide as reads well."""
        self._fit_columns()
        super().resizeEvent(event)
        self._place_margin()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The rule beside the text shows where keys go."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The rule beside the text shows where keys go."""
        super().focusOutEvent(event)
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        """Another palette: labels and selection take its colours. Another font: the reading face stays."""
        super().changeEvent(event)
        fonts = (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange)
        if event.type() in fonts and self._own:
            self._own.setDefaultFont(self._face())  # Qt has just put the widget's font there
        if event.type() == QEvent.Type.PaletteChange and self._look and self._tune_palette():
            self._rebuild()

    # how it is done

    def _set_text(self) -> None:
        document = reading_document(self._face(), self._documents)
        look = Look.of(self.palette())
        layout = ReadingLayout(document, self._shown, self._offsets, look, self.viewport().width)
        document.setDocumentLayout(layout)
        document.setPlainText(self._shown.text)
        self.setDocument(document)
        self.setCursorWidth(2)
        if self._own:
            self._own.deleteLater()
        self._own, self._layout = document, layout
        self.margin.mirrored = self._shown.direction == "rtl"

    def _face(self) -> QFont:
        larger = 2 if self._shown.direction == "rtl" else 0  # Arabic letters are small for their size
        return reading_font(self._size + larger, self._shown.direction)

    def _rebuild(self) -> None:
        top = self._offsets.from_qt(self.firstVisibleBlock().position())
        cursor = self.textCursor()
        anchor, position = cursor.anchor(), cursor.position()
        self._set_text()
        cursor = self.textCursor()
        cursor.setPosition(anchor)
        cursor.setPosition(position, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self._fit_columns()
        block = self.document().findBlock(self._offsets.to_qt(top))
        self.verticalScrollBar().setValue(block.firstLineNumber())

    def _text_between(self, start: int, end: int) -> str:
        return self._shown.text[self._offsets.from_qt(start) : self._offsets.from_qt(end)]

    def _look_at_screen(self) -> None:
        self._lines = lines = self.lines_on_screen()
        if lines:
            first, last = (self._offsets.from_qt(unit) for unit in (lines[0].start, lines[-1].end))
            self._codings.need(first, last)
        stripes = stripes_on_screen(lines, self._codings.placed)
        self.margin.show_stripes(stripes, self._codings.lanes, self._lit(), self.hasFocus())

    def _lit(self) -> frozenset[int]:
        return frozenset(one for one in (self._selected, self._hovered) if one is not None)

    def _set_selected(self, coding_id: int | None) -> None:
        self._selected = coding_id
        self.viewport().update()

    def _set_hovered(self, coding_id: int | None) -> None:
        if coding_id != self._hovered:
            self._hovered = coding_id
            self.viewport().update()

    def _show_preview(self, preview: tuple[int, int, int] | None) -> None:
        self._codings.preview(preview)
        self.viewport().update()

    def _end_flash(self) -> None:
        self._flash = None
        self.viewport().update()

    def _lines_in(self, area: QRect) -> list[ScreenLine]:
        around = self._size  # underlines stand below a line
        return [ln for ln in self._lines if ln.bottom + around > area.top() and ln.top - 2 < area.bottom()]

    def _paint_ghost(self, painter: QPainter, ghost: tuple[int, int]) -> None:
        colour = self.palette().color(QPalette.ColorRole.Highlight)
        colour.setAlpha(colour.alpha() // 2)
        for line in self._lines:
            for rect in line.rects(*ghost):
                painter.fillRect(rect, colour)

    def _paint_over(self, painter: QPainter, look: Look) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._flash:
            painter.setPen(QPen(look.line(look.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for line in self._lines:
                for rect in line.rects(*self._flash, above=4, below=4):
                    painter.drawRoundedRect(rect.adjusted(-3, 0, 3, 0), 4, 4)
        for one in self._codings.placed:
            if one.mark.id == self._selected:
                paint_handles(painter, self._lines, one, look)

    def _scroll_to(self, place: int) -> None:
        block = self.document().findBlock(place)
        self._layout.blockBoundingRect(block)
        line = block.layout().lineForTextPosition(place - block.position()).lineNumber()
        rows = self.viewport().height() / (self._size * 1.9)
        self.verticalScrollBar().setValue(max(0, block.firstLineNumber() + line - round(rows / 3)))

    def _fit_columns(self) -> None:
        letter = QFontMetricsF(self._face()).horizontalAdvance(SAMPLE) / len(SAMPLE)
        total = self.contentsRect().width() - self.verticalScrollBar().sizeHint().width()
        lanes = max(LANES_RESERVED, self._codings.lanes.count)
        lanes += 2 if lanes >= MAX_LANES else 0  # for the count of what doesn't fit
        least, most = wanted_width(lanes, LABELS_LEAST), wanted_width(lanes, LABELS_MOST)
        columns = share_width(total, letter, round(2 * MARGIN), least, most)
        self._beside = columns.stripes
        before, after = columns.before, max(0, total - columns.before - columns.text)
        left, right = (after, before) if self._shown.direction == "rtl" else (before, after)
        margins = self.viewportMargins()
        if (margins.left(), margins.right()) != (left, right):
            self.setViewportMargins(left, 0, right, 0)
        self._layout.lay_out_ahead()
        self._place_margin()

    def _place_margin(self) -> None:
        column = self.viewport().geometry()
        left = column.left() - self._beside if self._shown.direction == "rtl" else column.right() + 1
        self.margin.setGeometry(left, column.top(), self._beside, column.height())

    def _tune_palette(self) -> bool:
        palette = self.palette()
        look = Look.of(palette)
        highlight = palette.color(QPalette.ColorRole.Accent)
        highlight.setAlpha(110 if look.dark else 80)
        if palette.color(QPalette.ColorRole.Highlight) == highlight and look == self._look:
            return False
        self._look = look
        palette.setColor(QPalette.ColorRole.Highlight, highlight)
        palette.setColor(QPalette.ColorRole.HighlightedText, palette.color(QPalette.ColorRole.Text))
        self.setPalette(palette)
        return True


def _distance(line: ScreenLine, y: float) -> float:
    return max(line.top - y, y - line.bottom, 0.0)
