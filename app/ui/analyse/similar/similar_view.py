"""More like this: sentences that resemble what somebody coded, once the test on these says that it helps."""

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QPushButton, QStackedWidget, QWidget

from app.codebook.queries import CodeRow, codebook
from app.coders.queries import coders
from app.coding.actions import apply_code
from app.errors import UserError
from app.jobs import Job
from app.report.similar import helps, promise
from app.report.tables import ReportTable
from app.similar.declined import DeclinedSentence, decline, declined
from app.similar.queries import LikelySentence, Similar, similar_sentences
from app.sought import Query
from app.store import Project
from app.store.changes import Changes
from app.store.setting import guid
from app.translation import tr
from app.ui import jobs
from app.ui.analyse.similar.sentence_list import SentenceList, sentence_columns
from app.ui.kit.chip import chip_icon
from app.ui.kit.choice import ChoiceBox
from app.ui.kit.hint_page import hint_page
from app.ui.kit.lines import NO_MARGINS, STRETCH, below, beside
from app.ui.kit.plain import Hint
from app.ui.kit.table import TableModel
from app.ui.live import Live
from app.ui.session import ProjectSession
from app.ui.surface.announce import say

TABLES = ("code", "coder", "document", "document_text", "region", "round", "assignment")
Passage = tuple[int, int, int]  # document id, start, end


class SimilarView(QWidget):
    """Learns from the coder at work alone."""

    passage_opened = Signal(int, int, int)  # document id, start, end
    words_wanted = Signal(object)  # a Query
    news = Signal(str)
    ready = Signal()  # what is wanted now was looked for

    def __init__(self, session: ProjectSession) -> None:
        super().__init__()
        self._session = session
        self._job = jobs.Newest(self)
        self._codes: dict[int, CodeRow] = {}
        self._passage: Passage | None = None
        self._refused: list[LikelySentence] = []
        self.code = ChoiceBox()
        self.code.setAccessibleName(tr("Code"))
        self.code.setIconSize(QSize(14, 14))
        self.missed = QCheckBox(tr("what I may have missed in completed documents"))
        self.promise = Hint()
        self.model = TableModel[LikelySentence](ReportTable(sentence_columns()))
        self.list = SentenceList(self.model)
        self.keys = Hint(
            tr("Enter codes the sentence, Delete says no, Shift+Delete takes that back, Space opens it.")
        )
        self.hint = Hint(alignment=Qt.AlignmentFlag.AlignCenter)
        self.search = QPushButton(tr("Find in everything"))
        self.search.clicked.connect(lambda: self.words_wanted.emit(Query("")))
        self._pages = QStackedWidget()
        self._lay_out()
        self._connect()
        self.live = Live(self, session, TABLES, self._refresh)

    def _lay_out(self) -> None:
        head = beside(self.code, self.missed, STRETCH, margins=(18, 12, 18, 4), spacing=12)
        self.promise.setContentsMargins(18, 4, 18, 10)
        self.keys.setContentsMargins(18, 6, 18, 8)
        listing = QWidget()
        below((self.list, 1), self.keys, on=listing, margins=NO_MARGINS, spacing=0)
        self._pages.addWidget(listing)
        self._pages.addWidget(hint_page(self.hint, self.search))
        below(head, self.promise, (self._pages, 1), on=self, margins=NO_MARGINS, spacing=0)

    def _connect(self) -> None:
        self.code.currentIndexChanged.connect(self._choose)
        self.missed.toggled.connect(self._look)
        self.list.accepted.connect(self._accept)
        self.list.declined.connect(self._decline)
        self.list.taken_back.connect(self._take_back)
        self.list.opened.connect(self._open)

    def show_code(self, code_id: int, passage: Passage | None = None) -> None:
        """Look for sentences like those of a code, or like one passage of it."""
        self._fill()
        self.code.blockSignals(True)
        self.code.setCurrentIndex(max(0, self.code.findData(code_id)))
        self.code.blockSignals(False)
        self._passage = passage
        self._look()
        self.list.setFocus()

    # looking

    def _refresh(self, _: Changes | None) -> None:
        self._fill()
        self._look()

    def _fill(self) -> None:
        with self._session.project.read() as reading:
            self._codes = {code.id: code for code in codebook(reading)}
        chosen = self.code.currentData()
        self.code.blockSignals(True)
        self.code.clear()
        for code in self._codes.values():
            self.code.addItem(chip_icon(code.colour), code.name, code.id)
        self.code.setCurrentIndex(max(0, self.code.findData(chosen)) if self.code.count() else -1)
        self.code.blockSignals(False)

    def _choose(self) -> None:
        self._passage = None
        self._look()

    def _look(self, *_: object) -> None:
        self._refused = []
        self.model.show_rows([])
        code, coder_id = self._codes.get(self.code.currentData() or 0), self._session.coder_id
        if code is None:
            self._say(tr("There are no codes yet. Make some in the Code workspace."))
        elif coder_id is None:
            self._say(tr("It learns from your own codings. Choose who you are at the top right."))
        else:
            self.promise.setText(tr("Testing itself on your codings…"))
            work = partial(
                _looked_for, self._session.project, code, coder_id, self.missed.isChecked(), self._passage
            )
            self._job.run(tr("Looking for more like this"), work, partial(self._take, code), self._say)

    def _say(self, sentence: str) -> None:
        """A sentence in place of a list."""
        self._job.cancel()
        self.promise.setText("")
        self.hint.setText(sentence)
        self._pages.setCurrentIndex(1)
        self.ready.emit()

    def _take(self, code: CodeRow, similar: Similar) -> None:
        sentence = promise(similar, code.name)
        if not helps(similar):
            self._say(sentence)
            return
        if not similar.sentences:
            self._say(f"{sentence}\n\n{self._nothing_left(similar)}")
            return
        self.promise.setText(sentence)
        self.model.show_rows(similar.sentences)
        self._pages.setCurrentIndex(0)
        self.list.setCurrentIndex(self.model.index(0, 0))
        self.ready.emit()

    def _nothing_left(self, similar: Similar) -> str:
        if similar.documents:
            return tr("No sentence is left to look at here.")
        if self.missed.isChecked():
            return tr("You have completed no document yet, so there is nothing that you may have missed.")
        return tr("You have completed all documents. Look at what you may have missed instead.")

    # deciding

    def _accept(self, sentence: LikelySentence) -> None:
        code = self._codes[self.code.currentData()]
        self._session.do(
            "Apply code",
            apply_code,
            document_id=sentence.document_id,
            code_id=code.id,
            coder_id=self._session.coder(),
            start=sentence.start,
            end=sentence.end,
            origin="suggestion",
        )
        self.news.emit(tr("Coded with “{code}”. Ctrl+Z takes it back.", code=code.name))
        self._go_on(sentence)

    def _decline(self, sentence: LikelySentence) -> None:
        self._remember(sentence.place)
        self._refused.append(sentence)
        self._go_on(sentence)

    def _take_back(self) -> None:
        if not self._refused:
            return
        sentence = self._refused.pop()
        self._remember(sentence.place, back=True)
        self.model.show_rows([sentence, *self.model.rows()])
        self._pages.setCurrentIndex(0)
        self.list.setCurrentIndex(self.model.index(0, 0))

    def _remember(self, sentence: DeclinedSentence, *, back: bool = False) -> None:
        code = self._codes[self.code.currentData()]
        with self._session.project.read() as reading:
            project = guid(reading)
            coder = next((row.guid for row in coders(reading) if row.id == self._session.coder_id), "")
        if not coder:
            raise UserError("Nobody is coding yet. Choose who you are at the top right, then try again.")
        decline(project, coder, code.guid, sentence, back=back)

    def _go_on(self, sentence: LikelySentence) -> None:
        """Take a sentence out of the list; the next one is at hand."""
        line = self.list.currentIndex().row()
        rows = [row for row in self.model.rows() if row != sentence]
        self.model.show_rows(rows)
        if not rows:
            self._say(tr("No sentence is left to look at here."))
            return
        index = self.model.index(min(line, len(rows) - 1), 0)
        self.list.setCurrentIndex(index)
        say(self.list, rows[index.row()].text)

    def _open(self, sentence: LikelySentence) -> None:
        self.passage_opened.emit(sentence.document_id, sentence.start, sentence.end)


def _looked_for(
    project: Project, code: CodeRow, coder_id: int, missed: bool, passage: Passage | None, job: Job
) -> Similar:
    with project.read() as session:
        coder = next((row.guid for row in coders(session) if row.id == coder_id), "")
        refused = declined(guid(session), coder, code.guid)
        return similar_sentences(
            session, code.id, coder_id, missed=missed, passage=passage, declined=refused, job=job
        )
