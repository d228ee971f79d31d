"""A list to choose one from that takes names of any length: it ends in “…” and never widens its window."""

from heapq import nlargest

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyleOptionComboBox,
)

from app.translation import tr
from app.ui.kit.by_name import ByName
from app.ui.kit.elided import NamesDelegate, cut
from app.ui.kit.lines import below
from app.ui.kit.popup import MOST_SEEN, SEARCHED_FROM, open_below

WIDEST, LEAST = 320, 90  # pixels
BESIDE, OVERHANG = 6, 2
LIST_WIDTH = 300
AROUND = 60  # of an entry in the list: its icon, and the bar beside it
FEW = 20  # of the longest entries, of which one is the widest


class ChoiceBox(QComboBox):
    """As wide as its entries, within limits; its list shows them whole, and finds one among many."""

    def __init__(self) -> None:
        super().__init__()
        self.list: FoundList | None = None

    def sizeHint(self) -> QSize:
        """What the entries need, but no more than there should be of one field."""
        hint = super().sizeHint()
        option = QStyleOptionComboBox()
        super().initStyleOption(option)
        option.rect = QRect(QPoint(), hint)
        longest = nlargest(FEW, (self.itemText(index) for index in range(self.count())), key=len)
        words = max(map(self.fontMetrics().horizontalAdvance, longest), default=0)
        lacking = max(0, words + OVERHANG - self._room(option))  # the style forgets what its sheet pads
        return QSize(min(WIDEST, hint.width() + lacking), hint.height())

    def minimumSizeHint(self) -> QSize:
        """Few letters of an entry."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), LEAST), hint.height())

    def showPopup(self) -> None:
        """Open the list, as wide as its entries as far as the screen has room; many can be searched."""
        room = self.screen().availableGeometry().width() // 2
        if self.count() < SEARCHED_FROM:
            self.view().setMinimumWidth(min(room, self.view().sizeHintForColumn(0) + 40))
            super().showPopup()
            return
        if self.list is None:
            self.list = FoundList(self)
            self.list.chosen.connect(self._choose)
        self.list.appear(room)

    def _choose(self, row: int) -> None:
        self.setCurrentIndex(row)
        self.activated.emit(row)
        self.textActivated.emit(self.itemText(row))

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """Cut the entry where the field ends."""
        super().initStyleOption(option)
        option.currentText = cut(self.fontMetrics(), self.currentText(), self._room(option))

    def _room(self, option: QStyleOptionComboBox) -> int:
        """Pixels for the words of an entry in a field of this size."""
        part = QStyle.SubControl.SC_ComboBoxEditField
        box = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self)
        icon = 0 if option.currentIcon.isNull() else option.iconSize.width() + BESIDE
        return max(0, box.width() - icon - BESIDE)


class FoundList(QFrame):
    """The entries of a box below a field that finds them; Enter or a click chooses one, Escape none."""

    chosen = Signal(int)  # the entry's row in the box

    def __init__(self, box: QComboBox) -> None:
        super().__init__(box, Qt.WindowType.Popup)
        self.setObjectName("palette")
        self._box = box
        self._shown = ByName(self)
        self._shown.setSourceModel(box.model())
        self.view = QListView()
        self.search = QLineEdit(placeholderText=tr("Find"), clearButtonEnabled=True)
        self.search.setAccessibleName(tr("Find"))
        self.search.textChanged.connect(self._find)
        self.search.returnPressed.connect(lambda: self._take(self.view.currentIndex()))
        self.search.installEventFilter(self)
        self.view.setModel(self._shown)
        self.view.setItemDelegate(NamesDelegate(self.view))
        self.view.setIconSize(QSize(12, 12))
        self.view.setUniformItemSizes(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.clicked.connect(self._take)
        below(self.search, self.view, on=self, margins=(8, 8, 8, 8), spacing=6)

    def appear(self, widest: int) -> None:
        """Open below the box, with its entry marked; `widest` in pixels."""
        self.view.setAccessibleName(self._box.accessibleName())
        self.search.clear()
        self.view.setFixedHeight(MOST_SEEN * max(1, self.view.sizeHintForRow(0)) + 4)
        wide = max(LIST_WIDTH, self._box.width(), self.view.sizeHintForColumn(0) + AROUND)
        self.setFixedWidth(min(widest, wide))
        open_below(self, self._box)
        self._mark(self._shown.mapFromSource(self._box.model().index(self._box.currentIndex(), 0)))
        self.search.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the field, up and down go through the list."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step:
                row = self.view.currentIndex().row() + step
                self._mark(self._shown.index(max(0, min(row, self._shown.rowCount() - 1)), 0))
                return True
        return super().eventFilter(watched, event)

    def _find(self, typed: str) -> None:
        self._shown.find(typed)
        self._mark(self._shown.index(0, 0))

    def _mark(self, index: QModelIndex) -> None:
        self.view.setCurrentIndex(index)
        self.view.scrollTo(index)

    def _take(self, index: QModelIndex) -> None:
        if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEnabled:
            self.hide()
            self.chosen.emit(self._shown.mapToSource(index).row())
