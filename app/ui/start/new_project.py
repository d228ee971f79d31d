"""Asks for a new project's name and place, and who the first coder is."""

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app import settings
from app.translation import tr
from app.ui.exchange.folders import documents_folder
from app.ui.kit.form import FormDialog, form_layout
from app.ui.kit.plain import Label

FOLDER_KEY = "project folder"
NAME_KEY = "my name"
NOT_IN_A_NAME = r'[/\\:*?"<>|]'  # some system refuses these in the names of files


Make = Callable[[Path, str], object]  # where the project shall lie, and who codes first


class NewProjectDialog(FormDialog):
    """Gives what was filled in to `make`, and stays open where that is refused."""

    def __init__(self, parent: QWidget | None, make: Make) -> None:
        super().__init__(parent, tr("New project"), tr("Create the project"))
        self._make = make
        self.name = QLineEdit(placeholderText=tr("Defectors pilot"))
        self.folder = QLineEdit(settings.read(FOLDER_KEY, documents_folder()))
        self.coder = QLineEdit(settings.read(NAME_KEY, ""), placeholderText=tr("Ana Yılmaz"))
        self.path_shown = Label(wordWrap=True)
        self.path_shown.setProperty("muted", True)
        self._lay_out()
        for field in (self.name, self.folder, self.coder):
            field.textChanged.connect(self._check)
        self._check()
        self.name.setFocus()

    def submit(self) -> None:
        """Make the project."""
        self._make(self.path(), self.coder_name())

    def path(self) -> Path:
        """Where the project's file shall lie."""
        from app.store.project import SUFFIX

        name = re.sub(NOT_IN_A_NAME, "-", self.name.text().strip())
        return Path(self.folder.text()) / f"{name.removesuffix(SUFFIX)}{SUFFIX}"

    def coder_name(self) -> str:
        """Who codes first."""
        return self.coder.text().strip()

    def _lay_out(self) -> None:
        choose = QPushButton(tr("Choose…"))
        choose.clicked.connect(self._choose_folder)
        choose.setAutoDefault(False)
        folder = Label(tr("&Folder"))
        folder.setBuddy(self.folder)
        folder_row = QHBoxLayout()
        folder_row.setSpacing(8)
        folder_row.addWidget(self.folder, 1)
        folder_row.addWidget(choose)
        form = form_layout()
        form.addRow(tr("&Name of the project"), self.name)
        form.addRow(folder, folder_row)
        form.addRow(tr("&Your name"), self.coder)
        why = Label(
            tr(
                "Everything of the project is kept in one file. "
                "Your name stands beside each of your codings; other coders are added later. You are the "
                "lead, who plans and closes rounds."
            ),
            wordWrap=True,
        )
        why.setProperty("muted", True)
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addLayout(form)
        column.addWidget(self.path_shown)
        column.addWidget(why)
        self.lay_out(column, 540)

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, tr("Folder of the project"), self.folder.text())
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
