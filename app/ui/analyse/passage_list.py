"""The list of passages: reading, selecting, going to the text."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView

from app.coding.queries import Passage
from app.translation import tr
from app.ui.analyse.passage_delegate import PassageDelegate
from app.ui.analyse.passages_model import PassagesModel
from app.ui.kit.painted import PaintedList
from app.ui.kit.table import ROW


class PassageList(PaintedList):
    """Enter, a double click, or a click on the turn's number opens a passage in its text."""

    passage_opened = Signal(int, int, int)  # document id, start, end

    def __init__(self, model: PassagesModel) -> None:
        super().__init__(tr("Passages"))
        self.setObjectName("passageList")
        self.setStyleSheet("QListView { background: palette(base); }")
        self.setModel(model)
        self._passages = model
        self.delegate = PassageDelegate(self)
        self.setItemDelegate(self.delegate)
        model.modelReset.connect(self.delegate.forget)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.verticalScrollBar().setSingleStep(24)
        self.doubleClicked.connect(self.open)

    def current(self) -> int:
        """The coding id of the current passage, 0 for none."""
        index = self.currentIndex()
        return index.data(ROW).coding.id if index.isValid() else 0

    def selected(self) -> list[Passage]:
        """The selected passages from top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return [self._passages.row(row) for row in rows]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the current passage."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over the way to the text."""
        over = self._link_at(event).isValid()
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the way to the text goes there."""
        super().mouseReleaseEvent(event)
        index = self._link_at(event)
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton and not event.modifiers():
            self.open(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words run anew when the width changes."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def _link_at(self, event: QMouseEvent) -> QModelIndex:
        point = event.position().toPoint()
        index = self.indexAt(point)
        return index if index.isValid() and self.delegate.hits_link(point, index) else QModelIndex()

    def open(self, index: QModelIndex) -> None:
        """Ask for a passage in its text."""
        coding = index.data(ROW).coding
        self.passage_opened.emit(coding.document_id, coding.start, coding.end)
