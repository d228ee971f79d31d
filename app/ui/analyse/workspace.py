"""The Analyse workspace: what the coding has brought together, and words in everything."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from app.sought import Query
from app.translation import tr
from app.ui.analyse.find.find_view import FindView
from app.ui.analyse.passages_view import PassagesView
from app.ui.analyse.pictures.pictures_view import PicturesView
from app.ui.analyse.retrieve.retrieve_view import RetrieveView
from app.ui.analyse.similar.similar_view import SimilarView
from app.ui.analyse.tables.tables_view import TablesView
from app.ui.analyse.writing.memos_view import MemosView
from app.ui.analyse.writing.quotes_view import QuotesView
from app.ui.kit.lines import NO_MARGINS, below
from app.ui.session import ProjectSession

PASSAGES, FIND, RETRIEVE, MEMOS, QUOTES, PICTURES, TABLES, SIMILAR = range(8)


class AnalyseWorkspace(QWidget):
    """Shows one of its pages."""

    passage_opened = Signal(int, int, int)  # document id, start, end
    document_opened = Signal(int)
    code_opened = Signal(int)
    news = Signal(str)

    def __init__(self, session: ProjectSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.passages = PassagesView(session)
        self.finding = FindView(session)
        self.retrieval = RetrieveView(session)
        self.memos = MemosView(session)
        self.quotes = QuotesView(session)
        self.pictures = PicturesView(session)
        self.tables = TablesView(session)
        self.similar = SimilarView(session)
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(tr("Analyse"))
        self._pages = QStackedWidget()
        for name, page in (
            (tr("passages of a code"), self.passages),
            (tr("find in everything"), self.finding),
            (tr("retrieve"), self.retrieval),
            (tr("memos"), self.memos),
            (tr("quotes"), self.quotes),
            (tr("pictures"), self.pictures),
            (tr("tables"), self.tables),
            (tr("more like this"), self.similar),
        ):
            self.tabs.addTab(name)
            self._pages.addWidget(page)
        self._connect()
        below(self.tabs, (self._pages, 1), on=self, margins=NO_MARGINS, spacing=0)

    def _connect(self) -> None:
        for signal, ours in (
            (self.passages.passage_opened, self.passage_opened),
            (self.finding.passage_opened, self.passage_opened),
            (self.retrieval.passage_opened, self.passage_opened),
            (self.retrieval.news, self.news),
            (self.passages.news, self.news),
            (self.memos.passage_opened, self.passage_opened),
            (self.memos.document_opened, self.document_opened),
            (self.memos.code_opened, self.code_opened),
            (self.quotes.passage_opened, self.passage_opened),
            (self.finding.document_opened, self.document_opened),
            (self.finding.code_opened, self.code_opened),
            (self.finding.news, self.news),
            (self.pictures.passage_opened, self.passage_opened),
            (self.pictures.words_wanted, self.find_words),
            (self.pictures.news, self.news),
            (self.tables.passage_opened, self.passage_opened),
            (self.similar.passage_opened, self.passage_opened),
            (self.similar.words_wanted, self.find_words),
            (self.similar.news, self.news),
        ):
            signal.connect(ours)
        self.quotes.passages_wanted.connect(partial(self.tabs.setCurrentIndex, PASSAGES))
        self.tabs.currentChanged.connect(self._pages.setCurrentIndex)

    def show_code(self, code_id: int) -> None:
        """Show all passages of a code."""
        self.tabs.setCurrentIndex(PASSAGES)
        self.passages.show_code(code_id)

    def retrieve(self) -> None:
        """Let somebody ask for passages."""
        self.tabs.setCurrentIndex(RETRIEVE)
        self.retrieval.begin()

    def show_memos(self) -> None:
        """Show all memos."""
        self.tabs.setCurrentIndex(MEMOS)

    def show_quotes(self) -> None:
        """Show the quote bank."""
        self.tabs.setCurrentIndex(QUOTES)

    def show_pictures(self) -> None:
        """Show the page of pictures."""
        self.tabs.setCurrentIndex(PICTURES)

    def show_tables(self) -> None:
        """Show the page of tables."""
        self.tabs.setCurrentIndex(TABLES)

    def show_similar(self, code_id: int, passage: tuple[int, int, int] | None = None) -> None:
        """Show sentences like those of a code, or like one passage of it."""
        self.tabs.setCurrentIndex(SIMILAR)
        self.similar.show_code(code_id, passage)

    def find_words(self, query: Query | None = None) -> None:
        """Let somebody look for words in everything; a query that comes along is sought at once."""
        self.tabs.setCurrentIndex(FIND)
        self.finding.begin(query)
