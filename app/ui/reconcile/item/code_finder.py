"""A field that finds a code by part of its name, over the passage; Enter takes it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QWidget

from app.translation import tr
from app.ui.kit.chip import chip_icon
from app.ui.kit.elided import NamesDelegate
from app.ui.kit.lines import below
from app.ui.kit.plain import Hint
from app.ui.surface.marks import CodeChoice
from app.ui.surface.selection_bar import matching

WIDTH, HITS = 360, 8


class CodeFinder(QFrame):
    """Says which code was chosen; Escape closes it."""

    code_chosen = Signal(int)
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("palette")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._codes: Sequence[CodeChoice] = ()
        self.title = Hint(wordWrap=False)
        self.title.setContentsMargins(8, 4, 8, 0)
        self.field = QLineEdit(placeholderText=tr("Type a code’s name"))
        self.field.setAccessibleName(tr("Find a code"))
        self.field.textChanged.connect(self._find)
        self.field.installEventFilter(self)
        self.hits = QListWidget()
        self.hits.setItemDelegate(NamesDelegate(self.hits))
        self.hits.setAccessibleName(tr("Codes found"))
        self.hits.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hits.setIconSize(QSize(12, 12))
        self.hits.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hits.itemClicked.connect(self._take)
        column = below(on=self, margins=(8, 8, 8, 8))
        for widget in (self.title, self.field, self.hits):
            column.addWidget(widget)
        self.hide()

    def open(self, title: str, codes: Sequence[CodeChoice], within: QRect) -> None:
        """Open at the head of a room, to choose from these codes."""
        self._codes = codes
        self.title.setText(title)
        self.field.clear()
        self._find("")
        width = min(WIDTH, within.width() - 20)
        self.setGeometry(within.left() + (within.width() - width) // 2, within.top() + 16, width, 0)
        self.setFixedWidth(width)
        self.adjustSize()
        self.show()
        self.raise_()
        self.field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down move through the hits, Enter takes one, Escape closes; no key goes further."""
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step and self.hits.count():
                self.hits.setCurrentRow((self.hits.currentRow() + step) % self.hits.count())
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._close()
                return True
        return super().eventFilter(watched, event)

    def _find(self, typed: str) -> None:
        self.hits.clear()
        codes = matching(self._codes, typed, HITS) if typed.strip() else list(self._codes)[:HITS]
        for code in codes:
            item = QListWidgetItem(
                chip_icon(code.colour), "   ".join(w for w in (code.name, code.group) if w)
            )
            item.setData(Qt.ItemDataRole.UserRole, code.code_id)
            self.hits.addItem(item)
        self.hits.setCurrentRow(0)
        self.hits.setFixedHeight(max(1, self.hits.sizeHintForRow(0)) * HITS + 4)

    def _take(self) -> None:
        item = self.hits.currentItem()
        if item is not None:
            code_id = item.data(Qt.ItemDataRole.UserRole)
            self._close()
            self.code_chosen.emit(code_id)

    def _close(self) -> None:
        self.hide()
        self.closed.emit()
