"""Study folders in and out of the open project, in the background."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QPlainTextEdit, QVBoxLayout, QWidget

from app.exchange.study_folder import Exported, Imported, export_study, import_study
from app.ui import jobs
from app.ui.exchange.folders import last_folder, open_in_system
from app.ui.kit.counts import counted
from app.ui.kit.dialog import Dialog
from app.ui.message_bar import MessageBar
from app.ui.session import ProjectSession


def import_study_folder(window: QWidget, session: ProjectSession, messages: MessageBar) -> None:
    """Ask for a study folder and add it to the project, all of it or nothing."""
    chosen = QFileDialog.getExistingDirectory(window, _tr("Import a study folder"), last_folder())

    def tell(done: Imported) -> None:
        session.look()
        told = [_added(done)]
        if done.rows != done.codings:
            told.append(_rows(done))
        told += done.notes
        if not done.differences:
            messages.show_news("\n".join(told))
            return
        one = _tr("{} row says otherwise than the project, which stays as it is.")
        many = _tr("{} rows say otherwise than the project, which stays as it is.")
        told.append(counted(len(done.differences), one, many))
        show = partial(_show_differences, window, done)
        messages.show_news("\n".join(told), (_tr("Show them"), show))

    if chosen:
        jobs.run(
            window,
            _tr("Importing the study"),
            lambda job: import_study(session.project, Path(chosen), job),
            tell,
        )


def _added(done: Imported) -> str:
    documents = counted(done.documents, _tr("{} document"), _tr("{} documents"))
    codes = counted(done.codes, _tr("{} code"), _tr("{} codes"))
    coders = counted(done.coders, _tr("{} coder"), _tr("{} coders"))
    codings = counted(done.codings, _tr("{} coding"), _tr("{} codings"))
    return _tr("{}, {}, {} and {} were added.").format(documents, codes, coders, codings)


def _rows(done: Imported) -> str:
    """Where the rows of codings went; the parts add up."""
    parts = [
        counted(number, one, many)
        for one, many, number in (
            (_tr("{} came in"), _tr("{} came in"), done.codings),
            (_tr("{} was there already"), _tr("{} were there already"), done.already),
            (_tr("{} repeats another row"), _tr("{} repeat another row"), done.repeated),
            (_tr("{} was left out"), _tr("{} were left out"), done.left_out),
        )
        if number
    ]
    words = _tr("Of {} row of codings: {}."), _tr("Of {} rows of codings: {}.")
    return counted(done.rows, *words, ", ".join(parts))


def _show_differences(window: QWidget, done: Imported) -> None:
    """Each row that says otherwise than the project, to be read and copied."""
    dialog = Dialog(window, _tr("Where the folder says otherwise than the project"))
    lines = [
        f"{difference.file}, {_tr('row')} {difference.row}: {difference.what}"
        for difference in done.differences
    ]
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
        documents = counted(done.documents, _tr("{} document"), _tr("{} documents"))
        codings = counted(done.codings, _tr("{} coding"), _tr("{} codings"))
        messages.show_news(
            _tr("{} and {} were written into {}.").format(documents, codings, done.folder),
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
