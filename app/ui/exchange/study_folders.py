"""Study folders in and out of the open project, in the background."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QDialogButtonBox, QPlainTextEdit, QWidget

from app.coders.here import remember_here
from app.exchange.study_folder import Exported, Imported, export_study, import_study
from app.translation import tr
from app.ui import jobs
from app.ui.kit.dialog import Dialog, open_and_forget
from app.ui.kit.file_dialog import FileDialog
from app.ui.kit.folders import last_folder, open_in_system
from app.ui.kit.lines import below
from app.ui.message_bar import MessageBar
from app.ui.session import ProjectSession


def import_study_folder(window: QWidget, session: ProjectSession, messages: MessageBar) -> None:
    """Ask for a study folder and add it to the project, all of it or nothing."""
    chosen = FileDialog.folder_to_open(window, tr("Import a study folder"), last_folder())

    def tell(done: Imported) -> None:
        session.look()
        remember_here(session.project, session.coder_id)  # a whole study brings the guid of its project
        sentences = [_added(done)]
        if done.rows != done.codings:
            sentences.append(_rows(done))
        sentences += done.notes
        if not done.differences:
            messages.show_news("\n".join(sentences))
            return
        words = tr(
            "{count} row says otherwise than the project, which stays as it is.",
            "{count} rows say otherwise than the project, which stays as it is.",
            len(done.differences),
        )
        sentences.append(words)
        show = partial(_show_differences, window, done)
        messages.show_news("\n".join(sentences), (tr("Show them"), show), holds=session.holds())

    if chosen:
        jobs.run(
            window,
            tr("Importing the study"),
            lambda job: import_study(session.project, Path(chosen), job),
            tell,
        )


def _added(done: Imported) -> str:
    documents = tr("{count} document", "{count} documents", done.documents)
    codes = tr("{count} code", "{count} codes", done.codes)
    coders = tr("{count} coder", "{count} coders", done.coders)
    codings = tr("{count} coding", "{count} codings", done.codings)
    return tr(
        "{documents}, {codes}, {coders} and {codings} were added.",
        documents=documents,
        codes=codes,
        coders=coders,
        codings=codings,
    )


def _rows(done: Imported) -> str:
    """Where the rows of codings went; the parts add up."""
    parts = [
        words
        for words, count in (
            (tr("{count} came in", "{count} came in", done.codings), done.codings),
            (tr("{count} was there already", "{count} were there already", done.already), done.already),
            (tr("{count} repeats another row", "{count} repeat another row", done.repeated), done.repeated),
            (tr("{count} was left out", "{count} were left out", done.left_out), done.left_out),
        )
        if count
    ]
    return tr(
        "Of {count} row of codings: {parts}.",
        "Of {count} rows of codings: {parts}.",
        done.rows,
        parts=", ".join(parts),
    )


def _show_differences(window: QWidget, done: Imported) -> None:
    """Each row that says otherwise than the project, to be read and copied."""
    dialog = Dialog(window, tr("Where the folder says otherwise than the project"))
    row = tr("row")
    lines = [
        f"{difference.file}, {row} {difference.row}: {difference.what}" for difference in done.differences
    ]
    text = QPlainTextEdit("\n".join(lines), readOnly=True)
    text.setAccessibleName(tr("Differences, row by row"))
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    below((text, 1), buttons, on=dialog)
    dialog.resize(860, 460)
    open_and_forget(dialog)


def export_study_folder(window: QWidget, session: ProjectSession, messages: MessageBar) -> None:
    """Ask for a folder, write the whole study into it, and offer to open it."""
    whole = tr("Everything of the study (*)")
    tables = tr("Texts and tables alone, without decisions and notes (*)")
    chosen, kind = FileDialog.file_to_write(
        window,
        tr("Export as a study folder (name of the new folder)"),
        last_folder(),
        f"{whole};;{tables}",
    )

    def tell(done: Exported) -> None:
        documents = tr("{count} document", "{count} documents", done.documents)
        codings = tr("{count} coding", "{count} codings", done.codings)
        messages.show_news(
            tr(
                "{documents} and {codings} were written into {folder}.",
                documents=documents,
                codings=codings,
                folder=done.folder,
            ),
            (tr("Open the folder"), partial(open_in_system, done.folder)),
        )

    if chosen:
        jobs.run(
            window,
            tr("Exporting the study"),
            lambda job: export_study(session.project, Path(chosen), job, tables_only=kind == tables),
            tell,
        )
