"""A button that says what is chosen, and under it a list to choose from: all, none, or one by one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QLineEdit,
    QListView,
    QToolButton,
)

from app.isolation import isolated
from app.translation import tr
from app.ui.kit.buttons import tool_button
from app.ui.kit.by_name import ByName
from app.ui.kit.chip import chip_icon, shortened
from app.ui.kit.elided import NamesDelegate
from app.ui.kit.lines import STRETCH, below, beside
from app.ui.kit.plain import literal, plain_tip
from app.ui.kit.popup import MOST_SEEN, SEARCHED_FROM, open_below

Chosen = tuple[int, ...] | None
ID = Qt.ItemDataRole.UserRole
WIDTH = 300
MARKING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
LONGEST = 44  # characters on the button


@dataclass(frozen=True)
class Entry:
    """Something to choose."""

    id: int
    name: str
    colour: str = ""
    tip: str = ""


def indented(name: str, depth: int) -> str:
    """The name of an entry that stands below others, `depth` of them."""
    return "      " * depth + name


def still_there(chosen: Chosen, entries: Sequence[Entry]) -> Chosen:
    """What was chosen and is still offered; where nothing of it is left, all."""
    if not chosen:
        return chosen
    return tuple(entry.id for entry in entries if entry.id in chosen) or None


class Checklist(QToolButton):
    """`chosen` is None while all are; the words on the button are the owner's."""

    changed = Signal()

    def __init__(self, name: str, *, field: bool = False) -> None:
        """As a `field` it looks like the other fields of a form."""
        super().__init__()
        self.setAccessibleName(name)
        self.setProperty("field", field)
        self.list = _List(self, name)
        self.list.changed.connect(self.changed)
        self.clicked.connect(self.open)

    def show_entries(
        self, entries: Sequence[Entry], chosen: Chosen, usual: Sequence[int] | None = None
    ) -> None:
        """Offer entries, with those that are chosen checked; `usual` are chosen by a button of their own."""
        self.list.fill(entries, chosen, usual)

    def setText(self, words: str) -> None:
        """Say what is chosen, in words of the project; long ones are cut before the sign at their end."""
        label, sign, _ = words.partition("  ▾")
        super().setText(literal(isolated(shortened(label, LONGEST)) + sign))

    def chosen(self) -> Chosen:
        """The ids of what is checked, None for all; with nothing checked, an empty tuple."""
        return self.list.chosen()

    def choose_all(self) -> None:
        """Check everything, without a word to the owner."""
        self.list.choose(lambda _: True, shown_only=False)

    def open(self) -> None:
        """Open the list below the button."""
        self.list.appear()


class _List(QFrame):
    """Entries with check boxes; Escape or a click elsewhere closes it."""

    changed = Signal()

    def __init__(self, owner: QToolButton, name: str) -> None:
        super().__init__(owner, Qt.WindowType.Popup)
        self.setObjectName("palette")
        self._owner = owner
        self._filling = False
        self._model = QStandardItemModel(self)
        self._model.itemChanged.connect(self._tell)
        self._shown = ByName(self)
        self._shown.setSourceModel(self._model)
        self.search = QLineEdit(placeholderText=tr("Find"), clearButtonEnabled=True)
        self.search.setAccessibleName(tr("Find"))
        self.search.textChanged.connect(self._shown.find)
        self.view = QListView()
        self.view.setItemDelegate(NamesDelegate(self.view))
        self.view.setModel(self._shown)
        self.view.setAccessibleName(name)
        self.view.setIconSize(QSize(12, 12))
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setUniformItemSizes(True)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._pressed: tuple[QPersistentModelIndex, object] | None = None
        self.view.pressed.connect(self._note_press)
        self.view.clicked.connect(self._check_by_name)
        self.all = tool_button(tr("All"), tr("Choose all"), lambda: self._set_all(checked=True))
        self.none = tool_button(tr("None"), tr("Choose none"), lambda: self._set_all(checked=False))
        self.usual = tool_button(tr("Common"), tr("Choose those that most use"), self._set_usual)
        self._usual: frozenset[int] = frozenset()
        buttons = beside(self.all, self.none, self.usual, STRETCH)
        below(self.search, self.view, buttons, on=self, margins=(8, 8, 8, 8), spacing=6)

    def fill(self, entries: Sequence[Entry], chosen: Chosen, usual: Sequence[int] | None) -> None:
        self._usual = frozenset(usual or ())
        self.usual.setVisible(usual is not None)
        self._filling = True
        self._model.clear()
        for entry in entries:
            item = QStandardItem(chip_icon(entry.colour) if entry.colour else QIcon(), entry.name)
            item.setData(entry.id, ID)
            item.setCheckable(True)
            item.setToolTip(plain_tip(entry.tip or entry.name))
            item.setCheckState(_state(chosen is None or entry.id in chosen))
            self._model.appendRow(item)
        self.search.setVisible(len(entries) >= SEARCHED_FROM)
        self._filling = False

    def chosen(self) -> Chosen:
        items = [self._model.item(row) for row in range(self._model.rowCount())]
        ids = tuple(item.data(ID) for item in items if item.checkState() == Qt.CheckState.Checked)
        return None if len(ids) == len(items) else ids

    def appear(self) -> None:
        self.search.clear()
        rows = min(MOST_SEEN, max(1, self._model.rowCount()))
        self.view.setFixedHeight(rows * max(1, self.view.sizeHintForRow(0)) + 4)
        self.setFixedWidth(WIDTH)
        open_below(self, self._owner)
        self.view.setCurrentIndex(self._shown.index(0, 0))
        self.view.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter closes as well: what is checked is chosen already."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.hide()
        else:
            super().keyPressEvent(event)

    def _note_press(self, index: QModelIndex) -> None:
        marking = QApplication.keyboardModifiers() & MARKING
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        self._pressed = None if marking else (QPersistentModelIndex(index), state)

    def _check_by_name(self, index: QModelIndex) -> None:
        """A click on a name does what one on its box does, which Qt has done by itself by now."""
        pressed, self._pressed = self._pressed, None
        if pressed == (QPersistentModelIndex(index), index.data(Qt.ItemDataRole.CheckStateRole)):
            item = self._model.itemFromIndex(self._shown.mapToSource(index))
            item.setCheckState(_state(item.checkState() != Qt.CheckState.Checked))

    def _set_all(self, *, checked: bool) -> None:
        self.choose(lambda _: checked, shown_only=True)
        self.changed.emit()

    def _set_usual(self) -> None:
        self.choose(lambda entry: entry in self._usual, shown_only=False)
        self.changed.emit()

    def choose(self, checked: Callable[[int], bool], *, shown_only: bool) -> None:
        """Check what is wanted, of all entries or of those that have the words that were typed."""
        self._filling = True
        for row in range(self._model.rowCount()):
            item = self._model.item(row)
            if not shown_only or self._shown.mapFromSource(item.index()).isValid():
                item.setCheckState(_state(checked(item.data(ID))))
        self._filling = False

    def _tell(self, item: QStandardItem) -> None:
        """Whoever checks one of several marked entries checks them all."""
        if self._filling:
            return
        marked = self.view.selectionModel().selectedIndexes()
        if self._shown.mapFromSource(item.index()) in marked:
            ids = {index.data(ID) for index in marked}
            wanted = item.checkState()
            self._filling = True
            for row in range(self._model.rowCount()):
                if self._model.item(row).data(ID) in ids:
                    self._model.item(row).setCheckState(wanted)
            self._filling = False
        self.changed.emit()


def _state(checked: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked
