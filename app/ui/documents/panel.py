"""The list of documents: open one, filter, import, rename, remove."""

from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QSortFilterProxyModel, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.store.changes import Changes
from app.ui.buttons import tool_button
from app.ui.copying import Copying
from app.ui.documents.delegate import DocumentDelegate
from app.ui.documents.model import ID, DocumentsModel, Entry, columns
from app.ui.kit.plain import Label
from app.ui.live import Live
from app.ui.session import ProjectSession


class _Rows(QListView):
    """Rows of one height: when some change, only these are drawn anew, and nothing is laid out."""

    def dataChanged(
        self,
        first: QModelIndex | QPersistentModelIndex,
        last: QModelIndex | QPersistentModelIndex,
        *_: object,
    ) -> None:
        """Draw the rows that changed."""
        for row in range(first.row(), last.row() + 1):
            self.update(self.model().index(row, 0))


class _Shown(QSortFilterProxyModel):
    """Documents whose names match, of all or only of those that are assigned."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._assigned: frozenset[int] = frozenset()
        self._only = False

    def show_assigned(self, document_ids: frozenset[int]) -> None:
        self._assigned = document_ids
        self.invalidate()

    def show_only_assigned(self, only: bool) -> None:
        self._only = only
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: QModelIndex | QPersistentModelIndex) -> bool:
        """Whether a document is listed."""
        wanted = not self._only or self.sourceModel().index(row, 0).data(ID) in self._assigned
        return wanted and super().filterAcceptsRow(row, parent)


class DocumentsPanel(QWidget):
    """Lists the documents for the coder at work; says what is wanted and changes nothing itself."""

    document_chosen = Signal(int)
    import_wanted = Signal()
    rename_wanted = Signal(int)
    properties_wanted = Signal(int)
    remove_wanted = Signal(int)
    loaded = Signal()

    def __init__(self, session: ProjectSession, shown_with: QWidget | None = None) -> None:
        super().__init__()
        self._session = session
        self._current = 0
        self.model = DocumentsModel()
        self._shown = _Shown(self)
        self._shown.setSourceModel(self.model)
        self.assigned = QCheckBox(self.tr("Only what is assigned to me"))
        self.assigned.toggled.connect(self._shown.show_only_assigned)
        self.assigned.hide()
        self.filter = QLineEdit(placeholderText=self.tr("Find a document"), clearButtonEnabled=True)
        self.filter.setAccessibleName(self.tr("Find a document"))
        self.filter.setProperty("quiet", True)
        self.filter.textChanged.connect(self._shown.setFilterFixedString)
        self.view = self._make_view()
        self.copying = Copying(self.view, columns=columns)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty())
        self._lay_out()
        # others need the list while the panel itself is hidden
        self.live = Live(shown_with or self, session, ("document", "coding", "assignment"), self._refresh)

    def entries(self) -> list[Entry]:
        """All documents in their order, whatever the filter."""
        return self.model.entries()

    def show_assigned(self, document_ids: frozenset[int]) -> None:
        """Offer to list only what the coder at work has to code in open rounds."""
        offered = 0 < len(document_ids) < self.model.rowCount()
        self.assigned.setVisible(offered)
        if not offered:
            self.assigned.setChecked(False)
        self._shown.show_assigned(document_ids)

    def show_current(self, document_id: int) -> None:
        """Mark the document that is open, without opening it again."""
        self._current = document_id
        index = self._shown.mapFromSource(self.model.index(self.model.row_of(document_id)))
        if index.isValid():
            self.view.setCurrentIndex(index)

    def _refresh(self, changes: Changes | None) -> None:
        with self._session.project.read() as reading:
            self.model.load(reading, self._session.coder_id, changes)
        self._stack.setCurrentIndex(0 if self.model.rowCount() else 1)
        self.filter.setVisible(self.model.rowCount() > 1)
        self.show_current(self._current)
        self.loaded.emit()

    def _make_view(self) -> QListView:
        view = _Rows()
        view.setModel(self._shown)
        view.setItemDelegate(DocumentDelegate(view))
        view.setUniformItemSizes(True)
        view.setMouseTracking(True)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setAccessibleName(self.tr("Documents"))
        view.clicked.connect(self._choose)
        view.activated.connect(self._choose)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._open_menu)
        return view

    def _empty(self) -> QWidget:
        page = QWidget()
        words = Label(
            self.tr(
                "No documents yet.\n\nImport interviews (.txt, .md or .docx), or drop files onto this window."
            ),
            wordWrap=True,
        )
        words.setProperty("muted", True)
        button = QPushButton(self.tr("Import documents…"))
        button.clicked.connect(self.import_wanted)
        column = QVBoxLayout(page)
        column.setContentsMargins(14, 10, 14, 14)
        column.setSpacing(12)
        column.addWidget(words)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch()
        return page

    def _lay_out(self) -> None:
        title = Label(self.tr("Documents"))
        title.setProperty("heading", True)
        add = tool_button(
            "+", self.tr("Import documents (Ctrl+I)"), self.import_wanted, self.tr("Import documents")
        )
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch()
        head.addWidget(add)
        top = QVBoxLayout()
        top.setContentsMargins(14, 10, 10, 6)
        top.setSpacing(8)
        top.addLayout(head)
        top.addWidget(self.filter)
        top.addWidget(self.assigned)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._stack, 1)

    def _choose(self, index: QModelIndex) -> None:
        self.document_chosen.emit(index.data(ID))

    def _open_menu(self, place: QPoint) -> None:
        index = self.view.indexAt(place)
        if not index.isValid():
            return
        document_id: int = index.data(ID)
        menu = QMenu(self)
        for words, signal in (
            (self.tr("Open"), self.document_chosen),
            (self.tr("Rename…"), self.rename_wanted),
            (self.tr("Properties and provenance…"), self.properties_wanted),
            (self.tr("Remove…"), self.remove_wanted),
        ):
            menu.addAction(words, partial(signal.emit, document_id))
        menu.addSeparator()
        menu.addActions(self.copying.actions)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.view.viewport().mapToGlobal(place))
