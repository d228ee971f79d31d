"""Fields for passphrases: nobody reads them over a shoulder, and a new one is typed twice."""

from PySide6.QtWidgets import QFormLayout, QLineEdit

from app.errors import UserError
from app.translation import tr


def passphrase_field() -> QLineEdit:
    """A field whose letters nobody sees over a shoulder."""
    return QLineEdit(echoMode=QLineEdit.EchoMode.Password)


class NewPassphrase:
    """The two fields of a new passphrase, in a form; `taken` gives it, or says what is wrong."""

    def __init__(self, form: QFormLayout) -> None:
        self.first, self.again = passphrase_field(), passphrase_field()
        form.addRow(tr("Ne&w passphrase"), self.first)
        form.addRow(tr("The same a&gain"), self.again)

    def set_enabled(self, enabled: bool) -> None:
        """Let it be typed, or not."""
        self.first.setEnabled(enabled)
        self.again.setEnabled(enabled)

    def taken(self) -> str:
        """What was typed twice; UserError where that isn't alike, or nothing."""
        if not self.first.text().strip():
            raise UserError(tr("Type a passphrase: four or more words are best."), "first")
        if self.first.text() != self.again.text():
            raise UserError(tr("The two are not alike. Type the second one again."), "again")
        return self.first.text()
