"""“How we know”: published examples recomputed before the reader’s eyes, computed beside expected."""

from html import escape

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.agreement.examples.cases import Outcome, outcomes
from app.jobs import Job
from app.report.numbers import MINUS
from app.report.published_pages import FOLDER, page_of
from app.translation import tr
from app.ui import jobs
from app.ui.kit.copying import Copying
from app.ui.kit.dialog import Dialog
from app.ui.kit.plain import Label, RichLabel, plain_tip

VERDICT, CASE, KEY, COMPUTED, EXPECTED, SOURCE = range(6)
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
GOOD, OFF = "✓", "✗"


class HowWeKnowView(QWidget):
    """Recomputes the bundled examples when `compute` is called, in the background."""

    def __init__(self) -> None:
        super().__init__()
        self.outcomes: list[Outcome] = []
        self.told = Label(wordWrap=True)
        self.told.setProperty("heading", True)
        self.search = QLineEdit(placeholderText=tr("Find an example, a statistic or a source"))
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName(tr("Find"))
        self.only_off = QCheckBox(tr("only what is off"))
        self.again = QPushButton(tr("Compute again"))
        self.again.setAutoDefault(False)
        self.table = self._table()
        self.source = RichLabel(wordWrap=True)
        self.source.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.source.setMinimumHeight(3 * self.source.fontMetrics().lineSpacing())
        self.source.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._lay_out()
        self.search.textChanged.connect(self._filter)
        self.only_off.toggled.connect(self._filter)
        self.again.clicked.connect(self.compute)
        self.table.currentCellChanged.connect(self._show_source)
        self.source.linkActivated.connect(self._open_page)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.search, 1)
        row.addWidget(self.only_off)
        row.addWidget(self.again)
        note = Label(
            tr(
                "Numbers printed in the literature, and corner cases that follow from the definitions. The "
                "command “intercoder validate” does the same, also for examples of your own."
            ),
            wordWrap=True,
        )
        note.setProperty("muted", True)
        column = QVBoxLayout(self)
        for part in (self.told, note):
            column.addWidget(part)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        column.addWidget(self.source)

    def _table(self) -> QTableWidget:
        names = (tr("Example"), tr("Number"), tr("computed"), tr("expected"))
        heads = ["", *names, tr("Source")]
        table = QTableWidget(0, len(heads))
        for column, words in enumerate(heads):
            head = QTableWidgetItem(words)
            head.setTextAlignment(RIGHT if column in (COMPUTED, EXPECTED) else LEFT)
            table.setHorizontalHeaderItem(column, head)
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setAccessibleName(tr("Examples, computed beside expected"))
        Copying(table)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(SOURCE, QHeaderView.ResizeMode.Stretch)
        return table

    def compute(self) -> None:
        """Recompute every example."""
        self.again.setEnabled(False)
        self.told.setText(tr("Recomputing the examples …"))
        jobs.run(self, tr("Recomputing the examples"), _computed, self._show)

    def _show(self, outcomes: list[Outcome]) -> None:
        self.outcomes = outcomes
        self.again.setEnabled(True)
        off = sum(not outcome.ok for outcome in outcomes)
        cases = len({outcome.case for outcome in outcomes})
        words = tr(
            "{values} numbers from {examples} examples: all as expected.",
            values=len(outcomes),
            examples=cases,
        )
        if off:
            words = tr(
                "{values} numbers from {examples} examples: {off} are off.",
                values=len(outcomes),
                examples=cases,
                off=off,
            )
        self.told.setText(words)
        self.table.setRowCount(len(outcomes))
        for row, outcome in enumerate(outcomes):
            for column, item in enumerate(_items(outcome)):
                self.table.setItem(row, column, item)
        self._filter()
        self.table.setCurrentCell(0, CASE)

    def _filter(self) -> None:
        wanted = self.search.text().casefold().split()
        for row, outcome in enumerate(self.outcomes):
            words = f"{outcome.case} {outcome.key} {outcome.source} {page_of(outcome) or ''}".casefold()
            shown = all(word in words for word in wanted) and not (self.only_off.isChecked() and outcome.ok)
            self.table.setRowHidden(row, not shown)

    def _show_source(self, row: int, *_: int) -> None:
        if not 0 <= row < len(self.outcomes):
            self.source.setText("")
            return
        self.source.setText(_about(self.outcomes[row]))

    def _open_page(self, address: str) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(address))


class HowWeKnowDialog(Dialog):
    """The view in a window of its own."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("How we know"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.view = HowWeKnowView()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.resize(980, 680)
        self.view.compute()


def show_examples(window: QWidget) -> None:
    """Open the published examples over a window."""
    HowWeKnowDialog(window).show()


def _computed(job: Job) -> list[Outcome]:
    found = []
    for index, outcome in enumerate(outcomes()):
        job.step(index, 0, outcome.case)
        found.append(outcome)
    return found


def _items(outcome: Outcome) -> list[QTableWidgetItem]:
    """A row of the table."""
    expected = _number(outcome.expected) if isinstance(outcome.expected, float) else outcome.expected or ""
    words = (outcome.case.replace("_", " "), outcome.key, _computed_words(outcome), expected, outcome.source)
    mark = QTableWidgetItem(GOOD if outcome.ok else OFF)
    verdict = tr("as expected") if outcome.ok else tr("off")
    mark.setToolTip(plain_tip(verdict))
    mark.setData(Qt.ItemDataRole.AccessibleTextRole, verdict)
    items = [mark, *map(QTableWidgetItem, words)]
    for column, item in enumerate(items[CASE:], start=CASE):
        item.setToolTip(plain_tip(words[column - CASE]))
        item.setTextAlignment(RIGHT if column in (COMPUTED, EXPECTED) else LEFT)
    return items


def _computed_words(outcome: Outcome) -> str:
    if outcome.problem is not None or outcome.computed is None:
        return outcome.problem or tr("nothing")
    value = outcome.computed
    return value.reason or "" if value.value is None else _number(value.value)


def _number(value: float) -> str:
    return f"{round(value, 6) + 0.0:.6g}".replace("-", MINUS)


def _about(outcome: Outcome) -> str:
    """Source, tolerance and the page of the manual, as rich text."""
    allowed = tr("May differ by {difference} from what is printed.", difference=f"{outcome.tolerance:g}")
    page = page_of(outcome)
    link = ""
    if page is not None:
        words = tr("The page on this statistic")
        link = f" <a href='{escape(str(FOLDER / page))}.md'>{words}: {page.replace('_', ' ')}</a>"
    return f"{escape(outcome.source)}<br>{allowed}{link}"
