"""Imports documents that the person chose or dropped, in the background, and tells what became of each."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.exchange.encoding_questions import EncodingQuestion, encoding_questions
from app.exchange.import_choices import ImportChoices, choices_of
from app.exchange.import_documents import FilesRead, ImportOutcome, read_files, store_files
from app.exchange.import_preview import is_worth_a_look
from app.exchange.readers import supported_extensions
from app.translation import tr
from app.ui import jobs
from app.ui.documents.encoding_dialog import EncodingDialog
from app.ui.documents.import_preview import ImportPreviewDialog
from app.ui.documents.import_result import ImportResultDialog, ShowsDocument, parts_in_words
from app.ui.kit.dialog import open_and_forget, show_once
from app.ui.kit.file_dialog import FileDialog
from app.ui.kit.folders import last_folder, remember_folder
from app.ui.message_bar import MessageBar
from app.ui.session import ProjectSession


def choose_files(window: QWidget) -> list[Path]:
    """Ask which files to import; an empty list when the person cancelled."""
    endings = " ".join(f"*{ending}" for ending in supported_extensions())
    names = FileDialog.files_to_open(
        window, tr("Import documents"), last_folder(), tr("Documents ({patterns})", patterns=endings)
    )
    if names:
        remember_folder(Path(names[0]).parent)
    return [Path(name) for name in names]


def import_files(
    window: QWidget,
    session: ProjectSession,
    messages: MessageBar,
    files: Sequence[Path],
    shows: ShowsDocument,
) -> None:
    """Import files; where an encoding is a guess it is asked, and what can't be read is told by name."""

    def ask(questions: list[EncodingQuestion]) -> None:
        if not questions:
            _import(window, session, messages, files, ImportChoices(), shows)
            return
        dialog = EncodingDialog(window, questions)
        dialog.accepted.connect(
            lambda: _import(window, session, messages, files, choices_of(dialog.encodings()), shows)
        )
        open_and_forget(dialog)

    if files:
        jobs.run(window, tr("Looking at the files"), lambda job: encoding_questions(files, job), ask)


def _import(
    window: QWidget,
    session: ProjectSession,
    messages: MessageBar,
    files: Sequence[Path],
    choices: ImportChoices,
    shows: ShowsDocument,
) -> None:
    """Read the files; where somebody speaks in them, show who before anything is stored."""

    def look(read: FilesRead) -> None:
        if not is_worth_a_look(read):
            _store(window, session, messages, read, choices, shows)
            return
        dialog = ImportPreviewDialog(window, read, choices)
        dialog.accepted.connect(
            lambda: _store(window, session, messages, dialog.draft.files, dialog.choices(), shows)
        )
        open_and_forget(dialog)

    jobs.run(window, tr("Reading files"), lambda job: read_files(files, job, choices), look)


def _store(
    window: QWidget,
    session: ProjectSession,
    messages: MessageBar,
    files: FilesRead,
    choices: ImportChoices,
    shows: ShowsDocument,
) -> None:
    def tell(outcome: ImportOutcome) -> None:
        session.look()
        _tell(window, session, messages, outcome, shows)

    jobs.run(
        window,
        tr("Importing documents"),
        lambda job: store_files(session.project, files, choices, job),
        tell,
    )


def _tell(
    window: QWidget,
    session: ProjectSession,
    messages: MessageBar,
    outcome: ImportOutcome,
    shows: ShowsDocument,
) -> None:
    """Say it in a sentence where that is enough; else say how many, and open the list of all."""
    trouble = [file.reason for file in outcome.refused]
    trouble += [warning for document in outcome.imported for warning in document.warnings]
    trouble += [file.reason for file in outcome.passed_over]
    done = _done(outcome)
    holds = session.holds()
    holds_now = holds if outcome.imported else None
    if len(trouble) == 1:
        messages.show_error(f"{done} {trouble[0]}".strip(), stays=True, holds=holds_now)
    elif trouble:
        messages.show_error(
            (done + " " + tr("The list says what to look at.")).strip(), stays=True, holds=holds_now
        )
        _show_result(window, session, outcome, shows)
    elif len(outcome.imported) == 1:
        messages.show_news(done)
    elif outcome.imported:
        messages.show_news(
            done,
            (tr("Show the list"), partial(_show_result, window, session, outcome, shows)),
            holds=holds_now,
        )


def _done(outcome: ImportOutcome) -> str:
    imported, refused = outcome.imported, len(outcome.refused)
    done = []
    if len(imported) == 1:
        parts = parts_in_words(imported[0])
        done = [tr("“{name}” was imported ({parts}).", name=imported[0].name, parts=parts)]
    elif imported:
        done = [tr("{count} document was imported.", "{count} documents were imported.", len(imported))]
    if refused > 1:
        done.append(tr("{count} file was not imported.", "{count} files were not imported.", refused))
    return " ".join(done)


def _show_result(
    window: QWidget, session: ProjectSession, outcome: ImportOutcome, shows: ShowsDocument
) -> None:
    show_once(
        window,
        ImportResultDialog,
        lambda: ImportResultDialog(window, outcome, shows),
        of=session,
        about=outcome,
    )
