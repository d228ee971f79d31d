"""The list of likely sentences: in their document, the words that spoke for each underlined."""

from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPalette,
    QTextCharFormat,
    QTextLayout,
)
from PySide6.QtWidgets import QListView, QStyleOptionViewItem

from app.in_context import one_line
from app.report.tables import TableColumn
from app.similar.queries import LikelySentence
from app.translation import tr
from app.ui.kit.copying import Copying
from app.ui.kit.elided import cut
from app.ui.kit.painted import LEFT, PaintedList, PaintedRows
from app.ui.kit.table import ROW, Index, TableModel
from app.ui.surface.direction import paragraph_direction
from app.ui.surface.quoted import height, lay_out_pieces

EDGE, GAP = 18, 7
WIDEST = 820  # pixels of a line that reads well
LINES = 5


def sentence_columns() -> list[TableColumn[LikelySentence]]:
    """What the list says of a sentence, and what is copied."""
    return [
        TableColumn(
            tr("Sentence"), lambda row: row.text, spoken=lambda row: f"{row.document}: {one_line(row.text)}"
        ),
        TableColumn(tr("Document"), lambda row: row.document),
        TableColumn(tr("From character"), lambda row: row.start, "count"),
        TableColumn(tr("to"), lambda row: row.end, "count"),
    ]


class SentenceRows(PaintedRows):
    """Each row is as high as its sentence."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def _width(self) -> int:
        return max(120, min(WIDEST, self._view.viewport().width() - 2 * EDGE))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The line with the document, and the sentence."""
        line = QFontMetrics(option.font).height()
        words = height(_lay_out(index.data(ROW), option.font, self._width()))
        return QSize(100, round(words) + line + 2 * GAP)

    def paint_row(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a sentence."""
        sentence: LikelySentence = index.data(ROW)
        left, top = option.rect.left() + EDGE, option.rect.top() + GAP
        metrics = QFontMetrics(option.font)
        painter.setPen(option.palette.color(QPalette.ColorRole.PlaceholderText))
        name = QRect(left, top, self._width(), metrics.height())
        painter.drawText(name, LEFT, cut(metrics, sentence.document, name.width()))
        painter.setPen(option.palette.color(QPalette.ColorRole.Text))
        _lay_out(sentence, option.font, self._width()).draw(painter, QPointF(left, top + metrics.height()))


def _lay_out(sentence: LikelySentence, font: QFont, width: int) -> QTextLayout:
    direction = paragraph_direction(sentence.text, "ltr")
    return lay_out_pieces(
        _pieces(sentence), font, width, direction, most_lines=LINES, advance=lambda line: line.height()
    )


def _pieces(sentence: LikelySentence) -> Iterator[tuple[str, QTextCharFormat]]:
    """The sentence in pieces, of which some spoke for it."""
    plain, speaking = QTextCharFormat(), QTextCharFormat()
    speaking.setFontUnderline(True)
    speaking.setFontWeight(QFont.Weight.DemiBold)
    at, text = sentence.start, sentence.text
    for first, last in sorted(sentence.words):
        yield one_line(text[at - sentence.start : first - sentence.start]), plain
        yield text[first - sentence.start : last - sentence.start], speaking
        at = last
    yield one_line(text[at - sentence.start :]), plain


class SentenceList(PaintedList):
    """Enter accepts, Delete declines, with Shift takes that back; Space or a double click opens."""

    accepted = Signal(object)  # a LikelySentence
    declined = Signal(object)
    taken_back = Signal()
    opened = Signal(object)

    def __init__(self, model: TableModel[LikelySentence]) -> None:
        super().__init__(tr("Sentences like those that are coded"))
        self.setStyleSheet("QListView { background: palette(base); }")
        self.setModel(model)
        self.setItemDelegate(SentenceRows(self))
        self.doubleClicked.connect(self._open)
        self.copying = Copying(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the list."""
        key, index = event.key(), self.currentIndex()
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and shift:
            self.taken_back.emit()
        elif not index.isValid():
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accepted.emit(index.data(ROW))
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.declined.emit(index.data(ROW))
        elif key == Qt.Key.Key_Space:
            self._open(index)
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(ROW))
