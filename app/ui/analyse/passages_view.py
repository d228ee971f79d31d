"""All passages of a code across documents: found in the background, read page by page, copied as cells."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QMenu,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from app.codebook.queries import codebook
from app.coders.queries import coders
from app.coding.queries import Passage
from app.coding.retrieval import FoundPassages, Wanted, find_passages, read_passages
from app.documents.queries import documents
from app.errors import UserError
from app.jobs import Job
from app.quotes.actions import add_quotes
from app.report.blind import not_counted
from app.report.written import in_the_bank
from app.store import Project
from app.store.changes import Changes
from app.translation import tr
from app.ui import jobs
from app.ui.analyse.passage_filters import PassageFilters
from app.ui.analyse.passages_model import PassagesModel
from app.ui.kit.copying import MOST_COPIED, Copying
from app.ui.kit.lines import NO_MARGINS, STRETCH, below, beside
from app.ui.kit.plain import Hint
from app.ui.kit.table import ROW
from app.ui.live import Live
from app.ui.session import ProjectSession
from app.ui.surface.passage_list import PassageList
from app.ui.surface.passage_rows import READING

MOST_READ_AGAIN = 2_000


class PassagesView(QWidget):
    """What is wanted above, what was found below."""

    passage_opened = Signal(int, int, int)  # document id, start, end
    found = Signal()  # what is wanted now was found
    news = Signal(str)

    def __init__(self, session: ProjectSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._job = jobs.Newest(self)
        self._filled = False
        self._not_counted = ""
        self._enter = False  # put the person into the list once it is there
        self.filters = PassageFilters()
        self.model = PassagesModel(session, self)
        self.list = PassageList(tr("Passages"), self.model, READING)
        self.list.setObjectName("passageList")
        self.list.setStyleSheet("QListView { background: palette(base); }")
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.count = Hint(wordWrap=False)
        self.copy_all = QPushButton(tr("Copy for Excel"))
        self.copy_all.setToolTip(tr("Copy all passages that were found, with a header, as cells"))
        self.hint = Hint(alignment=Qt.AlignmentFlag.AlignCenter)
        self.clear = QPushButton(tr("Clear the filters"))
        self._stack = QStackedWidget()
        self._lay_out()
        self._make_copying()
        self._connect()
        session.coder_changed.connect(self._forget)
        self.live = Live(self, session, ("coding", "code", "coder", "document"), self._refresh)

    def show_code(self, code_id: int) -> None:
        """Show all passages of a code."""
        if not self._filled:
            self._fill()
        self._enter = True
        self.filters.show_code(code_id)

    def _forget(self) -> None:
        """What one coder looked for and found is not for the next one."""
        self._job.cancel()
        self.model.show(FoundPassages((), {}), Wanted())
        self.filters.blockSignals(True)
        self.filters.show_code(0)
        self.filters.blockSignals(False)

    # finding

    def _refresh(self, changes: Changes | None) -> None:
        if changes is None or changes.touch("code", "coder", "document"):
            self._fill()
        self._find()

    def _fill(self) -> None:
        with self._session.project.read() as reading:
            self.filters.fill(codebook(reading), coders(reading), documents(reading))
        self._filled = True

    def _find(self) -> None:
        with self._session.project.read() as reading:
            self._not_counted = not_counted(reading)
        wanted = self.filters.wanted()
        work = partial(_sought, self._session.project, wanted)
        self._job.run(tr("Finding passages"), work, partial(self._take, wanted), self._refuse)

    def _refuse(self, sentence: str) -> None:
        """What was typed can't be sought."""
        self.model.show(FoundPassages((), {}), self.filters.wanted())
        self._say_number(FoundPassages((), {}))
        self.hint.setText(sentence)
        self.found.emit()

    def _take(self, wanted: Wanted, passages: FoundPassages) -> None:
        index = self.list.currentIndex()
        current = index.data(ROW).coding.id if index.isValid() else 0
        scrolled = self.list.verticalScrollBar().value()
        same = wanted == self.model.wanted
        at_least = min(self.model.rowCount(), MOST_READ_AGAIN) if same else 0
        self.model.show(passages, wanted, at_least=at_least)
        if same:
            self.list.setCurrentIndex(self.model.index(self.model.row_of(current), 0))
            self.list.doItemsLayout()
            self.list.verticalScrollBar().setValue(scrolled)
        if self._enter:
            self._enter_list()
        self._say_number(passages)
        self.found.emit()

    def _enter_list(self) -> None:
        self._enter = False
        if not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.model.index(0, 0))
        self.list.setFocus()

    def _say_number(self, sought: FoundPassages) -> None:
        count, places = len(sought.ids), len(sought.by_document)
        passages = tr("{count} passage", "{count} passages", count)
        of = tr("{count} document", "{count} documents", places)
        words = tr("{passages} in {documents}", passages=passages, documents=of) if count else ""
        self.count.setText(" · ".join(part for part in (words, self._not_counted) if part))
        self.copy_all.setEnabled(count > 0)
        self._stack.setCurrentIndex(0 if count else 1)
        self.clear.setVisible(self.filters.narrowed())
        self.hint.setText("" if count else self._what_to_do())

    def _what_to_do(self) -> str:
        if self.filters.narrowed():
            return tr("No passage fits all of this.\n\nWiden the choice of coder, document or words.")
        if self._not_counted:
            return tr("Nothing to be seen here.") + "\n\n" + self._not_counted
        if self.filters.code_id():
            return tr(
                "Nobody has used this code yet.\n\nIn the Code workspace, select words and press the code’s "
                "key, or drag them onto the code."
            )
        return tr(
            "No passages yet.\n\nIn the Code workspace, select words in a document and give them a code. "
            "Every passage then appears here with its words."
        )

    # copying

    def copy_everything(self) -> None:
        """Copy all passages that were found, under a header, as spreadsheet cells."""
        ids = self.model.sought().ids
        if len(ids) > MOST_COPIED:
            raise UserError(
                f"{len(ids):,} passages are too many for the clipboard. Narrow the choice to "
                f"{MOST_COPIED:,}, or export the workbook."
            )
        work = partial(_read, self._session.project, ids)
        jobs.run(self, tr("Copying passages"), work, self._copy)

    def _copy(self, passages: Sequence[Passage]) -> None:
        self.copying.put_rows(self.model, passages)

    def add_quotes(self) -> None:
        """Choose what is selected to be quoted."""
        rows = [passage.coding for passage in self.list.selected()]
        places = [(row.document_id, row.start, row.end, row.code_id) for row in rows]
        self.news.emit(in_the_bank(self._session.do(tr("Choose quotes"), add_quotes, places=places)))

    # how it is made

    def _make_copying(self) -> None:
        self.copying = Copying(self.list, copy_all=self.copy_everything)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._open_menu)

    def _open_menu(self, point: QPoint) -> None:
        index = self.list.indexAt(point)
        if not index.isValid():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Show in the text"), partial(self.list.open, index))
        menu.addAction(tr("Add to the quote bank"), self.add_quotes)
        menu.addActions(self.copying.actions)
        menu.popup(self.list.viewport().mapToGlobal(point))

    def _connect(self) -> None:
        self.filters.changed.connect(self._find)
        self.list.passage_opened.connect(self.passage_opened)
        self.copy_all.clicked.connect(self.copy_everything)
        self.clear.clicked.connect(self.filters.widen)

    def _lay_out(self) -> None:
        self.hint.setMinimumWidth(420)
        nothing = QWidget()
        nothing.setObjectName("startPage")
        nothing.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        middle = below((STRETCH, 2), on=nothing)
        middle.addWidget(self.hint, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addSpacing(12)
        middle.addWidget(self.clear, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addStretch(3)
        self._stack.addWidget(self.list)
        self._stack.addWidget(nothing)
        foot = beside(self.count, STRETCH, self.copy_all, margins=(18, 6, 18, 8))
        self.filters.setContentsMargins(18, 12, 18, 10)
        below(self.filters, (self._stack, 1), foot, on=self, margins=NO_MARGINS, spacing=0)


def _sought(project: Project, wanted: Wanted, job: Job) -> FoundPassages:
    with project.read() as session:
        return find_passages(session, wanted, job)


def _read(project: Project, ids: Sequence[int], job: Job) -> list[Passage]:
    with project.read() as session:
        return read_passages(session, ids, job)
