"""Tables of cases, out and in: what would change is shown before it does."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractItemView, QTreeWidgetItem, QWidget

from app.report.cases import KIND_NAMES
from app.translation import tr, translated
from app.ui import jobs
from app.ui.kit.changes import ChangesDialog
from app.ui.kit.dialog import open_and_forget
from app.ui.kit.file_dialog import FileDialog
from app.ui.session import ProjectSession

if TYPE_CHECKING:
    from app.exchange.case_table import CasePlan, CellChange

MOST_LINES = 2_000
ENDINGS = (".xlsx", ".ods", ".csv", ".tsv")


def ask_and_export(parent: QWidget, session: ProjectSession) -> None:
    """Ask where to write the table, and write it."""
    from app.exchange.case_files import export_cases

    name, _ = FileDialog.file_to_write(
        parent,
        tr("Export the cases"),
        tr("Cases.xlsx"),
        tr("Tables ({patterns})", patterns=" ".join(f"*{ending}" for ending in ENDINGS)),
    )
    if name:
        path = Path(name)
        target = path if path.suffix else path.with_name(f"{path.name}.xlsx")
        jobs.run(
            parent,
            tr("Exporting the cases"),
            lambda _job: export_cases(session.project, target),
            lambda _: None,
        )


def ask_and_import(parent: QWidget, session: ProjectSession) -> None:
    """Ask which table to read, and show what it would change."""
    name = FileDialog.file_to_open(
        parent,
        tr("Import cases"),
        "",
        tr("Tables ({patterns})", patterns=" ".join(f"*{ending}" for ending in ENDINGS)),
    )
    if name:
        plan_import(parent, session, Path(name))


def plan_import(parent: QWidget, session: ProjectSession, path: Path) -> None:
    """Show what a table would change."""
    from app.exchange.case_table import plan_case_import

    jobs.run(
        parent,
        tr("Reading the table"),
        lambda _job: plan_case_import(session.project, path),
        partial(_show_plan, parent, session),
    )


def _show_plan(parent: QWidget, session: ProjectSession, plan: CasePlan) -> None:
    dialog = CasePlanDialog(parent, session, plan)
    open_and_forget(dialog)


class CasePlanDialog(ChangesDialog):
    """What is new, changed, the same or wrong in a table; importing it is one step."""

    def __init__(self, parent: QWidget | None, session: ProjectSession, plan: CasePlan) -> None:
        super().__init__(parent, tr("Import cases"), plan.table.file, in_words(plan), tr("Case"))
        self._session, self._plan = session, plan
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.ok.setEnabled(not plan.wrong and not plan.does_nothing)
        conflicts = [cell for cell in plan.cells if cell.conflict]
        changed = [cell for cell in plan.cells if cell.before and not cell.conflict]
        filled = [cell for cell in plan.cells if not cell.before]
        self.add_group(tr("Wrong: nothing can be imported before it is mended"), _lines(plan.wrong))
        self.add_group(tr("New cases"), _lines(plan.added))
        self.add_group(
            tr("New attributes"),
            [QTreeWidgetItem([new.name, "–", translated(KIND_NAMES[new.kind])]) for new in plan.attributes],
        )
        self.add_group(tr("Sources differ: their values stay beside the new one"), _cells(conflicts))
        self.add_group(tr("Changed"), _cells(changed))
        self.add_group(tr("Other names, kinds or notes"), _lines(plan.changed))
        self.add_group(
            tr("Documents that belong to a case"),
            [QTreeWidgetItem([case, "–", document]) for case, document in plan.linked],
        )
        self.add_group(tr("Filled"), _cells(filled), is_open=False)
        self.add_group(tr("Not in the table: they stay"), _lines(plan.left), is_open=False)

    def submit(self) -> None:
        """Import."""
        from app.exchange.case_table import apply_case_plan

        apply_case_plan(self._session.project, self._plan)
        self._session.look()


def _lines(words: tuple[str, ...]) -> list[QTreeWidgetItem]:
    return [QTreeWidgetItem([line]) for line in words[:MOST_LINES]]


def _cells(changes: list[CellChange]) -> list[QTreeWidgetItem]:
    """A line for each case, below it one for each of its cells."""
    lines = []
    for case, of_case in groupby(changes[:MOST_LINES], key=lambda change: change.case):
        lines.append(QTreeWidgetItem([case]))
        for change in of_case:
            QTreeWidgetItem(lines[-1], [change.attribute, change.before or "–", change.after])
    return lines


def in_words(plan: CasePlan) -> str:
    """What an import would do, in sentences."""
    notes = list(plan.table.notes)
    if plan.wrong:
        wrong = tr("{count} thing is wrong.", "{count} things are wrong.", len(plan.wrong))
        return " ".join([*notes, wrong, tr("Mend the table and choose it again.")])
    if plan.does_nothing:
        return " ".join([*notes, tr("Nothing: the project says all of this already.")])
    filled = sum(not cell.before for cell in plan.cells)
    sentences = [
        tr(
            "Cells filled: {filled}. Changed: {changed}. The same: {same}. Empty in the table and left as "
            "they are: {empty}.",
            filled=filled,
            changed=len(plan.cells) - filled,
            same=plan.unchanged,
            empty=plan.empty,
        ),
        tr("You can undo this."),
    ]
    return " ".join([*notes, *sentences])
