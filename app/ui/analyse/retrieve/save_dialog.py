"""Asks under which name a query is kept."""

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from app.translation import tr
from app.ui.kit.form import FormDialog, form_layout
from app.ui.kit.plain import Label


class SaveQueryDialog(FormDialog):
    """`save` takes the name, and whether it takes the place of what has that name."""

    def __init__(self, parent: QWidget, sentence: str, name: str, save: Callable[[str, bool], None]) -> None:
        super().__init__(parent, tr("Save the query"), tr("Save"))
        self._save = save
        self.name = QLineEdit(name)
        self.anew = QCheckBox(tr("In the place of the one that has this name"))
        self.anew.setChecked(bool(name))
        form = form_layout()
        form.addRow(tr("Query"), Label(sentence, wordWrap=True))
        form.addRow(tr("&Name"), self.name)
        form.addRow("", self.anew)
        self.lay_out(form, 560)
        self.name.setFocus()

    def submit(self) -> None:
        """Keep it."""
        self._save(self.name.text(), self.anew.isChecked())
