"""Study folders in and out of the open project, and its workbook, in the background."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog

from app.exchange.study_folder import Exported, Imported, export_study, import_study
from app.ui import jobs

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow


def import_folder(window: MainWindow) -> None:
    """Ask for a study folder and add it to the project, all of it or nothing."""
    session = window.project_page().session
    chosen = QFileDialog.getExistingDirectory(window, _tr("Import a study folder"))

    def tell(done: Imported) -> None:
        session.look()
        words = _tr("{} documents, {} codes, {} coders and {} codings were added.")
        told = words.format(done.documents, done.codes, done.coders, done.codings)
        window.messages.show_news("\n".join([told, *done.notes]))

    if chosen:
        jobs.run(
            window,
            _tr("Importing the study"),
            lambda job: import_study(session.project, Path(chosen), job),
            tell,
        )


def export_folder(window: MainWindow) -> None:
    """Ask for a folder and write the whole study into it."""
    session = window.project_page().session
    chosen, _ = QFileDialog.getSaveFileName(window, _tr("Export as a study folder (name of the new folder)"))

    def tell(done: Exported) -> None:
        words = _tr("{} documents and {} codings were written into {}.")
        window.messages.show_news(words.format(done.documents, done.codings, done.folder))

    if chosen:
        jobs.run(
            window,
            _tr("Exporting the study"),
            lambda job: export_study(session.project, Path(chosen), job),
            tell,
        )


def export_workbook(window: MainWindow) -> None:
    """Ask for a file and write the workbook for co-authors and reviewers."""
    from app.exchange.workbook import Written, write_workbook

    session = window.project_page().session
    proposed = str(Path(session.project.location).with_suffix(".xlsx"))
    chosen, _ = QFileDialog.getSaveFileName(
        window, _tr("Export the workbook"), proposed, _tr("Excel workbooks ({})").format("*.xlsx")
    )

    def tell(done: Written) -> None:
        window.messages.show_news(_tr("The workbook was written: {}").format(done.path))

    if chosen:
        path = Path(chosen)
        path = path if path.suffix else path.with_suffix(".xlsx")
        jobs.run(
            window,
            _tr("Writing the workbook"),
            lambda job: write_workbook(session.project, path, job),
            tell,
        )


def _tr(text: str) -> str:
    return QCoreApplication.translate("studies", text)
