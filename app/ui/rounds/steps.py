"""What the person does with a round, each step with its question and its consequences."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import (
    QLineEdit,
    QMessageBox,
    QWidget,
)

from app.rounds.actions import change_round, close_round, remove_round
from app.rounds.queries import RoundRow
from app.store.leading import ROUNDS
from app.ui.kit.form import FormDialog, form_layout, text_field
from app.ui.kit.opened import Opened
from app.ui.kit.plain import MessageBox, confirmed
from app.ui.session import ProjectSession

Step = Callable[[QWidget, ProjectSession, RoundRow], None]


def ask_and_close(window: QWidget, session: ProjectSession, row: RoundRow) -> None:
    """Say what closing does, and what isn't completed, and close the round when the person wants that."""
    session.refuse_all_but_leads(ROUNDS)
    behind = row.assigned - row.completed
    consequences = _tr(
        "What was completed is frozen: agreement of this round is computed from it for ever, whatever is "
        "edited later. From now on everybody sees everybody’s codings."
    )
    if not row.completed:
        consequences += "\n\n" + _tr(
            "Nobody has completed a document of it, so nothing is frozen: this round will have no agreement "
            "and no disagreements, and it can’t be taken up again but by undo. A coder completes a document "
            "with the button above its text, also where there is nothing to code."
        )
    elif behind:
        consequences += "\n\n" + _tr(
            "{} of {} assignments aren’t completed. They stay as they are, but are not part of this round’s "
            "agreement."
        ).format(f"{behind:,}", f"{row.assigned:,}")
    words = _tr("Close round")
    if behind:
        words = _tr("Close and leave them out") if row.completed else _tr("Close it empty")
    box = MessageBox(window, _tr("Close round"), _tr("Close “{}”?").format(row.name), consequences)
    close = box.addButton(words, QMessageBox.ButtonRole.AcceptRole)
    box.add_cancel()
    box.exec()
    if box.clickedButton() is close:
        session.do(
            _tr("Close round “{}”").format(row.name),
            close_round,
            round_id=row.id,
            unfinished="leave out" if behind else "refuse",
        )


def ask_and_unblind(window: QWidget, session: ProjectSession, row: RoundRow) -> None:
    """Say what is lost when coders see one another, and open the round up when the person wants that."""
    session.refuse_all_but_leads(ROUNDS)
    question = _tr("Let the coders of “{}” see one another’s codings?").format(row.name)
    consequences = _tr(
        "They are independent no longer, so agreement of this round says less. The history keeps when "
        "this was done. To compute agreement and settle disagreements, close the round instead."
    )
    if confirmed(window, _tr("Let coders see one another"), question, consequences, _tr("Let them see")):
        label = _tr("Let coders of “{}” see one another").format(row.name)
        session.do(label, change_round, round_id=row.id, blind=False)


def ask_and_remove(_window: QWidget, session: ProjectSession, row: RoundRow) -> None:
    """Remove a round that nobody has begun; undo brings it back."""
    session.refuse_all_but_leads(ROUNDS)
    session.do(_tr("Remove round “{}”").format(row.name), remove_round, round_id=row.id)


def ask_and_rename(window: QWidget, session: ProjectSession, row: RoundRow) -> None:
    """Ask for another name and note."""
    session.refuse_all_but_leads(ROUNDS)
    label = _tr("Change round “{}”").format(row.name)
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
        super().__init__(parent, _tr("Name and note"), _tr("Save"))
        self._store = store
        self.name = QLineEdit(row.name)
        self.note = text_field(row.note, 5)
        form = form_layout()
        form.addRow(self.tr("&Name"), self.name)
        form.addRow(self.tr("N&ote"), self.note)
        self.lay_out(form, 460)

    def submit(self) -> None:
        """Store both."""
        self._store(self.name.text(), self.note.toPlainText().strip())


def _tr(text: str) -> str:
    return QCoreApplication.translate("rounds", text)
