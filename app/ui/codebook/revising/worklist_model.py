"""The codings of the re-code worklist as a list: where each is, its code, and whether it was looked at."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from app.codebook.queries import CodeRow
from app.codebook.worklist import ToCheck
from app.documents.queries import documents
from app.isolation import isolated
from app.report.tables import ReportTable, TableColumn
from app.store import ReadSession
from app.ui.kit.table import Index, TableModel

DONE = "\N{CHECK MARK}"


class WorklistModel(TableModel[ToCheck]):
    """Shows what it is given; the words of passages are read when they are shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent=parent)

    def load(self, session: ReadSession, entries: Sequence[ToCheck], codes: Mapping[int, CodeRow]) -> None:
        """Take other entries."""
        names = {document.id: document.name for document in documents(session)}

        def words(entry: ToCheck) -> str:
            code = codes.get(entry.code_id)
            parts = code.name if code else "", names.get(entry.document_id, "")
            line = " · ".join(isolated(name) for name in parts)
            return f"{DONE} {line}" if entry.checked else line

        def colour(entry: ToCheck) -> str:
            return codes[entry.code_id].colour if entry.code_id in codes else ""

        self.show_table(ReportTable([TableColumn("", words, colour=colour)], entries))

    def checked(self) -> int:
        """How many were looked at."""
        return sum(entry.checked for entry in self.rows())

    def row_of(self, coding_id: int) -> int:
        """Where a coding stands, -1 where it isn't."""
        return self.line_of(lambda entry: entry.coding_id == coding_id)

    def next_open(self, row: int) -> int:
        """The first entry from a row on that waits for a look, else the first of all, -1 for none."""
        entries = self.rows()
        order = [*range(row, len(entries)), *range(min(row, len(entries)))]
        return next((line for line in order if not entries[line].checked), -1)

    def open_of(self, code_id: int) -> list[int]:
        """The codings of a code that wait for a look."""
        return [entry.coding_id for entry in self.rows() if entry.code_id == code_id and not entry.checked]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """An entry in words; what was looked at is quiet."""
        if role != Qt.ItemDataRole.ForegroundRole:
            return super().data(index, role)
        checked = index.isValid() and self.row(index.row()).checked
        return QApplication.palette().color(QPalette.ColorRole.PlaceholderText) if checked else None
