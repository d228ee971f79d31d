"""A page for reading: a narrow column of well-leaded text, with a margin beside it for stripes."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QFont,
    QPalette,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from app.ui.surface.column_fit import ColumnFit
from app.ui.surface.geometry import ScreenLine, nearest, screen_line
from app.ui.surface.look import Look
from app.ui.surface.margin import StripeMargin
from app.ui.surface.marks import SurfaceText
from app.ui.surface.matches import Matches
from app.ui.surface.offsets import Offsets
from app.ui.surface.pieces import seams
from app.ui.surface.reading_layout import ReadingLayout, reading_document, reading_font


class ReadingPage(QPlainTextEdit):
    """A read-only text; everything that comes in or goes out counts code points."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look: Look | None = None
        self._own_document: QTextDocument | None = None
        self._documents = QObject(self)  # a child of the view itself may not go while Qt shows the children
        self.shown = SurfaceText("", "")
        self.offsets = Offsets("")
        self.size_of_text = 16
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
        self.matches = Matches()
        self.columns = ColumnFit(self)
        self._tune_palette()
        self._set_text()

    # what is shown

    def show_text(self, document: SurfaceText) -> None:
        """Shows a text from its beginning."""
        self.shown = document
        self.offsets = Offsets(document.text, seams(document.text))
        self.setAccessibleName(document.name)
        self._set_text()
        self.columns.fit()

    def set_text_size(self, pixels: int) -> None:
        """The reading face's size; keeps the place."""
        self.size_of_text = pixels
        self._rebuild()

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
        for line_index in range(layout.lineCount()):
            line = layout.lineAt(line_index)
            upper = top + line.y()
            if upper + line.height() >= 0 and upper <= height:
                first = start + line.textStart()
                last = first + max(1, line.textLength())
                words = self.shown.text[self.offsets.from_qt(first) : self.offsets.from_qt(last)]
                yield screen_line(line, words, start, origin, upper, self.laid_out.measured, rtl=rtl)

    def position_at(self, point: QPointF) -> int:
        """The code point position that is nearest to a point of the viewport."""
        return self.offsets.from_qt(self.cursorForPosition(self.beside_line(point).toPoint()).position())

    def caret(self) -> int:
        """Where the caret stands, in code points."""
        return self.offsets.from_qt(self.textCursor().position())

    def beside_line(self, point: QPointF) -> QPointF:
        """The point moved up or down into the nearest line: Qt takes the leading for the line's start."""
        line = nearest(self.lines_on_screen(), point.y())
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
        self.columns.fit()
        self.laid_out.width = self.viewport().width()
        super().resizeEvent(event)
        self.columns.place_margin()
        self.laid_out.lay_out_ahead()

    def changeEvent(self, event: QEvent) -> None:
        """Another palette: labels and selection take its colours. Another font: the reading face stays."""
        super().changeEvent(event)
        fonts = (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange)
        if event.type() in fonts and self._own_document:
            self._own_document.setDefaultFont(self.face())  # Qt has just put the widget's font there
        if event.type() == QEvent.Type.PaletteChange and self._look and self._tune_palette():
            self._rebuild()

    # how it is done

    def _set_text(self) -> None:
        document = reading_document(self.face(), self._documents)
        look = Look.of(self.palette())
        layout = ReadingLayout(document, self.shown, self.offsets, look, self.viewport().width())
        document.setDocumentLayout(layout)
        document.setPlainText(_parted(self.shown.text, self.offsets.seams))
        self.setDocument(document)
        self.setCursorWidth(2)
        if self._own_document:
            self._own_document.deleteLater()
        self._own_document, self.laid_out = document, layout
        self.margin.mirrored = self.shown.direction == "rtl"

    def face(self) -> QFont:
        """The typeface that the text is read in."""
        larger = 2 if self.shown.direction == "rtl" else 0  # Arabic letters are small for their size
        return reading_font(self.size_of_text + larger, self.shown.direction)

    def _rebuild(self) -> None:
        top = self.offsets.from_qt(self.firstVisibleBlock().position())
        cursor = self.textCursor()
        anchor, position = cursor.anchor(), cursor.position()
        self._set_text()
        cursor = self.textCursor()
        cursor.setPosition(anchor)
        cursor.setPosition(position, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.columns.fit()
        block = self.document().findBlock(self.offsets.to_qt(top))
        self.verticalScrollBar().setValue(block.firstLineNumber())

    def scroll_to(self, position: int) -> None:
        """Scrolls so that a position of Qt's is a third below the top."""
        block = self.document().findBlock(position)
        self.laid_out.blockBoundingRect(block)
        self.laid_out.tell_size()  # its lines count from now on, else the scroll bar may end before them
        line = block.layout().lineForTextPosition(position - block.position()).lineNumber()
        rows = self.viewport().height() / (self.size_of_text * 1.9)
        self.verticalScrollBar().setValue(max(0, block.firstLineNumber() + line - round(rows / 3)))

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
