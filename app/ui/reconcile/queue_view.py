"""The list of items: arrows walk through it, all other keys are for who decides."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView

from app.ui.copying import Copying
from app.ui.reconcile.queue_delegate import QueueDelegate
from app.ui.reconcile.queue_model import QueueModel

WALKING = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
)


class QueueView(QListView):
    """Says which item is at hand."""

    row_chosen = Signal(int)
    opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.queue = QueueModel()
        self.setModel(self.queue)
        self.setItemDelegate(QueueDelegate(self, self.queue))
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(self.tr("Queue of disagreements"))
        self.copying = Copying(self)
        self.selectionModel().currentChanged.connect(self._tell)
        self.doubleClicked.connect(lambda _: self.opened.emit())

    def choose(self, number: int) -> None:
        """Make an item the one at hand."""
        self.setCurrentIndex(self.queue.index(number))
        self.scrollTo(self.queue.index(number))

    def current(self) -> int:
        """The number of the item at hand, -1 where there is none."""
        return self.currentIndex().row()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, or leave the key to who decides."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and event.key() in WALKING:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def _tell(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.row_chosen.emit(now.row())
