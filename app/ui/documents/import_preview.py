"""Files before they come in: who speaks in them is put right here, for all of them alike, by a click each."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import partial
from typing import Literal

from PySide6.QtWidgets import QCheckBox, QMenu, QPushButton, QSizePolicy, QWidget

from app.documents.dialects import NO_SPEAKERS
from app.documents.roles import ROLES
from app.exchange.import_choices import ImportChoices
from app.exchange.import_documents import FilesRead, read_files
from app.exchange.import_draft import ChosenDoubt, ChosenLabel, ImportDraft
from app.exchange.import_preview import FileRow, file_rows
from app.exchange.import_tables import DIALECTS, doubt_columns, file_columns, label_columns
from app.report.tables import ReportTable
from app.report.turns import ROLE_WORDS
from app.translation import tr, translated
from app.ui import jobs
from app.ui.kit.dialog import open_and_forget
from app.ui.kit.form import Choosing
from app.ui.kit.lines import NO_MARGINS, below, beside
from app.ui.kit.naming import NamingDialog
from app.ui.kit.plain import Heading, Hint
from app.ui.kit.table import TableModel
from app.ui.kit.table_view import TableView

LEAST_HIGH, DOUBTS_HIGH = 100, 110  # pixels


class ImportPreviewDialog(Choosing):
    """Labels above, lines that look like them below, then the texts; what is chosen in a table is what the
    buttons under it act on.
    """

    def __init__(self, parent: QWidget | None, files: FilesRead, choices: ImportChoices) -> None:
        super().__init__(parent, tr("Import documents"), tr("Import"))
        self.draft = ImportDraft(files, choices)
        self.labels = TableModel(ReportTable(label_columns()))
        self.label_table = TableView(tr("Labels"), self.labels, (170, 150, 190, 110, 70, 70), stretched=6)
        self.doubts = TableModel(ReportTable(doubt_columns()))
        self.doubt_table = TableView(tr("Lines"), self.doubts, (170, 60, 150, 130), stretched=4)
        self.texts = TableModel(ReportTable(file_columns()))
        self.text_table = TableView(tr("Texts"), self.texts, (240, 220, 70, 100, 110, 100), stretched=1)
        self.duplicates = QCheckBox(tr("Leave out texts that are in the project already"))
        self._lay_out()
        self.label_table.doubleClicked.connect(lambda _: self.rename())
        self.doubt_table.doubleClicked.connect(lambda _: self.take(self._chosen_doubts(), taken=True))
        self._show()

    def choices(self) -> ImportChoices:
        """What was chosen."""
        duplicates: Literal["import", "leave out"] = "leave out" if self.duplicates.isChecked() else "import"
        return replace(self.draft.choices(), duplicates=duplicates)

    def submit(self) -> None:
        """Whoever opened it imports when it is accepted: it takes a while."""

    # how it looks

    def _lay_out(self) -> None:
        hint = tr(
            "Nothing is in the project yet. Texts stay as they are written; names and roles hold for all of "
            "these files alike, and can be put right later, too."
        )
        self.speakers = self._part(
            Heading(tr("Who speaks")),
            self.label_table,
            self._row(
                (tr("Call otherwise or merge…"), self.rename),
                (tr("Make them one"), self.merge),
                (tr("Role"), self._role_menu()),
                (tr("Not to be coded"), lambda: self.set_codable(codable=False)),
                (tr("To be coded"), lambda: self.set_codable(codable=True)),
            ),
        )
        self.doubtful = self._part(
            Heading(tr("Lines that look like a speaker’s")),
            self.doubt_table,
            self._row(
                (tr("Begins a turn"), lambda: self.take(self._chosen_doubts(), taken=True)),
                (tr("All begin turns"), lambda: self.take(self.doubts.rows(), taken=True)),
                (tr("Begins none"), lambda: self.take(self._chosen_doubts(), taken=False)),
            ),
        )
        texts = self._part(
            Heading(tr("Texts")),
            self.text_table,
            self._row(
                (tr("Read as"), self._form_menu()),
                (tr("No speakers here"), lambda: self.read_as(NO_SPEAKERS)),
            ),
        )
        self.doubt_table.setMaximumHeight(DOUBTS_HIGH)
        for table in (self.label_table, self.text_table):
            table.setMinimumHeight(LEAST_HIGH)
            table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        column = below(Hint(hint), (self.speakers, 3), self.doubtful, (texts, 2), self.duplicates)
        self.lay_out(column, 960, 620)

    def _part(self, *parts: QWidget) -> QWidget:
        part = QWidget()
        below(*((item, int(isinstance(item, TableView))) for item in parts), on=part, margins=NO_MARGINS)
        return part

    def _row(self, *buttons: tuple[str, Callable[[], object] | QMenu]) -> QWidget:
        row = QWidget()
        line = beside(on=row, margins=NO_MARGINS)
        for words, does in buttons:
            button = QPushButton(words, autoDefault=False)
            if isinstance(does, QMenu):
                button.setMenu(does)
            else:
                button.clicked.connect(lambda _=False, does=does: does())
            line.addWidget(button)
        line.addStretch(1)
        return row

    def _role_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(tr("by the name"), lambda: self.give_role(""))
        for role in ROLES:
            menu.addAction(translated(ROLE_WORDS[role]), partial(self.give_role, role))
        return menu

    def _form_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(tr("as it is recognised"), lambda: self.read_as(""))
        menu.addAction(tr("text without speakers"), lambda: self.read_as(NO_SPEAKERS))
        menu.addSeparator()
        for name, words in DIALECTS.items():
            menu.addAction(translated(words), partial(self.read_as, name))
        return menu

    def _show(self) -> None:
        chosen = {label.row.label for label in self._chosen_labels()}
        labels, doubts = self.draft.labels(), self.draft.doubts()
        self.labels.show_rows(labels)
        self.doubts.show_rows(doubts)
        self.texts.show_rows(file_rows(self.draft.files))
        self.speakers.setVisible(bool(labels))
        self.doubtful.setVisible(bool(doubts))
        self.label_table.selectRow(max(0, self.labels.line_of(lambda label: label.row.label in chosen)))
        for table in (self.doubt_table, self.text_table):
            if not table.selectionModel().hasSelection():
                table.selectRow(0)

    def _chosen_labels(self) -> Sequence[ChosenLabel]:
        return [self.labels.row(index.row()) for index in self.label_table.selectionModel().selectedRows()]

    def _chosen_doubts(self) -> Sequence[ChosenDoubt]:
        return [self.doubts.row(index.row()) for index in self.doubt_table.selectionModel().selectedRows()]

    def _chosen_texts(self) -> Sequence[FileRow]:
        return [self.texts.row(index.row()) for index in self.text_table.selectionModel().selectedRows()]

    # what is done

    def rename(self) -> None:
        """Ask what the chosen labels are called; under the name of another they become one with it."""
        chosen = self._chosen_labels()
        if chosen:
            names = list(dict.fromkeys(label.name for label in self.labels.rows() if label.name))
            dialog = NamingDialog(
                self,
                tr("What are they called?"),
                tr("The name of another speaker makes the two one. Empty: nobody is named."),
                names,
                chosen[0].row.like or chosen[0].name,
                partial(self.call, chosen),
            )
            open_and_forget(dialog)

    def call(self, chosen: Sequence[ChosenLabel], name: str) -> None:
        """Let labels be called so."""
        self.draft.call(chosen, name)
        self._show()

    def merge(self) -> None:
        """Make the chosen labels one."""
        if chosen := self._chosen_labels():
            self.draft.merge(chosen)
            self._show()

    def give_role(self, role: str) -> None:
        """Give the chosen speakers a role."""
        self.draft.give_role(self._chosen_labels(), role)
        self._show()

    def set_codable(self, *, codable: bool) -> None:
        """Say whether the chosen speakers' turns are there to be coded."""
        self.draft.set_codable(self._chosen_labels(), codable=codable)
        self._show()

    def take(self, chosen: Collection[ChosenDoubt], *, taken: bool) -> None:
        """Let lines begin turns, or none."""
        self.draft.take(chosen, taken=taken)
        self._show()

    def read_as(self, dialect: str) -> None:
        """Read the chosen texts anew, in another form."""
        paths = list(dict.fromkeys(row.path for row in self._chosen_texts()))
        if paths:
            choices = self.draft.read_as(paths, dialect)
            jobs.run(self, tr("Reading files"), lambda job: read_files(paths, job, choices), self._take_anew)

    def _take_anew(self, anew: FilesRead) -> None:
        self.draft.take_anew(anew)
        self._show()
