"""The list of items: arrows walk through it, all other keys are for who decides."""

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from app.reconcile.loaded_queue import LoadedQueue, RowMove
from app.reconcile.queue_filter import QueueFilter
from app.translation import tr
from app.ui.kit.copying import Copying
from app.ui.reconcile.queue.delegate import QueueDelegate, row_height
from app.ui.reconcile.queue.model import QueueModel

WALKING = (Qt.Key.Key_Up, Qt.Key.Key_Down)


class QueueView(QTableView):
    """Says which item is at hand. A table of one column: unlike a list it lays nothing out beforehand."""

    row_chosen = Signal(int)
    opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.queue = QueueModel()
        self.setModel(self.queue)
        self.setItemDelegate(QueueDelegate(self, self.queue))
        self.setObjectName("queue")
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._fit_rows()
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(tr("Queue of disagreements"))
        self.copying = Copying(self)
        self.selectionModel().currentChanged.connect(self._tell)
        self.doubleClicked.connect(lambda _: self.opened.emit())

    def show_rows(self, loaded: LoadedQueue, wanted: QueueFilter, *, only_changed: bool) -> None:
        """Show the rows that are wanted; where only some changed, move only these.

        Says nothing of the item at hand: whoever asks chooses it next.
        """
        moves = loaded.moves(self.queue.rows(), wanted) if only_changed else None
        self.blockSignals(True)
        if moves is None:
            self.queue.show_queue(loaded, loaded.shown(wanted))
        else:
            self.queue.follow(loaded)
            for move in moves:
                self._move(move)
        self.blockSignals(False)

    def _move(self, move: RowMove) -> None:
        if move.row is None:
            self.queue.remove(move.index)
        elif move.is_new:
            self.queue.insert(move.index, move.row)
        else:
            self.queue.replace(move.index, move.row)

    def choose(self, row: int) -> None:
        """Make an item the one at hand."""
        self.setCurrentIndex(self.queue.index(row, 0))
        self.scrollTo(self.queue.index(row, 0))

    def current(self) -> int:
        """The number of the item at hand, -1 where there is none."""
        return self.currentIndex().row()

    def changeEvent(self, event: QEvent) -> None:
        """Rows are as high as their words."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_rows()

    def _fit_rows(self) -> None:
        self.verticalHeader().setDefaultSectionSize(row_height(self.fontMetrics()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, or leave the key to who decides."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):  # a table would go along the row
            last = self.model().rowCount() - 1
            self.setCurrentIndex(self.model().index(0 if event.key() == Qt.Key.Key_Home else last, 0))
        elif plain and event.key() in WALKING:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def _tell(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.row_chosen.emit(now.row())
