"""What became of imported files: what was left out, what to look at, and each document with who speaks."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.exchange.import_documents import ImportedDocument, ImportOutcome
from app.exchange.import_tables import read_as
from app.isolation import bare, in_order, isolated
from app.report.tables import ReportTable, TableColumn
from app.translation import tr
from app.ui.kit.dialog import Dialog, Scrolled
from app.ui.kit.lines import below
from app.ui.kit.plain import Heading, Label
from app.ui.kit.table import TableModel
from app.ui.kit.table_view import TableView

SPEAKERS_NAMED = 8


@dataclass(frozen=True)
class ShowsDocument:
    """What shows a document by its id, and what shows its speakers and turns."""

    text: Callable[[int], object]
    turns: Callable[[int], object]


class ImportResultDialog(Dialog):
    """Files that were left out stand first, then what somebody should look at, then what is there now."""

    def __init__(self, parent: QWidget | None, outcome: ImportOutcome, shows: ShowsDocument) -> None:
        super().__init__(parent, tr("Imported documents"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._shows = shows
        contents = below(spacing=6)
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
        if self.words:
            column.addWidget(Scrolled(contents), 1)
        if outcome.imported:
            self._lay_out_imported(column, outcome.imported)
            self.words += "\n".join(_as_copied(outcome.imported))
        column.addWidget(buttons)
        self.resize(780, 560)

    def _lay_out_imported(self, column: QVBoxLayout, imported: Sequence[ImportedDocument]) -> None:
        self.documents = TableModel(ReportTable(imported_columns(), imported))
        name = tr("Imported")
        self.table = TableView(name, self.documents, (170, 80, 180), stretched=3)
        self.table.doubleClicked.connect(lambda _: self._show(self._shows.text))
        self.table.selectRow(0)
        column.addWidget(Heading(f"{name} ({len(imported):,})"))
        column.addWidget(self.table, 1)
        row = QHBoxLayout()
        for words, show in ((tr("Open"), self._shows.text), (tr("Speakers and turns…"), self._shows.turns)):
            button = QPushButton(words, autoDefault=False)
            button.clicked.connect(lambda _=False, show=show: self._show(show))
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)

    def _show(self, show: Callable[[int], object]) -> None:
        lines = self.table.selectionModel().selectedRows()
        if lines:
            show(self.documents.row(lines[0].row()).document_id)


def imported_columns() -> list[TableColumn[ImportedDocument]]:
    """A document, what was recognised in it, and how often each speaks."""
    return [
        TableColumn(tr("Document"), lambda row: row.name, tip=lambda row: row.file),
        TableColumn(tr("To look at"), lambda row: len(row.warnings) or None, "count", tip=_warnings),
        TableColumn(tr("Read as"), lambda row: read_as(row.dialect, row.turns)),
        TableColumn(tr("Speakers"), parts_in_words, tip=parts_in_words),
    ]


def _warnings(row: ImportedDocument) -> str:
    return "\n".join(row.warnings)


def _as_copied(imported: Sequence[ImportedDocument]) -> Iterator[str]:
    yield tr("Imported")
    for document in imported:
        yield f"{isolated(document.name)} – {parts_in_words(document)}"


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
    for title, sentences in (
        (tr("Not imported"), [file.reason for file in outcome.refused]),
        (tr("To look at"), warnings),
        (tr("Passed over"), [file.reason for file in outcome.passed_over]),
    ):
        if sentences:
            yield title, sentences


def _blocks(sentences: Sequence[str], most: int = 50) -> Iterator[str]:
    """The sentences as the text of a few labels, for hundreds of labels take long to lay out."""
    for start in range(0, len(sentences), most):
        yield "\n".join(f"• {in_order(sentence)}" for sentence in sentences[start : start + most])
