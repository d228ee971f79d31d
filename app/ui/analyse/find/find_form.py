"""What is sought in everything, how it is meant, in what, and which places of it count."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import get_args

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QWidget

from app.codebook.queries import CodeRow
from app.coders.queries import CoderRow
from app.documents.queries import DocumentRow
from app.find.narrowing import Coded, Narrowing
from app.find.places import WHERE
from app.find.queries import Search
from app.report.found import KINDS
from app.sought import LONGEST, Query
from app.translation import tr, translated
from app.ui.kit.buttons import tool_button
from app.ui.kit.checklist import Checklist, Entry, indented
from app.ui.kit.choice import ChoiceBox
from app.ui.kit.lines import below

TYPED_FOR = 250  # milliseconds without a key before the search begins
DISTANCES = (0, 3, 5, 10, 20, 50)
ROW, PATTERN = -1, -2


@dataclass(frozen=True)
class Choices:
    """What there is to narrow by; `having` tells which documents have a property or language."""

    documents: Sequence[DocumentRow] = ()
    speakers: Sequence[str] = ()
    codes: Sequence[CodeRow] = ()
    coders: Sequence[CoderRow] = ()
    having: Mapping[tuple[str, str], frozenset[int]] = field(default_factory=dict)


class FindForm(QWidget):
    """Tells the search that it asks for."""

    asked = Signal()
    entered = Signal()  # Enter: to what was found

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = Choices()
        self.words = QLineEdit(
            placeholderText=tr("Find words, “phrases”, wild*, m?n"), clearButtonEnabled=True
        )
        self.words.setAccessibleName(tr("Find in everything"))
        self.words.setMaxLength(LONGEST)
        self.how = ChoiceBox()
        self.how.setAccessibleName(tr("How it is meant"))
        self.how.addItem(tr("Words in a row"), ROW)
        for distance in DISTANCES:
            words = tr("At most {count} word between them", "At most {count} words between them", distance)
            self.how.addItem(words if distance else tr("Words beside one another"), distance)
        self.how.addItem(tr("Pattern (regular expression)"), PATTERN)
        self.options = tool_button(
            tr("Options") + "  ▾", tr("What counts as the same"), lambda: None, tr("Options")
        )
        self.options.setPopupMode(self.options.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        self.whole_words = self._option(menu, tr("&Whole words"))
        self.case = self._option(menu, tr("Upper and lower &case"))
        self.accents = self._option(menu, tr("&Accents and marks"))
        self.options.setMenu(menu)
        self.where = Checklist(tr("In what"), field=True)
        self.documents = Checklist(tr("Documents"), field=True)
        self.properties = Checklist(tr("Properties of documents"), field=True)
        self.speakers = Checklist(tr("Speakers"), field=True)
        self.coded = ChoiceBox()
        self.coded.setAccessibleName(tr("Coded or not"))
        for words, state in ((tr("Coded or not"), ""), (tr("Coded"), "with"), (tr("Not coded"), "without")):
            self.coded.addItem(words, state)
        self.codes = Checklist(tr("Codes"), field=True)
        self.coders = Checklist(tr("Coders"), field=True)
        kinds = [Entry(index, translated(KINDS[kind])) for index, kind in enumerate(WHERE)]
        self.where.show_entries(kinds, None)
        self._typing = QTimer(self, singleShot=True, interval=TYPED_FOR)
        self._lay_out()
        self._connect()
        self._say_chosen()

    def _option(self, menu: QMenu, name: str) -> QAction:
        action = menu.addAction(name)
        action.setCheckable(True)
        action.toggled.connect(self._tell)
        return action

    def _connect(self) -> None:
        self.words.textChanged.connect(self._typing.start)
        self.words.returnPressed.connect(self._enter)
        self._typing.timeout.connect(self._tell)
        for box in (self.how, self.coded):
            box.currentIndexChanged.connect(self._tell)
        for checklist in self._checklists():
            checklist.changed.connect(self._tell)

    def _checklists(self) -> tuple[Checklist, ...]:
        return self.where, self.documents, self.properties, self.speakers, self.codes, self.coders

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(self.words, 1)
        for widget in (self.how, self.options):
            first.addWidget(widget)
        narrowing = self.where, self.documents, self.properties, self.speakers, self.coded
        for narrowed in (*narrowing, self.codes, self.coders):
            second.addWidget(narrowed)
        second.addStretch(1)
        for row in (first, second):
            row.setSpacing(8)
        below(first, second, on=self, margins=(18, 12, 18, 10), spacing=8)

    # what is asked

    def search(self) -> Search:
        """What is sought now."""
        how: int = self.how.currentData()
        query = Query(
            self.words.text(),
            pattern=how == PATTERN,
            whole_words=self.whole_words.isChecked(),
            case=self.case.isChecked(),
            accents=self.accents.isChecked(),
            near=how if how >= 0 else None,
        )
        kinds = self.where.chosen()
        where = WHERE if kinds is None else tuple(WHERE[index] for index in kinds)
        return Search(query, where, self._narrowing())

    def _narrowing(self) -> Narrowing:
        speakers, codes, coders = self.speakers.chosen(), self.codes.chosen(), self.coders.chosen()
        coded: Coded = next(state for state in get_args(Coded) if state == self.coded.currentData())
        return Narrowing(
            document_ids=self._documents(),
            speakers=None if speakers is None else frozenset(self._choices.speakers[at] for at in speakers),
            coded=coded,
            code_ids=None if codes is None or not coded else frozenset(codes),
            coder_ids=None if coders is None or not coded else frozenset(coders),
        )

    def _documents(self) -> frozenset[int] | None:
        documents, properties = self.documents.chosen(), self.properties.chosen()
        wanted = None if documents is None else frozenset(documents)
        if properties is None:
            return wanted
        named: dict[str, frozenset[int]] = {}
        for index, ((name, _), having) in enumerate(self._choices.having.items()):
            if index in properties:
                named[name] = named.get(name, frozenset()) | having
        having = frozenset.intersection(*named.values()) if named else frozenset()
        return having if wanted is None else wanted & having

    def narrowed(self) -> bool:
        """Whether anything is left out."""
        return self.search().narrowing != Narrowing() or self.where.chosen() is not None

    def begin(self, query: Query | None = None) -> None:
        """Let somebody type; with a query that is sought at once."""
        if query is not None and query.words:
            for action, checked in (
                (self.whole_words, query.whole_words),
                (self.case, query.case),
                (self.accents, query.accents),
            ):
                action.setChecked(checked)
            self.how.setCurrentIndex(self.how.findData(PATTERN if query.pattern else ROW))
            self.words.setText(query.words)
            self._tell()
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()

    def widen(self) -> None:
        """Leave nothing out."""
        for checklist in self._checklists():
            checklist.choose_all()
        self.coded.setCurrentIndex(0)
        self._tell()

    def _tell(self, *_: object) -> None:
        self._typing.stop()
        self._say_chosen()
        self.asked.emit()

    def _enter(self) -> None:
        if self._typing.isActive():
            self._tell()
        self.entered.emit()

    # what there is to choose from

    def fill(self, choices: Choices) -> None:
        """Offer these; what was chosen and is still there stays."""
        self._choices = choices
        codes = [Entry(code.id, indented(code.name, code.depth), code.colour) for code in choices.codes]
        for checklist, entries in (
            (self.documents, [Entry(row.id, row.name) for row in choices.documents]),
            (self.properties, _numbered(f"{name}: {value}" for name, value in choices.having)),
            (self.speakers, _numbered(choices.speakers)),
            (self.codes, codes),
            (self.coders, [Entry(row.id, row.name, row.colour) for row in choices.coders]),
        ):
            chosen = checklist.chosen()
            ids = {entry.id for entry in entries}
            there = (
                None if chosen is None else tuple(entry_id for entry_id in chosen if entry_id in ids) or None
            )
            checklist.show_entries(entries, there)
        self._say_chosen()

    def _say_chosen(self) -> None:
        where, documents, properties, speakers, codes, coders = (
            len(checklist.chosen() or ()) for checklist in self._checklists()
        )
        for checklist, every, several in (
            (self.where, tr("In everything"), tr("In {kinds} of {total}", kinds=where, total=len(WHERE))),
            (self.documents, tr("All documents"), tr("{count} document", "{count} documents", documents)),
            (self.properties, tr("Any properties"), tr("{count} property", "{count} properties", properties)),
            (self.speakers, tr("All speakers"), tr("{count} speaker", "{count} speakers", speakers)),
            (self.codes, tr("With any code"), tr("{count} code", "{count} codes", codes)),
            (self.coders, tr("By any coder"), tr("{count} coder", "{count} coders", coders)),
        ):
            checklist.setText((every if checklist.chosen() is None else several) + "  ▾")
        by_coding = bool(self.coded.currentData())
        self.codes.setVisible(by_coding)
        self.coders.setVisible(by_coding)
        self.properties.setVisible(bool(self._choices.having))
        self.speakers.setVisible(bool(self._choices.speakers))


def _numbered(names: Iterable[str]) -> list[Entry]:
    return [Entry(index, name) for index, name in enumerate(names)]
