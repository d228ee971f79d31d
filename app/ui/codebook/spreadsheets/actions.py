"""The codebook as a spreadsheet, out and back in; what would change is shown before it does."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.translation import tr
from app.ui import jobs
from app.ui.codebook.editing.gestures import refuse_locked
from app.ui.kit.dialog import open_and_forget
from app.ui.kit.file_dialog import FileDialog
from app.ui.session import ProjectSession

if TYPE_CHECKING:
    from app.exchange.codebook_table import CodebookPlan


class CodebookSpreadsheets(QObject):
    """Asks for files, and tells what was done."""

    news = Signal(str)

    def __init__(self, session: ProjectSession, panel: QWidget) -> None:
        super().__init__(panel)
        self._session, self._panel = session, panel

    def ask_and_export(self) -> None:
        """Ask where to write the codebook."""
        name, chosen = FileDialog.file_to_write(
            self._panel.window(),
            tr("Export the codebook"),
            tr("Codebook.xlsx"),
            tr("Excel workbook ({pattern})", pattern="*.xlsx")
            + ";;"
            + tr("CSV table ({pattern})", pattern="*.csv"),
        )
        if name:
            path = Path(name)
            ending = ".csv" if "csv" in chosen else ".xlsx"
            self.export(path if path.suffix else path.with_name(path.name + ending))

    def export(self, path: Path) -> None:
        """Write the codebook into a file."""
        from app.exchange.codebook_table import export_codebook

        jobs.run(
            self._panel,
            tr("Exporting the codebook"),
            lambda _job: export_codebook(self._session.project, path),
            partial(self._tell_exported, path),
        )

    def _tell_exported(self, path: Path, count: int) -> None:
        words = tr(
            "The codebook with its one code was written into {path}.",
            "The codebook with its {count} codes was written into {path}.",
            count,
            path=path,
        )
        self.news.emit(words)

    def ask_and_import(self) -> None:
        """Ask which file to read."""
        refuse_locked(self._session)
        name = FileDialog.file_to_open(
            self._panel.window(),
            tr("Import a codebook"),
            "",
            tr("Codebooks ({patterns})", patterns="*.xlsx *.ods *.csv"),
        )
        if name:
            self.plan_import(Path(name))

    def plan_import(self, path: Path) -> None:
        """Show what a file would change."""
        from app.exchange.codebook_table import plan_codebook_import

        jobs.run(
            self._panel,
            tr("Reading the codebook"),
            lambda _job: plan_codebook_import(self._session.project, path),
            self._show_plan,
        )

    def _show_plan(self, plan: CodebookPlan) -> None:
        from app.ui.codebook.spreadsheets.plan_dialog import PlanDialog

        open_and_forget(PlanDialog(self._panel.window(), plan, partial(self._import, plan)))

    def _import(self, plan: CodebookPlan) -> None:
        from app.exchange.codebook_table import apply_codebook_plan

        apply_codebook_plan(self._session.project, plan)
        self._session.look()
        changed = len({change.code for change in plan.changed})
        added = tr("{count} code was added", "{count} codes were added", len(plan.added))
        changes = tr("{count} was changed", "{count} were changed", changed)
        self.news.emit(tr("“{file}”: {added}, {changes}.", file=plan.file, added=added, changes=changes))
