"""The list of documents: open one, filter, import, rename, remove."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QLineEdit,
    QListView,
    QMenu,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from app.documents.groups import groups
from app.report.document_filter import DocumentFilter, filters
from app.report.document_list import DocumentEntry
from app.store.changes import Changes
from app.translation import tr
from app.ui.documents.delegate import DocumentDelegate
from app.ui.documents.model import ID, DocumentsModel
from app.ui.kit.buttons import tool_button
from app.ui.kit.by_name import ByName
from app.ui.kit.choice import ChoiceBox
from app.ui.kit.copying import Copying
from app.ui.kit.lines import NO_MARGINS, STRETCH, below, beside
from app.ui.kit.plain import Heading, Hint
from app.ui.live import Live
from app.ui.session import ProjectSession

NO_MODIFIER = Qt.KeyboardModifier.NoModifier


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


class _Shown(ByName):
    """Documents whose names match, of all or only of those that are assigned."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._assigned: frozenset[int] = frozenset()
        self._only = False
        self._by = DocumentFilter()
        self._groups: Mapping[str, Sequence[int]] = {}

    def show_assigned(self, document_ids: frozenset[int]) -> None:
        self._assigned = document_ids
        self.invalidate()

    def narrow(self, by: DocumentFilter, groups: Mapping[str, Sequence[int]]) -> None:
        self._by, self._groups = by, groups
        self.invalidate()

    def show_only_assigned(self, only: bool) -> None:
        self._only = only
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: QModelIndex | QPersistentModelIndex) -> bool:
        """Whether a document is listed."""
        model = self.sourceModel()
        wanted = not self._only or model.index(row, 0).data(ID) in self._assigned
        if wanted and self._by.kind and isinstance(model, DocumentsModel):
            wanted = self._by.lets_through(model.row(row), self._groups)
        return wanted and super().filterAcceptsRow(row, parent)


class DocumentsPanel(QWidget):
    """Lists the documents for the coder at work; says what is wanted and changes nothing itself."""

    document_chosen = Signal(int)
    import_wanted = Signal()
    rename_wanted = Signal(int)
    properties_wanted = Signal(int)
    remove_wanted = Signal(int)
    move_wanted = Signal(object, object)  # ids, and that of the document behind them or None
    menu_wanted = Signal(object, object)  # a menu to fill, and the ids of the documents chosen
    loaded = Signal()
    narrowed = Signal()  # other documents are listed

    def __init__(self, session: ProjectSession, shown_with: QWidget | None = None) -> None:
        super().__init__()
        self._session = session
        self._current = 0
        self.model = DocumentsModel()
        self._shown = _Shown(self)
        self._shown.setSourceModel(self.model)
        self.assigned = QCheckBox(tr("Only what is assigned to me"))
        self.assigned.toggled.connect(self._shown.show_only_assigned)
        self.assigned.hide()
        self.filter = QLineEdit(placeholderText=tr("Find a document"), clearButtonEnabled=True)
        self.filter.setAccessibleName(tr("Find a document"))
        self.filter.setProperty("quiet", True)
        self.filter.textChanged.connect(self._shown.find)
        self.narrowing = ChoiceBox()
        self.narrowing.setAccessibleName(tr("Which documents are listed"))
        self.narrowing.hide()
        self.narrowing.currentIndexChanged.connect(self._narrow)
        self._groups: Mapping[str, Sequence[int]] = {}
        self._filters: list[DocumentFilter] = [DocumentFilter()]
        self.view = self._make_view()
        self.copying = Copying(self.view)
        for changed in (self.filter.textChanged, self.assigned.toggled):
            changed.connect(self.narrowed)
        self.model.move_wanted.connect(self.move_wanted)
        self.rename = QAction(tr("Rename…"), self, shortcut=QKeySequence("F2"))
        self.rename.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.rename.triggered.connect(self._ask_for_name)
        self.view.addAction(self.rename)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty())
        self._lay_out()
        session.coder_changed.connect(self._forget)
        # others need the list while the panel itself is hidden
        self.live = Live(
            shown_with or self, session, ("document", "coding", "assignment", "document_group"), self._refresh
        )

    def entries(self) -> Sequence[DocumentEntry]:
        """All documents in their order, whatever the filter."""
        return self.model.rows()

    def listed(self) -> list[int]:
        """The ids of the documents that are listed now, in their order."""
        return [self._shown.index(row, 0).data(ID) for row in range(self._shown.rowCount())]

    def chosen(self) -> list[int]:
        """The ids of the documents that are chosen in the list, from top to bottom."""
        rows = sorted(self.view.selectionModel().selectedIndexes(), key=QModelIndex.row)
        return [index.data(ID) for index in rows]

    def show_assigned(self, document_ids: frozenset[int]) -> None:
        """Offer to list only what the coder at work has to code in open rounds."""
        offered = 0 < len(document_ids) < self.model.rowCount()
        self.assigned.setVisible(offered)
        if not offered:
            self.assigned.setChecked(False)
        self._shown.show_assigned(document_ids)

    def show_current(self, document_id: int) -> None:
        """Mark the document that is open, without opening it again; what is chosen besides stays chosen."""
        others = [chosen_id for chosen_id in self.chosen() if chosen_id != self._current]
        same, self._current = document_id == self._current, document_id
        self._choose_all([document_id, *others] if same and others else [document_id])

    def _forget(self) -> None:
        """What one coder looked for and chose is not for the next one."""
        self.filter.clear()
        self._choose_all([self._current])

    def _choose_all(self, document_ids: Sequence[int]) -> None:
        """Choose rows, the first of them as the current one."""
        choosing = self.view.selectionModel()
        rows = [
            self._shown.mapFromSource(self.model.index(self.model.row_of(document_id), 0))
            for document_id in document_ids
        ]
        if rows and rows[0].isValid():
            choosing.setCurrentIndex(rows[0], choosing.SelectionFlag.ClearAndSelect)
        for index in rows[1:]:
            choosing.select(index, choosing.SelectionFlag.Select)

    def _refresh(self, changes: Changes | None) -> None:
        chosen = self.chosen()
        with self._session.project.read() as reading:
            self.model.load(reading, self._session.coder_id, changes)
            self._groups = groups(reading)
        self._offer_filters()
        self._stack.setCurrentIndex(0 if self.model.rowCount() else 1)
        self.filter.setVisible(self.model.rowCount() > 1)
        self._choose_all(
            [self._current, *(document_id for document_id in chosen if document_id != self._current)]
        )
        self.loaded.emit()

    def _offer_filters(self) -> None:
        """Offer what would list some documents and leave others out; what is chosen stays."""
        offered = filters(self.model.rows(), self._groups)
        chosen = self._filters[max(0, self.narrowing.currentIndex())]
        self._filters = [by for by, _ in offered]
        self.narrowing.blockSignals(True)
        self.narrowing.clear()
        self.narrowing.addItems([words for _, words in offered])
        self.narrowing.setCurrentIndex(self._filters.index(chosen) if chosen in self._filters else 0)
        self.narrowing.blockSignals(False)
        self.narrowing.setVisible(len(offered) > 1)
        self._narrow()

    def _narrow(self) -> None:
        self._shown.narrow(self._filters[max(0, self.narrowing.currentIndex())], self._groups)
        self.narrowed.emit()

    def _make_view(self) -> QListView:
        view = _Rows()
        view.setModel(self._shown)
        view.setItemDelegate(DocumentDelegate(view))
        view.setUniformItemSizes(True)
        view.setMouseTracking(True)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setAccessibleName(tr("Documents"))
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        view.setDragDropOverwriteMode(False)
        view.clicked.connect(self._choose)
        view.activated.connect(self._choose)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._open_menu)
        return view

    def _empty(self) -> QWidget:
        page = QWidget()
        words = Hint(
            tr(
                "No documents yet.\n\n"
                "Import interviews (text, Word, RTF and more), or drop files onto this window."
            ),
        )
        button = QPushButton(tr("Import documents…"))
        button.clicked.connect(self.import_wanted)
        column = below(words, on=page, margins=(14, 10, 14, 14), spacing=12)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch()
        return page

    def _lay_out(self) -> None:
        title = Heading(tr("Documents"), wordWrap=False)
        add = tool_button("+", tr("Import documents (Ctrl+I)"), self.import_wanted, tr("Import documents"))
        head = beside(title, STRETCH, add)
        top = below(head, self.filter, self.narrowing, self.assigned, margins=(14, 10, 10, 6), spacing=8)
        below(top, (self._stack, 1), on=self, margins=NO_MARGINS, spacing=0)

    def _choose(self, index: QModelIndex) -> None:
        if QApplication.keyboardModifiers() in (NO_MODIFIER, Qt.KeyboardModifier.KeypadModifier):
            self.document_chosen.emit(index.data(ID))  # with Ctrl and Shift several are chosen

    def _ask_for_name(self) -> None:
        if self.view.currentIndex().isValid():
            self.rename_wanted.emit(self.view.currentIndex().data(ID))

    def _open_menu(self, point: QPoint) -> None:
        index = self.view.indexAt(point)
        if not index.isValid():
            return
        document_id: int = index.data(ID)
        chosen = self.chosen()
        menu = QMenu(self)
        menu.addAction(tr("Open"), partial(self.document_chosen.emit, document_id))
        ids = chosen if document_id in chosen else [document_id]
        of_one = {
            self.rename_wanted: tr("Rename…"),
            self.properties_wanted: tr("Properties and provenance…"),
            self.remove_wanted: tr("Remove…"),
        }
        if len(ids) == 1:
            for signal, words in of_one.items():
                menu.addAction(words, partial(signal.emit, document_id))
            menu.addSeparator()
        self.menu_wanted.emit(menu, ids)
        menu.addSeparator()
        menu.addActions(self.copying.actions)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.view.viewport().mapToGlobal(point))
