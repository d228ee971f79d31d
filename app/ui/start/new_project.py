"""Asks for a new project's name and place, and who the first coder is."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QWidget

from app import settings
from app.recent_projects import FOLDER_KEY, NAME_KEY, file_stem
from app.translation import tr
from app.ui.kit.file_dialog import FileDialog
from app.ui.kit.folders import documents_folder
from app.ui.kit.form import FormDialog, form_layout
from app.ui.kit.lines import below, beside
from app.ui.kit.passphrase import NewPassphrase
from app.ui.kit.plain import Hint, Label

# where the project shall lie, who codes first, what it is called, and its passphrase or None
Make = Callable[[Path, str, str, str | None], object]


class NewProjectDialog(FormDialog):
    """Gives what was filled in to `make`, and stays open where that is refused."""

    def __init__(self, parent: QWidget | None, make: Make) -> None:
        super().__init__(parent, tr("New project"), tr("Create the project"))
        self._make = make
        self.name = QLineEdit(placeholderText=tr("Defectors pilot"))
        self.folder = QLineEdit(settings.read(FOLDER_KEY, documents_folder()))
        self.coder = QLineEdit(settings.read(NAME_KEY, ""), placeholderText=tr("Ana Yılmaz"))
        self.lock = QCheckBox(tr("&Lock it with a passphrase"))
        self.path_shown = Hint()
        self._lay_out()
        for field in (self.name, self.folder, self.coder):
            field.textChanged.connect(self._check)
        self._check()
        self.name.setFocus()

    def submit(self) -> None:
        """Make the project."""
        passphrase = self.passphrase.taken() if self.lock.isChecked() else None
        self._make(self.path(), self.coder_name(), self.title(), passphrase)

    def field_of(self, name: str, /) -> QWidget | None:
        """The fields of the passphrase stand in a part of their own."""
        field = getattr(self.passphrase, name, None) or getattr(self, name, None)
        return field if isinstance(field, QWidget) else None

    def path(self) -> Path:
        """Where the project's file shall lie."""
        from app.store.project import SUFFIX

        return Path(self.folder.text()) / f"{file_stem(self.title())}{SUFFIX}"

    def title(self) -> str:
        """What the project is called, whatever names of files can hold of it."""
        from app.store.project import SUFFIX

        return self.name.text().strip().removesuffix(SUFFIX)

    def coder_name(self) -> str:
        """Who codes first."""
        return self.coder.text().strip()

    def _lay_out(self) -> None:
        choose = QPushButton(tr("Choose…"))
        choose.clicked.connect(self._choose_folder)
        choose.setAutoDefault(False)
        folder = Label(tr("&Folder"))
        folder.setBuddy(self.folder)
        folder_row = beside((self.folder, 1), choose, spacing=8)
        form = form_layout()
        form.addRow(tr("&Name of the project"), self.name)
        form.addRow(folder, folder_row)
        form.addRow(tr("&Your name"), self.coder)
        form.addRow("", self.lock)
        self.passphrase = NewPassphrase(form)
        self.lock.toggled.connect(self._show_passphrase)
        why = Hint(
            tr(
                "Everything of the project is kept in one file. "
                "Your name stands beside each of your codings; other coders are added later. You are the "
                "lead, who plans and closes rounds."
            ),
        )
        column = below(form, self.path_shown, why, spacing=12)
        self._form = form
        self.lay_out(column, 540)
        self._show_passphrase(shown=False)

    def _show_passphrase(self, shown: bool) -> None:
        for field in (self.passphrase.first, self.passphrase.again):
            self._form.setRowVisible(field, shown)
        self.fit()

    def _choose_folder(self) -> None:
        chosen = FileDialog.folder_to_open(self, tr("Folder of the project"), self.folder.text())
        if chosen:
            self.folder.setText(chosen)

    def _check(self) -> None:
        named = bool(self.name.text().strip())
        taken = named and _is(self.path().exists)
        is_folder = _is(Path(self.folder.text()).is_dir)
        self.ok.setEnabled(named and is_folder and not taken and bool(self.coder_name()))
        self.path_shown.setText(self._what_is_missing(named, is_folder, taken) or str(self.path()))

    def _what_is_missing(self, named: bool, is_folder: bool, taken: bool) -> str:
        if not is_folder:
            return tr("There is no folder “{folder}”. Choose another one.", folder=self.folder.text())
        if not named:
            return tr("Give the project a name.")
        if taken:
            return tr("“{name}” exists already. Choose another name.", name=self.path().name)
        return "" if self.coder_name() else tr("Say who you are: your name stands beside your codings.")


def _is(asked: Callable[[], bool]) -> bool:
    """What a path is asked; no where its name is one that the system doesn't take."""
    try:
        return asked()
    except OSError:
        return False
