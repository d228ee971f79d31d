"""All memos in one place: narrowed above, read and opened below."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QStackedWidget, QWidget

from app.errors import UserError
from app.memos.actions import delete_memos
from app.memos.queries import CODING, MemoRow, linked_places, memos
from app.report.blind import not_counted
from app.report.questions import Question
from app.report.tables import ReportTable
from app.report.written import ABOUT, columns_of_memos
from app.sought import Sought
from app.store.changes import Changes
from app.translation import tr, translated
from app.ui.analyse.writing.memo_dialog import WriteMemoDialog
from app.ui.kit.choice import ChoiceBox
from app.ui.kit.copying import Copying
from app.ui.kit.dialog import open_and_forget
from app.ui.kit.hint_page import hint_page
from app.ui.kit.lines import NO_MARGINS, below, beside
from app.ui.kit.plain import Hint, literal
from app.ui.kit.question import confirmed
from app.ui.kit.table import ROW, TableModel
from app.ui.live import Live
from app.ui.session import ProjectSession
from app.ui.surface.passage_list import PassageList
from app.ui.surface.passage_rows import READING

TABLES = ("memo", "coding", "code", "coder", "document", "study_case", "saved_query", "round", "assignment")


class MemosView(QWidget):
    """Lists memos newest first; writes, changes, deletes and follows their links."""

    passage_opened = Signal(int, int, int)  # document id, start, end
    document_opened = Signal(int)
    code_opened = Signal(int)

    def __init__(self, session: ProjectSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._blind = ""
        self.words = QLineEdit(placeholderText=tr("Find in memos"), clearButtonEnabled=True)
        self.words.setAccessibleName(tr("Find in memos"))
        self.about = ChoiceBox()
        self.about.setAccessibleName(tr("What memos are about"))
        self.about.addItem(tr("About anything"), "")
        for about, name in ABOUT.items():
            self.about.addItem(tr("About: {what}", what=translated(name)), about)
        self.write = QPushButton(tr("Write a memo…"))
        self.model = TableModel[MemoRow](ReportTable(columns_of_memos()), self)
        self.list = PassageList(tr("Memos"), self.model, READING)
        self.list.setObjectName("passageList")
        self.list.setStyleSheet("QListView { background: palette(base); }")
        self.count = Hint(wordWrap=False)
        self.change = QPushButton(tr("Change…"))
        self.delete = QPushButton(tr("Delete"))
        self.hint = Hint(alignment=Qt.AlignmentFlag.AlignCenter)
        self.first = QPushButton(tr("Write a memo…"))
        self._pages = QStackedWidget()
        self._lay_out()
        self.copying = Copying(self.list, copy_all=self.copy_everything)
        self._connect()
        self._choose()
        self.live = Live(self, session, TABLES, self._refresh)

    # what is shown

    def _refresh(self, _: Changes | None) -> None:
        at = self._current()
        with self._session.project.read() as reading:
            rows = memos(reading)
            self._blind = not_counted(reading)
        self.model.show_rows(rows)
        self._narrow()
        if at is not None:
            line = self.model.line_of(
                lambda row: (row.about == CODING, row.id) == (at.about == CODING, at.id)
            )
            self.list.setCurrentIndex(self.model.index(line, 0))

    def _narrow(self) -> None:
        about, words = self.about.currentData(), None
        try:
            words = Sought(self.words.text()) if self.words.text().strip() else None
        except UserError as refusal:
            self._say(str(refusal))
            return

        def accepts(row: MemoRow) -> bool:
            if about and row.about != about:
                return False
            return words is None or words.is_in(row.text) or words.is_in(row.title) or words.is_in(row.kind)

        self.model.narrow(accepts)
        count = self.model.rowCount()
        told = tr("{count} memo", "{count} memos", count)
        self.count.setText(" · ".join(part for part in (told, self._blind) if part))
        self._pages.setCurrentIndex(0 if count else 1)
        if not count:
            narrowed = bool(about or words)
            self._say(tr("No memo fits all of this.") if narrowed else _invitation())
        self._choose()

    def _say(self, sentence: str) -> None:
        self.hint.setText(sentence)
        self._pages.setCurrentIndex(1)

    def _current(self) -> MemoRow | None:
        index = self.list.currentIndex()
        row: MemoRow | None = index.data(ROW) if index.isValid() else None
        return row

    def _choose(self, *_: object) -> None:
        row = self._current()
        may = row is not None and row.about != CODING and row.coder_id in (None, self._session.coder_id)
        self.change.setEnabled(may)
        self.delete.setEnabled(may)

    # what is done with it

    def open_writing(self) -> WriteMemoDialog:
        """Write a memo."""
        dialog = WriteMemoDialog(self, self._session)
        open_and_forget(dialog)
        return dialog

    def open_changing(self) -> WriteMemoDialog | None:
        """Change the memo at hand."""
        row = self._current()
        if row is None or row.about == CODING:
            return None
        dialog = WriteMemoDialog(self, self._session, memo=row)
        open_and_forget(dialog)
        return dialog

    def delete_current(self) -> None:
        """Delete the memo at hand, after a question."""
        row = self._current()
        if row is None or row.about == CODING:
            return
        words = tr("Delete the memo “{memo}”?", memo=row.in_one_line)
        if confirmed(self, Question(tr("Delete memo"), words, tr("You can undo this."), tr("Delete"))):
            self._session.do(tr("Delete memo"), delete_memos, memo_ids=[row.id])

    def open_current(self, *_: int) -> None:
        """Show what the memo at hand is about."""
        row = self._current()
        if row is None:
            return
        if row.document_id is not None and row.start is not None and row.end is not None:
            self.passage_opened.emit(row.document_id, row.start, row.end)
        elif row.document_id is not None:
            self.document_opened.emit(row.document_id)
        elif row.code_id is not None:
            self.code_opened.emit(row.code_id)

    def _open_menu(self, point: QPoint) -> None:
        row = self._current()
        if row is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        with self._session.project.read() as reading:
            places = linked_places(reading, row.text)
        for place in places:
            words = ": ".join(part for part in (place.link.document, place.link.words) if part)
            action = menu.addAction(literal(tr("Go to {place}", place=words)))
            leads = place.start is not None or not place.link.words
            action.setEnabled(place.document_id is not None and leads)
            if place.document_id is not None:
                span = place.start or 0, place.end or 0
                action.triggered.connect(partial(self._follow, place.document_id, *span))
        menu.addActions(self.copying.actions)
        menu.popup(self.list.viewport().mapToGlobal(point))

    def _follow(self, document_id: int, start: int, end: int, *_: object) -> None:
        if end:
            self.passage_opened.emit(document_id, start, end)
        else:
            self.document_opened.emit(document_id)

    def copy_everything(self) -> None:
        """Copy all memos that are shown, under a header, as spreadsheet cells."""
        rows: Sequence[MemoRow] = self.model.rows()
        self.copying.put_rows(self.model, rows)

    # how it is made

    def _connect(self) -> None:
        self.words.textChanged.connect(self._narrow)
        self.about.currentIndexChanged.connect(self._narrow)
        for button in (self.write, self.first):
            button.clicked.connect(self.open_writing)
        self.change.clicked.connect(self.open_changing)
        self.delete.clicked.connect(self.delete_current)
        self.list.passage_opened.connect(self.open_current)
        self.list.selectionModel().currentChanged.connect(self._choose)
        self.model.modelReset.connect(self._choose)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._open_menu)

    def _lay_out(self) -> None:
        self._pages.addWidget(self.list)
        self._pages.addWidget(hint_page(self.hint, self.first))
        head = beside((self.words, 1), self.about, self.write, margins=(18, 12, 18, 10), spacing=8)
        foot = beside((self.count, 1), self.change, self.delete, margins=(18, 6, 18, 8), spacing=8)
        below(head, (self._pages, 1), foot, on=self, margins=NO_MARGINS, spacing=0)


def _invitation() -> str:
    return tr(
        "No memos yet.\n\nWrite what you think about the study, a code, a document or a case: for all, or "
        "for yourself alone. Memos on codings stand here, too."
    )
