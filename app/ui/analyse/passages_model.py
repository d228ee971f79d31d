"""The passages that were found, as a list that reads their words a page at a time."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt

from app.coding.queries import Passage
from app.coding.retrieval import FoundPassages, Wanted, read_passages
from app.report.codings import columns_of_list
from app.report.tables import ReportTable
from app.ui.kit.table import Index, TableModel
from app.ui.session import ProjectSession
from app.ui.surface.passage_rows import HEAD

PAGE = 200
NOTHING = FoundPassages((), {})


class PassagesModel(TableModel[Passage]):
    """`wanted` is what the passages were found for."""

    def __init__(self, session: ProjectSession, parent: QObject | None = None) -> None:
        super().__init__(ReportTable(columns_of_list()), parent)
        self._session = session
        self._sought = NOTHING
        self._read = 0
        self.wanted: Wanted | None = None

    def show(self, passages: FoundPassages, wanted: Wanted, *, at_least: int = 0) -> None:
        """Show other passages, of which at least so many are read at once."""
        self._sought, self.wanted, self._read = passages, wanted, 0
        first = self._next(max(PAGE, at_least))
        self.show_rows(first, self._next if self._read < len(passages.ids) else None)

    def _next(self, many: int = PAGE) -> Sequence[Passage]:
        """The next passages that are still there; none where that was all."""
        page: list[Passage] = []
        while not page and self._read < len(self._sought.ids):
            ids = self._sought.ids[self._read : self._read + many]
            self._read += len(ids)
            with self._session.project.read() as reading:
                page = read_passages(reading, ids)
        return page

    def sought(self) -> FoundPassages:
        """Everything that was found, read or not."""
        return self._sought

    def row_of(self, coding_id: int) -> int:
        """The row of a coding among those read, or -1."""
        return self.line_of(lambda passage: passage.coding.id == coding_id)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What the list says of a passage, and where those of another document begin."""
        if role != HEAD:
            return super().data(index, role)
        line = index.row()
        passage = self.row(line)
        document_id = passage.coding.document_id
        grouped = self.wanted is not None and self.wanted.order == "document"
        if not grouped or (line and self.row(line - 1).coding.document_id == document_id):
            return None
        return passage.document_name, f"{self._sought.by_document.get(document_id, 0):,}"
