"""Agreement of every closed round side by side, between coders and of coders who coded again."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHeaderView,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.agreement.study.by_round import over_rounds, with_oneself
from app.agreement.study.material import UNITS, Scope
from app.jobs import Job
from app.report.names import unit_name
from app.report.over_rounds import RoundComparisons, RoundLine, table
from app.report.statistics import ALPHA, statistic_name
from app.store.changes import Changes
from app.translation import tr
from app.ui import jobs
from app.ui.kit.choice import ChoiceBox
from app.ui.kit.lines import STRETCH, below, beside
from app.ui.kit.plain import Hint, Label
from app.ui.kit.table import TableModel
from app.ui.kit.table_view import TableView
from app.ui.live import Live
from app.ui.rounds.trend import Point, Trend
from app.ui.session import ProjectSession

STATISTIC = ALPHA


class OverTime(QWidget):
    """Computes in the background when it is seen, and again when a round was closed."""

    def __init__(self, session: ProjectSession) -> None:
        super().__init__()
        self._session = session
        self._job = jobs.Newest(self)
        self.unit = ChoiceBox()
        for unit in UNITS:
            self.unit.addItem(unit_name(unit), unit)
        self.unit.setCurrentIndex(self.unit.findData("turn"))
        self.unit.setAccessibleName(tr("Unit"))
        self.unit.currentIndexChanged.connect(lambda _: self._compute(None))
        self.trend = Trend()
        self.model = TableModel[RoundLine]()
        self.table = TableView(tr("Agreement by round"), self.model)
        self.sentence = Hint()
        self._lay_out()
        Live(self, session, ("round", "assignment", "snapshot", "snapshot_document"), self._renew)

    def _lay_out(self) -> None:
        head = beside(Label(tr("{statistic} by", statistic=statistic_name(STATISTIC))), self.unit, STRETCH)
        page, inner = QWidget(), QVBoxLayout()
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addLayout(head)
        inner.addWidget(self.trend)
        inner.addWidget(self.table, 1)
        inner.addWidget(self.sentence)
        page.setLayout(inner)
        empty = Hint(
            tr(
                "No round is closed yet.\n\nWhen one is, its agreement stands here for ever, whatever is "
                "edited later, beside that of the rounds before it."
            ),
        )
        empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        empty.setContentsMargins(8, 12, 8, 8)
        self.pages = QStackedWidget()
        self.pages.addWidget(page)
        self.pages.addWidget(empty)
        below(self.pages, on=self, margins=(0, 8, 0, 0))

    def _renew(self, _: Changes | None) -> None:
        """Empty what may not be seen any more before it is computed anew."""
        self.model.show_table(table(RoundComparisons((), ())))
        self.trend.show_points([])
        self._compute(None)

    def _compute(self, _: Changes | None) -> None:
        scope = Scope(unit=self.unit.currentData())
        project = self._session.project

        def work(job: Job) -> RoundComparisons:
            with project.read() as reading:
                between = over_rounds(reading, scope, statistic=STATISTIC, intervals=True, job=job)
                oneself = with_oneself(reading, scope, statistics=[STATISTIC], intervals=True, job=job)
                return RoundComparisons(between, oneself)

        self._job.run(tr("Comparing rounds"), work, self.show_found)

    def show_found(self, comparisons: RoundComparisons) -> None:
        """Show what was computed."""
        self.pages.setCurrentIndex(0 if comparisons.between else 1)
        self.model.show_table(table(comparisons))
        head = self.table.horizontalHeader()
        for column in range(1, self.model.columnCount()):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        if self.model.columnCount():
            head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.trend.show_points(
            [Point(of_round.round.name, of_round.overall) for of_round in comparisons.between]
        )
        self.sentence.setText(
            tr(
                "From what was frozen when each round was closed. Intervals: 95 %, by leaving out "
                "documents. “Coding again” compares a coder’s first codings with hidden repeats of the same "
                "documents."
            )
        )
