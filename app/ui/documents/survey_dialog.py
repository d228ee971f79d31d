"""A survey before it comes in: what each column is, and beside it what that comes to."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QWidget

from app.errors import UserError
from app.exchange.survey import survey_of, survey_table
from app.exchange.survey_draft import (
    ROLE_NAMES,
    Role,
    SurveyColumn,
    SurveyDraft,
    plan_in_words,
    survey_columns,
)
from app.exchange.survey_import import SurveyPlan, import_survey, plan_survey
from app.exchange.tables import SPREADSHEETS, Table
from app.isolation import in_order
from app.jobs import Job
from app.report.tables import ReportTable
from app.translation import tr, translated
from app.ui import jobs
from app.ui.kit.choice import ChoiceBox
from app.ui.kit.dialog import open_and_forget
from app.ui.kit.file_dialog import FileDialog
from app.ui.kit.folders import last_folder, remember_folder
from app.ui.kit.form import Choosing
from app.ui.kit.lines import NO_MARGINS, below, beside
from app.ui.kit.plain import Heading, Hint, Label
from app.ui.kit.table import TableModel
from app.ui.kit.table_view import TableView
from app.ui.message_bar import MessageBar
from app.ui.session import ProjectSession

TEXT_FILES = (".csv", ".tsv")


def ask_and_import(window: QWidget, session: ProjectSession, messages: MessageBar) -> None:
    """Ask for a table, show what its columns are, and import it as one step."""
    patterns = tr(
        "Tables ({patterns})", patterns=" ".join(f"*{ending}" for ending in (*SPREADSHEETS, *TEXT_FILES))
    )
    name = FileDialog.file_to_open(window, tr("Import a survey"), last_folder(), patterns)
    if name:
        remember_folder(Path(name).parent)
        show_survey(window, session, messages, Path(name))


def show_survey(window: QWidget, session: ProjectSession, messages: MessageBar, path: Path) -> None:
    """Read a table in the background, and show it."""

    def show(table: Table) -> None:
        dialog = SurveyDialog(window, session, table)
        dialog.accepted.connect(lambda: _import(window, session, messages, dialog.plan))
        open_and_forget(dialog)

    jobs.run(window, tr("Reading the survey"), lambda _: survey_table(path), show)


def _import(window: QWidget, session: ProjectSession, messages: MessageBar, plan: SurveyPlan | None) -> None:
    if plan is None:
        return

    def tell(_: None) -> None:
        session.look()
        messages.show_news(" ".join([tr("The survey was imported:"), *plan_in_words(plan)]))

    jobs.run(window, tr("Importing the survey"), lambda job: import_survey(session.project, plan, job), tell)


class SurveyDialog(Choosing):
    """Columns to the left, what they come to on the right; `plan` is what Import does."""

    def __init__(self, parent: QWidget | None, session: ProjectSession, table: Table) -> None:
        super().__init__(parent, tr("Import a survey"), tr("Import"))
        self._session, self.draft = session, SurveyDraft(table)
        self.plan: SurveyPlan | None = None
        self._newest = jobs.Newest(self)
        self.columns = TableModel(ReportTable(survey_columns()))
        self.table = TableView(tr("Columns"), self.columns, (200, 120, 110, 80, 95), stretched=5)
        self.layout_choice = ChoiceBox()
        self.layout_choice.setAccessibleName(tr("Documents"))
        self.layout_choice.addItem(tr("one for each question"), "question")
        self.layout_choice.addItem(tr("one for each respondent"), "respondent")
        self.words = Label(wordWrap=True)
        self.sample = QPlainTextEdit(readOnly=True)
        self.sample.setAccessibleName(tr("The first document"))
        self.sample.setTabChangesFocus(True)
        self._lay_out()
        self.layout_choice.currentIndexChanged.connect(self._set_layout)
        self._look()

    def _lay_out(self) -> None:
        hint = Hint(
            tr(
                "Answers to open questions become texts to be coded, attributes what is known of "
                "respondents, who become cases. Say what each column is."
            )
        )
        buttons = beside(margins=NO_MARGINS)
        for role, words in ROLE_NAMES.items():
            button = QPushButton(tr("It is: {role}", role=translated(words)), autoDefault=False)
            button.clicked.connect(partial(self.set_role, role))
            buttons.addWidget(button)
        buttons.addStretch(1)
        layouts = beside(Label(tr("Documents:")), self.layout_choice, margins=NO_MARGINS)
        layouts.addStretch(1)
        left = below(Heading(tr("Columns")), (self.table, 1), buttons, layouts)
        right = below(
            Heading(tr("What comes in")), self.words, Heading(tr("The first document")), (self.sample, 1)
        )
        row = beside((left, 3), (right, 2), spacing=16)
        self.lay_out(below(hint, (row, 1)), 1080, 560)

    def set_role(self, role: Role, _: bool = False) -> None:
        """Say what the chosen columns are."""
        rows = self.table.selectionModel().selectedRows()
        self.draft.set_role([self.columns.row(index.row()).header for index in rows], role)
        self._look()

    def _set_layout(self) -> None:
        self.draft.set_layout(self.layout_choice.currentData())
        self._look()

    def _look(self) -> None:
        """Show the columns at once, and what they come to as soon as that is known."""
        self.plan = None
        self.ok.setEnabled(False)
        self._show_columns()
        try:
            self.sample.setPlainText(self.draft.sample())
        except UserError as refusal:
            self._newest.cancel()
            self.sample.clear()
            self.words.setText(in_order(str(refusal)))
            return
        self._newest.run("", self._planned, self._show_plan, self._say_refused)

    def _planned(self, _: Job) -> SurveyPlan:
        return plan_survey(self._session.project, survey_of(self.draft.table, self.draft.map))

    def _show_plan(self, plan: SurveyPlan) -> None:
        self.plan = plan
        self.words.setText("\n".join(f"• {in_order(sentence)}" for sentence in plan_in_words(plan)))
        self.ok.setEnabled(not plan.wrong and not plan.does_nothing)
        self._show_columns()

    def _say_refused(self, sentence: str) -> None:
        self.words.setText(in_order(sentence))

    def _show_columns(self) -> None:
        chosen: Sequence[int] = [index.row() for index in self.table.selectionModel().selectedRows()]
        rows: list[SurveyColumn] = self.draft.columns(self.plan)
        self.columns.show_rows(rows)
        for line in chosen or [0]:
            self.table.selectionModel().select(
                self.columns.index(line, 0),
                self.table.selectionModel().SelectionFlag.Select
                | self.table.selectionModel().SelectionFlag.Rows,
            )

    def submit(self) -> None:
        """Whoever opened it imports when it is accepted: it takes a while."""
