"""The trail, newest first: when, who, what, and whether it was taken back."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.report.history import columns
from app.report.tables import ReportTable
from app.store.history import ActionFilter, HistoryRow, history
from app.translation import tr
from app.ui.blind_note import BlindNote
from app.ui.history.narrowing import HistoryFilter
from app.ui.kit.dialog import Dialog
from app.ui.kit.lines import below
from app.ui.kit.plain import Hint
from app.ui.kit.table import TableModel
from app.ui.kit.table_view import TableView
from app.ui.session import ProjectSession

PAGE = 200
LONGEST_TIME, BESIDE = "2000-08-08 08:08:08", 24  # pixels
MOST_READ_AGAIN = 2_000


class HistoryDialog(Dialog):
    """The trail in a window of its own that may stay open."""

    def __init__(self, parent: QWidget | None, session: ProjectSession) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle(tr("History"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.model = TableModel(ReportTable(columns()))
        time = self.fontMetrics().horizontalAdvance(LONGEST_TIME) + BESIDE
        self.table = TableView(tr("History"), self.model, (time, 150, 0, 110), stretched=2)
        self.table.setObjectName("history")
        self.filter = HistoryFilter(session)
        self.nothing = Hint(tr("Nothing in the history is like that."), wordWrap=False)
        note = Hint(
            tr("Everything that was done to this project, newest first. Undo is itself a line here."),
        )
        below(note, BlindNote(session), self.filter, self.nothing, (self.table, 1), on=self)
        self.resize(820, 560)
        self.filter.changed.connect(self._narrow)
        QShortcut(QKeySequence.StandardKey.Find, self, self.filter.words.setFocus)
        session.changed.connect(self._reload)
        session.coder_changed.connect(self.filter.words.clear)
        session.coder_changed.connect(self._reload)
        self._narrow(self.filter.wanted())
        self.table.setFocus()

    def _narrow(self, wanted: ActionFilter) -> None:
        self._wanted = wanted
        self._show(PAGE)

    def _show(self, limit: int) -> None:
        """Read the newest actions; older ones are read a page at a time as one scrolls down."""
        rows = self._read(None, limit)
        self.model.show_rows(rows, self._older if len(rows) == limit else None)
        self._say_if_empty()

    def _older(self) -> Sequence[HistoryRow]:
        return self._read(self.model.rows()[-1].id, PAGE)

    def _read(self, before: int | None, limit: int) -> list[HistoryRow]:
        with self._session.project.read() as reading:
            return history(reading, limit=limit, before=before, wanted=self._wanted)

    def _reload(self, _changes: object = None) -> None:
        """Read it anew, as much as was read before; the line where one is stays."""
        self.filter.read_people()
        rows, line = self.model.rows(), self.table.currentIndex().row()
        current = rows[line].id if 0 <= line < len(rows) else None
        self._show(min(max(PAGE, len(rows)), MOST_READ_AGAIN))
        line = self.model.line_of(lambda row: row.id == current)
        if line >= 0:
            self.table.setCurrentIndex(self.model.index(line, 0))

    def _say_if_empty(self) -> None:
        self.nothing.setVisible(self.model.rowCount() == 0)
