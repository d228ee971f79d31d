"""Asks who is coding at this computer, once for each project."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QButtonGroup, QLineEdit, QRadioButton, QWidget

from app.coders.actions import add_coder
from app.coders.here import remember_here
from app.coders.queries import CoderRow, coders
from app.errors import UserError
from app.translation import tr
from app.ui.coders.dialog import add_label
from app.ui.kit.chip import chip_icon
from app.ui.kit.dialog import open_and_forget
from app.ui.kit.form import FormDialog
from app.ui.kit.lines import below
from app.ui.kit.plain import Label, literal
from app.ui.session import ProjectSession

SOMEBODY_NEW = 0


class WhoDialog(FormDialog):
    """The coders of a project, and a line for somebody who is none of them; leaving it, one only looks."""

    def __init__(
        self, parent: QWidget | None, team: Sequence[CoderRow], submit: Callable[[], object]
    ) -> None:
        super().__init__(parent, tr("Who is coding?"), tr("This is me"))
        self._submit = submit
        self.people = QButtonGroup(self)
        self.name = QLineEdit(placeholderText=tr("Your name"))
        self.name.setAccessibleName(tr("Your name"))
        why = Label(
            tr(
                "What you code is kept under your name, so say who you are. You are asked once on this "
                "computer. The button at the top right lets another coder work."
            ),
            wordWrap=True,
        )
        column = below(why, 6)
        for coder in team:
            button = QRadioButton(literal(f"({coder.initials})  {coder.name}"))
            button.setIcon(chip_icon(coder.colour))
            self.people.addButton(button, coder.id)
            column.addWidget(button)
        new = QRadioButton(tr("Somebody who isn’t in the list:"))
        self.people.addButton(new, SOMEBODY_NEW)
        column.addWidget(new)
        column.addWidget(self.name)
        column.addStretch()
        self.lay_out(column)
        self.people.idToggled.connect(self._allow)
        self.name.textEdited.connect(lambda: new.setChecked(True))
        self.name.textChanged.connect(self._allow)
        self._allow()
        self.setMinimumWidth(440)

    def submit(self) -> None:
        """Let the person who was chosen work."""
        self._submit()

    def _allow(self, *_: object) -> None:
        chosen = self.people.checkedId()
        self.ok.setEnabled(
            chosen > SOMEBODY_NEW or (chosen == SOMEBODY_NEW and bool(self.name.text().strip()))
        )


def ask_who(window: QWidget, session: ProjectSession) -> WhoDialog | None:
    """Ask, where a project has coders and nobody said at this computer to be one of them."""
    with session.project.read() as reading:
        team = [coder for coder in coders(reading) if coder.role != "consensus"]
    if session.coder_id is not None or not team:
        return None

    def take() -> None:
        coder_id = dialog.people.checkedId()
        if coder_id == SOMEBODY_NEW:
            name = dialog.name.text()
            coder_id = session.do(add_label(name), add_coder, name=name)
        elif coder_id < 0:
            raise UserError(tr("Choose your name, or type it below."))
        session.coder_id = coder_id
        remember_here(session.project, coder_id)

    dialog = WhoDialog(window, team, take)
    open_and_forget(dialog)
    return dialog
