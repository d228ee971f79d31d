"""The list of places that were found: reading, and going to what they are in."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

from app.translation import tr
from app.ui.analyse.find.hit_delegate import PlaceDelegate
from app.ui.analyse.find.hits_model import HitsModel
from app.ui.kit.painted import PaintedList
from app.ui.kit.table import ROW


class HitsList(PaintedList):
    """Enter or a double click opens what a place is in."""

    hit_opened = Signal(object)  # a Hit

    def __init__(self, model: HitsModel) -> None:
        super().__init__(tr("Places that were found"))
        self.setObjectName("hitsList")
        self.setStyleSheet("QListView { background: palette(base); }")
        self.setModel(model)
        self.setItemDelegate(PlaceDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.verticalScrollBar().setSingleStep(24)
        self.doubleClicked.connect(self.open)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the current place."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def open(self, index: QModelIndex) -> None:
        """Ask for what a place is in."""
        self.hit_opened.emit(index.data(ROW))
