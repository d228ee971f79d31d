"""What the person does with a round, each step with its question and its consequences."""

from collections.abc import Callable

from PySide6.QtWidgets import (
    QLineEdit,
    QMessageBox,
    QWidget,
)

from app.report.rounds import closing_told
from app.rounds.actions import change_round, close_round, remove_round
from app.rounds.queries import RoundRow
from app.store.leading import ROUNDS
from app.store.meanwhile import Opened
from app.translation import tr
from app.ui.kit.form import FormDialog, form_layout, text_field
from app.ui.kit.plain import MessageBox, confirmed
from app.ui.session import ProjectSession

Step = Callable[[QWidget, ProjectSession, RoundRow], None]


def ask_and_close(window: QWidget, session: ProjectSession, row: RoundRow) -> None:
    """Say what closing does, and what isn't completed, and close the round when the person wants that."""
    session.refuse_all_but_leads(ROUNDS)
    behind = row.assigned - row.completed
    words = tr("Close round")
    if behind:
        words = tr("Close and leave them out") if row.completed else tr("Close it empty")
    box = MessageBox(window, tr("Close round"), tr("Close “{name}”?", name=row.name), closing_told(row))
    close = box.addButton(words, QMessageBox.ButtonRole.AcceptRole)
    box.add_cancel()
    box.exec()
    if box.clickedButton() is close:
        session.leaving.emit()  # a memo that is open belongs into what is frozen
        session.do(
            tr("Close round “{name}”", name=row.name),
            close_round,
            round_id=row.id,
            unfinished="leave out" if behind else "refuse",
        )


def ask_and_unblind(window: QWidget, session: ProjectSession, row: RoundRow) -> None:
    """Say what is lost when coders see one another, and open the round up when the person wants that."""
    session.refuse_all_but_leads(ROUNDS)
    question = tr("Let the coders of “{name}” see one another’s codings?", name=row.name)
    consequences = tr(
        "They are independent no longer, so agreement of this round says less. The history keeps when "
        "this was done. To compute agreement and settle disagreements, close the round instead."
    )
    if confirmed(window, tr("Let coders see one another"), question, consequences, tr("Let them see")):
        label = tr("Let coders of “{name}” see one another", name=row.name)
        session.do(label, change_round, round_id=row.id, blind=False)


def ask_and_remove(_window: QWidget, session: ProjectSession, row: RoundRow) -> None:
    """Remove a round that nobody has begun; undo brings it back."""
    session.refuse_all_but_leads(ROUNDS)
    session.do(tr("Remove round “{name}”", name=row.name), remove_round, round_id=row.id)


def ask_and_rename(window: QWidget, session: ProjectSession, row: RoundRow) -> None:
    """Ask for another name and note."""
    session.refuse_all_but_leads(ROUNDS)
    label = tr("Change round “{name}”", name=row.name)
    opened = Opened({"name": row.name, "note": row.note})

    def store(name: str, note: str) -> None:
        opened.store(
            lambda seen: session.do(label, change_round, round_id=row.id, name=name, note=note, seen=seen)
        )

    dialog = NameDialog(window, row, store)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


class NameDialog(FormDialog):
    """Gives a round's name and note to `store`."""

    def __init__(self, parent: QWidget, row: RoundRow, store: Callable[[str, str], object]) -> None:
        super().__init__(parent, tr("Name and note"), tr("Save"))
        self._store = store
        self.name = QLineEdit(row.name)
        self.note = text_field(row.note, 5)
        form = form_layout()
        form.addRow(tr("&Name"), self.name)
        form.addRow(tr("N&ote"), self.note)
        self.lay_out(form, 460)

    def submit(self) -> None:
        """Store both."""
        self._store(self.name.text(), self.note.toPlainText().strip())
