"""Splitting a code: the names of the codes that are split off it."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import (
    QCheckBox,
    QDialogButtonBox,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.errors import UserError
from app.ui.kit.dialog import Dialog
from app.ui.kit.plain import Label, literal

Split = Callable[[Sequence[str], bool], object]


class SplitDialog(Dialog):
    """Gives the names, and whether the codes go under the one that is split, to `split`."""

    def __init__(self, parent: QWidget | None, name: str, codings: int, split: Split) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Split code"))
        self._split = split
        title = Label(self.tr("Split “{}” into …").format(name), wordWrap=True)
        title.setProperty("heading", True)
        self.names = QPlainTextEdit(tabChangesFocus=True)
        self.names.setPlaceholderText(self.tr("Names of the new codes, one in a line"))
        self.names.setAccessibleName(self.tr("Names of the new codes"))
        self.names.setProperty("field", True)
        self.under = QCheckBox(self.tr("Put them under “{}” instead of beside it").format(literal(name)))
        words = self.tr(
            "“{}” stays with its {} codings; the new codes begin with its definition. Change what differs, "
            "publish a version, and every coder is led through the own codings of it."
        ).format(name, f"{codings:,}")
        said = Label(words, wordWrap=True)
        said.setProperty("muted", True)
        self.problem = Label(wordWrap=True)
        self.problem.setObjectName("dialogProblem")
        self.problem.hide()
        ok, cancel = QDialogButtonBox.StandardButton.Ok, QDialogButtonBox.StandardButton.Cancel
        buttons = QDialogButtonBox(ok | cancel)
        self.ok = buttons.button(ok)
        self.ok.setText(self.tr("Split"))
        buttons.accepted.connect(self.save)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (title, self.names, self.under, said, self.problem, buttons):
            column.addWidget(widget, 1 if widget is self.names else 0)
        self.resize(460, 340)
        self.names.textChanged.connect(self._allow)
        self._allow()

    def typed(self) -> list[str]:
        """The names that were typed."""
        return [line.strip() for line in self.names.toPlainText().splitlines() if line.strip()]

    def save(self) -> None:
        """Split and close; where it is refused, say why and stay."""
        try:
            self._split(self.typed(), self.under.isChecked())
        except UserError as refusal:
            self.problem.setText(str(refusal))
            self.problem.show()
        else:
            self.accept()

    def _allow(self) -> None:
        self.ok.setEnabled(bool(self.typed()))
