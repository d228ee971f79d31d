"""Which picture is wanted, of whose codings, of what, and how it is laid out."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QWidget

from app.cases.queries import AttributeRow
from app.codebook.queries import CodeRow
from app.coders.queries import CoderRow
from app.documents.queries import DocumentRow
from app.report.pictures.request import (
    KIND_NAMES,
    KINDS,
    OF_WORDS,
    STYLES,
    WAYS,
    By,
    Layer,
    PictureKind,
    PictureRequest,
)
from app.sought import LONGEST
from app.translation import tr, translated
from app.ui.kit.checklist import Checklist, Entry, indented, still_there
from app.ui.kit.choice import ChoiceBox
from app.ui.kit.lines import below

TYPED_FOR = 300  # milliseconds without a key before it is drawn anew
ONE_CODER: Layer = "coder"


@dataclass(frozen=True)
class PictureChoices:
    """What there is to choose from."""

    documents: Sequence[DocumentRow] = ()
    codes: Sequence[CodeRow] = ()
    coders: Sequence[CoderRow] = ()
    attributes: Sequence[AttributeRow] = ()
    has_cases: bool = False


class PictureForm(QWidget):
    """Tells the picture that it asks for."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._choices = PictureChoices()
        self.kind = self._box(tr("Picture"))
        for kind in KINDS:
            self.kind.addItem(translated(KIND_NAMES[kind]), kind)
        self.by = self._box(tr("By"))
        self.layer = self._box(tr("Whose codings"))
        self.style_of = self._box(tr("Bubbles or shades"))
        for words, style in zip((tr("Bubbles"), tr("Shades with numbers")), STYLES, strict=True):
            self.style_of.addItem(words, style)
        self.first, self.second = self._box(tr("On the left")), self._box(tr("On the right"))
        self.documents = Checklist(tr("Documents"), field=True)
        self.codes = Checklist(tr("Codes"), field=True)
        self.words = QLineEdit(placeholderText=tr("Words to see in context"), clearButtonEnabled=True)
        self.words.setAccessibleName(tr("Words to see in context"))
        self.words.setMaxLength(LONGEST)
        self.interviewer = QCheckBox(tr("with whoever asks"))
        self._typing = QTimer(self, singleShot=True, interval=TYPED_FOR)
        self._fill_ways()
        self._lay_out()
        self._connect()
        self._show_fitting()

    def _box(self, name: str) -> ChoiceBox:
        box = ChoiceBox()
        box.setAccessibleName(name)
        return box

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        chosen = (self.kind, self.by, self.layer, self.first, self.second, self.words)
        widgets: tuple[QWidget, ...] = (*chosen, self.documents, self.codes, self.style_of, self.interviewer)
        for widget in widgets:
            row.addWidget(widget)
        row.addStretch(1)
        below(row, on=self, margins=(18, 12, 18, 10))

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(self._change_kind)
        self.by.currentIndexChanged.connect(self._change_way)
        for box in (self.layer, self.style_of, self.first, self.second):
            box.currentIndexChanged.connect(self._tell)
        for checklist in (self.documents, self.codes):
            checklist.changed.connect(self._tell)
        self.interviewer.toggled.connect(self._tell)
        self.words.textChanged.connect(self._typing.start)
        self.words.returnPressed.connect(self._tell)
        self._typing.timeout.connect(self._tell)

    # what is asked

    def request(self) -> PictureRequest:
        """What is wanted now."""
        kind: PictureKind = self.kind.currentData()
        layer, coder_id = self._layer()
        documents, codes = self.documents.chosen(), self.codes.chosen()
        sides = (self.first.currentData(), self.second.currentData())
        two = kind == "compare" and None not in sides and sides[0] != sides[1]
        of_all = kind == "compare" or self._way() == "attribute"
        return PictureRequest(
            kind,
            layer,
            coder_id,
            None if documents is None or of_all else frozenset(documents),
            None if codes is None else frozenset(codes),
            self._way(),
            self.by.currentData() if self._way() == "attribute" else None,
            style=self.style_of.currentData(),
            sides=sides if two else None,
            words=self.words.text().strip(),
            with_interviewer=self.interviewer.isChecked(),
        )

    def _layer(self) -> tuple[Layer, int | None]:
        chosen = self.layer.currentData()
        if isinstance(chosen, int):
            return ONE_CODER, chosen
        layer: Layer = chosen or "any"
        return layer, None

    def _way(self) -> By | None:
        """An attribute stands among the ways by its id."""
        chosen = self.by.currentData()
        way: By | None = "attribute" if isinstance(chosen, int) else chosen
        return way

    def show_kind(self, kind: PictureKind) -> None:
        """Ask for another kind of picture."""
        self.kind.setCurrentIndex(self.kind.findData(kind))

    def _tell(self, *_: object) -> None:
        self._typing.stop()
        self._say_chosen()
        self.changed.emit()

    def _change_kind(self) -> None:
        self._fill_ways()
        self._fill_sides()
        self._show_fitting()
        self._tell()

    def _change_way(self) -> None:
        self._fill_sides()
        self._show_fitting()
        self._tell()

    def _show_fitting(self) -> None:
        """Only what the kind has a use for is seen."""
        kind: PictureKind = self.kind.currentData()
        of_codings = kind not in OF_WORDS
        by_coder = self._way() == "coder"
        self.by.setVisible(self.by.count() > 1)
        self.layer.setVisible(of_codings and not by_coder)
        self.style_of.setVisible(kind == "matrix" or (kind == "line" and self._way() == "time"))
        self.first.setVisible(kind == "compare")
        self.second.setVisible(kind == "compare")
        self.documents.setVisible(kind != "compare" and self._way() != "attribute")
        self.codes.setVisible(of_codings)
        self.words.setVisible(kind == "keywords")
        self.interviewer.setVisible(kind in ("words", "cloud", "glance"))

    # what there is to choose from

    def fill(self, choices: PictureChoices) -> None:
        """Offer these; what was chosen and is still there stays, without a word to the owner."""
        self._choices = choices
        for checklist, entries in (
            (self.documents, [Entry(row.id, row.name) for row in choices.documents]),
            (self.codes, [Entry(row.id, indented(row.name, row.depth), row.colour) for row in choices.codes]),
        ):
            checklist.show_entries(entries, still_there(checklist.chosen(), entries))
        chosen = self.layer.currentData()
        self.layer.blockSignals(True)
        self.layer.clear()
        for words, layer in (
            (tr("Any coder"), "any"),
            (tr("All coders"), "all"),
            (tr("The consensus"), "consensus"),
        ):
            self.layer.addItem(words, layer)
        for coder in choices.coders:
            if coder.role != "consensus":
                self.layer.addItem(coder.name, coder.id)
        self.layer.setCurrentIndex(max(0, self.layer.findData(chosen)))
        self.layer.blockSignals(False)
        self._fill_ways()
        self._fill_sides()
        self._show_fitting()
        self._say_chosen()

    def _fill_ways(self) -> None:
        words: dict[By, str] = {
            "code": tr("of all together"),
            "document": tr("by document"),
            "coder": tr("by coder"),
            "case": tr("by case"),
            "time": tr("over time"),
        }
        chosen = self.by.currentData()
        self.by.blockSignals(True)
        self.by.clear()
        for way in WAYS.get(self.kind.currentData(), ()):
            if way == "attribute":
                for row in self._choices.attributes:
                    self.by.addItem(tr("by {attribute}", attribute=row.name), row.id)
            elif way != "case" or self._choices.has_cases:
                self.by.addItem(words[way], way)
        self.by.setCurrentIndex(max(0, self.by.findData(chosen)) if self.by.count() else -1)
        self.by.blockSignals(False)

    def _fill_sides(self) -> None:
        if self._way() == "coder":
            rows = [(row.id, row.name) for row in self._choices.coders]
        else:
            rows = [(row.id, row.name) for row in self._choices.documents]
        for at, box in enumerate((self.first, self.second)):
            chosen = box.currentData()
            box.blockSignals(True)
            box.clear()
            for row_id, name in rows:
                box.addItem(name, row_id)
            index = box.findData(chosen)
            box.setCurrentIndex(index if index >= 0 else min(at, box.count() - 1))
            box.blockSignals(False)

    def _say_chosen(self) -> None:
        documents, codes = (len(checklist.chosen() or ()) for checklist in (self.documents, self.codes))
        for checklist, every, several in (
            (self.documents, tr("All documents"), tr("{count} document", "{count} documents", documents)),
            (self.codes, tr("All codes"), tr("{count} code", "{count} codes", codes)),
        ):
            checklist.setText((every if checklist.chosen() is None else several) + "  ▾")
