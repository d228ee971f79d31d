"""Asks for the name of somebody: one of those that are there, or a new one."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from app.translation import tr
from app.ui.kit.form import FormDialog, form_layout
from app.ui.kit.plain import Hint


class NamingDialog(FormDialog):
    """Gives the name of who speaks to `store`: one of those that are there, or a new one."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        hint: str,
        names: Sequence[str],
        now: str,
        store: Callable[[str], object],
        called: str = "",
    ) -> None:
        super().__init__(parent, title, tr("Save"))
        self._store = store
        self.name = QComboBox(editable=True)
        self.name.addItems(list(names))
        field = QLineEdit(now)
        self.name.setLineEdit(field)
        field.setText(now)
        field.selectAll()
        form = form_layout()
        form.addRow(called or tr("&Speaker"), self.name)
        form.addRow("", Hint(hint))
        self.lay_out(form)

    def submit(self) -> None:
        """Store the name."""
        self._store(self.name.currentText())
