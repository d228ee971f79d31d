"""The versions of a document's text, and the codings that a change of text touched, each in a window."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QItemSelectionModel, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.documents.queries import document
from app.documents.versions import versions
from app.errors import UserError
from app.report.tables import ReportTable
from app.report.text_changes import CheckLine, check_columns, checks_told, version_columns
from app.store import Changes
from app.texts.looking import keep_looked_at, mark_looked_at, remove_looked_at
from app.translation import tr
from app.ui.kit.dialog import Dialog
from app.ui.kit.lines import NO_MARGINS, below, beside
from app.ui.kit.plain import Hint
from app.ui.kit.table import TableModel
from app.ui.kit.table_view import TableView
from app.ui.session import ProjectSession

Passage = tuple[int, int, int]  # document id, start, end


class TextVersionsDialog(Dialog):
    """All versions of a text; `restore` shows what bringing one back would change."""

    def __init__(
        self,
        parent: QWidget | None,
        session: ProjectSession,
        document_id: int,
        restore: Callable[[int, int], object],
    ) -> None:
        super().__init__(parent)
        self._session, self._document_id, self._restore = session, document_id, restore
        self.rows = TableModel(ReportTable(version_columns()))
        self.table = TableView(tr("Versions of the text"), self.rows, (80, 170, 130, 180, 110), stretched=5)
        self.compare = QPushButton(tr("Compare and restore…"), autoDefault=False)
        self.compare.clicked.connect(self.look)
        self.table.doubleClicked.connect(lambda _: self.look())
        hint = Hint(tr("The first line is the text as it is. Closed rounds show the version that was coded."))
        below(hint, (self.table, 1), _row(self.compare), on=self)
        self.table.selectionModel().selectionChanged.connect(self._choose)
        session.changed.connect(self._follow)
        self.resize(820, 380)
        self._reload()
        self.table.setFocus()

    def look(self) -> None:
        """Show the chosen version beside the text as it is."""
        lines = self.table.selectionModel().selectedRows()
        if lines and not self.rows.row(lines[0].row()).is_current:
            self._restore(self._document_id, self.rows.row(lines[0].row()).version)

    def _choose(self) -> None:
        lines = self.table.selectionModel().selectedRows()
        self.compare.setEnabled(bool(lines) and not self.rows.row(lines[0].row()).is_current)

    def _follow(self, changes: Changes) -> None:
        if changes.touch("document", "document_text"):
            self._reload()

    def _reload(self) -> None:
        try:
            with self._session.project.read() as reading:
                name = document(reading, self._document_id).name
                rows = versions(reading, self._document_id)
        except UserError:  # the document was removed meanwhile
            self.reject()
            return
        self.setWindowTitle(tr("Versions of “{name}”", name=name))
        self.rows.show_rows(rows)
        _choose_line(self.table, min(1, len(rows) - 1))
        self._choose()


class LookAgainDialog(Dialog):
    """The own codings whose words a change of text touched: kept, put on other words, or let go."""

    passage_opened = Signal(int, int, int)

    def __init__(
        self, parent: QWidget | None, session: ProjectSession, selected: Callable[[], Passage | None]
    ) -> None:
        super().__init__(parent, tr("Codings on changed words"))
        self._session, self._selected = session, selected
        self.rows = TableModel(ReportTable(check_columns()))
        self.table = TableView(tr("Codings on changed words"), self.rows, (150, 130, 230), stretched=3)
        self.nothing = Hint(
            tr("Nothing waits for you: no changed text touched your codings since you looked.")
        )
        self.keep = self._button(tr("It is right"), self.keep_it)
        self.mark = self._button(tr("Put it on the selected words"), self.mark_it)
        self.remove = self._button(tr("Let it go"), self.let_go)
        show = self._button(tr("Show in the text"), self.show_it)
        self.row_of_buttons = _row(show, self.keep, self.mark, self.remove)
        hint = Hint(
            tr(
                "A text was changed under these codings of yours. Where too little of the words is left, "
                "select other words in the text, or let the coding go."
            )
        )
        below(hint, self.nothing, (self.table, 1), self.row_of_buttons, on=self)
        self.table.selectionModel().selectionChanged.connect(self._choose)
        self.table.doubleClicked.connect(lambda _: self.show_it())
        session.changed.connect(lambda _: self._reload())
        session.coder_changed.connect(lambda _: self._reload())
        self.resize(820, 380)
        self._reload()
        self.table.setFocus()

    def _button(self, words: str, do: Callable[[], object]) -> QPushButton:
        button = QPushButton(words, autoDefault=False)
        button.clicked.connect(lambda _=False: do())
        return button

    def _chosen(self) -> Sequence[CheckLine]:
        return [self.rows.row(index.row()) for index in self.table.selectionModel().selectedRows()]

    def _choose(self) -> None:
        chosen = self._chosen()
        self.keep.setEnabled(bool(chosen) and all(line.check.outcome == "changed" for line in chosen))
        self.mark.setEnabled(len(chosen) == 1)
        self.remove.setEnabled(bool(chosen))

    def _reload(self) -> None:
        coder_id = self._session.coder_id
        with self._session.project.read() as reading:
            lines = [] if coder_id is None else checks_told(reading, coder_id)
        at = self.table.currentIndex().row()
        self.rows.show_rows(lines)
        _choose_line(self.table, max(0, min(at, len(lines) - 1)))
        self.nothing.setVisible(not lines)
        self.table.setVisible(bool(lines))
        self.row_of_buttons.setVisible(bool(lines))
        self._choose()

    def show_it(self) -> None:
        """Show where the coding stands, or would stand."""
        for line in self._chosen()[:1]:
            self.passage_opened.emit(line.check.document_id, line.check.start, line.check.end)

    def keep_it(self) -> None:
        """The chosen codings are right as they stand."""
        ids = [line.check.id for line in self._chosen()]
        self._session.do(
            tr("Keep codings in a changed text"),
            keep_looked_at,
            check_ids=ids,
            coder_id=self._session.coder(),
        )

    def mark_it(self) -> None:
        """Put the chosen coding on the words that are selected in the text."""
        (line,) = self._chosen()
        passage = self._selected()
        if passage is None or passage[0] != line.check.document_id:
            raise UserError(
                f"No words of “{line.document}” are selected. Open it, select words, and press this again."
            )
        self._session.do(
            tr("Mark a coding anew"),
            mark_looked_at,
            check_id=line.check.id,
            coder_id=self._session.coder(),
            start=passage[1],
            end=passage[2],
        )

    def let_go(self) -> None:
        """The chosen codings are no more."""
        ids = [line.check.id for line in self._chosen()]
        self._session.do(
            tr("Let codings of a changed text go"),
            remove_looked_at,
            check_ids=ids,
            coder_id=self._session.coder(),
        )


def _choose_line(table: TableView, line: int) -> None:
    """Choose one line, whatever keys are held down."""
    how = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
    table.selectionModel().setCurrentIndex(table.model().index(line, 0), how)


def _row(*buttons: QPushButton) -> QWidget:
    row = QWidget()
    line = beside(on=row, margins=NO_MARGINS)
    for button in buttons:
        line.addWidget(button)
    line.addStretch(1)
    return row
