"""The codebook beside the text: find a code, apply it, read its definition, change the tree."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from app.codebook.search import shown
from app.store.changes import Changes
from app.translation import tr
from app.ui.codebook.editing.actions import CodebookEditing
from app.ui.codebook.tree.card import DefinitionCard
from app.ui.codebook.tree.columns import columns
from app.ui.codebook.tree.model import CodebookModel
from app.ui.codebook.tree.view import CodeTree
from app.ui.kit.buttons import tool_button
from app.ui.kit.copying import Copying
from app.ui.kit.lines import NO_MARGINS, STRETCH, below, beside
from app.ui.kit.plain import Heading, Hint
from app.ui.kit.splitter import Splitter
from app.ui.live import Live
from app.ui.session import ProjectSession


class CodebookPanel(QWidget):
    """The tree of codes over the definition of the current one."""

    code_activated = Signal(int)  # apply this code
    code_selected = Signal(int)
    passages_wanted = Signal(int)
    news = Signal(str)  # what was exported or imported

    def __init__(self, session: ProjectSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.model = CodebookModel(self)
        self.tree = CodeTree(self.model)
        self.copying = Copying(self.tree, columns=columns)
        self.card = DefinitionCard()
        self.editing = CodebookEditing(session, self.model, self.tree, self)
        self.field = QLineEdit(placeholderText=tr("Find a code"), clearButtonEnabled=True)
        self.field.setAccessibleName(tr("Find a code"))
        self.field.setProperty("quiet", True)
        self.nothing = Hint()
        self.find_code = self.editing.add_action(
            tr("&Find a code"), self.start_search, "Ctrl+Shift+K", any_code=False
        )
        self._stack = QStackedWidget()
        self._hits: list[int] = []
        self._lay_out()
        self._connect()
        session.coder_changed.connect(self._forget)
        self.live = Live(self, session, ("code", "coding"), self._refresh)

    def select_code(self, code_id: int) -> None:
        """Make a code the current one, whatever was searched for."""
        self.field.clear()
        self.tree.select(code_id)

    def _forget(self) -> None:
        """What one coder looked for and used last is not for the next one."""
        self.field.clear()
        self.tree.setCurrentIndex(self.model.index(0, 0))
        self.tree.scrollToTop()

    def actions_for_menu(self) -> list[QAction]:
        """Everything that can be done to the codebook, for menus and the command palette."""
        return list(self.editing.actions)

    def groups(self) -> list[QAction]:
        """The actions that begin a group in a menu."""
        editing = self.editing
        return [
            editing.edit_code,
            editing.up,
            editing.merge_code,
            editing.export,
            editing.passages,
            editing.revising.split,
            editing.revising.versions,
        ]

    def start_search(self) -> None:
        """Put the caret into the search field."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the search field: down goes to the codes, Escape clears."""
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Down:
                self.tree.setFocus(Qt.FocusReason.TabFocusReason)
                return True
            if event.key() == Qt.Key.Key_Escape and self.field.text():
                self.field.clear()
                return True
        return super().eventFilter(watched, event)

    def _refresh(self, changes: Changes | None) -> None:
        with self._session.project.read() as reading:
            self.model.load(reading, self._session.coder_id, changes)
        if changes is None or changes.touch("code"):
            self._stack.setCurrentIndex(0 if self.model.rowCount() else 1)
            self.field.setVisible(self.model.rowCount() > 0)
            self._search(self.field.text())
            self._show_definition()

    def _search(self, typed: str) -> None:
        if not typed.strip():
            self._hits = []
            self.tree.filter(None)
            self.nothing.hide()
            return
        visible, self._hits = shown(self.model.rows(), typed)
        self.tree.filter(visible)
        self.nothing.setText(tr("No code has “{words}” in its name or definition.", words=typed.strip()))
        self.nothing.setVisible(not self._hits)

    def _find(self, typed: str) -> None:
        self._search(typed)
        if self._hits:
            self.tree.select(self._hits[0])

    def _apply_hit(self) -> None:
        if self._hits:
            self.code_activated.emit(self.tree.current())

    def _show_definition(self, _: object = None) -> None:
        node = self.model.node(self.tree.current())
        code = node.code if node else None
        domain = self.model.node(code.domain_id) if code and code.domain_id is not None else None
        self.card.show_code(code, domain.code.name if domain else "")
        self.card.setVisible(code is not None)

    def _take_current(self, code_id: int) -> None:
        self._show_definition()
        if code_id:
            self.code_selected.emit(code_id)

    def _open_menu(self, point: QPoint) -> None:
        on_a_code = self.tree.indexAt(point).isValid()
        menu = self.editing.menu(of_a_code=on_a_code)
        menu.addSeparator()
        menu.addActions(self.copying.actions)
        menu.popup(self.tree.viewport().mapToGlobal(point))

    def _connect(self) -> None:
        self.field.textChanged.connect(self._find)
        self.field.returnPressed.connect(self._apply_hit)
        self.field.installEventFilter(self)
        self.tree.current_changed.connect(self._take_current)
        self.tree.code_activated.connect(self.code_activated)
        self.tree.passage_dropped.connect(self.code_activated)
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tree.customContextMenuRequested.connect(self._open_menu)
        self.card.edit_wanted.connect(self.editing.edit)
        self.editing.passages_wanted.connect(self.passages_wanted)
        self.editing.spreadsheets.news.connect(self.news)

    def _lay_out(self) -> None:
        title = Heading(tr("Codebook"), wordWrap=False)
        add = self.editing.add_code
        self.add_button = tool_button("+", tr("Add a code (Ctrl+Shift+A)"), add.trigger, tr("Add a code"))
        head = beside(title, STRETCH, self.add_button)
        top = below(head, self.field, margins=(14, 10, 10, 6), spacing=8)
        self.nothing.hide()
        top.addWidget(self.nothing)
        self.splitter = Splitter((self.tree, self.card), (), (3, 2), down=True)
        self._stack.addWidget(self.splitter)
        self._stack.addWidget(self._empty())
        below(top, (self._stack, 1), on=self, margins=NO_MARGINS, spacing=0)

    def _empty(self) -> QWidget:
        page = QWidget()
        words = Hint(
            tr(
                "No codes yet.\n\nAdd one, import a codebook from a spreadsheet, or select words in the "
                "text and make a code of them."
            ),
        )
        column = below(words, on=page, margins=(14, 10, 14, 14), spacing=12)
        for text, action in (
            (tr("Add a code…"), self.editing.add_code),
            (tr("Import a codebook…"), self.editing.import_file),
        ):
            button = QPushButton(text)
            button.clicked.connect(action.trigger)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch()
        return page
