"""Lists a project's backups, makes one, puts one back, and holds the rule by which the window makes them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QPushButton, QSpinBox

from app import settings
from app.errors import Locked
from app.jobs import Job
from app.report.backups import told_difference
from app.report.questions import Question
from app.store import backups
from app.store.backup_rule import backup_rule, store_rule
from app.store.backups import Backup, BackupRule
from app.store.differences import differences
from app.translation import tr
from app.ui import jobs
from app.ui.kit.dialog import Dialog, open_and_forget
from app.ui.kit.file_dialog import FileDialog
from app.ui.kit.form import form_layout
from app.ui.kit.lines import STRETCH, below, beside
from app.ui.kit.plain import Hint, Label, literal
from app.ui.kit.question import confirmed
from app.ui.safety.unlock_dialog import UnlockDialog

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow

MOST_HOURS, MOST_KEPT = 1000, 1000


class BackupsDialog(Dialog):
    """What it changes of the rule holds at once, for every project on this computer."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, tr("Backups"))
        self._window = window
        self._session = window.project_page().session
        self._location = self._session.project.location
        rule = backup_rule()
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Backups"))
        self.hours = QSpinBox(minimum=0, maximum=MOST_HOURS, value=rule.hours, suffix=tr(" hours"))
        self.hours.setSpecialValueText(tr("never"))
        self.count = QSpinBox(minimum=1, maximum=MOST_KEPT, value=rule.kept)
        self.folder = QLineEdit(rule.folder, readOnly=True, placeholderText=tr("beside each project"))
        self.make = QPushButton(tr("&Back up now"))
        self.restore = QPushButton(tr("&Restore…"))
        self.news = Label(wordWrap=True)
        self._lay_out()
        self.make.clicked.connect(self._make)
        self.restore.clicked.connect(self._ask_to_restore)
        self.list.currentRowChanged.connect(lambda row: self.restore.setEnabled(row >= 0))
        for field in (self.hours, self.count):
            field.valueChanged.connect(self._store_rule)
        self._show_list()

    def _lay_out(self) -> None:
        choose = QPushButton(tr("&Choose…"))
        choose.clicked.connect(self._choose_folder)
        form = form_layout()
        form.addRow(tr("&Make one every"), self.hours)
        form.addRow(tr("&Keep the newest"), self.count)
        form.addRow(tr("In the folder"), beside((self.folder, 1), choose, spacing=8))
        what = Hint(
            tr(
                "While a project is open here and something has changed, a backup is made and checked. It is "
                "locked where the project is. Put the folder on another disk, so that both can’t be lost."
            )
        )
        close = QPushButton(tr("Close"))
        for button in (choose, self.make, self.restore, close):
            button.setAutoDefault(False)
        close.clicked.connect(self.accept)
        row = beside(self.make, self.restore, STRETCH, close, spacing=8)
        below(what, form, (self.list, 1), self.news, row, on=self, spacing=10)
        self.resize(640, 480)

    def _show_list(self) -> None:
        self.list.clear()
        for backup in backups.backups(self._location, backup_rule()):
            item = QListWidgetItem(_line(backup))
            item.setData(Qt.ItemDataRole.UserRole, str(backup.path))
            self.list.addItem(item)
        self.restore.setEnabled(False)

    def _make(self) -> None:
        project = self._session.project
        jobs.run(
            self,
            tr("Making a backup"),
            lambda _: backups.make_backup(project, backup_rule()),
            self._tell_made,
        )

    def _tell_made(self, outcome: tuple[Path, list[str]]) -> None:
        self._show_list()
        self.news.setText(literal(tr("“{name}” was made and checked.", name=outcome[0].name)))

    def _ask_to_restore(self) -> None:
        backup = Path(self.list.currentItem().data(Qt.ItemDataRole.UserRole))
        project = self._session.project
        self._session.refuse_all_but_leads("restore a backup")

        def compare(_: Job) -> list[str]:
            with backups.opened(self._location, backup) as earlier:
                earlier.coder_id = project.coder_id
                with project.read() as now, earlier.read() as then:
                    return [told_difference(difference) for difference in differences(now, then)]

        try:
            lines = compare(Job())
        except Locked:
            open_and_forget(UnlockDialog(self, str(backup), self._ask_to_restore))
            return
        lines = lines or [tr("Nothing of its contents differs.")]
        question = Question(
            tr("Restore a backup"),
            tr("Restore “{name}”?", name=backup.name),
            tr(
                "The project is closed, put back, and opened again. As it is now it is kept among the "
                "backups. What differs:"
            )
            + "\n\n"
            + "\n".join(lines),
            tr("Restore"),
        )
        if confirmed(self, question):
            self.accept()
            _restore(self._window, self._location, backup)

    def _choose_folder(self) -> None:
        folder = FileDialog.folder_to_open(self, tr("Folder of backups"), self.folder.text())
        if folder:
            self.folder.setText(folder)
            self._store_rule()

    def _store_rule(self, _: object = None) -> None:
        store_rule(BackupRule(self.hours.value(), self.count.value(), self.folder.text()))
        self._show_list()


def _line(backup: Backup) -> str:
    notes = [f"{backup.size / 1e6:,.1f} MB"]
    if backup.is_locked:
        notes.append(tr("locked"))
    if backup.why_not:
        notes.append(backup.why_not)
    return f"{backup.at}   {backup.path.name}   ({', '.join(notes)})"


def _restore(window: MainWindow, location: str, backup: Path) -> None:
    window.close_project()
    station = settings.station()

    def work(_: Job) -> Path:
        return backups.restore(location, backup, backup_rule(), station=station)

    def done(before: Path) -> None:
        window.open_location(location)
        words = tr(
            "“{name}” was put back. As it was before, the project is kept as “{before}”.",
            name=backup.name,
            before=before.name,
        )
        window.messages.show_news(words)

    def refused(sentence: str) -> None:
        window.open_location(location)
        window.messages.show_error(sentence)

    jobs.run(window, tr("Restoring a backup"), work, done, refused)


def show_backups(window: MainWindow) -> None:
    """Open the list."""
    open_and_forget(BackupsDialog(window))
