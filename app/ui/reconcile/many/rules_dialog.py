"""Bulk rules: which are used, how many items each would settle, and the passages, before anything is done."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QSpinBox,
    QWidget,
)

from app.jobs import Job
from app.reconcile.loaded_queue import Team, coded_passages
from app.reconcile.possible import Ground, ground
from app.reconcile.queries import QueueRow
from app.reconcile.rules import WAYS, Boundary, Exact, Majority, OneCoder, Rule, RulesPreview, Sure, preview
from app.report.choices import MOST_SHOWN, ChoiceLine, lines_of
from app.store import Project
from app.translation import tr
from app.ui import jobs
from app.ui.kit.choice import ChoiceBox
from app.ui.kit.form import with_margin
from app.ui.kit.plain import Label, plain_tip
from app.ui.reconcile.many.choices_table import AT_ONCE
from app.ui.reconcile.many.settle_dialog import Settle, SettleDialog

LEAST_SHARE, USUAL_SHARE = 1, 80
WIDEST_COUNT, ROW = "(888,888)", 28  # the row in pixels

Asked = tuple[str, tuple[str, ...], bool]  # a rule, the chosen ones, and whether only what is shown


class PreviewRead(NamedTuple):
    """What rules would decide, the first choices in words, and the ground that they were tried on."""

    preview: RulesPreview
    lines: list[ChoiceLine]
    ground: Ground


class RulesDialog(SettleDialog):
    """Rules that settle what fits them."""

    def __init__(
        self,
        parent: QWidget,
        project: Project,
        team: Team,
        rows: Sequence[QueueRow],
        shown: Sequence[QueueRow],
        settle: Settle,
    ) -> None:
        super().__init__(parent, tr("Settle by rules"), settle)
        self._project, self._team, self._rows, self._shown = project, team, rows, shown
        self._ground: Ground | None = None  # read with the first preview
        self.preview = RulesPreview((), (), ())
        self._if_chosen: dict[Asked, int] = {}  # how many items a rule would settle among the chosen ones
        self._job = jobs.Newest(self)
        self._previewing = jobs.Newest(self)
        self.only_shown = QCheckBox(tr("only what the queue shows now"))
        self._make_rules()
        self.lay_out_over_preview((self._head(), self._grid(), self.only_shown), 920, 640)
        self.refresh()

    def _head(self) -> Label:
        head = Label(
            tr(
                "The first chosen rule that fits an item decides it; beside each stands what it settles "
                "after those above, in brackets what it would if chosen, too. Only open items are touched, "
                "and one Undo takes all of it back."
            ),
            wordWrap=True,
        )
        head.setProperty("muted", True)
        return head

    def _make_rules(self) -> None:
        self.exact = QCheckBox(tr("What all coded exactly alike"))
        self.boundary = QCheckBox(tr("One code by all, where boundaries overlap by at least"))
        self.majority = QCheckBox(tr("What more than half of three or more coded exactly alike"))
        self.sure = QCheckBox(tr("What those who are sure coded, where the others coded it unsure"))
        self.one = QCheckBox(tr("What one coder coded"))
        self.exact.setChecked(True)
        self.share = with_margin(QSpinBox(minimum=LEAST_SHARE, maximum=100, value=USUAL_SHARE, suffix=" %"))
        self.share.setAccessibleName(tr("Least overlap"))
        self.way = ChoiceBox()
        names = {
            "union": tr("take the union"),
            "intersection": tr("take the intersection"),
            "longer": tr("take the longest"),
        }
        for way in WAYS:
            self.way.addItem(names[way], way)
        self.way.setAccessibleName(tr("What the consensus gets"))
        self.coder = ChoiceBox()
        for person in self._team.people():
            self.coder.addItem(person.name, person.id)
        self.coder.setCurrentIndex(max(0, self.coder.findData(self._who_coded_most())))
        self.coder.setAccessibleName(tr("Whose codings count"))
        self.counts = {box: Label() for box in self.boxes()}
        for box in (*self.boxes(), self.only_shown):
            box.toggled.connect(self.refresh)
        self.share.valueChanged.connect(partial(self._choose, self.boundary))
        self.way.activated.connect(partial(self._choose, self.boundary))
        self.coder.activated.connect(partial(self._choose, self.one))

    def _who_coded_most(self) -> int | None:
        """Whose codings the rule for one coder begins with: of those who completed something."""
        coded = coded_passages(self._rows)
        people = [person.id for person in self._team.people() if coded[person.id]]
        return max(people, key=coded.__getitem__, default=None)

    def boxes(self) -> tuple[QCheckBox, ...]:
        """The rules in the order they are tried."""
        return self.exact, self.boundary, self.majority, self.sure, self.one

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(5)
        for index, box in enumerate(self.boxes()):
            grid.addWidget(box, index, 0)
            self.counts[box].setProperty("muted", True)
            self.counts[box].setMinimumWidth(self.counts[box].fontMetrics().horizontalAdvance(WIDEST_COUNT))
            grid.setRowMinimumHeight(index, ROW)
            grid.addWidget(self.counts[box], index, 3)
        grid.addWidget(self.share, 1, 1)
        grid.addWidget(self.way, 1, 2)
        grid.addWidget(self.coder, 4, 1, 1, 2)
        grid.setColumnStretch(4, 1)
        return grid

    def rules(self) -> dict[QCheckBox, Rule]:
        """The rules that are chosen."""
        return {box: rule for box, rule in self._every().items() if box.isChecked()}

    def _every(self) -> dict[QCheckBox, Rule]:
        """The rules as they stand, chosen or not."""
        every: dict[QCheckBox, Rule] = {
            self.exact: Exact(),
            self.boundary: Boundary(self.share.value() / 100, self.way.currentData()),
            self.majority: Majority(),
            self.sure: Sure(),
        }
        if self.coder.currentData() is not None:
            every[self.one] = OneCoder(self.coder.currentData(), self.coder.currentText())
        return every

    def refresh(self) -> None:
        """Preview what the rules that are chosen would decide; of many items in the background."""
        rows = self._shown if self.only_shown.isChecked() else self._rows
        rules = list(self.rules().values())
        work = partial(_previewed, self._project, self._team, rows, rules, self._ground)
        self._previewing.cancel()
        if len(rows) <= AT_ONCE:
            self._show(work(Job()))
            return
        self._previewing.run("", work, self._show)
        self.ok.setEnabled(False)
        self.sentence.setText(tr("Looking what these rules would settle…"))
        self._show_counts()

    def _show(self, seen: PreviewRead) -> None:
        self.preview, self._ground = seen.preview, seen.ground
        self._count_if_chosen()
        many, left = len(self.preview.choices), len(self.preview.left)
        words = tr("{settled} would be settled, {left} stay open.", settled=f"{many:,}", left=f"{left:,}")
        if self.preview.refused:
            words += " " + tr(
                "{count} more fits a rule, but its codes exclude one another: it stays open, too.",
                "{count} more fit a rule, but their codes exclude one another: they stay open, too.",
                len(self.preview.refused),
            )
        if self.preview.lost:
            words += " " + tr(
                "{count} more fits a rule, but its code or document is gone since: it stays open, too.",
                "{count} more fit a rule, but their code or document is gone since: they stay open, too.",
                len(self.preview.lost),
            )
        if many > MOST_SHOWN:
            words += " " + tr("The first {number} are listed.", number=MOST_SHOWN)
        if not many and not self.preview.refused and not self.preview.lost:
            words = tr("No item would be settled by these rules.") if self.rules() else tr("Choose a rule.")
        self.show_choices(self.preview.choices, words, seen.lines)

    def _count_if_chosen(self) -> None:
        """Count in the background what each rule that isn't chosen would settle among the chosen ones."""
        self._show_counts()
        rows = self._shown if self.only_shown.isChecked() else self._rows
        unknown = {
            asked: self._with(box)
            for box, rule in self._every().items()
            if not box.isChecked() and (asked := self._asked(rule)) not in self._if_chosen
        }
        ground_now = self._ground
        self._job.cancel()
        if not unknown:
            return

        def count(job: Job) -> dict[Asked, int]:
            counts = {}
            for index, (asked, rules) in enumerate(unknown.items()):
                job.step(index, len(unknown))
                counts[asked] = preview(rows, rules, ground_now).by_rule.get(asked[0], 0)
            return counts

        self._job.run("", count, self._take_counts)

    def _with(self, also: QCheckBox) -> list[Rule]:
        """The rules that are chosen, and one more in its place."""
        return [rule for box, rule in self._every().items() if box.isChecked() or box is also]

    def _asked(self, rule: Rule) -> Asked:
        chosen = tuple(chosen.text for chosen in self.rules().values())
        return rule.text, chosen, self.only_shown.isChecked()

    def _take_counts(self, counts: dict[Asked, int]) -> None:
        self._if_chosen |= counts
        self._show_counts()

    def _show_counts(self) -> None:
        """Beside each rule what it settles after those above; in brackets where it isn't chosen."""
        by_rule = self.preview.by_rule
        for box, rule in self._every().items():
            if box.isChecked():
                count = None if self._previewing.is_running else by_rule.get(rule.text, 0)
                tip = tr("Settled by this rule, after the chosen ones above it")
            else:
                count = self._if_chosen.get(self._asked(rule))
                tip = tr("What this rule would settle if it were chosen, too")
            words = "…" if count is None else f"{count:,}"
            self.counts[box].setText(words if box.isChecked() else f"({words})")
            self.counts[box].setToolTip(plain_tip(tip))

    def _choose(self, box: QCheckBox, _: object = None) -> None:
        if box.isChecked():
            self.refresh()
        else:
            box.setChecked(True)


def _previewed(
    project: Project,
    team: Team,
    rows: Sequence[QueueRow],
    rules: list[Rule],
    known_ground: Ground | None,
    job: Job,
) -> PreviewRead:
    with project.read() as session:
        ground_now = known_ground or ground(session)
    job.step(0, 2)
    seen = preview(rows, rules, ground_now)
    job.step(1, 2)
    return PreviewRead(seen, lines_of(project, team, seen.choices), ground_now)
