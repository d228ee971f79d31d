"""Asks for a project on a PostgreSQL server: where it is, and whether it is new or of an older version."""

from urllib.parse import quote, urlsplit, urlunsplit

from PySide6.QtWidgets import (
    QCheckBox,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app import settings
from app.ui.kit.dialog import Dialog
from app.ui.kit.plain import Label
from app.ui.start.new_project import NAME_KEY
from app.ui.start.recent import without_password

ADDRESS_KEY = "server address"
EXAMPLE = "postgresql://ana@server.university.org/study"


class ServerDialog(Dialog):
    """Opens nothing itself; the password is never kept."""

    def __init__(self, parent: QWidget | None, address: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Open a project on a server"))
        self.address = QLineEdit(address or settings.read(ADDRESS_KEY, ""), placeholderText=EXAMPLE)
        self.password = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self.new = QCheckBox(self.tr("The database is empty: make a new project in it"))
        self.coder = QLineEdit(settings.read(NAME_KEY, ""))
        self.upgrade = QCheckBox(
            self.tr("Upgrade a project of an older version: a backup was made, nobody has it open")
        )
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.open_button = self._buttons.addButton(self.tr("Open"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.open_button.setDefault(True)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._lay_out()
        self.new.toggled.connect(self._check)
        for field in (self.address, self.coder):
            field.textChanged.connect(self._check)
        self._check()
        (self.password if self.address.text() else self.address).setFocus()

    def location(self) -> str:
        """The whole address, with the password where one was typed."""
        parts = urlsplit(self.address.text().strip())
        user, at, host = parts.netloc.rpartition("@")
        if not self.password.text() or not at:
            return urlunsplit(parts)
        name = user.partition(":")[0]
        return urlunsplit(parts._replace(netloc=f"{name}:{quote(self.password.text(), safe='')}@{host}"))

    def coder_name(self) -> str:
        """Who codes first in a new project."""
        return self.coder.text().strip()

    def accept(self) -> None:
        """Keep the address for the next time, without a password."""
        settings.write(ADDRESS_KEY, without_password(self.location()))
        if self.new.isChecked():
            settings.write(NAME_KEY, self.coder_name())
        super().accept()

    def _check(self, _: object = None) -> None:
        make = self.new.isChecked()
        self._form.setRowVisible(self.coder, make)
        self.upgrade.setEnabled(not make)
        self.open_button.setText(self.tr("Create the project") if make else self.tr("Open"))
        parts = self.address.text().strip().partition("://")
        self.adjustSize()
        self.open_button.setEnabled(bool(parts[2]) and (not make or bool(self.coder_name())))

    def _lay_out(self) -> None:
        why = Label(
            self.tr(
                "A team may keep its project in a PostgreSQL database, which all open at the same time. "
                "Whoever runs the server tells you the address. The password is asked for each time."
            ),
            wordWrap=True,
        )
        why.setProperty("muted", True)
        self._form = QFormLayout()
        self._form.setVerticalSpacing(10)
        self._form.addRow(self.tr("&Address"), self.address)
        self._form.addRow(self.tr("&Password"), self.password)
        self._form.addRow("", self.new)
        self._form.addRow(self.tr("&Your name"), self.coder)
        self._form.addRow("", self.upgrade)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addWidget(why)
        column.addLayout(self._form)
        column.addWidget(self._buttons)
        why.setMinimumWidth(580)
