"""What became of imported files: every file that was left out and every sentence of warning, by name."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox, QVBoxLayout, QWidget

from app.exchange.import_documents import ImportedDocument, ImportOutcome
from app.isolation import bare, in_order, isolated
from app.translation import tr
from app.ui.kit.dialog import Dialog, Scrolled
from app.ui.kit.plain import Heading, Label

SPEAKERS_NAMED = 8


class ImportResultDialog(Dialog):
    """Files that were left out stand first, then what somebody should look at, then what is there now."""

    def __init__(self, parent: QWidget | None, outcome: ImportOutcome) -> None:
        super().__init__(parent, tr("Imported documents"))
        contents = QVBoxLayout()
        contents.setSpacing(6)
        self.words = ""
        for title, sentences in _groups(outcome):
            heading = Heading(f"{title} ({len(sentences):,})")
            contents.addWidget(heading)
            for block in _blocks(sentences):
                label = Label(block, wordWrap=True)
                label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                contents.addWidget(label)
            self.words += f"{title}\n" + "\n".join(sentences) + "\n\n"
        contents.addStretch(1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.copy = buttons.addButton(tr("Copy as text"), QDialogButtonBox.ButtonRole.ActionRole)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(bare(self.words.strip())))
        self.copy.setAutoDefault(False)
        buttons.button(QDialogButtonBox.StandardButton.Close).setDefault(True)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(Scrolled(contents), 1)
        column.addWidget(buttons)
        self.resize(680, 520)


def parts_in_words(document: ImportedDocument) -> str:
    """How many turns of whom, or how many paragraphs."""
    if not document.turns:
        return tr("{count} paragraph", "{count} paragraphs", document.paragraphs)
    nobody = tr("nobody")
    named = [f"{isolated(name) or nobody} {count:,}" for name, count in document.speakers.items()]
    if len(named) > SPEAKERS_NAMED:
        named[SPEAKERS_NAMED:] = [tr("{number} more", number=len(named) - SPEAKERS_NAMED)]
    return tr(
        "{count} turn: {speakers}", "{count} turns: {speakers}", document.turns, speakers=", ".join(named)
    )


def _groups(outcome: ImportOutcome) -> Iterator[tuple[str, list[str]]]:
    warnings = [warning for document in outcome.imported for warning in document.warnings]
    imported = [f"{isolated(document.name)} – {parts_in_words(document)}" for document in outcome.imported]
    for title, sentences in (
        (tr("Not imported"), [file.reason for file in outcome.refused]),
        (tr("To look at"), warnings),
        (tr("Passed over"), [file.reason for file in outcome.passed_over]),
        (tr("Imported"), imported),
    ):
        if sentences:
            yield title, sentences


def _blocks(sentences: Sequence[str], most: int = 50) -> Iterator[str]:
    """The sentences as the text of a few labels, for hundreds of labels take long to lay out."""
    for start in range(0, len(sentences), most):
        yield "\n".join(f"• {in_order(sentence)}" for sentence in sentences[start : start + most])
