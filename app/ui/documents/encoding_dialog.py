"""Asks in which encoding text files are written that don't say so; a preview shows what each choice reads."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QWidget,
)

from app.exchange.encoding_questions import EncodingQuestion
from app.exchange.readers.encodings import ENCODINGS, called
from app.translation import tr
from app.ui.kit.choice import ChoiceBox
from app.ui.kit.elided import NamesDelegate
from app.ui.kit.form import Choosing
from app.ui.kit.lines import below, beside
from app.ui.kit.plain import Heading, Label, plain_tip

LIST_WIDTH = 220


class EncodingDialog(Choosing):
    """One file at a time: its encoding, and lines with letters beyond ASCII as they read in it."""

    def __init__(self, parent: QWidget | None, questions: Sequence[EncodingQuestion]) -> None:
        super().__init__(parent, tr("Encoding of text files"), tr("Import"))
        self._questions = list(questions)
        self._chosen = [question.guessed for question in questions]
        self.files = QListWidget()
        self.files.setItemDelegate(NamesDelegate(self.files))
        self.files.setAccessibleName(tr("Files"))
        self.files.setFixedWidth(LIST_WIDTH)
        self.files.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.files.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for question in questions:
            item = QListWidgetItem(question.path.name, self.files)
            item.setToolTip(plain_tip(str(question.path)))
        self.encoding = ChoiceBox()
        self.encoding.setAccessibleName(tr("Encoding"))
        for name in [*ENCODINGS, *sorted(set(self._chosen) - set(ENCODINGS))]:
            self.encoding.addItem(called(name), name)
        self.same = QCheckBox(tr("The same for all these files"))
        self.preview = QPlainTextEdit(readOnly=True)
        self.preview.setAccessibleName(tr("Preview"))
        self.preview.setTabChangesFocus(True)
        self._lay_out(several=len(questions) > 1)
        self.files.currentRowChanged.connect(self._show_file)
        self.encoding.currentIndexChanged.connect(self._choose)
        self.same.toggled.connect(self._choose)
        self.files.setCurrentRow(0)

    def encodings(self) -> dict[Path, str]:
        """The encoding chosen for each file."""
        files = zip(self._questions, self._chosen, strict=True)
        return {question.path: encoding for question, encoding in files}

    def _lay_out(self, *, several: bool) -> None:
        heading = Heading(tr("Do these letters read right?"))
        words = tr(
            "These text files don't say how their letters are encoded; Intercoder guessed. Where letters are "
            "wrong, choose another encoding. The files themselves stay as they are."
        )
        right = below(self.encoding, self.same, (self.preview, 1))
        row = beside(self.files, (right, 1))
        self.files.setVisible(several)
        self.same.setVisible(several)
        column = below(heading, Label(words, wordWrap=True), (row, 1))
        self.lay_out(column, 760, 480)

    def submit(self) -> None:
        """Whoever opened it imports when it is accepted: it takes a while."""

    def _show_file(self, row: int) -> None:
        self.encoding.setCurrentIndex(self.encoding.findData(self._chosen[row]))
        self._preview()

    def _choose(self) -> None:
        chosen = str(self.encoding.currentData())
        if self.same.isChecked():
            self._chosen = [chosen] * len(self._chosen)
        else:
            self._chosen[self.files.currentRow()] = chosen
        self._preview()

    def _preview(self) -> None:
        question = self._questions[self.files.currentRow()]
        self.preview.setPlainText(question.read_as(str(self.encoding.currentData())))
