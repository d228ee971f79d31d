"""The small bar at a selection's end: the last codes, a field to find one, a new code from the words."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.folding import folded
from app.isolation import isolated
from app.names import key
from app.ui.kit.chip import chip_icon, shortened
from app.ui.kit.elided import NamesDelegate
from app.ui.kit.lines import beside
from app.ui.kit.plain import literal, plain_tip
from app.ui.surface.look import Look
from app.ui.surface.marks import CodeChoice

CHIPS = 5
HITS = 7
CHIP_CHARACTERS = 14
NAME_CHARACTERS = 60


def matching(codes: Sequence[CodeChoice], typed: str, limit: int = HITS) -> list[CodeChoice]:
    """Codes whose name has what was typed: at its beginning first, then at a word's, then anywhere."""
    wanted = folded(typed.strip())
    ranked = []
    for index, code in enumerate(codes):
        name = folded(code.name)
        if wanted and wanted in name:
            rank = 0 if name.startswith(wanted) else 1 if f" {wanted}" in name else 2
            ranked.append((rank, index, code))
    return [code for _, _, code in sorted(ranked, key=lambda rank: rank[:2])[:limit]]


class SelectionBar(QFrame):
    """Knows codes by name only; says which one was chosen."""

    code_chosen = Signal(int)
    new_code_wanted = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("selectionBar")
        self.setAccessibleName("Codes for the selected passage")
        self._codes: Sequence[CodeChoice] = ()
        self._recent: Sequence[CodeChoice] = ()
        self._words = ""
        self._anchor = self._within = QRect()
        self._buttons: list[QToolButton] = []
        self._chips = QHBoxLayout()
        self._chips.setSpacing(2)
        self._field = QLineEdit(placeholderText="Type a code’s name")
        self._field.setAccessibleName("Find a code")
        self._field.setMinimumWidth(180)
        self._field.setClearButtonEnabled(True)
        self._new = QToolButton()
        self._new.setText("New code from the words")
        self._new.setAutoRaise(True)
        self._hits = QListWidget()
        self._hits.setItemDelegate(NamesDelegate(self._hits))
        self._hits.setAccessibleName("Codes found")
        self._hits.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._hits.setFrameShape(QFrame.Shape.NoFrame)
        self._hits.setIconSize(QSize(12, 12))
        self._lay_out()
        self._field.textChanged.connect(self._find)
        self._field.returnPressed.connect(self._take)
        self._hits.itemClicked.connect(self._take)
        self._new.clicked.connect(self._ask_for_new)
        self._field.installEventFilter(self)
        self.hide()

    def set_codes(self, codes: Sequence[CodeChoice], recent: Sequence[int] = ()) -> None:
        """All codes that may be applied, and the ids of the last ones used, newest first."""
        by_id = {code.code_id: code for code in codes}
        self._codes = codes
        self._recent = [by_id[code_id] for code_id in recent if code_id in by_id][:CHIPS]
        self._fill_chips()

    def open_at(self, anchor: QRect, within: QRect, words: str) -> None:
        """Shows the bar under `anchor`, or above it where there is no room, inside `within`; takes no focus.

        `anchor` goes over all lines of the selection. Where these fill the room, the bar stands at its top:
        the words at the end are those that somebody is looking at.
        """
        self._words = " ".join(words.split())
        self._field.clear()
        self._hits.hide()
        self._anchor, self._within = anchor, within
        self._fit()
        self.show()
        self.raise_()

    def move_to(self, anchor: QRect, within: QRect) -> None:
        """Follows the selection's end; what was typed stays."""
        self._anchor, self._within = anchor, within
        self._fit()

    def type_into(self, typed: str) -> None:
        """Gives the field the focus, beginning with what was typed."""
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._field.setText(typed)

    def field(self) -> QLineEdit:
        """Where a code's name is typed."""
        return self._field

    def typed(self) -> str:
        """What stands in the field."""
        return self._field.text()

    def close_bar(self) -> None:
        """Hides the bar and says so."""
        if self.isVisible():
            self.withdraw()
            self.closed.emit()

    def withdraw(self) -> None:
        """Hides the bar; who was typing goes back to the text, not to whatever comes next in the window."""
        owner, typing = self.parentWidget(), QApplication.focusWidget()
        if owner is not None and typing is not None and self.isAncestorOf(typing):
            owner.setFocus()
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down move through the hits while the field has the focus."""
        if watched is self._field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step and self._hits.count():
                self._hits.setCurrentRow((self._hits.currentRow() + step) % self._hits.count())
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes, from wherever in the bar the focus is; no other key goes on to the text."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A sheet that stands out from the text, in light and dark."""
        look = Look.of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.sheet_edge(), 1))
        painter.setBrush(look.sheet())
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 7, 7)
        painter.end()

    def _lay_out(self) -> None:
        row = beside((self._field, 1), self._new, spacing=6)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.setSpacing(4)
        column.addLayout(self._chips)
        column.addLayout(row)
        column.addWidget(self._hits)

    def _fill_chips(self) -> None:
        while item := self._chips.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        self._buttons = []
        for code in self._recent:
            chip = QToolButton()
            chip.setText(literal(isolated(shortened(code.name, CHIP_CHARACTERS))))
            chip.setIcon(chip_icon(code.colour))
            chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            chip.setIconSize(QSize(12, 12))
            chip.setAutoRaise(True)
            chip.setToolTip(plain_tip(f"{code.name} ({code.shortcut})" if code.shortcut else code.name))
            chip.setAccessibleName(f"Apply {code.name}")
            chip.clicked.connect(lambda _=False, code_id=code.code_id: self._choose(code_id))
            self._chips.addWidget(chip)
            self._buttons.append(chip)
        self._chips.addStretch(1)

    def _find(self, typed: str) -> None:
        self._hits.clear()
        for code in matching(self._codes, typed):
            text = "   ".join(part for part in (code.name, code.group, code.shortcut) if part)
            item = QListWidgetItem(chip_icon(code.colour), text)
            item.setData(Qt.ItemDataRole.UserRole, code.code_id)
            self._hits.addItem(item)
        hits = self._hits.count()
        if typed.strip() and not any(key(code.name) == key(typed) for code in self._codes):
            # a line of its own, so that a typing error and Enter make no code
            self._hits.addItem(QListWidgetItem(f"New code “{typed.strip()}”…  (↓ Enter)"))
        self._hits.setCurrentRow(0 if hits else -1)
        self._hits.setVisible(self._hits.count() > 0)
        rows = self._hits.sizeHintForRow(0) * self._hits.count()
        self._hits.setFixedHeight(rows + 4)
        self._fit()

    def _take(self) -> None:
        item = self._hits.currentItem()
        if item is None:  # only the line for a new code is there: a second Enter takes it
            self._hits.setCurrentRow(self._hits.count() - 1)
            return
        code_id = item.data(Qt.ItemDataRole.UserRole)
        if code_id is None:
            self._want_new(self._field.text().strip())
        else:
            self._choose(code_id)

    def _choose(self, code_id: int) -> None:
        self.close_bar()
        self.code_chosen.emit(code_id)

    def _ask_for_new(self) -> None:
        self._want_new(self._field.text().strip() or shortened(self._words, NAME_CHARACTERS))

    def _want_new(self, name: str) -> None:
        self.close_bar()
        self.new_code_wanted.emit(name)

    def _fit(self) -> None:
        for chip in self._buttons:
            chip.show()
        for chip in reversed(self._buttons):
            self._column.activate()
            if self.sizeHint().width() <= self._within.width():
                break
            chip.hide()
        self._column.activate()
        size = self.sizeHint().boundedTo(self._within.size())
        left = min(max(self._within.left(), self._anchor.left()), self._within.right() - size.width())
        below = self._anchor.bottom() + 8
        above = self._anchor.top() - 8 - size.height()
        fits = below + size.height() <= self._within.bottom()
        top = max(self._within.top(), below if fits else above)
        self.setGeometry(QRect(QPoint(max(left, self._within.left()), top), size))
