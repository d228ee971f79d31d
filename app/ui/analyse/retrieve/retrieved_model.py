"""The passages that were retrieved, as a list that reads their words a page at a time."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt

from app.report.retrieved import columns_of_retrieved
from app.report.tables import ReportTable
from app.retrieve.passages import RetrievedPassage, read_passages
from app.retrieve.queries import Retrieved
from app.ui.kit.table import Index, TableModel
from app.ui.session import ProjectSession
from app.ui.surface.passage_rows import HEAD

PAGE = 200


class RetrievedModel(TableModel[RetrievedPassage]):
    """Shows what a query found."""

    def __init__(self, session: ProjectSession, parent: QObject | None = None) -> None:
        super().__init__(ReportTable(columns_of_retrieved()), parent)
        self._session = session
        self._retrieved: Retrieved | None = None
        self._by_document: dict[int, int] = {}
        self._read = 0

    def show(self, retrieved: Retrieved | None, *, at_least: int = 0) -> None:
        """Show other passages, of which at least so many are read at once."""
        self._retrieved, self._read = retrieved, 0
        self._by_document = {} if retrieved is None else retrieved.by_document()
        first = self._next(max(PAGE, at_least))
        self.show_rows(first, self._next if self._read < self.total else None)

    @property
    def total(self) -> int:
        """How many there are, read or not."""
        return 0 if self._retrieved is None else len(self._retrieved)

    @property
    def documents(self) -> int:
        """In how many documents they stand."""
        return len(self._by_document)

    def retrieved(self) -> Retrieved | None:
        """Everything that was found."""
        return self._retrieved

    def _next(self, many: int = PAGE) -> Sequence[RetrievedPassage]:
        """The next passages that are still there; none where that was all."""
        page: list[RetrievedPassage] = []
        while not page and self._retrieved is not None and self._read < self.total:
            indices = range(self._read, min(self._read + many, self.total))
            self._read = indices.stop
            with self._session.project.read() as reading:
                page = read_passages(reading, self._retrieved, indices)
        return page

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What the list says of a passage, and where those of another document begin."""
        if role != HEAD:
            return super().data(index, role)
        line = index.row()
        passage = self.row(line)
        if line and self.row(line - 1).document_id == passage.document_id:
            return None
        return passage.document, f"{self._by_document.get(passage.document_id, 0):,}"
