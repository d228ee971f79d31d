"""Exports the open project as a workbook, in the background."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from app.exchange.workbook import Written, write_workbook
from app.ui import jobs
from app.ui.exchange.folders import open_in_system
from app.ui.message_bar import MessageBar
from app.ui.session import ProjectSession

ENDING = ".xlsx"


def export_workbook(window: QWidget, session: ProjectSession, messages: MessageBar) -> None:
    """Ask for a file, write the workbook for co-authors and reviewers, and offer to open its folder."""
    chosen, _ = QFileDialog.getSaveFileName(
        window,
        _tr("Export the workbook"),
        str(_proposed(session.project.location)),
        _tr("Excel workbooks ({})").format(f"*{ENDING}"),
    )

    def tell(done: Written) -> None:
        words = _tr("The workbook was written: {}. Codings in it: {}.")
        rows = f"{done.rows.get('Codings', 0):,}"
        messages.show_news(
            words.format(done.path, rows),
            (_tr("Open the workbook"), partial(open_in_system, done.path)),
            (_tr("Open the folder"), partial(open_in_system, done.path.parent)),
        )

    if chosen:
        path = Path(chosen)
        path = path if path.suffix else path.with_suffix(ENDING)
        jobs.run(
            window,
            _tr("Writing the workbook"),
            lambda job: write_workbook(session.project, path, job),
            tell,
        )


def _proposed(location: str) -> Path:
    """Beside the project's file, under its name."""
    path = Path(location)
    return path.with_suffix(ENDING) if path.exists() else Path.home() / f"workbook{ENDING}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("exchange", text)
