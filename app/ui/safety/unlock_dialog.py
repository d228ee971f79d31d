"""Asks for the passphrase of a locked project."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from app.errors import UserError
from app.translation import tr
from app.ui.kit.form import FormDialog, form_layout
from app.ui.kit.lines import below
from app.ui.kit.passphrase import passphrase_field
from app.ui.kit.plain import Hint


class UnlockDialog(FormDialog):
    """Stays open until the passphrase, or the recovery key, of a locked project is typed, or it is left."""

    def __init__(self, parent: QWidget | None, location: str, opened: Callable[[], object]) -> None:
        super().__init__(parent, tr("A locked project"), tr("Open"))
        self._location = location
        self.passphrase = passphrase_field()
        show = QCheckBox(tr("&Show what is typed"))
        show.toggled.connect(self._show)
        form = form_layout()
        form.addRow(tr("&Passphrase"), self.passphrase)
        form.addRow("", show)
        name = Path(location).stem
        what = Hint(
            tr("“{name}” is locked. Type its passphrase, or the key of its recovery sheet.", name=name)
        )
        self.lay_out(below(what, form, spacing=12))
        self.passphrase.textChanged.connect(lambda words: self.ok.setEnabled(bool(words)))
        self.ok.setEnabled(False)
        self.accepted.connect(opened)
        self.passphrase.setFocus()

    def submit(self) -> None:
        """Try it: a wrong one is said here."""
        from app.store import unlocking

        try:
            unlocking.unlock(self._location, self.passphrase.text())
        except UserError as refusal:
            raise UserError(str(refusal), "passphrase") from refusal

    def is_touched(self) -> bool:
        """A passphrase is left without a question."""
        return False

    def _show(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.passphrase.setEchoMode(mode)
