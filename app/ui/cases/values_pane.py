"""What is known of one cell: the attribute, and each source's value with its passage."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.cases.queries import AttributeRow, CaseRow, ValueRow, values
from app.cases.value_actions import remove_value, use_value
from app.report.case_grid import value_columns
from app.report.cases import KIND_NAMES
from app.report.tables import ReportTable
from app.translation import tr, translated
from app.ui.kit.elided import ElidedLabel
from app.ui.kit.lines import STRETCH, below, beside
from app.ui.kit.plain import Hint, plain_tip
from app.ui.kit.table import TableModel
from app.ui.kit.table_view import TableView
from app.ui.session import ProjectSession


class ValuesPane(QWidget):
    """Says which value is used; another one is chosen, taken back, or looked up in its text."""

    passage_opened = Signal(int, int, int)

    def __init__(self, session: ProjectSession) -> None:
        super().__init__()
        self._session = session
        self._of: tuple[CaseRow, AttributeRow] | None = None
        self.name = ElidedLabel()
        self.name.setProperty("heading", True)
        self.about = Hint()
        self.model = TableModel[ValueRow]()
        self.table = TableView(tr("Values of the cell"), self.model)
        self.use = self._button(tr("&Use this value"), self._use)
        self.remove = self._button(tr("&Take back"), self._remove)
        self.open = self._button(tr("&Go to the passage"), self._open)
        buttons = beside(self.use, self.remove, self.open, STRETCH)
        below(self.name, self.about, (self.table, 1), buttons, on=self, margins=(0, 4, 0, 0))
        self.table.selectionModel().currentChanged.connect(self._allow)
        self.show_cell(None, None)

    def _button(self, words: str, do: Callable[[], None]) -> QPushButton:
        button = QPushButton(words)
        button.setAutoDefault(False)
        button.clicked.connect(do)
        return button

    def show_cell(self, case: CaseRow | None, attribute: AttributeRow | None) -> None:
        """Show what is known of a case by an attribute; only what to do where no cell is chosen."""
        self._of = (case, attribute) if case and attribute else None
        if case is None or attribute is None:
            self.name.setText("")
            self.about.setText(tr("Choose a cell to see what sources say, where, and who entered it."))
            self.model.show_rows([])
        else:
            self.name.setText(f"{case.name} · {attribute.name}")
            self.name.setToolTip(plain_tip(self.name.text()))
            kind = translated(KIND_NAMES[attribute.kind])
            parts = [kind, attribute.unit, ", ".join(attribute.options), attribute.definition]
            self.about.setText(" · ".join(filter(None, parts)))
            with self._session.project.read() as reading:
                rows = values(reading, case.id, attribute.id)
            self.model.show_table(ReportTable(value_columns(attribute), rows))
            self.table.resizeColumnsToContents()
            self.table.setCurrentIndex(self.model.index(0, 0))
        self._allow()

    def _row(self) -> ValueRow | None:
        index = self.table.currentIndex()
        return self.model.row(index.row()) if index.isValid() else None

    def _allow(self, *_: object) -> None:
        row = self._row()
        self.use.setEnabled(row is not None and not row.used)
        self.remove.setEnabled(row is not None)
        self.open.setEnabled(row is not None and row.document_id is not None)

    def _use(self) -> None:
        row = self._row()
        if row is not None:
            self._session.do(tr("Choose the value that is used"), use_value, value_id=row.id)

    def _remove(self) -> None:
        row = self._row()
        if row is not None:
            self._session.do(tr("Take back a value"), remove_value, value_id=row.id)

    def _open(self) -> None:
        row = self._row()
        if row is not None and row.document_id is not None:
            self.passage_opened.emit(row.document_id, row.start or 0, row.end or 0)
