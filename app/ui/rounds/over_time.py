"""Agreement of every closed round side by side, between coders and of coders who coded again."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.agreement.coefficients.values import Value
from app.agreement.study.by_round import OfOneself, OfRound, over_rounds, with_oneself
from app.agreement.study.material import UNITS, Scope
from app.jobs import Job
from app.report.names import unit_name
from app.report.numbers import coefficient
from app.store.changes import Changes
from app.translation import tr
from app.ui import jobs
from app.ui.kit.choice import ChoiceBox
from app.ui.kit.copying import Copying
from app.ui.kit.elided import NamesDelegate
from app.ui.kit.plain import Label, in_role
from app.ui.kit.table import CELL
from app.ui.live import Live
from app.ui.rounds.trend import Point, Trend
from app.ui.session import ProjectSession

STATISTIC = "krippendorff_alpha"
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class RoundComparisons:
    """Both comparisons of all closed rounds."""

    between: Sequence[OfRound]
    oneself: Sequence[OfOneself]


@dataclass(frozen=True)
class RoundLine:
    """One line of the table: a name, and a value for each round; None where there is nothing to compare."""

    name: str
    values: Sequence[Value | None]

    @property
    def change(self) -> float | None:
        """From the first round that has a value to the last one."""
        numbers = [value.value for value in self.values if value is not None and value.value is not None]
        return numbers[-1] - numbers[0] if len(numbers) > 1 else None


class OverTimeModel(QAbstractTableModel):
    """All codes together, each code, and coders who coded again, by rounds; at last the change."""

    def __init__(self) -> None:
        super().__init__()
        self._rounds: list[str] = []
        self._lines: list[RoundLine] = []

    def show(self, comparisons: RoundComparisons) -> None:
        """Show what was computed."""
        self.beginResetModel()
        self._rounds = [of_round.round.name for of_round in comparisons.between]
        self._lines = self._lines_of(comparisons)
        self.endResetModel()

    def _lines_of(self, comparisons: RoundComparisons) -> list[RoundLine]:
        codes = dict.fromkeys(code for compared in comparisons.between for code in compared.codes)
        lines = [RoundLine(tr("All codes together"), [compared.overall for compared in comparisons.between])]
        lines += [
            RoundLine(code, [compared.codes.get(code) for compared in comparisons.between]) for code in codes
        ]
        coders = dict.fromkeys(compared.coder.name for compared in comparisons.oneself)
        for name in coders:
            values = {
                compared.round.id: _overall(compared)
                for compared in comparisons.oneself
                if compared.coder.name == name
            }
            lines.append(
                RoundLine(
                    tr("{name}, coding again", name=name),
                    [values.get(compared.round.id) for compared in comparisons.between],
                )
            )
        return lines

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt has it
        """How many lines there are."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt has it
        """The name, one column for each round, the change."""
        return 0 if parent.isValid() else len(self._rounds) + 2

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The rounds' names."""
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return ["", *self._rounds, tr("Change")][section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A value; its interval or the reason why there is none as a tip."""
        line, column = self._lines[index.row()], index.column()
        if column == 0:
            shown = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
            return in_role(line.name, role) if shown else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        if column == len(self._rounds) + 1:
            if role == CELL:
                return line.change
            return signed(line.change) if role == Qt.ItemDataRole.DisplayRole else None
        value = line.values[column - 1]
        if role == CELL:
            return value.value if value else None
        if role == Qt.ItemDataRole.DisplayRole:
            return coefficient(value.value if value else None)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return in_role(self._value_words(value), role)
        return None

    def _value_words(self, value: Value | None) -> str:
        if value is None:
            return tr("Not in this round")
        if value.value is None:
            return value.reason or ""
        words = coefficient(value.value)
        if value.low is not None:
            words += f"  [{coefficient(value.low)}, {coefficient(value.high)}]"
        return "\n".join([words, *value.flags])


class OverTime(QWidget):
    """Computes in the background when it is seen, and again when a round was closed."""

    def __init__(self, session: ProjectSession) -> None:
        super().__init__()
        self._session = session
        self._job: Job | None = None
        self.unit = ChoiceBox()
        for unit in UNITS:
            self.unit.addItem(unit_name(unit), unit)
        self.unit.setCurrentIndex(self.unit.findData("turn"))
        self.unit.setAccessibleName(tr("Unit"))
        self.unit.currentIndexChanged.connect(lambda _: self._compute(None))
        self.trend = Trend()
        self.model = OverTimeModel()
        self.table = QTableView()
        self.table.setItemDelegate(NamesDelegate(self.table))
        self.table.setModel(self.model)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        self.table.setAccessibleName(tr("Agreement by round"))
        self.table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        Copying(self.table)
        self.sentence = Label(wordWrap=True)
        self.sentence.setProperty("muted", True)
        self._lay_out()
        Live(self, session, ("round", "assignment", "snapshot", "snapshot_document"), self._renew)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(Label(tr("Krippendorff’s alpha by")))
        head.addWidget(self.unit)
        head.addStretch()
        page, inner = QWidget(), QVBoxLayout()
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addLayout(head)
        inner.addWidget(self.trend)
        inner.addWidget(self.table, 1)
        inner.addWidget(self.sentence)
        page.setLayout(inner)
        empty = Label(
            tr(
                "No round is closed yet.\n\nWhen one is, its agreement stands here for ever, whatever is "
                "edited later, beside that of the rounds before it."
            ),
            wordWrap=True,
        )
        empty.setProperty("muted", True)
        empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        empty.setContentsMargins(8, 12, 8, 8)
        self.pages = QStackedWidget()
        self.pages.addWidget(page)
        self.pages.addWidget(empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.pages)

    def _renew(self, _: Changes | None) -> None:
        """Empty what may not be seen any more before it is computed anew."""
        self.model.show(RoundComparisons((), ()))
        self.trend.show_points([])
        self._compute(None)

    def _compute(self, _: Changes | None) -> None:
        if self._job is not None:
            self._job.cancel()
        scope = Scope(unit=self.unit.currentData())
        project = self._session.project

        def work(job: Job) -> RoundComparisons:
            with project.read() as reading:
                between = over_rounds(reading, scope, statistic=STATISTIC, intervals=True, job=job)
                oneself = with_oneself(reading, scope, statistics=[STATISTIC], intervals=True, job=job)
                return RoundComparisons(between, oneself)

        self._job = jobs.run(self, tr("Comparing rounds"), work, self.show_found)

    def show_found(self, comparisons: RoundComparisons) -> None:
        """Show what was computed."""
        self._job = None
        self.pages.setCurrentIndex(0 if comparisons.between else 1)
        self.model.show(comparisons)
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


def signed(change: float | None) -> str:
    """A change with its sign."""
    if change is None:
        return ""
    return ("+" if change > 0 else "") + coefficient(change)


def _overall(of_oneself: OfOneself) -> Value | None:
    return next((row.value for row in of_oneself.rows if row.level == "overall"), None)
