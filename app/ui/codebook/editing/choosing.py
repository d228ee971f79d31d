"""Choosing one code of many: type part of its name, or pick it from the list."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from app.codebook.queries import CodeRow
from app.codebook.search import shown
from app.isolation import isolated
from app.translation import tr
from app.ui.kit.chip import chip_icon
from app.ui.kit.elided import NamesDelegate
from app.ui.kit.form import Choosing
from app.ui.kit.lines import NO_MARGINS, below
from app.ui.kit.plain import Heading, plain_tip


class CodeChooser(QWidget):
    """A search field over a list of codes; nothing is chosen at first."""

    chosen_changed = Signal()

    def __init__(self, codes: Sequence[CodeRow], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._codes = {code.id: code for code in codes}
        self.field = QLineEdit(placeholderText=tr("Find a code"), clearButtonEnabled=True)
        self.field.setAccessibleName(tr("Find a code"))
        self.list = QListWidget()
        self.list.setItemDelegate(NamesDelegate(self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setIconSize(QSize(13, 13))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(tr("Codes"))
        below(self.field, (self.list, 1), on=self, margins=NO_MARGINS)
        self.field.textChanged.connect(self._fill)
        self.field.installEventFilter(self)
        self.list.currentItemChanged.connect(lambda *_: self.chosen_changed.emit())
        self._fill("")

    def code(self) -> CodeRow | None:
        """The code that was chosen."""
        if self.list.currentRow() < 0:
            return None
        return self._codes[self.list.currentItem().data(Qt.ItemDataRole.UserRole)]

    def choose(self, code_id: int) -> None:
        """Choose a code."""
        for row in range(self.list.count()):
            if self.list.item(row).data(Qt.ItemDataRole.UserRole) == code_id:
                self.list.setCurrentRow(row)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the field, up and down go through the list."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            by = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            row = self.list.currentRow() + by
            if by and 0 <= row < self.list.count():
                self.list.setCurrentRow(row)
                return True
        return super().eventFilter(watched, event)

    def _fill(self, typed: str) -> None:
        rows = list(self._codes.values())
        hits = [self._codes[hit] for hit in _hits(rows, typed)] if typed.strip() else rows
        self.list.clear()
        for code in hits:
            item = QListWidgetItem(chip_icon(code.colour), _by_its_name(code))
            item.setData(Qt.ItemDataRole.UserRole, code.id)
            item.setToolTip(plain_tip(f"{code.path}\n{code.brief_definition}".strip()))
            self.list.addItem(item)
        if typed.strip():
            self.list.setCurrentRow(0)
        self.chosen_changed.emit()


def _by_its_name(code: CodeRow) -> str:
    """Its own name first, which is what was sought; then the codes that it stands under."""
    above = code.path.removesuffix(code.name).rstrip(" /")
    return f"{isolated(code.name)}   {isolated(above)}" if above else code.name


def _hits(codes: list[CodeRow], typed: str) -> list[int]:
    ids = {code.id for code in codes}
    roots = [
        code if code.parent_id in ids or code.parent_id is None else replace(code, parent_id=None)
        for code in codes
    ]
    return shown(roots, typed)[1]


class ChooseCodeDialog(Choosing):
    """Asks for one code, which `take` gets."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        question: str,
        codes: Sequence[CodeRow],
        take: Callable[[CodeRow], object],
    ) -> None:
        super().__init__(parent, title, tr("OK"))
        self._take = take
        self.chooser = CodeChooser(codes)
        heading = Heading(question)
        self.lay_out(below(heading, (self.chooser, 1)), 440, 460)
        self.chooser.chosen_changed.connect(self._allow)
        self.chooser.list.itemDoubleClicked.connect(self.ok.click)
        self._allow()

    def _allow(self) -> None:
        self.ok.setEnabled(self.chooser.code() is not None)

    def submit(self) -> None:
        """Give the code that was chosen."""
        code = self.chooser.code()
        if code is not None:
            self._take(code)
