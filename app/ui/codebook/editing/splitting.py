"""Splitting a code: the names of the codes that are split off it."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import (
    QCheckBox,
    QWidget,
)

from app.translation import tr
from app.ui.kit.form import FormDialog, text_field
from app.ui.kit.lines import below
from app.ui.kit.plain import Heading, Hint

Split = Callable[[Sequence[str], bool], object]


class SplitDialog(FormDialog):
    """Gives the names, and whether the codes go under the one that is split, to `split`."""

    def __init__(self, parent: QWidget | None, name: str, codings: int, split: Split) -> None:
        super().__init__(parent, tr("Split code"), tr("Split"))
        self._split = split
        title = Heading(tr("Split “{name}” into …", name=name))
        self.names = text_field(lines=5)
        self.names.setPlaceholderText(tr("Names of the new codes, one in a line"))
        self.names.setAccessibleName(tr("Names of the new codes"))
        self.under = QCheckBox(tr("Put them under it instead of beside it"))
        words = tr(
            "“{name}” stays with its {count} coding; the new codes begin with its definition. Change what "
            "differs, publish a version, and every coder is led through the own codings of it.",
            "“{name}” stays with its {count} codings; the new codes begin with its definition. Change what "
            "differs, publish a version, and every coder is led through the own codings of it.",
            codings,
            name=name,
        )
        hint = Hint(words)
        self.lay_out(below(title, (self.names, 1), self.under, hint), 460)
        self.names.textChanged.connect(self._allow)
        self._allow()

    def typed(self) -> list[str]:
        """The names that were typed."""
        return [line.strip() for line in self.names.toPlainText().splitlines() if line.strip()]

    def submit(self) -> None:
        """Split."""
        self._split(self.typed(), self.under.isChecked())

    def field_of(self, _name: str, /) -> QWidget | None:
        """There is one for all names."""
        return self.names

    def _allow(self) -> None:
        self.ok.setEnabled(bool(self.typed()))
