"""The list of passages, wherever passages are listed to be read: reading, selecting, going to the text."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QListView

from app.ui.kit.painted import PaintedList
from app.ui.kit.table import PAINTED, TableModel
from app.ui.surface.passage_rows import PassageRows, PassageStyle


class PassageList(PaintedList):
    """Enter or a double click opens a passage in its text, and a click on what leads there.

    The model's first column tells what is painted, its role HEAD what stands over a row. The queue of
    Reconcile lists items to be decided, not words to be read, in rows of one height; Feedback and the scores
    of a round are tables, because there what one has is compared with what another has.
    """

    passage_opened = Signal(int, int, int)  # document id, start, end

    def __init__(self, name: str, model: TableModel[Any], style: PassageStyle) -> None:
        super().__init__(name)
        self.setModel(model)
        self._passages = model
        self.delegate = PassageRows(self, style)
        self.setItemDelegate(self.delegate)
        model.modelReset.connect(self.delegate.forget)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.verticalScrollBar().setSingleStep(24)
        self.doubleClicked.connect(self.open)

    def selected(self) -> Sequence[Any]:
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
        self.passage_opened.emit(*index.data(PAINTED).place)
