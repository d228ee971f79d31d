"""Which passages are wanted: code, coder, document, words, doubt, and their order."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QWidget,
)

from app.codebook.queries import CodeRow
from app.coders.queries import CoderRow
from app.coding.retrieval import Order, Wanted
from app.documents.queries import DocumentRow
from app.report.codings import ORIGINS
from app.translation import tr, translated
from app.ui.kit.checklist import Checklist, Entry, still_there
from app.ui.kit.chip import chip_icon
from app.ui.kit.choice import ChoiceBox
from app.ui.kit.lines import NO_MARGINS, below
from app.ui.kit.plain import Heading

TYPED_FOR = 250  # milliseconds without a key before the search begins
EVERYTHING = 0


class PassageFilters(QWidget):
    """Remembers choices by id, so that renamed codes and new coders change nothing."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._below: dict[int, list[int]] = {}
        self._names: tuple[dict[int, str], dict[int, str]] = {}, {}
        self.code = self._choice(tr("Code"))
        self.code.setIconSize(QSize(14, 14))
        self._typed = QLineEdit()
        self._typed.setStyleSheet("border: none; padding: 0; background: transparent;")
        self.code.setLineEdit(self._typed)
        self.code.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter(self.code.model(), self.code)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.code.setCompleter(completer)
        self.with_below = QCheckBox(tr("with the codes under it"))
        self.with_below.setChecked(True)
        self.coders = Checklist(tr("Coders"), field=True)
        self.documents = Checklist(tr("Documents"), field=True)
        self.words = QLineEdit(placeholderText=tr("Words in quote or memo"), clearButtonEnabled=True)
        self.words.setAccessibleName(tr("Words in quote or memo"))
        self.unsure = QCheckBox(tr("only unsure"))
        self.origin = self._choice(tr("How it was coded"))
        self.origin.addItem(tr("However coded"), "")
        for origin, words in ORIGINS.items():
            self.origin.addItem(translated(words), origin)
        self.order = self._choice(tr("Order"))
        for words, order in (
            (tr("In the order of the text"), "document"),
            (tr("Newest first"), "newest"),
            (tr("Longest first"), "longest"),
        ):
            self.order.addItem(words, order)
        self.order.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._typing = QTimer(self, singleShot=True, interval=TYPED_FOR)
        self._lay_out()
        self._connect()

    def wanted(self) -> Wanted:
        """What the choices ask for."""
        code = self.code.currentData() or EVERYTHING
        coders, documents = self.coders.chosen(), self.documents.chosen()
        codes = self._subtree(code) if self.with_below.isChecked() else [code]
        order: Order = self.order.currentData()
        return Wanted(
            code_ids=frozenset(codes) if code else None,
            coder_ids=None if coders is None else frozenset(coders),
            document_ids=None if documents is None else frozenset(documents),
            words=self.words.text(),
            unsure=self.unsure.isChecked(),
            origin=self.origin.currentData(),
            order=order,
        )

    def narrowed(self) -> bool:
        """Whether anything but the code leaves passages out."""
        wanted = self.wanted()
        chosen = wanted.coder_ids is not None or wanted.document_ids is not None
        return chosen or wanted.unsure or bool(wanted.origin) or bool(wanted.words.strip())

    def code_id(self) -> int:
        """The code that was chosen, 0 for all."""
        return self.code.currentData() or EVERYTHING

    def show_code(self, code_id: int) -> None:
        """Ask for all passages of a code."""
        self.code.blockSignals(True)
        self._set(self.code, code_id)
        self.code.blockSignals(False)
        self.widen()

    def widen(self) -> None:
        """Leave nothing out but other codes."""
        for widget in (self.words, self.unsure, self.origin):
            widget.blockSignals(True)
        self.coders.choose_all()
        self.documents.choose_all()
        self.words.clear()
        self.unsure.setChecked(False)
        self.origin.setCurrentIndex(0)
        for widget in (self.words, self.unsure, self.origin):
            widget.blockSignals(False)
        self._say()

    def fill(
        self, codes: Sequence[CodeRow], coders: Sequence[CoderRow], documents: Sequence[DocumentRow]
    ) -> None:
        """Offer these choices; what was chosen stays."""
        self._below = {}
        for code in codes:
            self._below.setdefault(code.parent_id or EVERYTHING, []).append(code.id)
        _fill(self.code, [(tr("All codes"), EVERYTHING, "")] + [(c.path, c.id, c.colour) for c in codes])
        self._names = (
            {coder.id: coder.name for coder in coders},
            {document.id: document.name for document in documents},
        )
        people = [Entry(coder.id, coder.name, coder.colour) for coder in coders]
        texts = [Entry(document.id, document.name) for document in documents]
        for checklist, entries in ((self.coders, people), (self.documents, texts)):
            checklist.show_entries(entries, still_there(checklist.chosen(), entries))
        self._show_words()
        self._allow()

    def _subtree(self, code_id: int) -> list[int]:
        code_ids = [code_id]
        for above in code_ids:
            code_ids += [below for below in self._below.get(above, ()) if below not in code_ids]
        return code_ids

    def _allow(self) -> None:
        self.with_below.setEnabled(bool(self._below.get(self.code_id())) and self.code_id() != EVERYTHING)

    def _choice(self, name: str) -> QComboBox:
        box = ChoiceBox()
        box.setAccessibleName(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(14)
        return box

    def _set(self, box: QComboBox, value: int) -> None:
        box.setCurrentIndex(max(0, box.findData(value)))

    def _connect(self) -> None:
        for checklist in (self.coders, self.documents):
            checklist.changed.connect(self._say)
        for box in (self.code, self.order, self.origin):
            box.currentIndexChanged.connect(self._say)
        for mark in (self.with_below, self.unsure):
            mark.toggled.connect(self._say)
        self.words.textChanged.connect(self._typing.start)
        self._typing.timeout.connect(self._say)
        self._typed.editingFinished.connect(self._show_choice)

    def _show_choice(self) -> None:
        """What was typed and is no code gives way to the code that is chosen."""
        self.code.setEditText(self.code.itemText(self.code.currentIndex()))

    def _say(self, _: object = None) -> None:
        self._typing.stop()
        self._show_words()
        self._allow()
        self.changed.emit()

    def _show_words(self) -> None:
        """On the buttons: all, the name of the only one, or how many."""
        coders, documents = (len(checklist.chosen() or ()) for checklist in (self.coders, self.documents))
        for checklist, names, every, words_of in (
            (self.coders, self._names[0], tr("All coders"), tr("{count} coder", "{count} coders", coders)),
            (
                self.documents,
                self._names[1],
                tr("All documents"),
                tr("{count} document", "{count} documents", documents),
            ),
        ):
            chosen = checklist.chosen()
            if chosen is None:
                words = every
            elif len(chosen) == 1:
                words = names[chosen[0]]
            else:
                words = words_of
            checklist.setText(words + "  ▾")

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        title = Heading(tr("Passages of"), wordWrap=False)
        first.addWidget(title)
        first.addWidget(self.code, 2)
        first.addWidget(self.with_below)
        first.addStretch(1)
        first.addWidget(self.order)
        for widget, stretch in (
            (self.coders, 0),
            (self.documents, 0),
            (self.words, 1),
            (self.origin, 0),
            (self.unsure, 0),
        ):
            second.addWidget(widget, stretch)
        for row in (first, second):
            row.setSpacing(10)
        below(first, second, on=self, margins=NO_MARGINS, spacing=8)


def _fill(box: QComboBox, choices: Sequence[tuple[str, int, str]]) -> None:
    chosen = box.currentData() or EVERYTHING
    box.blockSignals(True)
    box.clear()
    for words, value, colour in choices:
        if colour:
            box.addItem(chip_icon(colour), words, value)
        else:
            box.addItem(words, value)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    box.blockSignals(False)
