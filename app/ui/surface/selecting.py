"""Selecting words by mouse and keyboard: what a selection means, and a text that stands still meanwhile."""

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QWidget

from app.documents import edges
from app.documents.words import snap_to_words
from app.ui.kit.pressed import Press
from app.ui.surface.canvas import CodingCanvas
from app.ui.surface.carrying import carried_passage


class SelectingCanvas(CodingCanvas):
    """A canvas whose selections come to whole words, trimmed; it changes nothing and says nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.snapping = True  # selections grow to whole words
        self._selecting = False  # the left button is down
        self._carrying = False  # words were taken along by the mouse, to a code or elsewhere
        self._pressed_at = QPoint()

    def set_snapping(self, on: bool) -> None:
        """Whether selections grow to whole words."""
        self.snapping = on

    def passage(self) -> tuple[int, int] | None:
        """What is selected, as it would be coded; None without a selection."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return None
        return edges.passage(self.shown.text, *self._selected_points(), self.snapping)

    def words(self) -> str:
        """The canonical text of the passage."""
        return self.shown.text[slice(*(self.passage() or (0, 0)))]

    def createMimeDataFromSelection(self) -> QMimeData:
        """The canonical text (Qt's copy changes no-break spaces), and the passage for dropping on codes."""
        self._carrying = self._selecting
        start, end = self._selected_points()
        return carried_passage(self.shown.text[start:end], self.passage())

    # pressing

    def _press(self, event: QMouseEvent) -> None:
        """The left button goes down: from now on nothing moves the text but the person."""
        self._selecting, self._carrying = True, False
        self._pressed_at = event.position().toPoint()
        Press.begin()
        self.hold()

    def _let_go_beside(self, event: QMouseEvent) -> None:
        """A press beside the selection begins another: Qt, which looks half a letter far, would carry it."""
        extends = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if not extends and not self._is_on_selection(event.position()):
            self._unselect()

    def _release(self) -> None:
        if self._selecting:
            self._selecting = False
            Press.end()
            self.let_go()

    def _is_click(self, event: QMouseEvent) -> bool:
        moved = (event.position().toPoint() - self._pressed_at).manhattanLength()
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        return plain and moved < QApplication.startDragDistance()

    def _in_line(self, event: QMouseEvent) -> QMouseEvent:
        point = event.position()
        if self.viewport().rect().contains(point.toPoint()):  # outside, Qt scrolls
            point = self.beside_line(point)
        return QMouseEvent(
            event.type(), point, event.globalPosition(), event.button(), event.buttons(), event.modifiers()
        )

    # what is selected

    def _is_on_selection(self, point: QPointF) -> bool:
        cursor = self.textCursor()
        return any(
            rect.contains(point)
            for line in self.lines_on_screen()
            for rect in line.rects(cursor.selectionStart(), cursor.selectionEnd())
        )

    def _unselect(self) -> None:
        cursor = self.textCursor()
        if cursor.hasSelection():
            cursor.clearSelection()
            self.setTextCursor(cursor)

    def _selected_points(self) -> tuple[int, int]:
        cursor = self.textCursor()
        return self.offsets.from_qt(cursor.selectionStart()), self.offsets.from_qt(cursor.selectionEnd())

    def _select_points(self, start: int, end: int) -> None:
        cursor = self.textCursor()
        cursor.setPosition(self.offsets.to_qt(start))
        cursor.setPosition(self.offsets.to_qt(end, end=True), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def _select_word(self, event: QMouseEvent) -> None:
        """The word under the mouse, as the program tells words."""
        under = self.position_at(event.position())
        for start, end in ((under, under + 1), (under - 1, under)):
            if start >= 0 and end <= len(self.shown.text) and self.shown.text[start:end].isalnum():
                self._select_points(*snap_to_words(self.shown.text, start, end))
                return

    def _beyond_selection(self) -> list[tuple[int, int]]:
        passage, selected = self.passage(), self._selected_points()
        if passage is None:
            return []
        beyond = [(passage[0], selected[0]), (selected[1], passage[1])]
        return [
            (self.offsets.to_qt(start), self.offsets.to_qt(end, end=True))
            for start, end in beyond
            if start < end
        ]
