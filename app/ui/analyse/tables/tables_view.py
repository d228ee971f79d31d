"""Tables of what cases and documents have: counted in the background, each number with what is behind it."""

from functools import partial

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QStackedWidget, QWidget

from app.report.crosstab_table import (
    TOTAL,
    CountedRow,
    CountedTable,
    QuotedPassage,
    counted_table,
    first_choice,
    passage_columns,
    quoted_passages,
    table_options,
)
from app.report.tables import ReportTable
from app.store.changes import Changes
from app.translation import tr
from app.ui import jobs
from app.ui.analyse.tables.table_form import TableForm
from app.ui.kit.elided import ElidedLabel
from app.ui.kit.lines import NO_MARGINS, STRETCH, below, beside
from app.ui.kit.plain import Hint, plain_tip
from app.ui.kit.splitter import Splitter
from app.ui.kit.table import ROW, TableModel
from app.ui.kit.table_view import TableView
from app.ui.live import Live
from app.ui.session import ProjectSession

CHANGED_FOR = 400  # milliseconds without a change before it is counted anew
TABLES = (
    *(
        "coding",
        "code",
        "coder",
        "document",
        "document_property",
        "region",
        "round",
        "assignment",
        "decision",
    ),
    *("study_case", "case_link", "attribute", "attribute_value"),
)
NAMES, COUNTS, WIDEST_COUNT = 280, 84, 150  # pixels
MOST_NAMED = 12


class TablesView(QWidget):
    """A cell shows its cases and passages below; a passage opens its document."""

    passage_opened = Signal(int, int, int)  # document id, start, end
    counted = Signal()  # what is wanted now was counted, or can't be

    def __init__(self, session: ProjectSession) -> None:
        super().__init__()
        self._session = session
        self._job, self._behind = jobs.Newest(self), jobs.Newest(self)
        self._table: CountedTable | None = None
        self.form = TableForm()
        self.model = TableModel[CountedRow]()
        self.table = TableView(tr("Table"), self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.about, self.notes = ElidedLabel(), Hint()
        self.hint = Hint()
        self.cell_title = ElidedLabel()
        self.passages_model = TableModel[QuotedPassage]()
        self.passages = TableView(tr("Passages behind the number"), self.passages_model)
        self._again = QTimer(self, singleShot=True, interval=CHANGED_FOR)
        self._again.timeout.connect(self._count)
        self._lay_out()
        self.form.changed.connect(self._count)
        self.table.selectionModel().currentChanged.connect(self._show_cell)
        self.passages.activated.connect(self._open)
        session.coder_changed.connect(self._count)
        self.live = Live(self, session, TABLES, self._refresh)

    def _lay_out(self) -> None:
        self.about.setContentsMargins(14, 6, 14, 2)
        self.notes.setContentsMargins(14, 4, 14, 8)
        self.cell_title.setContentsMargins(14, 8, 14, 6)
        whole, behind = QWidget(), QWidget()
        below(self.about, (self.table, 1), self.notes, on=whole, margins=NO_MARGINS, spacing=0)
        below(self.cell_title, (self.passages, 1), on=behind, margins=NO_MARGINS, spacing=0)
        parts = Splitter((whole, behind), (420, 220), (2, 1), down=True)
        self._pages = QStackedWidget()
        self._pages.addWidget(parts)
        nothing = QWidget()
        self.hint.setMinimumWidth(400)
        below((STRETCH, 2), beside(STRETCH, self.hint, STRETCH), (STRETCH, 3), on=nothing)
        self._pages.addWidget(nothing)
        below(self.form, (self._pages, 1), on=self, margins=NO_MARGINS, spacing=0)

    # counting

    def _refresh(self, changes: Changes | None) -> None:
        of_form = ("code", "coder", "document", "document_property", "attribute", "study_case")
        if changes is None or changes.touch(*of_form):
            with self._session.project.read() as reading:
                self.form.fill(table_options(reading), first_choice(reading))
        if changes is None:
            self._count()
        else:
            self._again.start()

    def _count(self) -> None:
        self._again.stop()
        work = partial(counted_table, self._session.project, self.form.choice())
        self._job.run(tr("Counting the table"), work, self._take, self._refuse)

    def _refuse(self, sentence: str) -> None:
        """What can't be counted as it was chosen."""
        self._table = None
        self.hint.setText(sentence)
        self._pages.setCurrentIndex(1)
        self._show_nothing()
        self.counted.emit()

    def _take(self, table: CountedTable) -> None:
        self._table = table
        self._pages.setCurrentIndex(0)
        self.model.show_table(table.report)
        header = self.table.horizontalHeader()
        self.table.setColumnWidth(0, NAMES)
        for section in range(1, self.model.columnCount()):
            width = min(max(header.sectionSizeHint(section) + 8, COUNTS), WIDEST_COUNT)
            self.table.setColumnWidth(section, width)
        self.about.setText(table.about)
        self.about.setToolTip(plain_tip(table.about))
        self.notes.setText("\n".join(table.notes))
        self._show_nothing()
        self.counted.emit()

    # what is behind a number

    def _show_nothing(self) -> None:
        self._behind.cancel()
        self.cell_title.setText(tr("Choose a number, and the cases and passages behind it stand here."))
        self.passages_model.show_table(ReportTable[QuotedPassage]([]))

    def _show_cell(self, index: QModelIndex) -> None:
        table, row = self._table, index.data(ROW) if index.isValid() else None
        column = index.column() - 1
        if table is None or row is None or row.index == TOTAL:
            self._show_nothing()
            return
        if not 0 <= column < len(table.table.columns.labels):
            self._show_nothing()
            return
        self.cell_title.setText(self._title(table, row, column))
        self.cell_title.setToolTip(plain_tip(self.cell_title.text()))
        work = partial(quoted_passages, self._session.project, table.table, row.index, column)
        self._behind.run(tr("Looking for passages"), work, self._show_passages)

    def _title(self, table: CountedTable, row: CountedRow, column: int) -> str:
        names = [table.table.source.names[index] for index in table.table.wholes_in(row.index, column)]
        shown = ", ".join(names[:MOST_NAMED]) + (" …" if len(names) > MOST_NAMED else "")
        place = f"{row.label} · {table.table.columns.labels[column]}"
        return f"{place}: {len(names):,}" + (f" ({shown})" if names else "")

    def _show_passages(self, passages: list[QuotedPassage]) -> None:
        if self._table is None:
            return
        columns = passage_columns(self._table.table.source.unit)
        self.passages_model.show_table(ReportTable(columns, passages))
        for section, width in enumerate((150,) * (len(columns) - 1)):
            self.passages.setColumnWidth(section, width)
        self.passages.horizontalHeader().setStretchLastSection(True)

    def _open(self, index: QModelIndex) -> None:
        passage = index.data(ROW).passage
        self.passage_opened.emit(passage.document_id, passage.start, passage.end)
