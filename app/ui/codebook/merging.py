"""Merging a code into another one: the target is chosen and the consequences are read before it happens."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.codebook.queries import CodeRow
from app.ui.codebook.model import Node
from app.ui.codebook.search import shown
from app.ui.text.selection_bar import chip_icon


def inside(node: Node) -> set[int]:
    """The ids of a code and of all codes under it."""
    return {node.code.id}.union(*(inside(one) for one in node.below))


class MergeDialog(QDialog):
    """Offers every code but those inside the one that is merged; `merge` gets the target."""

    def __init__(
        self, parent: QWidget | None, source: Node, codes: list[CodeRow], merge: Callable[[CodeRow], object]
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Merge code"))
        self._source, self._merge = source, merge
        taken = inside(source)
        self._codes = {code.id: code for code in codes if code.id not in taken}
        self.field = QLineEdit(placeholderText=self.tr("Find a code"), clearButtonEnabled=True)
        self.field.setAccessibleName(self.tr("Find the code to merge into"))
        self.list = QListWidget()
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setIconSize(QSize(13, 13))
        self.list.setAccessibleName(self.tr("Codes"))
        self.words = QLabel(wordWrap=True)
        self.words.setMinimumHeight(self.words.fontMetrics().lineSpacing() * 5)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        ok, cancel = QDialogButtonBox.StandardButton.Ok, QDialogButtonBox.StandardButton.Cancel
        buttons = QDialogButtonBox(ok | cancel)
        self.ok = buttons.button(ok)
        self.ok.setText(self.tr("Merge"))
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        title = QLabel(self.tr("Merge “{}” into …").format(source.code.name), wordWrap=True)
        title.setProperty("heading", True)
        for widget in (title, self.field, self.list, self.words, buttons):
            column.addWidget(widget, 1 if widget is self.list else 0)
        self.resize(460, 520)
        self.field.textChanged.connect(self._fill)
        self.list.currentItemChanged.connect(self._show_consequences)
        self.list.itemDoubleClicked.connect(self._accept)
        self._fill("")

    def target(self) -> CodeRow | None:
        """The code that was chosen."""
        if self.list.currentRow() < 0:
            return None
        return self._codes[self.list.currentItem().data(Qt.ItemDataRole.UserRole)]

    def _fill(self, typed: str) -> None:
        rows = list(self._codes.values())
        hits = [self._codes[one] for one in _hits(rows, typed)] if typed.strip() else rows
        self.list.clear()
        for code in hits:
            item = QListWidgetItem(chip_icon(code.colour), code.path)
            item.setData(Qt.ItemDataRole.UserRole, code.id)
            item.setToolTip(code.brief_definition)
            self.list.addItem(item)
        if typed.strip():
            self.list.setCurrentRow(0)
        self._show_consequences()

    def _show_consequences(self, *_: object) -> None:
        target = self.target()
        self.ok.setEnabled(target is not None)
        self.words.setText(
            consequences(self._source, target)
            if target
            else self.tr("Choose the code that takes over all codings.")
        )

    def _accept(self, *_: object) -> None:
        target = self.target()
        if target is not None:
            self.accept()
            self._merge(target)


def _hits(codes: list[CodeRow], typed: str) -> list[int]:
    known = {code.id for code in codes}
    roots = [code if code.parent_id in known or code.parent_id is None else _as_root(code) for code in codes]
    return shown(roots, typed)[1]


def _as_root(code: CodeRow) -> CodeRow:
    return replace(code, parent_id=None)


def consequences(source: Node, target: CodeRow) -> str:
    """What merging does, in sentences."""
    name, into = source.code.name, target.name
    said = [_tr("{} codings, of all coders, become “{}”.").format(f"{source.everybody:,}", into)]
    if source.everybody:
        said.append(_tr("Where a coder had both codes on the same words, one coding remains."))
    if source.below:
        said.append(_tr("{} codes under “{}” move under “{}”.").format(len(source.below), name, into))
    said.append(_tr("“{}” is removed with its definition. You can undo this.").format(name))
    return " ".join(said)


def _tr(text: str) -> str:
    return QCoreApplication.translate("codebook", text)
