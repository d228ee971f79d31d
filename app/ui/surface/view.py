"""The text view: selecting and coding by mouse and keyboard; it says what is wanted and changes nothing."""

from typing import cast

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.surface.carrying import carried_code
from app.ui.surface.coding_layers import CodingLayers
from app.ui.surface.focus_line import FocusLine
from app.ui.surface.hovering import Hovering
from app.ui.surface.keys import Gesture
from app.ui.surface.marks import CodingsIn, Extents, SurfaceText
from app.ui.surface.page import ReadingPage
from app.ui.surface.passage_bar import PassageBar
from app.ui.surface.resizing import Resizing
from app.ui.surface.selection import Selection
from app.ui.surface.text_gestures import TextGestures


class CodedTextView(ReadingPage):
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
        self.setAcceptDrops(True)
        self.viewport().setAcceptDrops(True)
        FocusLine(self, self)
        self.codings = CodingLayers(self)
        self.selection = Selection(self)
        self.hovering = Hovering(self, self.codings)
        self.resizing = Resizing(self, self.codings, self.selection)
        self.gestures = TextGestures(self)
        self.passage_bar = PassageBar(self, self.selection)
        self.selection_bar = self.passage_bar.bar
        self.passage_bar.about_to_tell.connect(self.gestures.deselect)
        self.passage_bar.passage_selected.connect(self.selection_made)
        self.passage_bar.gone.connect(self.selection_cleared)
        self.palette_requested.connect(self.selection_bar.type_into)
        self.resizing.resized.connect(self.coding_resized)
        self.margin.clicked.connect(self.gestures.choose)
        self.clear_document()

    def show_document(self, document: SurfaceText, codings_in: CodingsIn, extents: Extents) -> None:
        """Shows a document from its beginning, nothing selected."""
        self._leave_document()
        self.show_text(document)
        self.codings.show(codings_in, extents)

    def clear_document(self) -> None:
        """Shows nothing."""
        self.show_document(SurfaceText("", ""), lambda _start, _end: (), lambda: ())

    def begin_at(self, position: int) -> None:
        """Puts the caret there, with no words and no coding at hand."""
        self._leave_document()
        self.gestures.deselect()
        self.selection.select(position, position)

    def go_to(self, start: int, end: int, *, flash: bool = True) -> None:
        """Scrolls to a passage, puts the caret at its start and lets it light up for a moment."""
        self.selection.select(start, start)
        lines, position = self.lines_on_screen(), self.offsets.to_qt(start)
        comfortable = lines[1:-3] if len(lines) > 6 else lines
        if not any(line.start <= position < line.end for line in comfortable):
            self.scroll_to(position)
        if flash:
            self.codings.flash(start, end)

    def passage(self) -> tuple[int, int] | None:
        """What is selected, as it would be coded; None without a selection."""
        return self.selection.passage()

    def words(self) -> str:
        """The canonical text of the passage."""
        return self.shown.text[slice(*(self.passage() or (0, 0)))]

    def select_coding(self, coding_id: int | None) -> None:
        """Gives a coding handles, or none; keys then mean it and no longer the words selected before."""
        if coding_id is not None and self.textCursor().hasSelection():
            self.clear_selection()
        self.codings.select(coding_id)

    def clear_selection(self) -> None:
        """Unselects the passage (after it was coded) and closes the bar; the caret stays."""
        self.selection.clear()
        self.passage_bar.tell()

    def _leave_document(self) -> None:
        self.resizing.leave()
        self.selection.forget_coded()
        self.passage_bar.withdraw()
        self.hovering.tip.hide()

    # what Qt calls

    def paintEvent(self, event: QPaintEvent) -> None:
        """Codings behind the text, handles and flashes above it."""
        self.codings.painting.emit()
        painter = QPainter(self.viewport())
        self.codings.paint_behind(painter, event.rect(), self.selection.beyond())
        painter.end()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        self.codings.paint_above(painter)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A gesture, or else what the text does with the key; while words are being selected, nothing."""
        wanted = self.gestures.meant(event)
        if self.selection.pressed:
            if wanted is Gesture.LEAVE and self.resizing.drag.edge:
                self.gestures.leave()
        elif wanted is None:
            before = self.caret()
            super().keyPressEvent(event)
            if self.caret() != before:
                self.gestures.leave_coding_behind()
        else:
            self.gestures.perform(wanted, event)

    def event(self, event: QEvent) -> bool:
        """Claims the keys of gestures before a menu's shortcuts do."""
        claims = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if claims and (self.selection.pressed or self.gestures.meant(cast(QKeyEvent, event))):
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
        """On a handle: begins to drag the edge; else Qt's own selecting."""
        left = event.button() == Qt.MouseButton.LeftButton
        if left:
            self.passage_bar.be_quiet()
            self.selection.press(event)
            self.selection.begin_another(event)
        if not (left and self.resizing.drag.grab(event.position())):
            super().mousePressEvent(self.selection.in_line(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drags an edge, extends the selection, or hovers."""
        if self.resizing.drag.move(event.position()):
            return
        if event.buttons():
            if not self.selection.pressed and event.buttons() & Qt.MouseButton.LeftButton:
                self.selection.press(event)  # the second of a double click, which goes on word by word
            if self.selection.leaves(event):
                self.selection.take_along()
                self.selection.release()  # whoever drags hears of no release
            else:
                super().mouseMoveEvent(self.selection.in_line(event))
        else:
            self.selection.release()  # the end of a drag out of the window may have gone elsewhere
            self.resizing.drag.hover(event.position())
            self.hovering.over(self.codings.at(event.position()), event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ends dragging, or settles what was selected."""
        if not self.resizing.drag.drop():
            super().mouseReleaseEvent(self.selection.in_line(event))
            self.gestures.settle(event)
        self.selection.release()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Selects the word, whatever is coded there: a coding is chosen by one click or by its stripe."""
        super().mouseDoubleClickEvent(self.selection.in_line(event))
        if event.button() == Qt.MouseButton.LeftButton:
            self.gestures.deselect()
            self.selection.select_word(event.position())

    def leaveEvent(self, _event: QEvent) -> None:
        """Nothing is under the mouse any more."""
        self.hovering.leave()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Leaves the menu to the owner."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        point = QPointF(self.cursorRect().center() if by_key else event.pos())
        self.context_requested.emit(
            self.viewport().mapToGlobal(point.toPoint()), tuple(self.codings.at(point))
        )

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is copied, or carried by the mouse."""
        return self.selection.carry()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A code may be dropped onto a selection."""
        if carried_code(event.mimeData()) is not None and self.passage():
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """A code may be dropped onto a selection."""
        self.dragEnterEvent(cast(QDragEnterEvent, event))

    def dropEvent(self, event: QDropEvent) -> None:
        """A code was dropped."""
        code_id = carried_code(event.mimeData())
        if code_id is not None and self.passage():
            event.acceptProposedAction()
            self.code_dropped.emit(code_id)

    def hideEvent(self, event: QHideEvent) -> None:
        """The tip goes with the view."""
        self.hovering.tip.hide()
        super().hideEvent(event)
