"""Retrieve: the query above, its passages below; saved queries are run anew."""

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QMenu, QPushButton, QStackedWidget, QWidget

from app.errors import StoreError, UserError
from app.jobs import Job
from app.quotes.actions import add_quotes
from app.report.blind import not_counted
from app.report.written import in_the_bank
from app.retrieve.asked import RetrieveQuery
from app.retrieve.kept import definition_of, query_of
from app.retrieve.passages import RetrievedPassage, read_passages
from app.retrieve.queries import Retrieved, retrieve
from app.retrieve.sentence import parsed, text_of
from app.retrieve.words import LONGEST
from app.saved_queries.actions import delete_query, save_query
from app.saved_queries.queries import SavedQueryRow, saved_queries
from app.store import Project
from app.store.changes import Changes
from app.translation import tr
from app.ui import jobs
from app.ui.analyse.retrieve.retrieved_model import RetrievedModel
from app.ui.analyse.retrieve.save_dialog import SaveQueryDialog
from app.ui.kit.buttons import tool_button
from app.ui.kit.copying import MOST_COPIED, Copying
from app.ui.kit.dialog import open_and_forget
from app.ui.kit.hint_page import hint_page
from app.ui.kit.lines import NO_MARGINS, below, beside
from app.ui.kit.plain import Hint, literal
from app.ui.live import Live
from app.ui.session import ProjectSession
from app.ui.surface.passage_list import PassageList
from app.ui.surface.passage_rows import READING

MOST_READ_AGAIN = 2_000
OF_PASSAGES = ("coding", "code", "coder", "document", "document_text", "region", "round")
TABLES = (*OF_PASSAGES, "case_link", "attribute_value")


class RetrieveView(QWidget):
    """Runs a query when it is asked for by Enter, and again when something changed."""

    passage_opened = Signal(int, int, int)  # document id, start, end
    news = Signal(str)
    retrieved = Signal()  # what was asked last was looked for

    def __init__(self, session: ProjectSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._job = jobs.Newest(self)
        self._query: RetrieveQuery | None = None
        self._name = ""  # of the saved query that was taken
        self._enter = False
        self.words = QLineEdit(clearButtonEnabled=True)
        self.words.setPlaceholderText(tr("A code, and how it stands to another: Hunger overlapping Faith"))
        self.words.setAccessibleName(tr("Query"))
        self.words.setMaxLength(LONGEST)
        self.ask = QPushButton(tr("Retrieve"))
        words = tr("Saved")
        self.saved = tool_button(f"{words}  ▾", tr("Queries that were saved"), lambda: None, words)
        self.saved.setPopupMode(self.saved.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.saved.setMenu(self._menu)
        self.model = RetrievedModel(session, self)
        self.list = PassageList(tr("Passages"), self.model, READING)
        self.list.setObjectName("passageList")
        self.list.setStyleSheet("QListView { background: palette(base); }")
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.count = Hint(wordWrap=False)
        self.copy_all = QPushButton(tr("Copy for Excel"))
        self.copy_all.setToolTip(tr("Copy all passages that were found, with a header, as cells"))
        self.hint = Hint(alignment=Qt.AlignmentFlag.AlignCenter)
        self.example = QPushButton(tr("Show everything that is coded"))
        self._pages = QStackedWidget()
        self._lay_out()
        self.copying = Copying(self.list, copy_all=self.copy_everything)
        self._connect()
        self._say(_invitation())
        self.live = Live(self, session, TABLES, self._refresh)

    def begin(self) -> None:
        """Let somebody type."""
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()

    # asking

    def run(self, sentence: str) -> None:
        """Retrieve what a sentence asks for."""
        self.words.setText(sentence)
        self._name = ""
        self._ask()

    def _ask(self) -> None:
        self._enter = True
        try:
            self._query = parsed(self.words.text())
        except UserError as refusal:
            self._query = None
            self._say(str(refusal) if self.words.text().strip() else _invitation())
            return
        self._look()

    def _look(self, *, again: bool = False) -> None:
        if self._query is None:
            return
        work = partial(_retrieved, self._session.project, self._query)
        self._job.run(tr("Retrieving passages"), work, partial(self._take, again), self._say)

    def _refresh(self, _: Changes | None) -> None:
        self._look(again=True)

    def _take(self, again: bool, outcome: tuple[Retrieved, str]) -> None:
        result, blind = outcome
        row, scrolled = self.list.currentIndex().row(), self.list.verticalScrollBar().value()
        self.model.show(result, at_least=min(self.model.rowCount(), MOST_READ_AGAIN) if again else 0)
        if not len(result):
            self._say(" ".join(part for part in (tr("Nothing is coded so."), blind) if part))
            return
        passages = tr("{count} passage", "{count} passages", self.model.total)
        of = tr("{count} document", "{count} documents", self.model.documents)
        words = tr("{passages} in {documents}", passages=passages, documents=of)
        self.count.setText(" · ".join(part for part in (words, blind) if part))
        self.copy_all.setEnabled(True)
        self._pages.setCurrentIndex(0)
        if again and row >= 0:
            self.list.setCurrentIndex(self.model.index(min(row, self.model.rowCount() - 1), 0))
            self.list.doItemsLayout()
            self.list.verticalScrollBar().setValue(scrolled)
        elif self._enter:
            self.list.setCurrentIndex(self.model.index(0, 0))
            self.list.setFocus()
        self._enter = False
        self.retrieved.emit()

    def _say(self, sentence: str) -> None:
        """Say in the place of passages why there are none."""
        self._job.cancel()
        self._enter = False
        self.model.show(None)
        self.count.setText("")
        self.copy_all.setEnabled(False)
        self.hint.setText(sentence)
        self._pages.setCurrentIndex(1)
        self.retrieved.emit()

    def _forget(self) -> None:
        """What one coder looked for and found is not for the next one."""
        self._query, self._name = None, ""
        self.words.clear()
        self._say(_invitation())

    # saved queries

    def _fill_menu(self) -> None:
        self._menu.clear()
        with self._session.project.read() as reading:
            rows = saved_queries(reading, "retrieve")
        for row in rows:
            self._menu.addAction(literal(row.name), partial(self.take_saved, row))
        if rows:
            self._menu.addSeparator()
        save = self._menu.addAction(tr("&Save this query…"), self.open_saving)
        save.setEnabled(self._query is not None)
        if self._name:
            words = tr("&Delete “{name}”", name=literal(self._name))
            named = [row for row in rows if row.name == self._name]
            self._menu.addAction(words, partial(self._delete, named)).setEnabled(bool(named))

    def take_saved(self, row: SavedQueryRow) -> None:
        """Run a saved query anew."""
        try:
            with self._session.project.read() as reading:
                sentence = text_of(query_of(reading, row.asked))
        except (UserError, StoreError) as refusal:
            self._say(str(refusal))
            return
        self.run(sentence)
        self._name = row.name

    def open_saving(self) -> SaveQueryDialog | None:
        """Ask for a name under which the query is kept."""
        if self._query is None:
            return None
        dialog = SaveQueryDialog(self, text_of(self._query), self._name, self._save)
        open_and_forget(dialog)
        return dialog

    def _save(self, name: str, anew: bool) -> None:
        if self._query is None:
            return
        with self._session.project.read() as reading:
            definition = definition_of(reading, self._query)
        label = tr("Save the query “{name}”", name=name.strip())
        self._session.do(label, save_query, name=name, kind="retrieve", definition=definition, anew=anew)
        self._name = name.strip()

    def _delete(self, rows: list[SavedQueryRow]) -> None:
        for row in rows:
            self._session.do(tr("Delete the query “{name}”", name=row.name), delete_query, query_id=row.id)
        self._name = ""

    # what is done with it

    def copy_everything(self) -> None:
        """Copy all passages that were found, under a header, as spreadsheet cells."""
        result = self.model.retrieved()
        if result is None:
            return
        if len(result) > MOST_COPIED:
            raise UserError(
                f"These are too many passages for the clipboard, which takes {MOST_COPIED:,}. Narrow the "
                "query, or take them from the command line: “retrieve” with --json."
            )
        work = partial(_read, self._session.project, result)
        jobs.run(self, tr("Copying passages"), work, partial(self.copying.put_rows, self.model))

    def add_quotes(self) -> None:
        """Choose what is selected to be quoted, each for the first of its codes."""
        chosen = [
            (row.document_id, row.start, row.end, row.codings[0].code_id if row.codings else None)
            for row in self.list.selected()
        ]
        self.news.emit(in_the_bank(self._session.do(tr("Choose quotes"), add_quotes, places=chosen)))

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

    # how it is made

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down goes from the words into the list."""
        if event.key() == Qt.Key.Key_Down and self.words.hasFocus() and self.model.rowCount():
            self.list.setFocus()
        else:
            super().keyPressEvent(event)

    def _connect(self) -> None:
        self.words.returnPressed.connect(self._ask)
        self.ask.clicked.connect(self._ask)
        self.list.passage_opened.connect(self.passage_opened)
        self.copy_all.clicked.connect(self.copy_everything)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._open_menu)
        self.example.clicked.connect(partial(self.run, "anything"))
        self._session.coder_changed.connect(self._forget)

    def _lay_out(self) -> None:
        self._pages.addWidget(self.list)
        self._pages.addWidget(hint_page(self.hint, self.example))
        head = beside((self.words, 1), self.ask, self.saved, margins=(18, 12, 18, 10), spacing=8)
        foot = beside((self.count, 1), self.copy_all, margins=(18, 6, 18, 8))
        below(head, (self._pages, 1), foot, on=self, margins=NO_MARGINS, spacing=0)


def _invitation() -> str:
    return tr(
        "Ask for passages in a sentence, and press Enter:\n\n“Hunger” within 2 sentences of “Faith”\n"
        "“Hunger” and not “Faith”, by all coders\nanything, spoken by “BAKER”, with memo\n\n"
        "The manual’s page Retrieve says all that can be asked."
    )


def _retrieved(project: Project, query: RetrieveQuery, job: Job) -> tuple[Retrieved, str]:
    with project.read() as session:
        return retrieve(session, query, job), not_counted(session)


def _read(project: Project, result: Retrieved, job: Job) -> list[RetrievedPassage]:
    with project.read() as session:
        return read_passages(session, result, range(len(result)), job)
