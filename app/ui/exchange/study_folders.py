"""Study folders in and out of the open project, in the background."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QPlainTextEdit, QVBoxLayout, QWidget

from app.exchange.study_folder import Exported, Imported, export_study, import_study
from app.ui import jobs
from app.ui.exchange.folders import last_folder, open_in_system
from app.ui.kit.dialog import Dialog
from app.ui.message_bar import MessageBar
from app.ui.session import ProjectSession


def import_study_folder(window: QWidget, session: ProjectSession, messages: MessageBar) -> None:
    """Ask for a study folder and add it to the project, all of it or nothing."""
    chosen = QFileDialog.getExistingDirectory(window, _tr("Import a study folder"), last_folder())

    def tell(done: Imported) -> None:
        session.look()
        words = _tr("{} documents, {} codes, {} coders and {} codings were added.")
        told = [words.format(done.documents, done.codes, done.coders, done.codings)]
        if done.rows != done.codings:
            told.append(_rows(done))
        told += done.notes
        if not done.differences:
            messages.show_news("\n".join(told))
            return
        many = _tr("{} rows say otherwise than the project, which stays as it is.")
        told.append(many.format(f"{len(done.differences):,}"))
        show = partial(_show_differences, window, done)
        messages.show_news("\n".join(told), (_tr("Show them"), show))

    if chosen:
        jobs.run(
            window,
            _tr("Importing the study"),
            lambda job: import_study(session.project, Path(chosen), job),
            tell,
        )


def _rows(done: Imported) -> str:
    """Where the rows of codings went; the parts add up."""
    parts = [
        words.format(f"{number:,}")
        for words, number in (
            (_tr("{} came in"), done.codings),
            (_tr("{} were there already"), done.already),
            (_tr("{} repeat another row"), done.repeated),
            (_tr("{} were left out"), done.left_out),
        )
        if number
    ]
    return _tr("Of {} rows of codings: {}.").format(f"{done.rows:,}", ", ".join(parts))


def _show_differences(window: QWidget, done: Imported) -> None:
    """Each row that says otherwise than the project, to be read and copied."""
    dialog = Dialog(window, _tr("Where the folder says otherwise than the project"))
    lines = [f"{one.file}, {_tr('row')} {one.row}: {one.what}" for one in done.differences]
    text = QPlainTextEdit("\n".join(lines), readOnly=True)
    text.setAccessibleName(_tr("Differences, row by row"))
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    column = QVBoxLayout(dialog)
    column.addWidget(text, 1)
    column.addWidget(buttons)
    dialog.resize(860, 460)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def export_study_folder(window: QWidget, session: ProjectSession, messages: MessageBar) -> None:
    """Ask for a folder, write the whole study into it, and offer to open it."""
    chosen, _ = QFileDialog.getSaveFileName(
        window, _tr("Export as a study folder (name of the new folder)"), last_folder()
    )

    def tell(done: Exported) -> None:
        words = _tr("{} documents and {} codings were written into {}.")
        messages.show_news(
            words.format(done.documents, done.codings, done.folder),
            (_tr("Open the folder"), partial(open_in_system, done.folder)),
        )

    if chosen:
        jobs.run(
            window,
            _tr("Exporting the study"),
            lambda job: export_study(session.project, Path(chosen), job),
            tell,
        )


def _tr(text: str) -> str:
    return QCoreApplication.translate("exchange", text)
