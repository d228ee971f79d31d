"""Takes in returned work: what it would change is shown before anything does."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QTreeWidgetItem, QWidget

from app.jobs import Job
from app.packets.arrivals import returns_at
from app.packets.in_words import (
    code_lines,
    return_in_words,
    summary,
    unplaced_in_words,
    work_in_words,
)
from app.packets.returning import ENDING
from app.packets.take_in import TakenIn, label_of, preview_take_in, take_in
from app.store.leading import GIVES_OUT
from app.translation import tr
from app.ui import jobs
from app.ui.kit.changes import ChangesDialog
from app.ui.kit.dialog import open_and_forget
from app.ui.kit.file_dialog import FileDialog
from app.ui.kit.folders import last_folder
from app.ui.kit.plain import plain_tip
from app.ui.message_bar import MessageBar
from app.ui.session import ProjectSession

Files = Sequence[tuple[str, bytes]]


class TakeInDialog(ChangesDialog):
    """What becomes of each return, what it brings to which document, and what fits nowhere."""

    def __init__(self, parent: QWidget, about: str, taken: TakenIn) -> None:
        super().__init__(parent, tr("Take in work"), about, summary(taken), tr("What"))
        self.tree.setHeaderLabels([tr("Where"), tr("Whose"), tr("What")])
        self.ok.setText(tr("Take in"))
        self._add(
            tr("Returns"),
            [
                (tr("Return {number}", number=row.number), row.coder, return_in_words(row))
                for row in taken.returns
            ],
        )
        by_document = [(row.document, row.coder, work_in_words(row)) for row in taken.documents]
        self._add(tr("Documents"), by_document)
        self._add(tr("Codes that coders added"), [(name, "", words) for name, words in code_lines(taken)])
        unplaced = [
            (part.document, coder, f"{unplaced_in_words(part)}: {part.why}") for coder, part in taken.unplaced
        ]
        self._add(tr("Fits nowhere: the project keeps the list"), unplaced)

    def _add(self, name: str, lines: Sequence[tuple[str, str, str]]) -> None:
        items = [QTreeWidgetItem(list(line)) for line in lines]
        for item in items:
            for column in range(3):
                item.setToolTip(column, plain_tip(item.text(column)))
        self.add_group(f"{name} ({len(items):,})", items)

    def submit(self) -> None:
        """Whoever opened it goes on when it is accepted: it takes a while."""


def ask_and_take_in(window: QWidget, session: ProjectSession, messages: MessageBar) -> None:
    """Ask for returned files, and show what they would change."""
    session.refuse_all_but_leads(GIVES_OUT)
    names = FileDialog.files_to_open(
        window,
        tr("Take in returned work"),
        last_folder(),
        tr("Returned work ({pattern})", pattern=f"*{ENDING}"),
    )
    if names:
        plan_take_in(window, session, messages, [Path(name) for name in names])


def plan_take_in(
    window: QWidget, session: ProjectSession, messages: MessageBar, paths: Sequence[Path]
) -> None:
    """Read returned files, and show what they would change."""
    session.refuse_all_but_leads(GIVES_OUT)

    def read(job: Job) -> tuple[Files, TakenIn]:
        files = returns_at(paths)
        with session.project.read() as reading:
            return files, preview_take_in(reading, files=files, job=job)

    def show(outcome: tuple[Files, TakenIn]) -> None:
        files, taken = outcome
        about = paths[0].name if len(paths) == 1 else tr("{count} return", "{count} returns", len(paths))
        dialog = TakeInDialog(window, about, taken)
        dialog.accepted.connect(partial(_take_in, window, session, messages, files, taken))
        open_and_forget(dialog)

    jobs.run(window, tr("Reading returned work"), read, show)


def _take_in(
    window: QWidget, session: ProjectSession, messages: MessageBar, files: Files, preview: TakenIn
) -> None:
    work = session.project.later(label_of(preview), take_in, files=files)

    def tell(taken: TakenIn) -> None:
        session.look()
        session.acted.emit()
        messages.show_news(summary(taken), holds=session.holds())

    jobs.run(window, tr("Taking in work"), work, tell)
