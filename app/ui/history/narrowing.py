"""What of the history is shown: by whom, about what, with which words."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from app.coders.queries import coders
from app.remembered import keep, recall
from app.store import COMMAND_LINE
from app.store.history import ABOUT, TAKEN_BACK, ActionFilter, actors
from app.store.setting import guid
from app.translation import tr
from app.ui.kit.choice import ChoiceBox
from app.ui.kit.lines import NO_MARGINS, beside
from app.ui.kit.plain import Label, without_keys
from app.ui.session import ProjectSession

KEY = "history shown"
LEAST_FIELD = 180  # pixels
TYPING = 200  # milliseconds after the last key


class HistoryFilter(QWidget):
    """Person and kind are remembered for each project, words are not: they are looked for once."""

    changed = Signal(object)  # Wanted

    def __init__(self, session: ProjectSession) -> None:
        super().__init__()
        self._session = session
        with session.project.read() as reading:
            self._project = guid(reading)
        self.person, self.about = ChoiceBox(), ChoiceBox()
        self.words = QLineEdit(clearButtonEnabled=True)
        self.words.setPlaceholderText(tr("Words in what was done"))
        self.words.setMinimumWidth(LEAST_FIELD)
        self.show_all = QPushButton(tr("Show &all"))
        self.show_all.setAutoDefault(False)
        self.about.addItem(tr("everything"), "")
        for kind in (*ABOUT, TAKEN_BACK):
            self.about.addItem(_about(kind), kind)
        self.read_people()
        self._lay_out()
        self._recall()
        self._typing = QTimer(self, singleShot=True, interval=TYPING)
        self._typing.timeout.connect(self._tell)
        self.words.textChanged.connect(self._typing.start)
        self.person.activated.connect(self._choose)
        self.about.activated.connect(self._choose)
        self.show_all.clicked.connect(self._show_all)

    def _lay_out(self) -> None:
        row = beside(on=self, margins=NO_MARGINS)
        for words, field, stretch in (
            (tr("B&y"), self.person, 0),
            (tr("Abou&t"), self.about, 0),
            (tr("&Find"), self.words, 1),
        ):
            label = Label(words)
            label.setBuddy(field)
            field.setAccessibleName(without_keys(words))
            row.addWidget(label)
            row.addWidget(field, stretch)
        row.addWidget(self.show_all)

    def read_people(self) -> None:
        """Who has done something; whoever is chosen stays chosen."""
        chosen = self.person.currentData()
        with self._session.project.read() as reading:
            acted = actors(reading)
            names = {coder.id: coder.name for coder in coders(reading)}
        self.person.clear()
        self.person.addItem(tr("everybody"), None)
        for coder_id, name in names.items():
            if coder_id in acted:
                self.person.addItem(name, coder_id)
        if COMMAND_LINE in acted:
            self.person.addItem(tr("command line"), COMMAND_LINE)
        self.person.setCurrentIndex(max(0, self.person.findData(chosen)))

    def wanted(self) -> ActionFilter:
        """What is chosen now."""
        return ActionFilter(self.person.currentData(), self.about.currentData() or None, self.words.text())

    def _recall(self) -> None:
        last = recall(KEY, self._project)
        self.person.setCurrentIndex(max(0, self.person.findData(last.get("person"))))
        self.about.setCurrentIndex(max(0, self.about.findData(last.get("about", ""))))
        self.show_all.setEnabled(self.wanted() != ActionFilter())

    def _choose(self) -> None:
        keep(KEY, self._project, {"person": self.person.currentData(), "about": self.about.currentData()})
        self._tell()

    def _tell(self) -> None:
        self._typing.stop()
        self.show_all.setEnabled(self.wanted() != ActionFilter())
        self.changed.emit(self.wanted())

    def _show_all(self) -> None:
        self.person.setCurrentIndex(0)
        self.about.setCurrentIndex(0)
        self.words.clear()
        self._choose()


def _about(kind: str) -> str:
    names = {
        "codings": tr("codings"),
        "documents": tr("documents"),
        "codebook": tr("the codebook"),
        "coders": tr("coders"),
        "rounds": tr("rounds and completed marks"),
        "decisions": tr("decisions"),
        "cases": tr("cases and attributes"),
        "memos": tr("memos, quotes, saved queries"),
        "sheets": tr("coding sheets"),
        "undo": tr("undo and redo"),
    }
    return names[kind]
