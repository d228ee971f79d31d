"""The quote bank: chosen passages in an order of one's own."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from app.quotes.actions import move_quote, remove_quotes
from app.quotes.queries import QuoteRow, quotes
from app.report.blind import not_counted
from app.report.tables import ReportTable
from app.report.written import CLEARANCES, columns_of_quotes
from app.store.changes import Changes
from app.translation import tr, translated
from app.ui.analyse.writing.quote_dialog import QuoteDialog
from app.ui.kit.buttons import tool_button
from app.ui.kit.choice import ChoiceBox
from app.ui.kit.copying import Copying
from app.ui.kit.dialog import open_and_forget
from app.ui.kit.hint_page import hint_page
from app.ui.kit.lines import NO_MARGINS, STRETCH, below, beside
from app.ui.kit.plain import Hint
from app.ui.kit.table import ROW, TableModel
from app.ui.live import Live
from app.ui.session import ProjectSession
from app.ui.surface.passage_list import PassageList
from app.ui.surface.passage_rows import READING

TABLES = ("quote", "code", "document", "document_text", "study_case", "case_link", "attribute_value", "round")


class QuotesView(QWidget):
    """Lists quotes in their order; words, orders and removes them."""

    passage_opened = Signal(int, int, int)  # document id, start, end
    passages_wanted = Signal()  # where a passage can be chosen

    def __init__(self, session: ProjectSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.clearance = ChoiceBox()
        self.clearance.setAccessibleName(tr("Clearance"))
        self.clearance.addItem(tr("However cleared"), "")
        for clearance, words in CLEARANCES.items():
            self.clearance.addItem(translated(words), clearance)
        self.model = TableModel[QuoteRow](ReportTable(columns_of_quotes()), self)
        self.list = PassageList(tr("Quotes"), self.model, READING)
        self.list.setObjectName("passageList")
        self.list.setStyleSheet("QListView { background: palette(base); }")
        self.count = Hint(wordWrap=False)
        self.up = tool_button("↑", tr("One place up in the order"), lambda: self.move_current(-1), tr("Up"))
        self.down = tool_button(
            "↓", tr("One place down in the order"), lambda: self.move_current(1), tr("Down")
        )
        self.change = QPushButton(tr("Change…"))
        self.remove = QPushButton(tr("Take out"))
        self.copy_all = QPushButton(tr("Copy for Excel"))
        self.copy_all.setToolTip(tr("Copy all quotes that may be quoted or paraphrased, as cells"))
        self.hint = Hint(alignment=Qt.AlignmentFlag.AlignCenter)
        self.choose = QPushButton(tr("Go to the passages"))
        self._pages = QStackedWidget()
        self._lay_out()
        self.copying = Copying(self.list, copy_all=self.copy_everything)
        self._connect()
        self._look()
        self.live = Live(self, session, TABLES, self._refresh)

    # what is shown

    def _refresh(self, _: Changes | None) -> None:
        at = self._current()
        with self._session.project.read() as reading:
            rows, blind = quotes(reading), not_counted(reading)
        self.model.show_rows(rows)
        self._narrow()
        words = tr("{count} quote", "{count} quotes", len(rows))
        self.count.setText(" · ".join(part for part in (words, blind) if part))
        if at is not None:
            self.list.setCurrentIndex(self.model.index(self.model.line_of(lambda row: row.id == at.id), 0))

    def _narrow(self) -> None:
        clearance = self.clearance.currentData()
        self.model.narrow(lambda row: not clearance or row.clearance == clearance)
        is_empty = not self.model.rowCount()
        self.hint.setText(tr("No quote is cleared so.") if clearance else _invitation())
        self._pages.setCurrentIndex(1 if is_empty else 0)
        self.copy_all.setEnabled(not is_empty)
        self._look()

    def _current(self) -> QuoteRow | None:
        index = self.list.currentIndex()
        row: QuoteRow | None = index.data(ROW) if index.isValid() else None
        return row

    def _look(self, *_: object) -> None:
        row = self._current()
        for button in (self.change, self.remove):
            button.setEnabled(row is not None)
        line = -1 if row is None else self.list.currentIndex().row()
        in_order = not self.clearance.currentData()
        self.up.setEnabled(in_order and line > 0)
        self.down.setEnabled(in_order and 0 <= line < self.model.rowCount() - 1)

    # what is done with it

    def open_changing(self) -> QuoteDialog | None:
        """Change what is said of the quote at hand."""
        row = self._current()
        if row is None:
            return None
        dialog = QuoteDialog(self, self._session, row)
        open_and_forget(dialog)
        return dialog

    def move_current(self, by: int) -> None:
        """Give the quote at hand another place."""
        row = self._current()
        if row is not None:
            position = self.list.currentIndex().row() + by
            self._session.do(tr("Move quote"), move_quote, quote_id=row.id, position=position)

    def remove_current(self) -> None:
        """Take the quote at hand out of the bank."""
        row = self._current()
        if row is not None:
            self._session.do(tr("Remove quote"), remove_quotes, quote_ids=[row.id])

    def copy_everything(self) -> None:
        """Copy the quotes that are shown and may leave, under a header, as spreadsheet cells."""
        self.copying.put_rows(self.model, [row for row in self.model.rows() if row.clearance != "never"])

    def _open(self, document_id: int, start: int, end: int) -> None:
        if end:
            self.passage_opened.emit(document_id, start, end)

    # how it is made

    def _connect(self) -> None:
        self.clearance.currentIndexChanged.connect(self._narrow)
        self.change.clicked.connect(self.open_changing)
        self.remove.clicked.connect(self.remove_current)
        self.copy_all.clicked.connect(self.copy_everything)
        self.choose.clicked.connect(self.passages_wanted)
        self.list.passage_opened.connect(self._open)
        self.list.selectionModel().currentChanged.connect(self._look)
        self.model.modelReset.connect(self._look)

    def _lay_out(self) -> None:
        self._pages.addWidget(self.list)
        self._pages.addWidget(hint_page(self.hint, self.choose))
        head = beside(self.clearance, STRETCH, self.up, self.down, margins=(18, 12, 18, 10), spacing=8)
        buttons = (self.change, self.remove, self.copy_all)
        foot = beside((self.count, 1), *buttons, margins=(18, 6, 18, 8), spacing=8)
        below(head, (self._pages, 1), foot, on=self, margins=NO_MARGINS, spacing=0)


def _invitation() -> str:
    return tr(
        "No quote is chosen yet.\n\nIn a list of passages, right-click one and choose “Add to the quote "
        "bank”: then its words can be cleaned, translated and attributed here, and put in order."
    )
