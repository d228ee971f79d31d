"""Proposes a change of the codebook from an item, which goes along as its evidence."""

from collections.abc import Sequence
from typing import get_args

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QFormLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.codebook.proposals import Kind
from app.codebook.queries import CodeRow
from app.ui.kit.dialog import Dialog
from app.ui.kit.plain import Label
from app.ui.text.selection_bar import chip_icon

KINDS: tuple[Kind, ...] = get_args(Kind)


class ProposalDialog(Dialog):
    """`proposed` gives kind, code, the code to merge into (or None), and the text."""

    proposed = Signal(str, int, object, str)

    def __init__(
        self, parent: QWidget, passage: str, own: Sequence[CodeRow], codes: Sequence[CodeRow]
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Propose a codebook change"))
        told = Label(
            self.tr("The lead accepts or declines it. The passage goes along as evidence:"), wordWrap=True
        )
        told.setProperty("muted", True)
        quoted = Label(passage, wordWrap=True)
        self.kind = QComboBox()
        for kind in KINDS:
            self.kind.addItem(kind_told(kind), kind)
        self.code, self.target = QComboBox(), QComboBox()
        rest = [one for one in codes if one.id not in {code.id for code in own}]
        for box, rows in ((self.code, [*own, *rest]), (self.target, [*own[1:], *rest, *own[:1]])):
            for row in rows:
                box.addItem(chip_icon(row.colour), row.name, row.id)
        self.text = QPlainTextEdit()
        self.text.setProperty("field", True)
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(90)
        self.target_label, self.text_label = Label(self.tr("Into")), Label()
        ok, cancel = QDialogButtonBox.StandardButton.Ok, QDialogButtonBox.StandardButton.Cancel
        buttons = QDialogButtonBox(ok | cancel)
        buttons.button(ok).setText(self.tr("Propose"))
        buttons.accepted.connect(self._take)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(told)
        column.addWidget(quoted)
        column.addLayout(self._form())
        column.addWidget(buttons)
        self.kind.currentIndexChanged.connect(self._show_kind)
        self._show_kind()
        self.resize(520, 360)
        self.text.setFocus()

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        form.addRow(self.tr("Change"), self.kind)
        form.addRow(self.tr("Code"), self.code)
        form.addRow(self.target_label, self.target)
        self.text_label.setBuddy(self.text)
        form.addRow(self.text_label, self.text)
        return form

    def _show_kind(self) -> None:
        kind: Kind = self.kind.currentData()
        self.target.setVisible(kind == "merge")
        self.target_label.setVisible(kind == "merge")
        self.text_label.setText(text_told(kind))
        self.text.setAccessibleName(text_told(kind))

    def _take(self) -> None:
        merging = self.kind.currentData() == "merge"
        target = self.target.currentData() if merging else None
        self.proposed.emit(
            self.kind.currentData(), self.code.currentData(), target, self.text.toPlainText().strip()
        )
        self.accept()


def kind_told(kind: Kind) -> str:
    """What is proposed."""
    told = {
        "exclusion": _tr("Say when the code is not to be used"),
        "example": _tr("Take this passage as an example"),
        "merge": _tr("Merge the code into another one"),
        "split": _tr("Split the code into several"),
        "other": _tr("Something else"),
    }
    return told[kind]


def text_told(kind: Kind) -> str:
    """What the words stand for."""
    told = {
        "exclusion": _tr("Do not use when"),
        "example": _tr("The example in other words, or nothing"),
        "merge": _tr("Why they are one"),
        "split": _tr("Into which codes"),
        "other": _tr("What should change"),
    }
    return told[kind]


def _tr(text: str) -> str:
    return QCoreApplication.translate("reconcile", text)
