"""The selected words: what a selection means, and how the mouse makes one while the text stands still."""

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QDrag, QMouseEvent, QTextCursor
from PySide6.QtWidgets import QApplication

from app.documents import edges
from app.documents.words import snap_to_words
from app.ui.kit.pressed import Press
from app.ui.surface.carrying import carried_passage
from app.ui.surface.page import ReadingPage


class Selection(QObject):
    """The selection of a page, which comes to whole words, trimmed; it changes nothing and says nothing."""

    def __init__(self, page: ReadingPage) -> None:
        super().__init__(page)
        self._page = page
        self.snapping = True  # it grows to whole words
        self.pressed = False  # the left button is down
        self._pressed_at = QPoint()
        self._held: tuple[int, int] | None = None  # selected words under the pressed button
        self._coded: tuple[tuple[int, int] | None, int] = (None, 0)

    def passage(self) -> tuple[int, int] | None:
        """What is selected, as it would be coded; None without a selection."""
        if not self._page.textCursor().hasSelection():
            return None
        return edges.passage(self._page.shown.text, *self._points(), self.snapping)

    def beyond(self) -> Sequence[tuple[int, int]]:
        """What a passage takes in besides what is selected, in Qt's positions."""
        passage, points, offsets = self.passage(), self._points(), self._page.offsets
        beyond = [(passage[0], points[0]), (points[1], passage[1])] if passage else []
        return [(offsets.to_qt(start), offsets.to_qt(end, end=True)) for start, end in beyond if start < end]

    def select(self, start: int, end: int) -> None:
        """Selects [start, end), in code points; nothing where these are equal."""
        cursor, offsets = self._page.textCursor(), self._page.offsets
        cursor.setPosition(offsets.to_qt(start))
        cursor.setPosition(offsets.to_qt(end, end=True), QTextCursor.MoveMode.KeepAnchor)
        self._page.setTextCursor(cursor)

    def select_word(self, point: QPointF) -> None:
        """Selects the word at a point, as the program tells words."""
        under, text = self._page.position_at(point), self._page.shown.text
        for start, end in ((under, under + 1), (under - 1, under)):
            if start >= 0 and end <= len(text) and text[start:end].isalnum():
                self.select(*snap_to_words(text, start, end))
                return

    def clear(self) -> None:
        """Selects nothing; the caret stays."""
        cursor = self._page.textCursor()
        if cursor.hasSelection():
            cursor.clearSelection()
            self._page.setTextCursor(cursor)

    def carry(self) -> QMimeData:
        """The canonical text (Qt's copy changes no-break spaces), and the passage for dropping on codes."""
        start, end = self._points()
        return carried_passage(self._page.shown.text[start:end], self.passage())

    def mark_as_coded(self, coding_id: int) -> None:
        """This coding was just put on the passage: keys for a coding mean it until other words are chosen."""
        self._coded = (self.passage(), coding_id)

    def forget_coded(self) -> None:
        """Nothing was just coded."""
        self._coded = (None, 0)

    def coded(self) -> int | None:
        """The coding that was just put on the selected words, None where other words are selected now."""
        passage, coding_id = self._coded
        return coding_id if passage and passage == self.passage() else None

    # pressing

    def press(self, event: QMouseEvent) -> None:
        """The left button goes down: from now on nothing moves the text but the person."""
        self.pressed = True
        self._pressed_at = event.position().toPoint()
        Press.begin()
        self._page.columns.hold()

    def begin_another(self, event: QMouseEvent) -> None:
        """A press begins another selection, also on words that are selected: a sentence within an answer.

        These are kept in mind: leaving the text to a side with the button down carries them (`leaves`).
        """
        self._held = None
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            return
        if self._is_at(event.position()):
            self._held = self._points()
        self.clear()

    def leaves(self, event: QMouseEvent) -> bool:
        """Whether words that were selected, and pressed on, now leave the text to the left or right."""
        area = self._page.viewport().rect()
        inside = area.left() <= event.position().x() <= area.right()
        return self.pressed and self._held is not None and not inside

    def take_along(self) -> None:
        """Let the mouse carry the words that were pressed on: to a code, or into another program."""
        if self._held is None:
            return
        self.select(*self._held)
        self._held = None
        drag = QDrag(self._page)
        drag.setMimeData(self.carry())
        drag.exec(Qt.DropAction.CopyAction)

    def release(self) -> None:
        """The button is up again."""
        if self.pressed:
            self.pressed = False
            Press.end()
            self._page.columns.let_go()

    def is_click(self, event: QMouseEvent) -> bool:
        """Whether the mouse stayed where it was pressed."""
        moved = (event.position().toPoint() - self._pressed_at).manhattanLength()
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        return plain and moved < QApplication.startDragDistance()

    def in_line(self, event: QMouseEvent) -> QMouseEvent:
        """The event, moved into the nearest line."""
        point = event.position()
        if self._page.viewport().rect().contains(point.toPoint()):  # outside, Qt scrolls
            point = self._page.beside_line(point)
        return QMouseEvent(
            event.type(), point, event.globalPosition(), event.button(), event.buttons(), event.modifiers()
        )

    def _is_at(self, point: QPointF) -> bool:
        cursor = self._page.textCursor()
        return any(
            rect.contains(point)
            for line in self._page.lines_on_screen()
            for rect in line.rects(cursor.selectionStart(), cursor.selectionEnd())
        )

    def _points(self) -> tuple[int, int]:
        cursor, offsets = self._page.textCursor(), self._page.offsets
        return offsets.from_qt(cursor.selectionStart()), offsets.from_qt(cursor.selectionEnd())
