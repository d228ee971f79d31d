"""Asks for a coder's name, initials, colour and role."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QColorDialog,
    QLineEdit,
    QPushButton,
    QWidget,
)

from app.coders.actions import COLOURS, add_coder, change_coder, remove_coder
from app.coders.consequences import consequences
from app.coders.queries import CoderRow, coders
from app.report.questions import removing_coder
from app.store.leading import REMOVES_CODERS, SAYS_WHO_LEADS
from app.store.meanwhile import Opened
from app.translation import tr
from app.ui.kit.chip import chip_icon
from app.ui.kit.choice import ChoiceBox
from app.ui.kit.dialog import open_and_forget
from app.ui.kit.form import FormDialog, form_layout
from app.ui.kit.plain import Hint
from app.ui.kit.question import confirmed
from app.ui.session import ProjectSession


@dataclass(frozen=True)
class CoderEntry:
    """What the person typed; empty initials and colour are chosen by the program."""

    name: str
    initials: str
    colour: str
    role: str


class CoderDialog(FormDialog):
    """For a new coder, or for one that is there already; gives what was typed to `store`."""

    def __init__(
        self, parent: QWidget | None, store: Callable[[CoderEntry], object], coder: CoderRow | None = None
    ) -> None:
        title = tr("Coder") if coder else tr("Add a coder")
        super().__init__(parent, title, tr("Save") if coder else tr("Add"))
        self._store = store
        self._colour = coder.colour if coder else ""
        self.name = QLineEdit(coder.name if coder else "")
        self.name.setPlaceholderText(tr("Ana Yılmaz"))
        self.initials = QLineEdit(coder.initials if coder else "")
        self.initials.setMaxLength(4)
        self.initials.setPlaceholderText(tr("made from the name"))
        self.role = ChoiceBox()
        for key, words in (
            ("coder", tr("Coder")),
            ("lead", tr("Lead")),
            ("consensus", tr("Consensus")),
        ):
            self.role.addItem(words, key)
        self.role.setCurrentIndex(max(0, self.role.findData(coder.role if coder else "coder")))
        self._swatch = QPushButton()
        self._swatch.clicked.connect(self._choose_colour)
        self._show_colour()
        self._lay_out()
        self.name.textChanged.connect(self._allow)
        self._allow()

    def entry(self) -> CoderEntry:
        """What was typed."""
        return CoderEntry(
            self.name.text(), self.initials.text().strip(), self._colour, self.role.currentData()
        )

    def submit(self) -> None:
        """Store what was typed."""
        self._store(self.entry())

    def filled_in(self) -> dict[str, Any]:
        """The colour is in no field."""
        return super().filled_in() | {"colour": self._colour}

    def _lay_out(self) -> None:
        form = form_layout()
        form.addRow(tr("&Name"), self.name)
        form.addRow(tr("&Initials"), self.initials)
        form.addRow(tr("&Colour"), self._swatch)
        form.addRow(tr("&Role"), self.role)
        note = Hint(
            tr("Everything you code is kept under this name. Colleagues see the initials."),
        )
        form.addRow(note)
        self.lay_out(form, 420)

    def _allow(self) -> None:
        self.ok.setEnabled(bool(self.name.text().strip()))

    def _choose_colour(self) -> None:
        for index, colour in enumerate(COLOURS):
            QColorDialog.setCustomColor(index, QColor(colour))
        chosen = QColorDialog.getColor(QColor(self._colour or COLOURS[0]), self)
        if chosen.isValid():
            self._colour = chosen.name()
            self._show_colour()

    def _show_colour(self) -> None:
        if self._colour:
            self._swatch.setIcon(chip_icon(self._colour))
        self._swatch.setText(self._colour or tr("chosen for you"))


def ask_and_add(window: QWidget, session: ProjectSession, tell: Callable[[str], None]) -> None:
    """Ask for a new coder and add it; who is at work stays so, and is told."""
    open_and_forget(CoderDialog(window, lambda entry: tell(add(session, entry))))


def add(session: ProjectSession, entry: CoderEntry) -> str:
    """Add a coder, who is at work only where nobody was; returns a sentence on who is."""
    _refuse_new_lead(session, entry.role)
    coder_id = session.do(
        add_label(entry.name),
        add_coder,
        name=entry.name,
        initials=entry.initials,
        colour=entry.colour,
        role=entry.role,
    )
    if session.coder_id is None and entry.role != "consensus":
        session.coder_id = coder_id
    at_work = None if session.coder_id is None else _coder(session, session.coder_id).name
    return tr(
        "{name} was added. At work: {at_work}. The button at the top right lets another coder work.",
        name=entry.name.strip(),
        at_work=at_work or "–",
    )


def add_label(name: str) -> str:
    """What the history calls the adding of a coder."""
    return tr("Add coder “{name}”", name=name.strip())


def _refuse_new_lead(session: ProjectSession, role: str, before: str = "coder") -> None:
    """Only leads say who leads, in a project that has one."""
    if role != before and "lead" in (role, before):
        session.refuse_all_but_leads(SAYS_WHO_LEADS)


def ask_and_change(window: QWidget, session: ProjectSession, coder_id: int) -> None:
    """Ask for another name, initials, colour or role of a coder."""
    coder = _coder(session, coder_id)
    opened = Opened(asdict(coder))

    def store(entry: CoderEntry) -> None:
        opened.store(lambda seen: change(session, coder_id, entry, seen))

    open_and_forget(CoderDialog(window, store, coder))


def change(
    session: ProjectSession, coder_id: int, entry: CoderEntry, seen: Mapping[str, Any] | None = None
) -> None:
    """Change a coder to what was typed in place of what was `seen`; what was left alone stays as it is."""
    before = asdict(_coder(session, coder_id)) if seen is None else seen
    _refuse_new_lead(session, entry.role, before["role"])
    changed: dict[str, Any] = {
        field: value for field, value in asdict(entry).items() if value != before[field]
    }
    label = tr("Change coder “{name}”", name=entry.name)
    session.do(label, change_coder, coder_id=coder_id, seen=before, **changed)


def ask_and_remove(window: QWidget, session: ProjectSession, coder_id: int) -> None:
    """Say what would be lost with a coder, and remove it when the person wants that."""
    session.refuse_all_but_leads(REMOVES_CODERS)
    coder = _coder(session, coder_id)
    with session.project.read() as reading:
        lost = consequences(reading, coder_id)
    needed = bool(lost.open_rounds or lost.votes or lost.consensus_codings)
    if confirmed(window, removing_coder(coder.name, lost)):
        label = tr("Remove coder “{name}”", name=coder.name)
        asked_by = session.coder_id
        if asked_by == coder_id:  # no view asks what somebody may see who is gone
            session.coder_id = next((other.id for other in _others(session, coder_id)), None)
        session.do(label, remove_coder, coder_id=coder_id, anyway=needed, asked_by=asked_by)


def _coder(session: ProjectSession, coder_id: int) -> CoderRow:
    with session.project.read() as reading:
        return next(coder for coder in coders(reading) if coder.id == coder_id)


def _others(session: ProjectSession, coder_id: int) -> list[CoderRow]:
    with session.project.read() as reading:
        return [coder for coder in coders(reading) if coder.id != coder_id and coder.role != "consensus"]
