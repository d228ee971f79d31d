"""“How we know”: published examples recomputed before the reader’s eyes, computed beside expected."""

from html import escape

from PySide6.QtCore import QModelIndex, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QLineEdit,
    QPushButton,
    QWidget,
)

from app.agreement.examples.cases import Outcome, outcomes
from app.jobs import Job
from app.report.examples import columns
from app.report.published_pages import FOLDER, page_of
from app.report.tables import ReportTable
from app.translation import tr
from app.ui import jobs
from app.ui.kit.dialog import Dialog, show_once
from app.ui.kit.lines import NO_MARGINS, below, beside
from app.ui.kit.plain import Heading, Hint, RichLabel
from app.ui.kit.table import TableModel
from app.ui.kit.table_view import TableView


class HowWeKnowView(QWidget):
    """Recomputes the bundled examples when `compute` is called, in the background."""

    def __init__(self) -> None:
        super().__init__()
        self.outcomes: list[Outcome] = []
        self.sentence = Heading()
        self.search = QLineEdit(placeholderText=tr("Find an example, a statistic or a source"))
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName(tr("Find"))
        self.only_off = QCheckBox(tr("only what is off"))
        self.again = QPushButton(tr("Compute again"))
        self.again.setAutoDefault(False)
        self.model = TableModel(ReportTable(columns()))
        self.table = TableView(tr("Examples, computed beside expected"), self.model)
        self.table.fit_columns(stretched=self.model.columnCount() - 1)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.source = RichLabel(wordWrap=True)
        self.source.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.source.setMinimumHeight(3 * self.source.fontMetrics().lineSpacing())
        self.source.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._lay_out()
        self.search.textChanged.connect(self._filter)
        self.only_off.toggled.connect(self._filter)
        self.again.clicked.connect(self.compute)
        self.table.selectionModel().currentRowChanged.connect(self._show_source)
        self.source.linkActivated.connect(self._open_page)

    def _lay_out(self) -> None:
        row = beside((self.search, 1), self.only_off, self.again)
        note = Hint(
            tr(
                "Numbers printed in the literature, and corner cases that follow from the definitions. The "
                "command “intercoder validate” does the same, also for examples of your own."
            ),
        )
        below(self.sentence, note, row, (self.table, 1), self.source, on=self)

    def compute(self) -> None:
        """Recompute every example."""
        self.again.setEnabled(False)
        self.sentence.setText(tr("Recomputing the examples …"))
        jobs.run(self, tr("Recomputing the examples"), _computed, self._show)

    def _show(self, outcomes: list[Outcome]) -> None:
        self.outcomes = outcomes
        self.again.setEnabled(True)
        off = sum(not outcome.ok for outcome in outcomes)
        cases = len({outcome.case for outcome in outcomes})
        examples = tr("{count} example", "{count} examples", cases)
        numbers = tr(
            "{count} number from {examples}",
            "{count} numbers from {examples}",
            len(outcomes),
            examples=examples,
        )
        words = tr("{numbers}: all as expected.", numbers=numbers)
        if off:
            words = tr("{numbers}: {count} is off.", "{numbers}: {count} are off.", off, numbers=numbers)
        self.sentence.setText(words)
        self.model.show_rows(outcomes)
        self._filter()

    def _filter(self) -> None:
        sought, only_off = self.search.text().casefold().split(), self.only_off.isChecked()

        def is_sought(outcome: Outcome) -> bool:
            words = f"{outcome.case} {outcome.key} {outcome.source} {page_of(outcome) or ''}".casefold()
            return all(word in words for word in sought) and not (only_off and outcome.ok)

        self.model.narrow(is_sought)
        self.table.setCurrentIndex(self.model.index(0, 0))
        self._show_source(self.table.currentIndex())

    def _show_source(self, index: QModelIndex) -> None:
        self.source.setText(_about(self.model.row(index.row())) if index.isValid() else "")

    def _open_page(self, address: str) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(address))


class HowWeKnowDialog(Dialog):
    """The view in a window of its own."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("How we know"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.view = HowWeKnowView()
        below(self.view, on=self, margins=NO_MARGINS)
        self.resize(980, 680)
        self.view.compute()


def show_examples(window: QWidget) -> None:
    """Open the published examples over a window."""
    show_once(window, HowWeKnowDialog, lambda: HowWeKnowDialog(window))


def _computed(job: Job) -> list[Outcome]:
    computed = []
    for index, outcome in enumerate(outcomes()):
        job.step(index, 0, outcome.case)
        computed.append(outcome)
    return computed


def _about(outcome: Outcome) -> str:
    """Source, tolerance and the page of the manual, as rich text."""
    allowed = tr("May differ by {difference} from what is printed.", difference=f"{outcome.tolerance:g}")
    page = page_of(outcome)
    link = ""
    if page is not None:
        words = tr("The page on this statistic")
        link = f" <a href='{escape(str(FOLDER / page))}.md'>{words}: {page.replace('_', ' ')}</a>"
    return f"{escape(outcome.source)}<br>{allowed}{link}"
