"""Finding in everything: what is sought above, the places below, in the order of documents."""

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from app.codebook.queries import codebook
from app.coders.queries import coders
from app.documents.queries import documents, properties, speakers
from app.errors import UserError
from app.find.queries import Found, Hit, Search, find
from app.find.texts import FoldedTexts
from app.jobs import Job
from app.report.found import given_up, total_in_words
from app.sought import Query, Sought
from app.store import Project
from app.store.changes import Changes
from app.translation import tr
from app.ui import jobs
from app.ui.analyse.find.code_dialog import MOST as MOST_CODED
from app.ui.analyse.find.code_dialog import CodeFoundDialog
from app.ui.analyse.find.find_form import Choices, FindForm
from app.ui.analyse.find.hits_list import HitsList
from app.ui.analyse.find.hits_model import PAGE, HitsModel
from app.ui.kit.copying import MOST_COPIED, Copying
from app.ui.kit.dialog import open_and_forget
from app.ui.kit.hint_page import hint_page
from app.ui.kit.lines import NO_MARGINS, below, beside
from app.ui.kit.plain import Hint
from app.ui.kit.table import ROW
from app.ui.live import Live
from app.ui.session import ProjectSession

CHANGED_FOR = 300  # milliseconds without a change before it looks again
MOST_SHOWN_AGAIN = 2_000
OF_CODINGS = ("coding", "code", "coder", "decision", "discussion_note", "proposal")
OF_TEXTS = ("document", "document_text", "document_property", "region", "round")


class FindView(QWidget):
    """Looks in the background: the first page first, then all."""

    passage_opened = Signal(int, int, int)  # document id, start, end
    document_opened = Signal(int)
    code_opened = Signal(int)
    news = Signal(str)
    looked = Signal()  # all that is sought now was looked for

    def __init__(self, session: ProjectSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._texts = FoldedTexts()
        self._job: Job | None = None
        self._asked = 0
        self._enter = False  # put the person into the list once it is there
        self._looked: Search | None = None
        self.form = FindForm()
        self.model = HitsModel(self)
        self.list = HitsList(self.model)
        self.count = Hint()
        self.copy_all = QPushButton(tr("Copy for Excel"))
        self.copy_all.setToolTip(tr("Copy all places that were found, with a header, as cells"))
        self.code_found = QPushButton(tr("Code what was found…"))
        self.code_found.setToolTip(tr("Put a code on what is selected in the list, or on all of it"))
        self.hint = Hint(alignment=Qt.AlignmentFlag.AlignCenter)
        self.clear = QPushButton(tr("Clear the filters"))
        self._pages = QStackedWidget()
        self._again = QTimer(self, singleShot=True, interval=CHANGED_FOR)
        self._again.timeout.connect(self._look_again)
        self._lay_out()
        self.copying = Copying(self.list, copy_all=self.copy_everything)
        self._connect()
        self._show_nothing(_invitation())
        self.live = Live(self, session, (*OF_CODINGS, *OF_TEXTS), self._refresh)

    def begin(self, query: Query | None = None) -> None:
        """Let somebody type; a query that comes along is sought at once."""
        self.form.begin(query)

    # looking

    def _refresh(self, changes: Changes | None) -> None:
        if changes is None or changes.touch("code", "coder", *OF_TEXTS):
            self._fill()
        self._again.start()

    def _fill(self) -> None:
        with self._session.project.read() as reading:
            rows = documents(reading)
            having: dict[tuple[str, str], set[int]] = {}
            for row in rows:
                if row.language:
                    having.setdefault((tr("language"), row.language), set()).add(row.id)
            for document_id, values in properties(reading).items():
                for name, value in values.items():
                    having.setdefault((name, value), set()).add(document_id)
            choices = Choices(
                rows,
                list(speakers(reading)),
                codebook(reading),
                coders(reading),
                {pair: frozenset(ids) for pair, ids in sorted(having.items())},
            )
        self.form.fill(choices)

    def _look_again(self) -> None:
        if self._looked is not None:
            self._look(again=True)

    def _look(self, *, again: bool = False) -> None:
        if self._job is not None:
            self._job.cancel()
        self._asked += 1
        search = self.form.search()
        self._looked = search if search.query.words.strip() else None
        if self._looked is None:
            self._show_nothing(_invitation())
            return
        try:
            Sought(search.query)
        except UserError as refusal:
            self._show_nothing(str(refusal))
            return
        enough = max(PAGE, min(self.model.rowCount(), MOST_SHOWN_AGAIN)) if again else PAGE
        work = partial(_sought, self._session.project, search, self._texts, enough)
        self._job = jobs.run(
            self, tr("Finding words"), work, partial(self._take_first, self._asked, search, again)
        )

    def _take_first(self, asked: int, search: Search, again: bool, result: Found) -> None:
        if asked != self._asked:
            return
        row, scrolled = self.list.currentIndex().row(), self.list.verticalScrollBar().value()
        self.model.show(result, at_least=min(self.model.rowCount(), MOST_SHOWN_AGAIN) if again else 0)
        if again and row >= 0:
            self.list.setCurrentIndex(self.model.index(min(row, self.model.rowCount() - 1), 0))
            self.list.doItemsLayout()
            self.list.verticalScrollBar().setValue(scrolled)
        if result.complete or result.given_up:
            self._end(result)
            return
        self.count.setText(tr("Looking on…"))
        self._pages.setCurrentIndex(0)
        self._enter_list()
        work = partial(_sought, self._session.project, search, self._texts, None)
        self._job = jobs.run(self, tr("Finding words"), work, partial(self._take_all, asked))

    def _take_all(self, asked: int, result: Found) -> None:
        if asked == self._asked:
            self.model.go_on(result)
            self._end(result)

    def _end(self, result: Found) -> None:
        self._job = None
        if result.total:
            self._pages.setCurrentIndex(0)
            self.count.setText(" ".join([f"{total_in_words(result)}.", *given_up(result)]))
            self._enter_list()
        else:
            self._show_nothing(" ".join([tr("Nothing was found."), *given_up(result)]))
        self.copy_all.setEnabled(result.total > 0)
        self.code_found.setEnabled("texts" in result.by_kind())
        self.looked.emit()

    def _show_nothing(self, sentence: str) -> None:
        self.model.show(Found(()))
        self.count.setText("")
        self.copy_all.setEnabled(False)
        self.code_found.setEnabled(False)
        self.hint.setText(sentence)
        self.clear.setVisible(self.form.narrowed())
        self._pages.setCurrentIndex(1)

    def _enter_list(self) -> None:
        if self._enter and self.model.rowCount():
            self._enter = False
            if not self.list.currentIndex().isValid():
                self.list.setCurrentIndex(self.model.index(0, 0))
            self.list.setFocus()

    def _go_to_list(self) -> None:
        self._enter = True
        if self._job is None:
            self._enter_list()

    def _forget(self) -> None:
        """What one coder looked for and found is not for the next one."""
        self._asked += 1
        self._looked = None
        self.form.words.clear()
        self.form.widen()
        self._show_nothing(_invitation())

    # what is done with it

    def open_hit(self, hit: Hit) -> None:
        """Show what a place is in: the passage, the document, or the code."""
        piece = hit.holding.piece
        if piece.where == "texts":
            self.passage_opened.emit(piece.document_id, hit.start, hit.end)
        elif piece.document_id and piece.start is not None and piece.end is not None:
            self.passage_opened.emit(piece.document_id, piece.start, piece.end)
        elif piece.document_id:
            self.document_opened.emit(piece.document_id)
        elif piece.code_id:
            self.code_opened.emit(piece.code_id)

    def copy_everything(self) -> None:
        """Copy all places that were found, under a header, as spreadsheet cells."""
        if self.model.result().total > MOST_COPIED:
            raise UserError(
                f"These are too many places for the clipboard, which takes {MOST_COPIED:,}. Narrow the "
                "search, or take them from the command line: “search” with --json."
            )
        self.copying.put_rows(self.model, self.model.first(MOST_COPIED))

    def open_coding(self) -> CodeFoundDialog:
        """Put a code on what is selected in the list where it is several places, else on all of it."""
        selected = [index.data(ROW) for index in self.list.selectionModel().selectedIndexes()]
        hits = selected if len(selected) > 1 else list(self.model.result().hits(MOST_CODED + 1))
        in_texts = [hit for hit in hits if hit.holding.piece.where == "texts"]
        if len(in_texts) > MOST_CODED:
            raise UserError(
                f"More than {MOST_CODED:,} places are too many to look through before they are coded. Narrow "
                "the search, to some documents for example, and code these first."
            )
        if not in_texts:
            raise UserError("Only words in texts can be coded, and none of these are. Select others.")
        dialog = CodeFoundDialog(self, self._session, in_texts)
        dialog.coded.connect(self._tell_coded)
        open_and_forget(dialog)
        return dialog

    def _tell_coded(self, passages: int) -> None:
        self.news.emit(tr("{count} passage was coded.", "{count} passages were coded.", passages))

    # how it is made

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down goes from the words into the list."""
        if event.key() == Qt.Key.Key_Down and self.form.words.hasFocus():
            self._go_to_list()
        else:
            super().keyPressEvent(event)

    def _connect(self) -> None:
        self.form.asked.connect(self._look)
        self.form.entered.connect(self._go_to_list)
        self.list.hit_opened.connect(self.open_hit)
        self.copy_all.clicked.connect(self.copy_everything)
        self.code_found.clicked.connect(self.open_coding)
        self.clear.clicked.connect(self.form.widen)
        self._session.coder_changed.connect(self._forget)

    def _lay_out(self) -> None:
        self._pages.addWidget(self.list)
        self._pages.addWidget(hint_page(self.hint, self.clear))
        foot = beside((self.count, 1), self.code_found, self.copy_all, margins=(18, 6, 18, 8))
        below(self.form, (self._pages, 1), foot, on=self, margins=NO_MARGINS, spacing=0)


def _invitation() -> str:
    return tr(
        "Type what you look for: words, “a phrase”, wild*, m?n.\n\nTexts, memos, notes, definitions and "
        "properties are searched, however the words are written in them."
    )


def _sought(project: Project, search: Search, texts: FoldedTexts, enough: int | None, job: Job) -> Found:
    with project.read() as session:
        return find(session, search, texts, job, enough=enough)
