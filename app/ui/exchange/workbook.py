"""Exports the open project, as the person chooses in a dialog, in the background."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.exchange.targets import Kind, write
from app.exchange.wanted import ExportWanted
from app.exchange.workbook import Written
from app.rounds.queries import left_out
from app.translation import tr
from app.ui import jobs
from app.ui.exchange.export_dialog import ExportDialog
from app.ui.kit.folders import open_in_system
from app.ui.message_bar import MessageBar
from app.ui.session import ProjectSession


def export_workbook(window: QWidget, session: ProjectSession, messages: MessageBar) -> ExportDialog:
    """Ask what to write, write it, say what was written, and offer to open it or its folder."""
    dialog = ExportDialog(window, session)
    dialog.decided.connect(partial(_write, window, session, messages))
    dialog.open()
    return dialog


def _write(
    window: QWidget,
    session: ProjectSession,
    messages: MessageBar,
    wanted: ExportWanted,
    path: Path,
) -> None:
    def tell(done: Written) -> None:
        opened = (tr("Open the folder"), partial(open_in_system, path if path.is_dir() else path.parent))
        offers = [opened]
        if wanted.kind == "workbook":
            offers.insert(0, (tr("Open the workbook"), partial(open_in_system, path)))
        with session.project.read() as reading:
            notes = left_out(reading)
        messages.show_news("\n".join([_in_words(wanted.kind, done), *notes]), *offers)

    jobs.run(
        window,
        tr("Exporting"),
        lambda job: write(
            session.project,
            wanted.kind,
            path,
            job,
            choices=wanted.choices(),
            for_excel=wanted.for_excel,
        ),
        tell,
    )


def _in_words(kind: Kind, done: Written) -> str:
    rows = f"{sum(done.rows.values()):,}"
    if kind == "workbook":
        return tr(
            "The workbook was written: {path}. Sheets: {sheets}, rows: {rows}.",
            path=done.path,
            sheets=len(done.rows) + 1,
            rows=rows,
        )
    if kind == "spss":
        return tr("The SPSS file was written: {path}. Units: {rows}.", path=done.path, rows=rows)
    return tr(
        "{count} file was written into {path}.",
        "{count} files were written into {path}.",
        len(done.rows),
        path=done.path,
    )
