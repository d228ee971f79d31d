"""The Agreement workspace: the scope in words, the table, and the passages behind each of its lines."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QPushButton,
    QStackedWidget,
    QTabBar,
    QWidget,
)

from app.agreement.coefficients.values import Value
from app.agreement.study.material import ScopeReading
from app.agreement.study.results import Result
from app.errors import UserError
from app.jobs import Job
from app.report.agreement_lines import LEVELS, AgreementLine
from app.report.agreement_notes import notes_of
from app.report.chosen_lines import ChosenLines
from app.report.comparing import ShownComparison, alpha_at, compare, read
from app.report.comparison_choices import ComparisonChoices, remember
from app.report.comparison_options import ComparisonOptions, comparison_options, first_choices, keep_speakers
from app.report.differing_passages import Passages, passages_behind
from app.report.drawing.of_agreement import interval_drawing
from app.report.drawing.shapes import Drawing
from app.report.figures import interval_chart
from app.report.obstacles import invitation, of_comparing
from app.report.statistics import PERCENT
from app.rounds.seen import is_seen
from app.store import Project
from app.store.changes import Changes
from app.translation import tr
from app.ui import jobs
from app.ui.agreement.deeper.pages import VIEWS, DeeperViews
from app.ui.agreement.out_of_date import Latest
from app.ui.agreement.passages.detail import Detail
from app.ui.agreement.passages.listed import DifferenceList
from app.ui.agreement.reports.menu import Reports
from app.ui.agreement.scope_bar import ScopeBar
from app.ui.agreement.table.view import LinesView
from app.ui.agreement.unit_strip import UnitStrip
from app.ui.kit.buttons import tool_button
from app.ui.kit.column import column_of
from app.ui.kit.hint_page import hint_page
from app.ui.kit.lines import NO_MARGINS, below, beside
from app.ui.kit.plain import Hint
from app.ui.kit.splitter import Splitter
from app.ui.live import Live
from app.ui.pictures.painting import measure
from app.ui.pictures.saving import ask_and_save
from app.ui.session import ProjectSession

CHEAPEST_FIRST = ("document", "case", "passage", "turn", "character", "sentence", "token")
FOOT = 230  # pixels of the formulas, at first


class AgreementWorkspace(QWidget):
    """Computes when asked to, in the background, and says when its numbers are no longer those of now."""

    passage_opened = Signal(int, int, int)

    def __init__(self, session: ProjectSession) -> None:
        super().__init__()
        self.session = session
        self.scope = ScopeBar()
        self.levels = QTabBar()
        self.reports = Reports(session, self._with_codes)
        self.table = LinesView()
        self.notes = Hint()
        self.units = UnitStrip()
        self.deeper = DeeperViews()
        tip = tr("Save what is drawn as PNG or SVG, fit for a paper")
        self.save_figure = tool_button(tr("Save figure"), tip, self._save_figure)
        self.passages = DifferenceList()
        self.detail = Detail()
        self._options: ComparisonOptions | None = None
        self._chosen = ChosenLines()
        self._compared: dict[str, ShownComparison] = {}
        self._computed: ComparisonChoices | None = None
        self._reading: ScopeReading | None = None
        self._latest = Latest()
        self._jobs: dict[str, jobs.Newest] = {}
        self._pages = QStackedWidget()
        self.hint, self.first = Hint(), QPushButton(tr("Compute agreement"))
        self.first.setProperty("primary", True)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.notes.setContentsMargins(14, 6, 14, 6)
        top = self._head()
        self.left = QStackedWidget()
        self.left.addWidget(column_of(self.table, self.notes, self.units, grows=self.table))
        self.left.addWidget(self.deeper)
        self.right = Splitter((self.passages, self.detail), (2 * FOOT, FOOT), (1,), down=True)
        for part, least in ((self.left, 480), (self.right, 300)):
            part.setMinimumWidth(least)
        self.splitter = Splitter((self.left, self.right), (880, 400), (3, 2))
        self._pages.addWidget(hint_page(self.hint, self.first, wide=480))
        self._pages.addWidget(column_of(top, self.splitter, grows=self.splitter))
        below(column_of(self.scope, self._pages, grows=self._pages), on=self, margins=NO_MARGINS)
        self.passages.show_hint()

    def _head(self) -> QWidget:
        lines = tr("by code"), tr("by pair"), tr("by document")
        deeper = tr("by group"), tr("why"), tr("confusion"), tr("pair matrix")
        for words in (*lines, *deeper):
            self.levels.addTab(words)
        self.levels.setDrawBase(False)
        self.levels.setExpanding(False)
        self.levels.setAccessibleName(tr("Agreement by"))
        head = beside((self.levels, 1), self.save_figure, self.reports, margins=NO_MARGINS, spacing=2)
        top = QWidget()
        top.setLayout(head)
        return top

    def _connect(self) -> None:
        self.scope.changed.connect(self._take_choices)
        self.scope.threshold_changed.connect(self._take_choices)
        self.scope.compute_wanted.connect(self.compute)
        self.first.clicked.connect(self.compute)
        self.units.unit_wanted.connect(self._change_unit)
        self.levels.currentChanged.connect(self._show_level)
        self.table.line_chosen.connect(self._show_line)
        self.deeper.passages_wanted.connect(self._look_for_passages)
        self.deeper.pair_chosen.connect(self._show_line_of)
        self.passages.passage_opened.connect(self.passage_opened)
        keys = QShortcut(QKeySequence(Qt.Key.Key_F5), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.compute)
        for button in (self.first, self.scope.compute):
            for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                press = QShortcut(QKeySequence(key), button)
                press.setContext(Qt.ShortcutContext.WidgetShortcut)
                press.activated.connect(button.click)
        self.session.changed.connect(self._watch)
        Live(
            self,
            self.session,
            ("assignment", "code", "coder", "document", "region", "snapshot"),
            self._refresh,
        )

    # what can be compared

    def _refresh(self, _: Changes | None) -> None:
        self._forget_unseen()
        with self.session.project.read() as reading:
            self._options = comparison_options(reading)
            first = not self._options.project or self._computed is None
            choices = first_choices(reading, self._options) if first else self.scope.choices()
            if choices.round_id is not None:
                self._options = comparison_options(reading, choices.round_id)
        self.scope.show_choices(self._options, choices.among(*self._options.everything()))
        self.table.show_threshold(self.scope.choices().threshold)
        self._show_state()
        if first:
            self.first.setFocus()

    def _forget_unseen(self) -> None:
        """What may not be seen any more is emptied at once."""
        with self.session.project.read() as reading:
            if all(
                is_seen(reading, *comparison.result.material.seen_of())
                for comparison in self._compared.values()
            ):
                return
        for job in self._jobs.values():
            job.cancel()
        self._jobs, self._compared, self._computed, self._reading = {}, {}, None, None
        self.table.show_lines(None)
        self._chosen.clear()
        for part in (self.notes, self.units, self.detail):
            part.clear()
        self.passages.show_hint()
        self.deeper.forget()

    def _take_choices(self) -> None:
        choices = self.scope.choices()
        self.table.show_threshold(choices.threshold)
        if self._options is not None and choices.round_id != self._options.round_id:
            self._change_round(choices)
        if self._options is not None:
            remember(self._options.project, self.scope.choices(), rounds=bool(self._options.rounds))
            keep_speakers(self.session.project, self._options, self.scope.choices())
        self._show_state()

    def _change_round(self, choices: ComparisonChoices) -> None:
        """Offer what another round has."""
        with self.session.project.read() as reading:
            self._options = comparison_options(reading, choices.round_id)
        self.scope.show_choices(self._options, choices.among(*self._options.everything()))

    def _watch(self, changes: Changes) -> None:
        if self._latest.note(changes):
            self._show_state()

    def _show_state(self) -> None:
        """Say what hinders, or what to do, or that the numbers are no longer those of now."""
        if self._options is None:
            return
        choices = self.scope.choices()
        obstacle = of_comparing(self._options, choices)
        self.scope.compute.setEnabled(not obstacle)
        self.first.setVisible(not obstacle)
        comparison = next(iter(self._compared.values()), None)
        if comparison is None:
            self.hint.setText(obstacle or invitation(self._options, choices))
            self.scope.compute.hide()
            self.scope.show_notice("")
            self._pages.setCurrentIndex(0)
            return
        self.scope.compute.show()
        self._pages.setCurrentIndex(1)
        self.scope.show_notice(
            tr("Nothing to compare now") if obstacle else self._why_old(comparison, choices), obstacle
        )
        self.scope.compute.setText(tr("Compute again"))

    def _why_old(self, comparison: ShownComparison, choices: ComparisonChoices) -> str:
        """Why the numbers are not those of now; empty when they are."""
        if self._latest.after(comparison.result.material):
            return tr("Out of date: the project changed")
        if choices.numbers() != comparison.choices.numbers():
            return tr("Out of date: other choices")
        return ""

    # computing

    def compute(self) -> None:
        """Compare what is chosen, at the level that is shown; other levels follow when they are."""
        if self._options is None or of_comparing(self._options, self.scope.choices()):
            return
        self._computed = self.scope.choices()
        self._reading = None
        self._compare("table", self._level(), self._take)

    def _compare(self, name: str, level: str, take: Callable[[ShownComparison], None]) -> None:
        """Compare at a level, in the background; what is chosen is read only once."""
        project, last_reading = self.session.project, self._reading
        options, choices = self._options, self._computed
        if options is None or choices is None:
            return

        def work(job: Job) -> tuple[ScopeReading, ShownComparison]:
            scope_reading = last_reading or read(project, options, choices, job)
            return scope_reading, compare(scope_reading, options, choices, level, job)

        def done(outcome: tuple[ScopeReading, ShownComparison]) -> None:
            self._reading = outcome[0]
            take(outcome[1])

        self._run(name, tr("Computing agreement"), work, done)

    def _run(self, name: str, what: str, work: Callable[[Job], object], done: Callable[..., None]) -> None:
        """Start background work; what this name did before is cancelled."""
        self._jobs.setdefault(name, jobs.Newest(self)).run(what, work, done)

    def _take(self, compared: ShownComparison) -> None:
        self._compared = {}
        self._add_level(compared)
        self.table.choose_first()
        self.table.lines.setFocus()
        self.units.clear()
        there = self._options.units if self._options else ()
        self.units.offer(there)
        self._next_unit([unit for unit in CHEAPEST_FIRST if unit in there])

    def _add_level(self, compared: ShownComparison) -> None:
        self._compared[compared.lines.level] = compared
        self._forget_unseen()
        self._show_state()
        self._show_level()

    def _save_figure(self) -> None:
        drawing = self.drawing()
        if drawing is None:
            raise UserError(
                "There is nothing to draw here. Tables by code, pair and document, “why” and both matrices "
                "have figures. Choose one of these and try again."
            )
        ask_and_save(self, drawing)

    def _level(self) -> str:
        """The level that is shown; the deeper views are made from the one by code."""
        index = max(0, self.levels.currentIndex())
        return LEVELS[index] if index < len(LEVELS) else "code"

    def _view(self) -> str:
        """Which of the deeper views is shown; empty while a table is."""
        index = self.levels.currentIndex() - len(LEVELS)
        return VIEWS[index] if index >= 0 else ""

    def drawing(self) -> Drawing | None:
        """What is drawn now, fit for a paper."""
        if self._view():
            return self.deeper.drawing(self._view())
        compared = self._compared.get(self._level())
        threshold = self.scope.choices().threshold
        return (
            None if compared is None else interval_drawing(interval_chart(compared.lines, threshold), measure)
        )

    def _show_level(self, _: int = 0) -> None:
        if not self._compared:
            return
        compared = self._compared.get(self._level())
        if compared is None:
            self._compare("table", self._level(), self._add_level)
            return
        self.left.setCurrentIndex(1 if self._view() else 0)
        self.detail.setVisible(not self._view())
        if self._view():
            self._jobs.setdefault("passages", jobs.Newest(self)).cancel()  # of the line before
            self.passages.show_hint()
            self.deeper.show_view(self._view(), compared)
            return
        self.units.show_unit(compared.choices.unit)
        chosen = self._chosen.line_of(compared)
        self.table.show_lines(compared.lines)
        if chosen is not None:
            self.table.choose(self.table.model.row_of(chosen))
        self.notes.setText(notes_of(compared))
        line = self.table.current()
        if line is not None:
            self._show_line_of(compared, line)
            return
        self.passages.show_hint()
        self.detail.clear()

    def _next_unit(self, units: list[str]) -> None:
        """Compute alpha at one unit after the other, in the background."""
        if not units or self._reading is None:
            return
        unit, *rest = units

        def show(alpha: Value) -> None:
            self.units.show_alpha(unit, alpha)
            self._next_unit(rest)

        self._run("units", "", partial(alpha_at, self._reading, unit), show)

    def _change_unit(self, unit: str) -> None:
        self.scope.unit.setCurrentIndex(self.scope.unit.findData(unit))
        self.compute()

    def _with_codes(self, show: Callable[[Result], None]) -> None:
        """Hand over the result by code, computed first where only pairs or documents were looked at."""
        comparison = self._compared.get("code")
        if comparison is not None:
            show(comparison.reported)
        else:
            self._compare("report", "code", lambda compared: show(compared.reported))

    # what is behind a line

    def _show_line(self, line: AgreementLine) -> None:
        compared = self._compared.get(self._level())
        if compared is not None:
            self._chosen.note(compared, line)
            self._show_line_of(compared, line)

    def _show_line_of(self, compared: ShownComparison, line: AgreementLine) -> None:
        if line.pair is None and line.document is None:
            self.deeper.choose_code(line.code)
        self.detail.setVisible(True)
        self.detail.show_line(compared, line)
        named = {"code": line.code is None, "document": line.document is None}
        material, agreed = compared.result.material, line.values[PERCENT].value
        self._look_for_passages(
            tr("{title}: where they differ", title=line.title),
            frozenset(name for name in named if named[name]),
            lambda project, job: passages_behind(project, material, line.focus, agreed, job),
        )

    def _look_for_passages(
        self, title: str, named: frozenset[str], look: Callable[[Project, Job], Passages]
    ) -> None:
        self.passages.show_wait(title)

        def show(passages: Passages) -> None:
            self.passages.show_passages(title, passages, named)

        self._run("passages", tr("Looking for passages"), partial(look, self.session.project), show)
