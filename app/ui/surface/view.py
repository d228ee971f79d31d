"""The text view: selecting and coding by mouse and keyboard; it says what is wanted and changes nothing."""

from collections.abc import Iterable, Sequence
from typing import cast

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.surface.announce import say
from app.ui.surface.carrying import carried_code
from app.ui.surface.keys import MOVES, Gesture, code_key, gesture
from app.ui.surface.marks import CodingsIn, Extents, SurfaceText
from app.ui.surface.resizing import Resizing
from app.ui.surface.selecting import SelectingCanvas
from app.ui.surface.selection_bar import SelectionBar
from app.ui.surface.tips import Tip, tip_text

SETTLE_MS = 150


class CodedTextView(SelectingCanvas):
    """Shows a document with its codings and turns gestures into signals; the owner performs the change.

    Offsets in signals are code points of the canonical text, trimmed and (unless switched off) whole words.
    """

    selection_made = Signal(int, int)
    selection_cleared = Signal()
    shortcut_pressed = Signal(str)
    palette_requested = Signal(str)  # what was typed, "" for Enter
    coding_selected = Signal(int)
    coding_deselected = Signal()
    coding_resized = Signal(int, int, int)  # id, start, end
    coding_removed = Signal(int)
    sureness_toggled = Signal()
    code_dropped = Signal(int)  # a code's id, onto the selection
    next_requested = Signal()
    previous_requested = Signal()
    text_size_requested = Signal(int)  # a step larger (1) or smaller (-1)
    context_requested = Signal(QPoint, object)  # global position, tuple of coding ids, innermost first

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shortcuts: frozenset[str] = frozenset()
        self._announced: tuple[int, int] | None = None
        self._coded: tuple[tuple[int, int] | None, int] = (None, 0)
        self.setAcceptDrops(True)
        self.viewport().setAcceptDrops(True)
        self._resizing = Resizing(self)
        self._resizing.resized.connect(self.coding_resized)
        self.selection_bar = SelectionBar(self)
        self.selection_bar.closed.connect(self.setFocus)
        self.palette_requested.connect(self.selection_bar.type_into)
        self.margin.clicked.connect(self._choose_coding)
        self.margin.hovered.connect(self._hover)
        self._tip = Tip(self.viewport())
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._announce_selection)
        self.selectionChanged.connect(self._selection_changed)
        self.verticalScrollBar().valueChanged.connect(self._follow_selection)

    # public

    def show_document(self, document: SurfaceText, codings_in: CodingsIn, extents: Extents) -> None:
        """Shows a document from its beginning, nothing selected."""
        self._leave_document()
        super().show_document(document, codings_in, extents)

    def clear_document(self) -> None:
        """Shows nothing."""
        self._leave_document()
        super().clear_document()

    def _leave_document(self) -> None:
        self._announced = None
        self._resizing.leave()
        self._coded = (None, 0)
        self.selection_bar.withdraw()
        self._tip.hide()

    def begin_at(self, position: int) -> None:
        """Puts the caret there, with no words and no coding at hand."""
        self._leave_document()
        self._deselect()
        self._select_points(position, position)

    def set_shortcuts(self, keys: Iterable[str]) -> None:
        """The single characters that apply a code."""
        self._shortcuts = frozenset(key.lower() for key in keys)

    def mark_as_coded(self, coding_id: int) -> None:
        """This coding was just put on the passage: keys for a coding mean it until other words are chosen."""
        self._coded = (self.passage(), coding_id)

    def coded(self) -> int | None:
        """The coding that was just put on the selected words, None where other words are selected now."""
        passage, coding_id = self._coded
        return coding_id if passage and passage == self.passage() and coding_id in self._codings else None

    def select_coding(self, coding_id: int | None) -> None:
        """Gives a coding handles, or none; keys then mean it and no longer the words selected before."""
        if coding_id is not None and self.textCursor().hasSelection():
            self.clear_selection()
        super().select_coding(coding_id)

    def clear_selection(self) -> None:
        """Unselects the passage (after it was coded) and closes the bar; the caret stays."""
        self._unselect()
        self._announce_selection()

    # what Qt calls

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A gesture, or else what the text does with the key; while words are being selected, nothing."""
        found = self._gesture(event)
        if self._selecting:
            if found is Gesture.LEAVE and self._resizing.drag.edge:
                self._leave()
        elif found is None:
            before = self.caret()
            super().keyPressEvent(event)
            if self.caret() != before:
                self._leave_coding_behind()
        else:
            self._perform(found, code_key(event, self._shortcuts) or event.text())

    def event(self, event: QEvent) -> bool:
        """Claims the keys of gestures before a menu's shortcuts do."""
        claims = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if claims and (self._selecting or self._gesture(cast(QKeyEvent, event))):
            event.accept()
            return True
        if event.type() == QEvent.Type.Wheel:  # over the stripes and the air beside the column
            return QApplication.sendEvent(self.verticalScrollBar(), event)
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolls; with Ctrl asks for another size of text."""
        turned = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and turned:
            self.text_size_requested.emit(1 if turned > 0 else -1)
        else:
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """On a handle: begins to drag the edge; on the selection: to carry it; else Qt's own selecting."""
        left = event.button() == Qt.MouseButton.LeftButton
        if left:
            self._settle.stop()
            self._press(event)
            self._let_go_beside(event)
        if not (left and self._resizing.drag.grab(event.position())):
            super().mousePressEvent(self._in_line(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drags an edge, extends the selection, or hovers."""
        if self._resizing.drag.move(event.position()):
            return
        if event.buttons():
            if not self._selecting and event.buttons() & Qt.MouseButton.LeftButton:
                self._press(event)  # the second press of a double click, which goes on word by word
            super().mouseMoveEvent(self._in_line(event))
            if self._carrying:  # and let go by now: whoever drags hears of no release
                self._release()
        else:
            self._release()  # the end of a drag out of the window may have gone elsewhere
            self._hover_text(event.position(), event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ends dragging, or settles what was selected."""
        if not self._resizing.drag.drop():
            super().mouseReleaseEvent(self._in_line(event))
            self._settle_mouse(event)
        self._release()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Selects the word, whatever is coded there: a coding is chosen by one click or by its stripe."""
        super().mouseDoubleClickEvent(self._in_line(event))
        if event.button() == Qt.MouseButton.LeftButton:
            self._deselect()
            self._select_word(event)

    def leaveEvent(self, _event: QEvent) -> None:
        """Nothing is under the mouse any more."""
        self._hover([], None)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Leaves the menu to the owner."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        point = QPointF(self.cursorRect().center() if by_key else event.pos())
        self.context_requested.emit(
            self.viewport().mapToGlobal(point.toPoint()), tuple(self.codings_at(point))
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A code may be dropped onto a selection."""
        self._weigh_drop(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """A code may be dropped onto a selection."""
        self._weigh_drop(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """A code was dropped."""
        code_id = carried_code(event.mimeData())
        if code_id is not None and self.passage():
            event.acceptProposedAction()
            self.code_dropped.emit(code_id)

    def hideEvent(self, event: QHideEvent) -> None:
        """The tip goes with the view."""
        self._tip.hide()
        super().hideEvent(event)

    # keys

    def _gesture(self, event: QKeyEvent) -> Gesture | None:
        return gesture(
            event,
            passage=self.textCursor().hasSelection(),
            coding=self._selected is not None,
            coded=self.coded() is not None,
            inside=bool(self.codings_around(self.caret())),
            shortcuts=self._shortcuts,
        )

    def _perform(self, found: Gesture, typed: str) -> None:
        if found in MOVES:
            if self._selected is None and (coded := self.coded()) is not None:
                self._choose_coding(coded)
            self._resizing.by_word(*MOVES[found])
        elif found is Gesture.APPLY_SHORTCUT:
            self._announce_selection()
            self.shortcut_pressed.emit(typed)
        elif found is Gesture.OPEN_PALETTE:
            self._announce_selection()
            self.palette_requested.emit(typed if typed.isprintable() else "")
        elif found is Gesture.SELECT_CODING:
            self._choose_at_caret()
        elif found is Gesture.REMOVE_CODING and self._selected is not None:
            self.coding_removed.emit(self._selected)
        elif found is Gesture.TOGGLE_SURE:
            self.sureness_toggled.emit()
        elif found is Gesture.NEXT:
            self.next_requested.emit()
        elif found is Gesture.PREVIOUS:
            self.previous_requested.emit()
        elif found is Gesture.LEAVE:
            self._leave()

    def _leave(self) -> None:
        if self._resizing.drag.edge:
            self._resizing.leave()
        elif self.selection_bar.isVisible():
            self.selection_bar.close_bar()
        elif self.textCursor().hasSelection():
            self.clear_selection()
        else:
            self._deselect()

    def _deselect(self) -> None:
        if self._selected is not None:
            self._set_selected(None)
            self.coding_deselected.emit()

    def _leave_coding_behind(self) -> None:
        """A caret that was moved off the selected coding means other words."""
        mark = self.selected_mark()
        if mark and not mark.start <= self.caret() <= mark.end:
            self._deselect()

    # selecting text

    def _selection_changed(self) -> None:
        self._ghosts = self._beyond_selection()
        if not self._selecting:
            self._settle.start()

    def _settle_mouse(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        passage = self.passage()
        if passage:
            self._select_points(*passage)
        elif not self.textCursor().hasSelection():
            here = self.codings_at(event.position()) if self._is_click(event) else []
            if here:
                self._choose_coding(here[0])
            else:
                self._deselect()
        self._announce_selection()

    def _announce_selection(self) -> None:
        self._settle.stop()
        passage = self.passage()
        if passage == self._announced:
            return
        self._announced = passage
        if passage is None:
            self.selection_bar.withdraw()
            self.selection_cleared.emit()
        else:
            self._deselect()
            self.selection_bar.open_at(self._place_of(passage), self._bar_room(), self.words())
            self.selection_made.emit(*passage)

    def _place_of(self, passage: tuple[int, int]) -> QRect:
        """From the top of its first line to the bottom of its last, where it ends."""
        place = self.rect_of(passage[1], end=True)
        place.setTop(min(place.top(), self.rect_of(passage[0]).top()))
        return place.toRect().translated(self.viewport().pos())

    def _bar_room(self) -> QRect:
        return self.rect().adjusted(4, 4, -self.verticalScrollBar().width() - 4, -4)

    def _follow_selection(self) -> None:
        self._hover([], None)  # other words lie under the mouse now
        if self._announced and self.selection_bar.isVisible():
            self.selection_bar.move_to(self._place_of(self._announced), self._bar_room())

    # codings

    def _choose_coding(self, coding_id: int) -> None:
        self.select_coding(coding_id)
        self.setFocus()
        if mark := self.mark(coding_id):
            say(self, f"{mark.code_name}, {mark.coder_initials}{'' if mark.sure else ', unsure'}")
        self.coding_selected.emit(coding_id)

    def _choose_at_caret(self) -> None:
        here = self.codings_around(self.caret())
        if here:
            after = here.index(self._selected) + 1 if self._selected in here else 0
            self._choose_coding(here[after % len(here)])

    # hovering and dropping

    def _hover_text(self, point: QPointF, place: QPoint) -> None:
        self._resizing.drag.hover(point)
        self._hover(self.codings_at(point), place)

    def _hover(self, here: Sequence[int], place: QPoint | None) -> None:
        coding_id = here[0] if here else None
        if coding_id == self._hovered:
            return
        self._set_hovered(coding_id)
        marks = [mark for one in here if (mark := self.mark(one))]
        self._tip.show_soon(tip_text(marks), place or QPoint())

    def _weigh_drop(self, event: QDragEnterEvent | QDragMoveEvent) -> None:
        if carried_code(event.mimeData()) is not None and self.passage():
            event.acceptProposedAction()
        else:
            event.ignore()
