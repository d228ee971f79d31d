"""Decisions from a workbook: what they would change is shown before anything does."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QTreeWidgetItem, QWidget

from app.errors import Conflict
from app.exchange.decisions_back import DecisionsPlan, Wish, apply_decisions_plan, plan_decisions_import
from app.exchange.workbook.sheets.settling import Settled
from app.jobs import Job
from app.store.leading import IMPORTS_DECISIONS
from app.translation import tr
from app.ui import jobs
from app.ui.kit.changes import ChangesDialog
from app.ui.kit.dialog import open_and_forget
from app.ui.kit.file_dialog import FileDialog
from app.ui.kit.folders import last_folder
from app.ui.kit.plain import plain_tip
from app.ui.message_bar import MessageBar
from app.ui.session import ProjectSession


def ask_and_import(window: QWidget, session: ProjectSession, messages: MessageBar) -> None:
    """Ask for a workbook, and show what its decisions would change."""
    session.refuse_all_but_leads(IMPORTS_DECISIONS)
    name = FileDialog.file_to_open(
        window,
        tr("Import decisions from a workbook"),
        last_folder(),
        tr("Excel workbook ({pattern})", pattern="*.xlsx"),
    )
    if name:
        plan_import(window, session, messages, Path(name))


def plan_import(window: QWidget, session: ProjectSession, messages: MessageBar, path: Path) -> None:
    """Read a workbook, and show what its decisions would change."""
    session.coder()
    jobs.run(
        window,
        tr("Reading the decisions"),
        lambda job: plan_decisions_import(session.project, path, job),
        partial(_show, window, session, messages, path),
    )


def _show(
    window: QWidget,
    session: ProjectSession,
    messages: MessageBar,
    path: Path,
    plan: DecisionsPlan,
    why: str = "",
) -> None:
    dialog = DecisionsDialog(window, plan, why)
    dialog.accepted.connect(partial(_apply, window, session, messages, path, plan))
    open_and_forget(dialog)


def _apply(
    window: QWidget, session: ProjectSession, messages: MessageBar, path: Path, plan: DecisionsPlan
) -> None:
    coder_id = session.coder()

    def work(job: Job) -> int | DecisionsPlan:
        try:
            return apply_decisions_plan(session.project, plan, coder_id, job)
        except Conflict:
            return plan_decisions_import(session.project, path, job)

    def tell(done: int | DecisionsPlan) -> None:
        session.look()
        if isinstance(done, DecisionsPlan):
            why = tr(
                "The project was changed while you looked, and nothing was imported. This is how it is now."
            )
            _show(window, session, messages, path, done, why)
            return
        messages.show_news(
            tr("Decisions imported from “{file}”: {done}. Undo takes them back.", file=plan.file, done=done)
        )

    jobs.run(window, tr("Importing the decisions"), work, tell)


class DecisionsDialog(ChangesDialog):
    """Rows that would change something, with what is there now and then, and rows that are set aside."""

    def __init__(self, parent: QWidget, plan: DecisionsPlan, why: str = "") -> None:
        words = f"{why} {in_words(plan)}".strip()
        super().__init__(parent, tr("Import decisions"), plan.file, words, tr("Row"))
        self.ok.setEnabled(bool(plan.wishes))
        self._add(tr("Decided"), [_wish(wish) for wish in plan.wishes])
        aside = [QTreeWidgetItem([_row(row.row), "", row.why]) for row in plan.aside]
        self._add(tr("Set aside: not imported"), aside)

    def _add(self, name: str, lines: Sequence[QTreeWidgetItem]) -> None:
        for line in lines:
            for column in range(3):
                line.setToolTip(column, plain_tip(line.text(column)))
        self.add_group(f"{name} ({len(lines):,})", lines)

    def submit(self) -> None:
        """Whoever opened it goes on when it is accepted: it takes a while."""


def _wish(wish: Wish) -> QTreeWidgetItem:
    passage = f"{_row(wish.row)}: {wish.document}, {wish.start:,}–{wish.end:,}"
    return QTreeWidgetItem([passage, _shown(wish.before), _shown(wish.after) or tr("open again")])


def _row(number: int) -> str:
    return tr("Row {number}", number=number)


def in_words(plan: DecisionsPlan) -> str:
    """What an import would do, in sentences."""
    if not plan.wishes and not plan.aside:
        return tr("Nothing: the project says all of this already.")
    sentences = [
        tr(
            "Disagreements decided: {decided}. Rows unchanged: {unchanged}.",
            decided=f"{len(plan.wishes):,}",
            unchanged=f"{plan.unchanged:,}",
        )
    ]
    if plan.aside:
        sentences.append(
            tr("Rows set aside: {number}; the reasons stand below.", number=f"{len(plan.aside):,}")
        )
    sentences.append(tr("Coders’ own codings stay as they are. You can undo this."))
    return " ".join(sentences)


def _shown(cells: Settled) -> str:
    return " · ".join(
        " ".join(part.split()) for part in (cells.decision, cells.final, cells.reason, cells.note) if part
    )
