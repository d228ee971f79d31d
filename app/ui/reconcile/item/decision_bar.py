"""Under the passage: a key for each outcome, the reason, a note, and how many items are similar."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from app.report.faces import Face
from app.report.names import outcome_key
from app.translation import tr
from app.ui.kit.flow import FlowLayout
from app.ui.kit.lines import below, beside
from app.ui.kit.plain import Hint
from app.ui.reconcile.item.discussion import Field
from app.ui.reconcile.item.keys import KEY_OF, Command
from app.ui.reconcile.item.outcome_buttons import KeyButton
from app.ui.reconcile.item.reason import ReasonButton

MOST_NAMED = 3  # coders whose names are on their buttons
MOST_INITIALS = 10


class DecisionBar(QFrame):
    """Says which outcome is pointed at, and which command a press asks for."""

    command_wanted = Signal(object)
    coder_wanted = Signal(int)
    pointed_at = Signal(object, object)  # a command and a coder's id or None; None, None: nothing
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("passageLine")
        self._faces: list[KeyButton] = []
        self._shown: list[Face] = []
        self._outcomes: dict[Command, KeyButton] = {}
        self.people = QHBoxLayout()
        self.others = FlowLayout()
        self.people.setSpacing(4)
        self.others.setSpacing(4)
        self.reason = ReasonButton(KEY_OF[Command.REASON])
        self.note = Field(placeholderText=tr("Note on the decision ({key})", key=KEY_OF[Command.NOTE]))
        self.note.setAccessibleName(tr("Note on the decision"))
        self.note.written.connect(self.left)
        self.note.left.connect(self.left)
        self.similar = QPushButton()
        self.similar.clicked.connect(lambda: self.command_wanted.emit(Command.SIMILAR))
        self.editing = Hint()
        self._make_outcomes()
        self._lay_out()

    def _make_outcomes(self) -> None:
        for command, words, tip in (
            (Command.BOTH, *outcome_key("both")),
            (Command.UNION, *outcome_key("union")),
            (Command.INTERSECTION, *outcome_key("intersection")),
            (Command.EDIT, tr("edit"), tr("Move the boundaries by hand or with the arrows")),
            (Command.OTHER, *outcome_key("other")),
            (Command.NOBODY, *outcome_key("nobody")),
            (Command.LATER, *outcome_key("deferred")),
            (Command.ADD, tr("add"), tr("Add a coding that nobody made; the item stays open")),
        ):
            button = KeyButton(KEY_OF[command], words, tip)
            button.clicked.connect(partial(self._ask, command))
            button.pointed_at.connect(partial(self._point, command, None))
            self._outcomes[command] = button

    def _lay_out(self) -> None:
        for command, button in self._outcomes.items():
            (self.people if command in (Command.BOTH,) else self.others).addWidget(button)
        self.people.addStretch()
        why = beside(self.reason, (self.note, 1), self.similar, spacing=6)
        below(self.people, self.others, why, self.editing, on=self, margins=(14, 8, 14, 10), spacing=5)
        self.editing.hide()

    def show_faces(self, faces: Sequence[Face]) -> None:
        """A button for each coder of the item."""
        if list(faces) == self._shown:
            return
        self._shown = list(faces)
        for button in self._faces:
            self.people.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._faces = []
        for index, face in enumerate(faces):
            words = (
                face.name
                if len(faces) <= MOST_NAMED
                else face.initials
                if len(faces) <= MOST_INITIALS
                else ""
            )
            tip = tr("What {name} coded", name=face.name or face.letter)
            button = KeyButton(face.letter, words, tip)
            button.clicked.connect(partial(self._accept, face.coder_id))
            button.pointed_at.connect(partial(self._point, Command.CODER, face.coder_id))
            self.people.insertWidget(index, button)
            self._faces.append(button)

    def show_similar(self, similar: int) -> None:
        """How many other open items have the same kind and codes."""
        self.similar.setText(
            tr("Similar: {what}  ·  apply to all… ({key})", what=similar, key=KEY_OF[Command.SIMILAR])
        )
        self.similar.setVisible(similar > 0)

    def show_editing(self, words: str) -> None:
        """What the keys do while boundaries are moved; empty: nothing is edited."""
        self.editing.setText(words)
        self.editing.setVisible(bool(words))

    def button(self, command: Command) -> KeyButton:
        """The button of an outcome."""
        return self._outcomes[command]

    def faces(self) -> list[KeyButton]:
        """The buttons of the coders."""
        return self._faces

    def clear(self) -> None:
        """No reason and no note any more."""
        self.reason.take("")
        self.note.clear()

    def _ask(self, command: Command, _checked: bool = False) -> None:
        self.command_wanted.emit(command)

    def _accept(self, coder_id: int, _checked: bool = False) -> None:
        self.coder_wanted.emit(coder_id)

    def _point(self, command: Command, coder_id: int | None, on: bool) -> None:
        if on:
            self.pointed_at.emit(command, coder_id)
        else:
            self.pointed_at.emit(None, None)
