"""Pictures of the study: chosen above, drawn in the background, with their data beside them."""

from functools import partial

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.cases.queries import attributes, cases
from app.codebook.queries import codebook
from app.coders.queries import coders
from app.coding.retrieval import FoundPassages, Wanted
from app.documents.queries import documents
from app.report.drawing.shapes import Opening
from app.report.pictures.making import make_picture
from app.report.pictures.picture import Picture, PictureRow, empty_picture
from app.report.tables import ReportTable
from app.rounds.unshown import unshown_documents
from app.sought import Query
from app.store.changes import Changes
from app.translation import tr
from app.ui import jobs
from app.ui.analyse.passages_model import PassagesModel
from app.ui.analyse.pictures.picture_form import PictureChoices, PictureForm
from app.ui.kit.elided import ElidedLabel
from app.ui.kit.lines import NO_MARGINS, STRETCH, below, beside
from app.ui.kit.plain import plain_tip
from app.ui.kit.splitter import Splitter
from app.ui.kit.table import ROW, TableModel
from app.ui.kit.table_view import TableView
from app.ui.live import Live
from app.ui.pictures.saving import ask_and_save, copy_drawing
from app.ui.pictures.view import DrawingView
from app.ui.session import ProjectSession
from app.ui.surface.passage_list import PassageList
from app.ui.surface.passage_rows import READING

CHANGED_FOR = 400  # milliseconds without a change before it is drawn anew
TABLES = (
    *("coding", "code", "coder", "document", "document_text", "region", "round", "assignment", "decision"),
    *("study_case", "case_link", "attribute", "attribute_value"),
)
OFFERED = ("code", "coder", "document", "round", "assignment", "attribute", "study_case")
COLUMN, NARROWEST, BESIDE = 150, 64, 8  # pixels


class PicturesView(QWidget):
    """A picture opens passages, words and places."""

    passage_opened = Signal(int, int, int)  # document id, start, end
    words_wanted = Signal(object)  # a Query
    news = Signal(str)
    drawn = Signal()  # what is wanted now is there

    def __init__(self, session: ProjectSession) -> None:
        super().__init__()
        self._session = session
        self._job = jobs.Newest(self)
        self.picture: Picture | None = None
        self.form = PictureForm()
        self.view = DrawingView()
        self.model = TableModel[PictureRow]()
        self.table = TableView(tr("Data of the picture"), self.model)
        self.passages_model = PassagesModel(session, self)
        self.passages = PassageList(tr("Passages of the mark"), self.passages_model, READING)
        self.opened_title = ElidedLabel()
        self.save = QPushButton(tr("Save the picture…"))
        self.save.setToolTip(tr("As PNG, SVG or PDF, dark on white"))
        self.copy = QPushButton(tr("Copy the picture"))
        self._again = QTimer(self, singleShot=True, interval=CHANGED_FOR)
        self._again.timeout.connect(self._make)
        self._lay_out()
        self._connect()
        self.live = Live(self, session, TABLES, self._refresh)

    def _lay_out(self) -> None:
        self.opened = QWidget()
        self.opened_title.setContentsMargins(12, 8, 12, 6)
        below(self.opened_title, (self.passages, 1), on=self.opened, margins=NO_MARGINS, spacing=0)
        self.opened.hide()
        beside_it = Splitter((self.table, self.opened), (400, 300), (1, 1), down=True)
        whole = Splitter((self.view, beside_it), (820, 400), (2, 1))
        foot = beside(STRETCH, self.copy, self.save, margins=(18, 6, 18, 8), spacing=8)
        below(self.form, (whole, 1), foot, on=self, margins=NO_MARGINS, spacing=0)
        self.table.setMinimumWidth(220)

    def _connect(self) -> None:
        self.form.changed.connect(self._make)
        self.view.opened.connect(self._open_mark)
        self.table.activated.connect(self._open_row)
        self.table.clicked.connect(self._open_row)
        self.passages.passage_opened.connect(self.passage_opened)
        self.save.clicked.connect(self._save)
        self.copy.clicked.connect(self._copy)

    # drawing

    def _refresh(self, changes: Changes | None) -> None:
        if changes is None or changes.touch(*OFFERED):
            self._fill()
        if changes is None:
            self._make()
        else:
            self._again.start()

    def _fill(self) -> None:
        with self._session.project.read() as reading:
            hidden = unshown_documents(reading)
            rows = [row for row in documents(reading) if row.id not in hidden]
            choices = PictureChoices(
                rows, codebook(reading), coders(reading), attributes(reading), bool(cases(reading))
            )
        self.form.fill(choices)

    def _make(self) -> None:
        self._again.stop()
        request = self.form.request()
        if request.kind == "keywords" and not request.words:
            sentence = tr("Type words above, and every place where they are said stands here in a line.")
            self._take(empty_picture("keywords", tr("Words in context"), "", sentence))
            return
        work = partial(make_picture, self._session.project, request)
        self._job.run(tr("Drawing the picture"), work, self._take, self._refuse)

    def _refuse(self, sentence: str) -> None:
        """What can't be drawn as it was chosen."""
        kind = self.form.request().kind
        self._take(empty_picture(kind, self.form.kind.currentText(), "", sentence))

    def _take(self, picture: Picture) -> None:
        self.picture = picture
        self.view.show_drawing(picture.draw)
        self.model.show_table(ReportTable(picture.table().columns, picture.table().rows))
        header = self.table.horizontalHeader()
        for section, column in enumerate(picture.columns):
            is_number = column.kind not in ("name", "text")
            width = max(NARROWEST, header.sectionSizeHint(section) + BESIDE) if is_number else COLUMN
            self.table.setColumnWidth(section, width)
        self.table.setEnabled(bool(picture.rows))
        for button in (self.save, self.copy):
            button.setEnabled(not picture.nothing)
        self._close_passages()
        self.drawn.emit()

    # opening

    def _open_mark(self, mark: int) -> None:
        drawing = self.view.drawing
        if drawing is not None:
            self._open(drawing.marks[mark].opens)

    def _open_row(self, index: QModelIndex) -> None:
        row: PictureRow = index.data(ROW)
        self._open(row.opens)

    def _open(self, opens: Opening | None) -> None:
        if opens is None:
            return
        if opens.stretch is not None:
            self.passage_opened.emit(*opens.stretch)
        elif opens.words:
            self.words_wanted.emit(Query(opens.words, whole_words=True))
        elif opens.coding_ids:
            self._show_passages(opens)

    def _show_passages(self, opens: Opening) -> None:
        self.passages_model.show(FoundPassages(opens.coding_ids, {}), Wanted(order="newest"))
        self.opened_title.setText(opens.title)
        self.opened_title.setToolTip(plain_tip(opens.title))
        self.opened.show()

    def _close_passages(self) -> None:
        self.passages_model.show(FoundPassages((), {}), Wanted())
        self.opened.hide()

    # taking along

    def _save(self) -> None:
        if self.picture is not None and self.view.drawing is not None:
            name = ask_and_save(self, self.view.drawing)
            if name:
                self.news.emit(tr("The picture was saved as “{name}”.", name=name))

    def _copy(self) -> None:
        if self.view.drawing is not None:
            copy_drawing(self.view.drawing)
            self.news.emit(tr("The picture was copied."))
