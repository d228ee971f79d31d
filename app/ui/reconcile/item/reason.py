"""Why an item is settled as it is: one of the usual reasons or of the project's own, chosen by a digit."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from app.reconcile.outcomes import REASONS
from app.reconcile.reasons import own_reasons, set_own_reasons
from app.report.names import reason_name
from app.store.meanwhile import Opened
from app.translation import tr
from app.ui.kit.dialog import open_and_forget
from app.ui.kit.form import FormDialog, text_field
from app.ui.kit.menu_choice import add_choice
from app.ui.kit.plain import Hint, literal
from app.ui.reconcile.item.outcome_buttons import KeyButton
from app.ui.session import ProjectSession

LONGEST = 26  # characters on the button


class ReasonButton(KeyButton):
    """Says the reason; a press opens the list."""

    own_wanted = Signal()
    chosen = Signal()

    def __init__(self, key: str) -> None:
        super().__init__(key, "")
        self._own_reasons: Sequence[str] = ()
        self.reason = ""
        self.menu = QMenu(self)
        self.menu.aboutToHide.connect(self.chosen)
        self.clicked.connect(self.open)
        self.take("")

    def show_own(self, reasons: Sequence[str]) -> None:
        """The project's own reasons, after the usual ones."""
        self._own_reasons = reasons

    def take(self, reason: str) -> None:
        """Choose a reason; an empty one is none."""
        self.reason = reason
        words = reason_name(reason) if reason else tr("no reason")
        short = words if len(words) <= LONGEST else words[: LONGEST - 1].rstrip() + "…"
        self.say(tr("Reason: {short}", short=short), tr("Why it is settled so: {reason}", reason=words))

    def open(self) -> None:
        """Open the list above the button; a digit chooses."""
        self.menu.clear()
        for key_number, reason in enumerate((*REASONS, *self._own_reasons), start=1):
            digit = f"&{key_number}  " if key_number < 10 else ""
            name = literal(reason_name(reason))
            chosen = reason == self.reason
            add_choice(self.menu, digit + name, partial(self.take, reason), chosen=chosen)
        add_choice(self.menu, tr("&0  No reason"), partial(self.take, ""), chosen=not self.reason)
        self.menu.addSeparator()
        self.menu.addAction(tr("&Own reasons…"), self.own_wanted.emit)
        corner = self.mapToGlobal(QPoint(0, -self.menu.sizeHint().height()))
        self.menu.popup(corner)


class OwnReasonsDialog(FormDialog):
    """A line for each of the project's own reasons; `store` gets them."""

    def __init__(self, parent: QWidget, reasons: Sequence[str], store: Callable[[list[str]], object]) -> None:
        super().__init__(parent, tr("Own reasons"), tr("Save"))
        self._store = store
        self.field = text_field("\n".join(reasons), 8)
        self.field.setAccessibleName(tr("Own reasons, one in a line"))
        hint = Hint(
            tr("One reason in a line. They stand after the usual ones, for everybody in this project."),
        )
        column = QVBoxLayout()
        for widget in (hint, self.field):
            column.addWidget(widget)
        self.lay_out(column, 420)

    def submit(self) -> None:
        """Store them."""
        self._store(self.reasons())

    def field_of(self, _name: str, /) -> QWidget | None:
        """There is one."""
        return self.field

    def reasons(self) -> list[str]:
        """What was written."""
        return [line.strip() for line in self.field.toPlainText().splitlines() if line.strip()]


def edit_own_reasons(parent: QWidget, session: ProjectSession) -> None:
    """Ask for the project's own reasons and keep them."""
    with session.project.read() as reading:
        opened = Opened({"reasons": own_reasons(reading)})
    label = tr("Own reasons")

    def store(lines: list[str]) -> None:
        opened.store(lambda seen: session.do(label, set_own_reasons, reasons=lines, seen=seen["reasons"]))

    open_and_forget(OwnReasonsDialog(parent, opened.values["reasons"], store))
