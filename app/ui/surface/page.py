"""A page for reading: a narrow column of well-leaded text, with a margin beside it for stripes."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPalette,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from app.ui.surface.columns import share_width
from app.ui.surface.geometry import ScreenLine, nearest, screen_line
from app.ui.surface.lanes import MAX_LANES
from app.ui.surface.look import Look
from app.ui.surface.margin import StripeMargin, wanted_width
from app.ui.surface.marks import SurfaceText
from app.ui.surface.offsets import Offsets
from app.ui.surface.pieces import seams
from app.ui.surface.reading_layout import MARGIN, ReadingLayout, reading_document, reading_font

SAMPLE = "they asked us why and we had no answer that anybody would have believed "
LABELS_LEAST, LABELS_MOST = 130, 230
LANES_RESERVED = 3  # so that the column doesn't move with the first overlap


class ReadingPage(QPlainTextEdit):
    """A read-only text; everything that comes in or goes out counts code points."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look: Look | None = None
        self._own: QTextDocument | None = None
        self._documents = QObject(self)  # a child of the view itself may not go while Qt shows the children
        self.shown = SurfaceText("", "")
        self.offsets = Offsets("")
        self._size = 16
        self._lanes = LANES_RESERVED
        self._held: QRect | None = None  # where the column stands while a button is down in it
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
        self.verticalScrollBar().rangeChanged.connect(self._keep_place)
        self._tune_palette()
        self._set_text()

    # what is shown

    def show_text(self, document: SurfaceText) -> None:
        """Shows a text from its beginning."""
        self.shown = document
        self.offsets = Offsets(document.text, seams(document.text))
        self.setAccessibleName(document.name)
        self._set_text()
        self._fit_columns()

    def make_room(self, lanes: int) -> None:
        """Room in the margin for so many lanes of stripes."""
        self._lanes = max(LANES_RESERVED, lanes)
        self._fit_columns()

    def set_text_size(self, pixels: int) -> None:
        """The reading face's size; keeps the place."""
        self._size = pixels
        self._rebuild()

    def hold(self) -> None:
        """From now on only scrolling moves the text: not lanes, not room that comes or goes around it."""
        self._held = self.viewport().geometry()
        self._layout.pause(paused=True)

    def let_go(self) -> None:
        """The text may move again, and takes the place that it would have."""
        if self._held is not None:
            self._held = None
            self._layout.pause(paused=False)
            self._fit_columns()
            self._layout.tell_size()

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
        origin = QPointF(self.contentOffset().x(), top)
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            upper = top + line.y()
            if upper + line.height() >= 0 and upper <= height:
                first = start + line.textStart()
                words = self._text_between(first, first + max(1, line.textLength()))
                yield screen_line(line, words, start, origin, upper, self._layout.measured, rtl=rtl)

    def line_near(self, y: float) -> ScreenLine | None:
        """The visible line that is nearest to a height."""
        return nearest(self.lines_on_screen(), y)

    def position_at(self, point: QPointF) -> int:
        """The code point position that is nearest to a point of the viewport."""
        return self.offsets.from_qt(self.cursorForPosition(self.beside_line(point).toPoint()).position())

    def caret(self) -> int:
        """Where the caret stands, in code points."""
        return self.offsets.from_qt(self.textCursor().position())

    def beside_line(self, point: QPointF) -> QPointF:
        """The point moved up or down into the nearest line: Qt takes the leading for the line's start."""
        line = self.line_near(point.y())
        if line is None or line.top < point.y() < line.bottom:
            return point
        return QPointF(point.x(), line.top + 2 if point.y() <= line.top else line.bottom - 2)

    def rect_of(self, position: int, *, end: bool = False) -> QRectF:
        """Where the caret stands before a code point, or at the `end` of a passage, in the viewport."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(self.offsets.to_qt(position, end=end))
        return QRectF(self.cursorRect(cursor))

    # what Qt calls

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the column as wide as reads well."""
        self._fit_columns()
        self._layout.width = self.viewport().width()
        super().resizeEvent(event)
        self._place_margin()
        self._layout.lay_out_ahead()

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
        layout = ReadingLayout(document, self.shown, self.offsets, look, self.viewport().width())
        document.setDocumentLayout(layout)
        document.setPlainText(_parted(self.shown.text, self.offsets.seams))
        self.setDocument(document)
        self.setCursorWidth(2)
        if self._own:
            self._own.deleteLater()
        self._own, self._layout = document, layout
        self.margin.mirrored = self.shown.direction == "rtl"

    def _face(self) -> QFont:
        larger = 2 if self.shown.direction == "rtl" else 0  # Arabic letters are small for their size
        return reading_font(self._size + larger, self.shown.direction)

    def _rebuild(self) -> None:
        top = self.offsets.from_qt(self.firstVisibleBlock().position())
        cursor = self.textCursor()
        anchor, position = cursor.anchor(), cursor.position()
        self._set_text()
        cursor = self.textCursor()
        cursor.setPosition(anchor)
        cursor.setPosition(position, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self._fit_columns()
        block = self.document().findBlock(self.offsets.to_qt(top))
        self.verticalScrollBar().setValue(block.firstLineNumber())

    def _text_between(self, start: int, end: int) -> str:
        return self.shown.text[self.offsets.from_qt(start) : self.offsets.from_qt(end)]

    def _scroll_to(self, place: int) -> None:
        block = self.document().findBlock(place)
        self._layout.blockBoundingRect(block)
        self._layout.tell_size()  # its lines count from now on, else the scroll bar may end before them
        line = block.layout().lineForTextPosition(place - block.position()).lineNumber()
        rows = self.viewport().height() / (self._size * 1.9)
        self.verticalScrollBar().setValue(max(0, block.firstLineNumber() + line - round(rows / 3)))

    def _keep_place(self, _least: int, most: int) -> None:
        """Where more would fit on the last screen now, the text would move down under the mouse."""
        bar = self.verticalScrollBar()
        if self._held is not None and bar.value() > most:
            bar.setMaximum(bar.value())

    def _keep_columns(self, held: QRect) -> None:
        left = self.viewportMargins().left()
        right = self.contentsRect().width() - self.verticalScrollBar().width() - left - held.width()
        self.setViewportMargins(left, 0, max(0, right), 0)

    def _fit_columns(self) -> None:
        if self._held is not None:
            self._keep_columns(self._held)
            return
        letter = QFontMetricsF(self._face()).horizontalAdvance(SAMPLE) / len(SAMPLE)
        total = self.contentsRect().width() - self.verticalScrollBar().sizeHint().width()
        lanes = self._lanes + (2 if self._lanes >= MAX_LANES else 0)  # for the count of what doesn't fit
        least, most = wanted_width(lanes, LABELS_LEAST), wanted_width(lanes, LABELS_MOST)
        columns = share_width(total, letter, round(2 * MARGIN), least, most)
        self._beside = columns.stripes
        before, after = columns.before, max(0, total - columns.before - columns.text)
        left, right = (after, before) if self.shown.direction == "rtl" else (before, after)
        margins = self.viewportMargins()
        if (margins.left(), margins.right()) != (left, right):
            self.setViewportMargins(left, 0, right, 0)
        self._layout.lay_out_ahead()
        self._place_margin()

    def _place_margin(self) -> None:
        column = self.viewport().geometry()
        left = column.left() - self._beside if self.shown.direction == "rtl" else column.right() + 1
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


def _parted(text: str, seams: Sequence[int]) -> str:
    """The text with a line feed at each seam."""
    return "\n".join(text[start:end] for start, end in pairwise([0, *seams, len(text)]))
