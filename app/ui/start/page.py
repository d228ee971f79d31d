"""The first page: what one can do first, and the projects that were open lately."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.recent_projects import is_locked, name_of, place_of, recent, title_of
from app.translation import tr
from app.ui.kit.lines import STRETCH, below, beside
from app.ui.kit.plain import Heading, Hint, Label, literal, plain_tip
from app.ui.kit.theme import window_icon

WIDTH = 760


class StartPage(QWidget):
    """Says what is wanted and opens nothing itself."""

    new_wanted = Signal()
    open_wanted = Signal()
    sample_wanted = Signal()
    recent_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("startPage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.new = QPushButton(tr("New project…"))
        self.new.setProperty("primary", True)
        self.new.clicked.connect(self.new_wanted)
        self.open = QPushButton(tr("Open a project…"))
        self.open.clicked.connect(self.open_wanted)
        self.sample = QPushButton(tr("Open the sample study"))
        self.sample.setToolTip(tr("Eight invented interviews, coded by two people, to try everything on"))
        self.sample.clicked.connect(self.sample_wanted)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(2)
        self._lay_out()
        self.show_recent()

    def show_recent(self) -> None:
        """List the recent projects anew."""
        while item := self._recent.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        locations = recent()
        for location in locations:
            self._recent.addWidget(self._entry(location))
        if not locations:
            nothing = Hint(tr("Projects that you open are listed here."))
            self._recent.addWidget(nothing)
        self._recent.addStretch()

    def _entry(self, location: str) -> QPushButton:
        folder = place_of(location)
        if is_locked(location):
            folder = tr("Locked · {place}", place=folder)
        button = QPushButton(literal(f"{title_of(location)}\n{folder}"))
        button.setProperty("recent", True)
        button.setToolTip(plain_tip(f"{place_of(location)}/{name_of(location)}"))
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        button.clicked.connect(partial(self._choose, location))
        return button

    def _choose(self, location: str, _checked: bool = False) -> None:
        self.recent_wanted.emit(location)

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setFixedWidth(WIDTH)
        columns = beside((self._beginning(), 1), (self._lately(), 1), spacing=48)
        below(self._title(), 28, columns, on=inner)
        middle = below((STRETCH, 2), inner, (STRETCH, 3))
        beside(STRETCH, middle, STRETCH, on=self)

    def _title(self) -> QHBoxLayout:
        icon = Label()
        icon.setPixmap(window_icon().pixmap(52, 52))
        name = Label("Intercoder")
        name.setObjectName("programName")
        what = Hint(tr("Code interviews by hand, see how far you agree, settle the rest."), wordWrap=False)
        words = below(name, what, spacing=2)
        return beside(icon, (words, 1), spacing=16)

    def _beginning(self) -> QVBoxLayout:
        column = below(_heading(tr("Begin")), spacing=8)
        for button in (self.new, self.open, self.sample):
            column.addWidget(button)
        column.addSpacing(14)
        column.addWidget(_heading(tr("How it goes")))
        for step_number, step in enumerate(
            (
                tr("Make a project and import the interviews (text, Word, RTF and more)."),
                tr("Build the codebook: codes with definitions and a key each."),
                tr("Each coder selects words and presses a code’s key."),
                tr("Mark documents as completed, then look at the agreement."),
            ),
            start=1,
        ):
            column.addLayout(_numbered(step_number, step))
        column.addStretch()
        return column

    def _lately(self) -> QVBoxLayout:
        column = below(_heading(tr("Recent projects")), spacing=8)
        frame = QFrame()
        frame.setLayout(self._recent)
        self._recent.setContentsMargins(0, 0, 0, 0)
        column.addWidget(frame)
        column.addStretch()
        return column


def _numbered(step_number: int, step: str) -> QHBoxLayout:
    row = beside(spacing=8)
    for words, stretch in ((f"{step_number}.", 0), (step, 1)):
        label = Hint(words, wordWrap=bool(stretch))
        row.addWidget(label, stretch, Qt.AlignmentFlag.AlignTop)
    return row


def _heading(words: str) -> Label:
    return Heading(words, wordWrap=False)
