"""The rounds of a project in a window of its own: what is planned, how far it is, and closing it."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QListView,
    QPushButton,
    QStackedWidget,
    QTableView,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.coders.queries import coders
from app.documents.queries import documents
from app.report import rounds as words
from app.report.round_plan import PlannedDocument, RoundCoder, plan_of, table
from app.report.tables import ReportTable
from app.rounds.queries import RoundRow, assignments, rounds
from app.store.changes import Changes
from app.store.leading import ROUNDS, without_lead
from app.translation import tr
from app.ui.kit.dialog import Dialog
from app.ui.kit.elided import NamesDelegate
from app.ui.kit.lines import STRETCH, below
from app.ui.kit.plain import Heading, Hint, Label
from app.ui.kit.splitter import Splitter
from app.ui.kit.table import ROW, TableModel
from app.ui.kit.table_view import TableView
from app.ui.live import Live
from app.ui.rounds import steps
from app.ui.rounds.list import RoundDelegate
from app.ui.rounds.members import ask_and_change_members
from app.ui.rounds.over_time import OverTime
from app.ui.rounds.plan_table import StateDelegate
from app.ui.rounds.score import Scores
from app.ui.session import ProjectSession

TABLES = ("round", "assignment", "coding", "coder", "document", "snapshot", "codebook_version")
SCORES = 2  # the tab
WIDEST = 300  # so that coders are seen beside long names of documents


class RoundsDialog(Dialog):
    """Stays open beside the work; progress arrives while others code."""

    passage_opened = Signal(int, int, int)

    def __init__(self, parent: QWidget, session: ProjectSession) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Rounds"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self.list = QListView()
        self.rounds = TableModel(ReportTable(words.columns()))
        self.list.setModel(self.rounds)
        self.list.setItemDelegate(RoundDelegate(self.list))
        self.list.setAccessibleName(tr("Rounds"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.selectionModel().currentChanged.connect(self._show_chosen)
        self.name = Heading()
        self.facts = Label(wordWrap=True)
        self.details = Hint()
        self.plan = TableModel[PlannedDocument]()
        self.table = self._make_table()
        self.over_time = OverTime(session)
        self.scores = Scores(session)
        self.scores.passage_opened.connect(self.passage_opened)
        self._buttons()
        self._lay_out()
        Live(self, session, TABLES, self._refresh)

    def chosen(self) -> RoundRow | None:
        """The round that is shown."""
        row: RoundRow | None = self.list.currentIndex().data(ROW)
        return row

    def choose(self, round_id: int) -> None:
        """Show a round."""
        self.list.setCurrentIndex(self.rounds.index(self._line_of(round_id), 0))

    def _line_of(self, round_id: int) -> int:
        return self.rounds.line_of(lambda row: row.id == round_id)

    def _make_table(self) -> QTableView:
        view = TableView(tr("Who codes what"), self.plan)
        view.setItemDelegate(StateDelegate(view))
        view.setItemDelegateForColumn(0, NamesDelegate(view))
        header = view.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setMaximumSectionSize(WIDEST)
        return view

    def _buttons(self) -> None:
        self.new = QPushButton(tr("&New round…"))
        self.new.clicked.connect(self._plan_new)
        self.rename = QPushButton(tr("Na&me and note…"))
        self.members = QPushButton(tr("Coders and &documents…"))
        self.unblind = QPushButton(tr("Let coders &see one another…"))
        self.remove = QPushButton(tr("&Remove"))
        self.close_round = QPushButton(tr("&Close round…"))
        for button, step in (
            (self.rename, steps.ask_and_rename),
            (self.members, ask_and_change_members),
            (self.unblind, steps.ask_and_unblind),
            (self.remove, steps.ask_and_remove),
            (self.close_round, steps.ask_and_close),
        ):
            button.setAutoDefault(False)
            button.clicked.connect(partial(self._do, step))

    def _lay_out(self) -> None:
        left, left_column = QWidget(), QVBoxLayout()
        left_column.setContentsMargins(0, 0, 8, 0)
        left_column.addWidget(self.list, 1)
        left_column.addWidget(self.new)
        left.setLayout(left_column)
        self.right = QStackedWidget()
        self.right.addWidget(self._one_round())
        self.right.addWidget(self._nothing_yet())
        self.no_lead = Hint()
        below((Splitter((left, self.right), (280, 620)), 1), self.no_lead, on=self)
        self.resize(940, 600)

    def _one_round(self) -> QWidget:
        page = QFrame()
        column = below(on=page, margins=(8, 0, 0, 0), spacing=6)
        for label in (self.name, self.facts, self.details):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label)
        column.addSpacing(6)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.table, tr("Who codes what"))
        self.tabs.addTab(self.over_time, tr("Agreement over rounds"))
        self.tabs.addTab(self.scores, tr("Scores"))
        column.addWidget(self.tabs, 1)
        first, second = QHBoxLayout(), QHBoxLayout()
        for button in (self.rename, self.members, self.unblind):
            first.addWidget(button)
        first.addStretch()
        second.addWidget(self.remove)
        second.addStretch()
        second.addWidget(self.close_round)
        column.addLayout(first)
        column.addLayout(second)
        return page

    def _nothing_yet(self) -> QWidget:
        page = QWidget()
        text = Hint(
            tr(
                "No rounds yet.\n\nA round says who codes which documents. While a blind round is open, "
                "nobody sees another’s codings of it. When it is closed they are frozen: agreement is "
                "computed from them for ever, and the disagreements can be settled in Reconcile.\n\n"
                "It takes documents that were imported, and for agreement two coders in the team."
            ),
        )
        below(text, STRETCH, on=page, margins=(24, 16, 24, 16))
        return page

    def _refresh(self, _: Changes | None) -> None:
        before = self.chosen()
        with self._session.project.read() as reading:
            rows = rounds(reading)
            self.no_lead.setText(without_lead(reading))
        self.no_lead.setVisible(bool(self.no_lead.text()))
        self.list.selectionModel().blockSignals(True)
        self.rounds.show_rows(rows[::-1])  # the latest first
        self.list.selectionModel().blockSignals(False)
        line = self._line_of(before.id) if before else 0
        self.list.setCurrentIndex(self.rounds.index(max(0, line), 0))
        self.right.setCurrentIndex(0 if rows else 1)
        self._show_chosen()

    def _show_chosen(self, *_: object) -> None:
        row = self.chosen()
        if row is None:
            return
        self.name.setText(row.name)
        self.facts.setText(words.facts(row))
        self.details.setText(words.details(row))
        with self._session.project.read() as reading:
            names = {document.id: document.name for document in documents(reading)}
            people = {
                coder.id: RoundCoder(coder.id, coder.name, coder.initials, coder.colour)
                for coder in coders(reading)
            }
            plan = plan_of(assignments(reading, row.id), names, people)
        self.plan.show_table(table(plan))
        is_open = row.closed_at is None
        scored = row.kind == "calibration" and not is_open
        self.tabs.setTabVisible(SCORES, scored)
        if scored:
            self.scores.show_round(row)
        self.members.setVisible(is_open)
        self.unblind.setVisible(is_open and row.blind)
        self.remove.setVisible(is_open and not row.started and not row.completed)
        self.close_round.setVisible(is_open)

    def _plan_new(self) -> None:
        from app.ui.rounds.new_round import NewRoundDialog

        self._session.refuse_all_but_leads(ROUNDS)
        dialog = NewRoundDialog(self, self._session)
        dialog.planned.connect(self.choose)
        dialog.open()

    def _do(self, step: steps.Step) -> None:
        row = self.chosen()
        if row is not None:
            step(self, self._session, row)
