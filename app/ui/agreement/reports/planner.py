"""How much must be coded twice: a table of what every code needs, and the sample that is drawn for it."""

from collections import Counter
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDoubleSpinBox,
    QHBoxLayout,
    QHeaderView,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.agreement.coefficients.values import NOT_USED
from app.agreement.planning.planner import LEAST_ALPHA, CodePlan, Need, plans
from app.agreement.study.results import Material, Result
from app.jobs import Job
from app.report.names import unit_name
from app.report.numbers import NOTHING, coefficient, percent
from app.translation import tr
from app.ui import jobs
from app.ui.agreement.out_of_date import OutOfDate
from app.ui.agreement.reports.planner_sample import SamplePanel
from app.ui.kit.checklist import Checklist, Entry
from app.ui.kit.copying import Copying
from app.ui.kit.dialog import Dialog
from app.ui.kit.form import with_margin
from app.ui.kit.plain import Label, plain_tip
from app.ui.session import ProjectSession

FIRST_WIDTH = 0.2
WAIT = 400  # milliseconds after the last change
CODE, ALPHA, SHARE, DOCUMENTS, UNITS, CLOSED, LEAST = range(7)
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PlannerDialog(Dialog):
    """Takes a result as the pilot; what is planned is an interval of alpha for each code."""

    def __init__(
        self, parent: QWidget | None, session: ProjectSession, result: Result, note: OutOfDate
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Plan a sample"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._material = result.material
        self.out_of_date = note
        self._job: Job | None = None
        self.plans: list[CodePlan] = []
        self.width_field = with_margin(QDoubleSpinBox(minimum=0.02, maximum=2.0, singleStep=0.05, decimals=2))
        self.width_field.setValue(FIRST_WIDTH)
        self.width_field.setAccessibleName(tr("Width of the interval"))
        self.width_field.setToolTip(tr("From its lower to its upper end: .20 is ± .10"))
        self.codes = Checklist(tr("Codes to plan for"))
        self.codes.show_entries([Entry(c.id, c.path, c.colour) for c in self._material.codes], None)
        self.table = _table(self._heads())
        self.told = Label(wordWrap=True)
        self.sample = SamplePanel(session)
        self._timer = QTimer(self, singleShot=True, interval=WAIT)
        self._timer.timeout.connect(self.plan)
        self._lay_out()
        self.width_field.valueChanged.connect(self._timer.start)
        self.codes.changed.connect(self._choose_codes)
        self._choose_codes()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        for widget in (
            Label(tr("For 95 % intervals of alpha no wider than")),
            self.width_field,
            Label(tr("of")),
            self.codes,
        ):
            row.addWidget(widget)
        row.addStretch()
        note = Label(
            tr(
                "What has been coded twice so far stands for what will be. Go by the number of documents: it "
                "knows how alike the units of one document are. The formulas take every unit for independent "
                "and are approximate. * Point at the number to see what to know about it."
            ),
            wordWrap=True,
        )
        note.setProperty("muted", True)
        upper, upper_column = QWidget(), QVBoxLayout()
        upper_column.setContentsMargins(0, 0, 0, 8)
        upper_column.addLayout(row)
        upper_column.addWidget(self.table, 1)
        upper_column.addWidget(self.told)
        upper_column.addWidget(note)
        upper.setLayout(upper_column)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.addWidget(upper)
        self.splitter.addWidget(self.sample)
        self.splitter.setSizes([400, 260])
        self.splitter.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.addWidget(self.out_of_date)
        column.addWidget(self.splitter, 1)
        self.resize(920, 700)

    def _heads(self) -> list[tuple[str, str]]:
        unit = unit_name(self._material.scope.unit)
        units = _units(self._material.scope.unit)
        least = coefficient(LEAST_ALPHA, 2)
        return [
            (tr("Code"), ""),
            (tr("α so far"), tr("Krippendorff’s alpha, nominal, by {unit}", unit=unit)),
            (tr("present %"), tr("Of all judgements so far, how many say that the code is there")),
            (
                tr("documents"),
                tr(
                    "From how much alpha moves when a document is left out: so many for an even chance that "
                    "the interval gets no wider, and so many for four of five studies"
                ),
            ),
            (units, tr("The same, as if units were drawn one by one from the whole material")),
            (
                tr("{units}, formula", units=units),
                tr("The variance of Bloch & Kraemer (1989), two coders; approximate"),
            ),
            (
                tr("{units} for α ≥ {alpha}", units=units, alpha=least),
                tr(
                    "To show an alpha of at least {alpha} at 5 %, true alpha halfway between it and 1; Bloch "
                    "& Kraemer (1989) as used by Krippendorff; whatever the width; approximate",
                    alpha=least,
                ),
            ),
        ]

    def plan(self) -> None:
        """Compute anew, in the background."""
        if self._job is not None:
            self._job.cancel()
        width, chosen = self.width_field.value(), self.codes.chosen()
        work = partial(_planned, self._material, width, chosen)
        self.told.setText(tr("Computing …"))
        job = jobs.run(
            self,
            tr("Planning"),
            work,
            lambda code_plans: self._show(code_plans) if self._job is job else None,
        )
        self._job = job

    def _choose_codes(self) -> None:
        chosen = self.codes.chosen()
        count = len(self._material.codes)
        words = tr("all {number} codes", number=count)
        if chosen is not None:
            words = tr("{chosen} of {all} codes", chosen=len(chosen), all=count)
        self.codes.setText(words + "  ▾")
        self._timer.start()

    def _show(self, code_plans: list[CodePlan]) -> None:
        self.plans = code_plans
        self.table.setRowCount(len(code_plans))
        for row, plan in enumerate(code_plans):
            share = NOTHING if plan.prevalence is None else percent(plan.prevalence)
            cells = [
                _item(plan.code),
                _item(coefficient(plan.alpha.value, 2), plan.alpha.reason),
                _item(share),
                *(_needed(need) for need in (plan.documents, plan.units, plan.closed_form, plan.least)),
            ]
            for column, cell in enumerate(cells):
                if column > CODE:
                    cell.setTextAlignment(RIGHT)
                self.table.setItem(row, column, cell)
        self.told.setText(self._summary(code_plans))

    def _summary(self, code_plans: list[CodePlan]) -> str:
        """What would do for every code; what can't be said."""
        with_number = [plan for plan in code_plans if plan.documents.n is not None]
        without = len(code_plans) - len(with_number)
        if not with_number:
            return tr(
                "No number of documents can be given. {reason}", reason=_main_reason(code_plans)
            ).strip()
        most = max(with_number, key=lambda plan: plan.documents.n or 0)
        self.sample.wish(most.documents.n or 1)
        words = tr(
            "{number} documents would do for every code that has a number, in four of five studies; {even} "
            "in half of them. Most are needed by “{code}”.",
            number=f"{most.documents.n:,}",
            even=f"{most.documents.even or most.documents.n:,}",
            code=most.code,
        )
        if without:
            words += " " + tr("{number} codes have none: point at the dash to see why.", number=without)
        flags = (f"{flag[:1].upper()}{flag[1:]}." for flag in most.documents.flags)
        return " ".join([words, *flags])


def _planned(material: Material, width: float, chosen: tuple[int, ...] | None, job: Job) -> list[CodePlan]:
    return plans(material, width=width, codes=chosen, job=job)


def _main_reason(code_plans: list[CodePlan]) -> str:
    """The reason that most codes share, beside not being used, as a sentence."""
    reasons = Counter(plan.documents.reason for plan in code_plans if plan.documents.reason != NOT_USED)
    words = (reasons.most_common(1)[0][0] if reasons else NOT_USED) or ""
    words = words.removeprefix("undefined: ")
    return f"{words[:1].upper()}{words[1:]}."


def _table(heads: list[tuple[str, str]]) -> QTableWidget:
    table = QTableWidget(0, len(heads))
    for column, (words, tip) in enumerate(heads):
        head = QTableWidgetItem(words)
        head.setToolTip(plain_tip(tip))
        head.setTextAlignment(RIGHT if column else Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.setHorizontalHeaderItem(column, head)
    table.verticalHeader().hide()
    table.setShowGrid(False)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setAccessibleName(tr("What every code needs"))
    Copying(table)
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(CODE, QHeaderView.ResizeMode.Stretch)
    return table


def _item(words: str, tip: str | None = None) -> QTableWidgetItem:
    item = QTableWidgetItem(words)
    item.setToolTip(plain_tip(tip or words))
    return item


def _needed(need: Need) -> QTableWidgetItem:
    if need.n is None:
        return _item(NOTHING, need.reason)
    star = " *" if need.flags else ""
    if need.even is None:
        return _item(f"{need.n:,}{star}", "\n".join(need.flags))
    tip = tr(
        "With {even} the interval comes out so narrow in half of all studies, with {number} in four of five.",
        even=f"{need.even:,}",
        number=f"{need.n:,}",
    )
    return _item(f"{need.even:,} \N{EN DASH} {need.n:,}{star}", "\n".join((tip, *need.flags)))


def _units(unit: str) -> str:
    return {
        "character": tr("characters"),
        "token": tr("tokens"),
        "sentence": tr("sentences"),
        "turn": tr("turns"),
        "document": tr("documents, one by one"),
    }[unit]
