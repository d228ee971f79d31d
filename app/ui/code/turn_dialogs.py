"""Asks for one thing about a turn or speaker: a name, a role, a time."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from app.documents.roles import ROLES
from app.report.turns import ROLE_WORDS, SpeakerRow, role_words
from app.translation import tr, translated
from app.ui.kit.choice import ChoiceBox
from app.ui.kit.form import FormDialog, form_layout
from app.ui.kit.plain import Hint


class RoleDialog(FormDialog):
    """Gives the speaker's name and role to `store`; "" for what the name says itself."""

    def __init__(
        self, parent: QWidget | None, speaker: SpeakerRow, store: Callable[[str, str], object]
    ) -> None:
        super().__init__(parent, tr("Role of “{name}”", name=speaker.name), tr("Save"))
        self._store, self._speaker = store, speaker
        self.role = ChoiceBox()
        self.role.setAccessibleName(tr("Role"))
        by_name = role_words("", speaker.name)
        self.role.addItem(by_name or tr("none"), "")
        for role in ROLES:
            self.role.addItem(translated(ROLE_WORDS[role]), role)
        self.role.setCurrentIndex(self.role.findData(speaker.role))
        form = form_layout()
        form.addRow(tr("&Role"), self.role)
        form.addRow(
            "",
            Hint(
                tr(
                    "It holds wherever this name speaks. An interviewer’s turns step back in the text, and "
                    "agreement proposes to leave them out."
                )
            ),
        )
        self.lay_out(form)

    def submit(self) -> None:
        """Store the role."""
        self._store(self._speaker.name, str(self.role.currentData()))


class TimeDialog(FormDialog):
    """Gives the time at which a turn begins to `store`."""

    def __init__(self, parent: QWidget | None, now: str, store: Callable[[str], object]) -> None:
        super().__init__(parent, tr("When does the turn begin?"), tr("Save"))
        self._store = store
        self.time = QLineEdit(now)
        self.time.selectAll()
        form = form_layout()
        form.addRow(tr("&Time"), self.time)
        form.addRow("", Hint(tr("Minutes and seconds, as in 1:02, or 0:01:02. Empty for none.")))
        self.lay_out(form)

    def submit(self) -> None:
        """Store the time."""
        self._store(self.time.text())
