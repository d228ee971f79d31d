"""Study folders in and out of the open project, in the background."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from app.exchange.study_folder import Exported, Imported, export_study, import_study
from app.ui import jobs
from app.ui.exchange.folders import last_folder, open_in_system
from app.ui.message_bar import MessageBar
from app.ui.session import ProjectSession


def import_study_folder(window: QWidget, session: ProjectSession, messages: MessageBar) -> None:
    """Ask for a study folder and add it to the project, all of it or nothing."""
    chosen = QFileDialog.getExistingDirectory(window, _tr("Import a study folder"), last_folder())

    def tell(done: Imported) -> None:
        session.look()
        words = _tr("{} documents, {} codes, {} coders and {} codings were added.")
        told = words.format(done.documents, done.codes, done.coders, done.codings)
        messages.show_news("\n".join([told, *done.notes]))

    if chosen:
        jobs.run(
            window,
            _tr("Importing the study"),
            lambda job: import_study(session.project, Path(chosen), job),
            tell,
        )


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
