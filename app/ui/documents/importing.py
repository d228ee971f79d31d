"""Imports documents that the person chose or dropped, in the background, and tells what became of each."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from app.exchange.import_documents import ImportOutcome, import_documents
from app.exchange.readers import supported_extensions
from app.ui import jobs
from app.ui.exchange.folders import last_folder, remember_folder
from app.ui.message_bar import MessageBar
from app.ui.session import ProjectSession

SENTENCES_SHOWN = 4


def choose_files(window: QWidget) -> list[Path]:
    """Ask which files to import; an empty list when the person cancelled."""
    endings = " ".join(f"*{ending}" for ending in supported_extensions())
    names, _ = QFileDialog.getOpenFileNames(
        window, _tr("Import documents"), last_folder(), _tr("Documents ({})").format(endings)
    )
    if names:
        remember_folder(Path(names[0]).parent)
    return [Path(name) for name in names]


def import_files(
    window: QWidget, session: ProjectSession, messages: MessageBar, files: Sequence[Path]
) -> None:
    """Import files; what can't be read is told by name, and the others are imported."""

    def tell(outcome: ImportOutcome) -> None:
        session.look()
        _tell(messages, outcome)

    if files:
        jobs.run(
            window,
            _tr("Importing documents"),
            lambda job: import_documents(session.project, files, job),
            tell,
        )


def _tell(messages: MessageBar, outcome: ImportOutcome) -> None:
    imported = outcome.imported
    trouble = [one.reason for one in outcome.refused]
    trouble += [warning for one in imported for warning in one.warnings]
    if len(imported) == 1:
        done = [_tr("“{}” was imported.").format(imported[0].name)]
    else:
        done = [_tr("{} documents were imported.").format(len(imported))] if imported else []
    told = [*done, *trouble[:SENTENCES_SHOWN]]
    if len(trouble) > SENTENCES_SHOWN:
        told.append(_tr("And {} more of this kind.").format(len(trouble) - SENTENCES_SHOWN))
    show = messages.show_error if trouble else messages.show_news
    show("\n".join(told))


def _tr(text: str) -> str:
    return QCoreApplication.translate("documents", text)
