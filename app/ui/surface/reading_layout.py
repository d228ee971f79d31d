"""Lays paragraphs out for reading: leading, space between paragraphs, direction, speakers' labels."""

from bisect import bisect_left, bisect_right
from math import ceil

from PySide6.QtCore import QObject, QPointF, QRectF, QTimer
from PySide6.QtGui import QFont, QTextBlock, QTextDocument, QTextLayout
from PySide6.QtWidgets import QPlainTextDocumentLayout

from app.ui.surface.direction import paragraph_direction
from app.ui.surface.geometry import Measured
from app.ui.surface.look import Look
from app.ui.surface.marks import Direction, SurfaceText
from app.ui.surface.offsets import Offsets
from app.ui.surface.paragraphs import Stretch, character_format, formats_within, paragraph_option

LINE_HEIGHT = 1.8  # of the font's size
LEAST_LEADING = 0.35
PARAGRAPH_GAP = 0.6  # of the font's size
EMPTY_LINE = 0.3  # transcripts part turns by one: with the gaps around it, it is as high as a line
AHEAD_MOST = 400_000  # characters
AHEAD_AT_ONCE = 12  # paragraphs, a few milliseconds
MEASURED_MOST = 20_000
MARGIN = 12.0  # inside the viewport, both sides

ARABIC_FACES = ["Noto Naskh Arabic", "Sakkal Majalla", "Geeza Pro"]  # first, so that a line is one font's
FACES = ["Charter", "Georgia", "Noto Serif", "DejaVu Serif", "Noto Naskh Arabic", "Serif"]


def reading_font(size: int, direction: Direction = "ltr") -> QFont:
    """The face for reading, `size` in pixels."""
    font = QFont()
    font.setFamilies([*ARABIC_FACES, *FACES] if direction == "rtl" else FACES)
    font.setStyleHint(QFont.StyleHint.Serif)
    font.setPixelSize(size)
    return font


def reading_document(font: QFont, parent: QObject) -> QTextDocument:
    """An empty document of Qt's, to be laid out by `ReadingLayout`."""
    document = QTextDocument(parent)
    document.setUndoRedoEnabled(False)
    document.setDefaultFont(font)
    document.setDocumentMargin(MARGIN)
    document.setDefaultTextOption(paragraph_option(rtl=False))
    return document


class ReadingLayout(QPlainTextDocumentLayout):
    """The plain-text layout with generous leading; each paragraph is laid out when it is first asked for.

    The leading lies above each line, because Qt takes a line's bottom for the next one's slot.
    """

    def __init__(
        self,
        document: QTextDocument,
        shown: SurfaceText,
        offsets: Offsets,
        look: Look,
        width: int,
    ) -> None:
        super().__init__(document)
        self._shown = shown
        self._offsets = offsets
        self.width = width  # of the viewport; kept here, for Qt asks while it is tearing that down
        self._seams = frozenset(offsets.seams)
        self._directions: dict[int, Direction] = {}  # of paragraphs in pieces, by their start
        self._turn_starts = [turn.start for turn in shown.turns]
        self.size = float(document.defaultFont().pixelSize())
        self.measured: Measured = {}  # void when a paragraph gets another width
        self._measured_width = width
        self._grown = QTimer(self, singleShot=True, interval=0)
        self._grown.timeout.connect(self.tell_size)
        self._ahead = QTimer(self, interval=0)
        self._ahead.timeout.connect(self._go_ahead)
        self._next = self._ahead_width = 0
        self._paused = False
        self._label = character_format(look.faint(), bold=True)
        self._muted = character_format(look.faint(0.72))

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        """Qt asks for every paragraph's place here, so this is where paragraphs are laid out."""
        if not block.isValid():
            return QRectF()
        lines = block.layout()
        if lines.lineCount() == 0:
            self._lay_out(block, lines)
        goes_on = self._offsets.from_qt(block.position() + block.length() - 1) in self._seams
        gap = 0 if goes_on else round(self.size * PARAGRAPH_GAP)
        return QRectF(0, 0, self.width, lines.boundingRect().bottom() + gap)

    def lay_out_ahead(self) -> None:
        """Lays the rest out while nobody waits, so that the scroll bar tells the truth; not a huge text."""
        if self._paused:
            return
        if self._ahead_width != self.width and len(self._shown.text) <= AHEAD_MOST:
            self._next, self._ahead_width = 0, self.width
            self._ahead.start()

    def pause(self, *, paused: bool) -> None:
        """Lays nothing out ahead for a while, and then goes on where it was."""
        self._paused = paused
        going_on = self._ahead_width == self.width and self.document().findBlockByNumber(self._next).isValid()
        if paused:
            self._ahead.stop()
        elif going_on:
            self._ahead.start()

    def tell_size(self) -> None:
        """Says how high the text is, so that the scroll bar follows."""
        self.documentSizeChanged.emit(self.documentSize())

    def _go_ahead(self) -> None:
        block = self.document().findBlockByNumber(self._next)
        for _ in range(AHEAD_AT_ONCE):
            if not block.isValid():
                self._ahead.stop()
                return
            self.blockBoundingRect(block)
            block = block.next()
            self._next += 1

    def _lay_out(self, block: QTextBlock, lines: QTextLayout) -> None:
        if self._measured_width != self.width or len(self.measured) > MEASURED_MOST:
            self._measured_width = self.width
            self.measured.clear()
        start = self._offsets.from_qt(block.position())
        end = self._offsets.from_qt(block.position() + block.length() - 1)
        lines.setTextOption(paragraph_option(rtl=self._direction(start, end) == "rtl"))
        lines.setFormats(self._formats(start, end))
        lines.beginLayout()
        bottom = 0.0
        while (line := lines.createLine()).isValid():
            line.setLeadingIncluded(True)
            line.setLineWidth(self.width - 2 * MARGIN)
            full = max(self.size * LINE_HEIGHT, line.height() + self.size * LEAST_LEADING)
            slot = ceil(full if start < end else self.size * EMPTY_LINE)
            bottom += slot  # whole pixels: Qt scrolls by them
            line.setPosition(QPointF(MARGIN, bottom - line.height()))
        lines.endLayout()
        if block.lineCount() != lines.lineCount():
            block.setLineCount(lines.lineCount())
            self._grown.start()

    def _direction(self, start: int, end: int) -> Direction:
        """The direction of the paragraph, of which [start, end) may be a piece."""
        text = self._shown.text
        if start not in self._seams and end not in self._seams:
            return paragraph_direction(text[start:end], self._shown.direction)
        start = text.rfind("\n", 0, start) + 1
        if start not in self._directions:
            after = text.find("\n", start)
            whole = text[start : after if after >= 0 else None]
            self._directions[start] = paragraph_direction(whole, self._shown.direction)
        return self._directions[start]

    def _formats(self, start: int, end: int) -> list[QTextLayout.FormatRange]:
        first = max(0, bisect_right(self._turn_starts, start) - 1)
        last = bisect_left(self._turn_starts, end)
        stretches: list[Stretch] = []
        for turn in self._shown.turns[first:last]:
            stretches.append((turn.start, turn.body, self._label))
            if turn.muted:
                stretches.append((turn.body, turn.end, self._muted))
        return formats_within(stretches, start, end, self._offsets)
