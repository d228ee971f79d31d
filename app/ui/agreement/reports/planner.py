"""How much must be coded twice: a table of what every code needs, and the sample that is drawn for it."""

from collections import Counter
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from app.agreement.coefficients.values import NOT_USED
from app.agreement.planning.planner import CodePlan, plans
from app.agreement.study.results import Material, Result
from app.jobs import Job
from app.report.sample_plan import columns
from app.report.tables import ReportTable
from app.translation import tr
from app.ui import jobs
from app.ui.agreement.out_of_date import OutOfDate
from app.ui.agreement.reports.planner_sample import SamplePanel
from app.ui.kit.checklist import Checklist, Entry
from app.ui.kit.dialog import Dialog
from app.ui.kit.form import with_margin
from app.ui.kit.lines import below
from app.ui.kit.plain import Hint, Label
from app.ui.kit.splitter import Splitter
from app.ui.kit.table import TableModel
from app.ui.kit.table_view import TableView
from app.ui.session import ProjectSession

FIRST_WIDTH = 0.2
WAIT = 400  # milliseconds after the last change


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
        self._job = jobs.Newest(self)
        self.plans: list[CodePlan] = []
        self.width_field = with_margin(QDoubleSpinBox(minimum=0.02, maximum=2.0, singleStep=0.05, decimals=2))
        self.width_field.setValue(FIRST_WIDTH)
        self.width_field.setAccessibleName(tr("Width of the interval"))
        self.width_field.setToolTip(tr("From its lower to its upper end: .20 is ± .10"))
        self.codes = Checklist(tr("Codes to plan for"))
        self.codes.show_entries([Entry(c.id, c.path, c.colour) for c in self._material.codes], None)
        self.model = TableModel(ReportTable(columns(self._material.scope.unit)))
        self.table = TableView(tr("What every code needs"), self.model)
        self.table.fit_columns(stretched=0)
        self.sentence = Label(wordWrap=True)
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
        note = Hint(
            tr(
                "What has been coded twice so far stands for what will be. Go by the number of documents: it "
                "knows how alike the units of one document are. The formulas take every unit for independent "
                "and are approximate. * Point at the number to see what to know about it."
            ),
        )
        upper, upper_column = QWidget(), QVBoxLayout()
        upper_column.setContentsMargins(0, 0, 0, 8)
        upper_column.addLayout(row)
        upper_column.addWidget(self.table, 1)
        upper_column.addWidget(self.sentence)
        upper_column.addWidget(note)
        upper.setLayout(upper_column)
        self.splitter = Splitter((upper, self.sample), (400, 260), down=True)
        below(self.out_of_date, (self.splitter, 1), on=self)
        self.resize(920, 700)

    def plan(self) -> None:
        """Compute anew, in the background."""
        width, chosen = self.width_field.value(), self.codes.chosen()
        work = partial(_planned, self._material, width, chosen)
        self.sentence.setText(tr("Computing …"))
        self._job.run(tr("Planning"), work, self._show)

    def _choose_codes(self) -> None:
        chosen = self.codes.chosen()
        count = len(self._material.codes)
        words = tr("the one code", "all {count} codes", count)
        if chosen is not None:
            words = tr("{chosen} of {count} code", "{chosen} of {count} codes", count, chosen=len(chosen))
        self.codes.setText(words + "  ▾")
        self._timer.start()

    def _show(self, code_plans: list[CodePlan]) -> None:
        self.plans = code_plans
        self.model.show_rows(code_plans)
        self.sentence.setText(self._summary(code_plans))

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
            "{count} document would do for every code that has a number, in four of five studies; {even} in "
            "half of them. Most are needed by “{code}”.",
            "{count} documents would do for every code that has a number, in four of five studies; {even} in "
            "half of them. Most are needed by “{code}”.",
            most.documents.n or 0,
            even=f"{most.documents.even or most.documents.n:,}",
            code=most.code,
        )
        if without:
            words += " " + tr(
                "{count} code has none: point at the dash to see why.",
                "{count} codes have none: point at the dash to see why.",
                without,
            )
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
