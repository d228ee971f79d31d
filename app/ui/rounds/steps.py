"""What the person does with a round, each step with its question and its consequences."""

from collections import Counter
from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from app.coders.queries import coders
from app.packets.closing import open_and_close_round
from app.report.questions import closing_round, letting_coders_see
from app.rounds.actions import change_round, remove_round
from app.rounds.queries import RoundRow, assignments
from app.store.leading import ROUNDS
from app.store.meanwhile import Opened
from app.translation import tr
from app.ui.kit.dialog import open_and_forget
from app.ui.kit.form import FormDialog, form_layout, text_field
from app.ui.kit.question import confirmed
from app.ui.session import ProjectSession

Step = Callable[[QWidget, ProjectSession, RoundRow], None]


def ask_and_close(window: QWidget, session: ProjectSession, row: RoundRow) -> None:
    """Say what closing does, and what isn't completed, and close the round when the person wants that."""
    session.refuse_all_but_leads(ROUNDS)
    with session.project.read() as reading:
        names = {coder.id: coder.name for coder in coders(reading)}
        unfinished = [work for work in assignments(reading, row.id) if work.state != "completed"]
    behind = Counter(names[work.coder_id] for work in unfinished)
    if confirmed(window, closing_round(row, behind)):
        session.leaving.emit()  # a memo that is open belongs into what is frozen
        label, are_behind = tr("Close round “{name}”", name=row.name), row.assigned > row.completed
        session.do(
            label,
            open_and_close_round,
            round_id=row.id,
            unfinished="leave out" if are_behind else "refuse",
        )


def ask_and_unblind(window: QWidget, session: ProjectSession, row: RoundRow) -> None:
    """Say what is lost when coders see one another, and open the round up when the person wants that."""
    session.refuse_all_but_leads(ROUNDS)
    if confirmed(window, letting_coders_see(row)):
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

    open_and_forget(NameDialog(window, row, store))


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
