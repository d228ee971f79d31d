"""The head of the text: the document's name, its neighbours, whose codings are shown, the completed mark."""

from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QMenu, QPushButton

from app.coders.queries import coders
from app.translation import tr
from app.ui.code.shown_coders import ShownCoders
from app.ui.kit.buttons import tool_button
from app.ui.kit.elided import ElidedLabel
from app.ui.kit.lines import beside
from app.ui.kit.menu_choice import add_choice
from app.ui.kit.plain import Hint, literal, plain_tip
from app.ui.session import ProjectSession


class TextHead(QFrame):
    """Shows where one is among the documents, and takes the wish to go on or to complete."""

    step_wanted = Signal(int)
    complete_wanted = Signal(bool)

    def __init__(self, session: ProjectSession, shown: ShownCoders) -> None:
        super().__init__()
        self.setObjectName("textHead")
        self._session, self._shown = session, shown
        self.name = ElidedLabel()
        self.name.setProperty("heading", True)
        self.before = tool_button(
            "◂",
            tr("Previous document (Ctrl+PgUp)"),
            lambda: self.step_wanted.emit(-1),
            tr("Previous document"),
        )
        self.after = tool_button(
            "▸",
            tr("Next document (Ctrl+PgDown)"),
            lambda: self.step_wanted.emit(1),
            tr("Next document"),
        )
        self.place = Hint(wordWrap=False)
        self.whose = tool_button("", tr("Whose codings the text shows"), lambda: None)
        self.whose.setPopupMode(self.whose.ToolButtonPopupMode.InstantPopup)
        self.whose.setIconSize(QSize(12, 12))
        menu = QMenu(self)
        menu.aboutToShow.connect(self._fill_whose)
        self.whose.setMenu(menu)
        self.complete = QPushButton()
        self.complete.setCheckable(True)
        self.complete.clicked.connect(self.complete_wanted)
        row = beside((self.name, 1), on=self, margins=(16, 7, 12, 7), spacing=6)
        for widget in (self.whose, self.before, self.place, self.after):
            row.addWidget(widget)
        row.addSpacing(8)
        row.addWidget(self.complete)
        shown.changed.connect(self.show_whose)
        self.show_whose()

    def show_document(self, name: str, position: int, of: int, *, completed: bool) -> None:
        """Show a document's name, its number among all, and whether the coder at work has completed it."""
        for widget in (self.whose, self.before, self.place, self.after, self.complete):
            widget.setVisible(bool(of and position))
        self.name.setText(name)
        self.name.setToolTip(plain_tip(name))
        self.place.setText(f"{position}/{of}")
        self.before.setEnabled(position > 1)
        self.after.setEnabled(position < of)
        self.complete.setChecked(completed)
        told = tr("✓ Completed"), tr("Mark as completed")
        widths = []
        for words in told:
            self.complete.setText(words)
            widths.append(self.complete.sizeHint().width())
        self.complete.setText(told[0] if completed else told[1])
        self.complete.setMinimumWidth(max(widths))  # nothing moves when it says the other
        self.complete.setToolTip(
            tr("Completed documents count for agreement. Without codings it says: nothing to code here.")
        )

    def show_whose(self) -> None:
        """Say whose codings are shown."""
        mine = self._shown.only_own()
        count = len(self._shown.ids())
        self.whose.setText(
            (tr("My codings") if mine else tr("{count} coder", "{count} coders", count)) + "  ▾"
        )

    def _fill_whose(self) -> None:
        menu = self.whose.menu()
        menu.clear()
        ids = self._shown.ids()
        with self._session.project.read() as reading:
            people = [coder for coder in coders(reading) if coder.id != self._session.coder_id]
        add_choice(menu, tr("Only mine"), self._shown.show_own, chosen=self._shown.only_own())
        add_choice(menu, tr("Everybody’s"), self._shown.show_all, chosen=self._shown.of_all())
        menu.addSeparator()
        for coder in people:
            show = partial(self._shown.show, coder.id, coder.id not in ids)
            add_choice(menu, literal(coder.name), show, chosen=coder.id in ids, colour=coder.colour)
