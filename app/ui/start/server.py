"""Asks for a project on a PostgreSQL server: where it is, and whether it is new or of an older version."""

from collections.abc import Callable
from urllib.parse import quote, urlsplit, urlunsplit

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from app import settings
from app.errors import Cancelled, StoreError, UserError
from app.jobs import Job
from app.recent_projects import NAME_KEY, without_password
from app.store import Project
from app.translation import tr
from app.ui import jobs
from app.ui.kit.form import FormDialog, form_layout
from app.ui.kit.lines import below
from app.ui.kit.plain import Hint

ADDRESS_KEY = "server address"
EXAMPLE = "postgresql://ana@server.university.org/study"


Enter = Callable[[Project, str], object]  # the project that was opened, and who codes first in a new one


class ServerDialog(FormDialog):
    """Opens the project in the background and gives it to `enter`; stays open where that is refused.

    The password is never kept.
    """

    def __init__(self, parent: QWidget | None, enter: Enter, address: str = "") -> None:
        super().__init__(parent, tr("Open a project on a server"), tr("Open"))
        self._enter = enter
        self._reaching = False
        self.address = QLineEdit(address or settings.read(ADDRESS_KEY, ""), placeholderText=EXAMPLE)
        self.password = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self.new = QCheckBox(tr("The database is empty: make a new project in it"))
        self.coder = QLineEdit(settings.read(NAME_KEY, ""))
        self.upgrade = QCheckBox(
            tr("Upgrade a project of an older version: a backup was made, nobody has it open")
        )
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
        return self.coder.text().strip() if self.new.isChecked() else ""

    def is_touched(self) -> bool:
        """An address and a name are left without a question."""
        return False

    def save(self) -> None:
        """Try to reach the server, while Cancel still leaves; keep the address, without a password."""
        settings.write(ADDRESS_KEY, without_password(self.location()))
        if self.coder_name():
            settings.write(NAME_KEY, self.coder_name())
        self.problem.hide()
        self._wait(waiting=True)
        location, coder_name, upgrade = self.location(), self.coder_name(), self.upgrade.isChecked()
        jobs.run(self, "", lambda job: _reach(job, location, coder_name, upgrade=upgrade), self._take)

    def _take(self, reached: Project | UserError | StoreError) -> None:
        self._wait(waiting=False)
        if isinstance(reached, Project):
            coder_name = self.coder_name()
            self.accept()
            self._enter(reached, coder_name)
        else:
            self.refuse(str(reached), "password")

    def _wait(self, *, waiting: bool) -> None:
        self._reaching = waiting
        self._fields.setEnabled(not waiting)
        self._check()

    def _check(self, _: object = None) -> None:
        make = self.new.isChecked()
        self._form.setRowVisible(self.coder, make)
        self.upgrade.setEnabled(not make)
        ready = tr("Create the project") if make else tr("Open")
        self.ok.setText(tr("Reaching the server…") if self._reaching else ready)
        parts = self.address.text().strip().partition("://")
        self.fit()
        named = not make or bool(self.coder_name())
        self.ok.setEnabled(bool(parts[2]) and named and not self._reaching)

    def _lay_out(self) -> None:
        why = Hint(
            tr(
                "A team may keep its project in a PostgreSQL database, which all open at the same time. "
                "Whoever runs the server tells you the address. The password is asked for each time."
            ),
        )
        self._form = form_layout()
        self._form.addRow(tr("&Address"), self.address)
        self._form.addRow(tr("&Password"), self.password)
        self._form.addRow("", self.new)
        self._form.addRow(tr("&Your name"), self.coder)
        self._form.addRow("", self.upgrade)
        self._fields = QWidget()
        below(why, self._form, on=self._fields, margins=(0, 0, 2, 0), spacing=12)
        self.lay_out(self._fields, 640)


def _reach(job: Job, location: str, coder_name: str, *, upgrade: bool) -> Project | UserError | StoreError:
    """The project, made first where a coder is named, or why not; closed where nobody waits any more."""
    from app.ui import opening

    try:
        if coder_name:
            opening.make(location, coder_name)
        project = Project.open(location, station=settings.station(), upgrade_server=upgrade)
    except (UserError, StoreError) as refusal:
        return refusal
    try:
        job.step(1, 1, "")
    except Cancelled:
        project.close()
        raise
    return project
