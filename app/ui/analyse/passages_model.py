"""The passages that were found, as a list that reads their words a page at a time."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from app.coding.queries import Passage
from app.coding.retrieval import FoundPassages, Wanted, read_passages
from app.translation import tr
from app.ui.session import ProjectSession

Index = QModelIndex | QPersistentModelIndex
PASSAGE = Qt.ItemDataRole.UserRole
FIRST_OF_DOCUMENT = Qt.ItemDataRole.UserRole + 1  # how many passages the document has; 0 further down
PAGE = 200
NO_INDEX = QModelIndex()
NOTHING = FoundPassages((), {})


class PassagesModel(QAbstractListModel):
    """`wanted` is what the passages were found for."""

    def __init__(self, session: ProjectSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._sought = NOTHING
        self._passages: list[Passage] = []
        self._read = 0
        self.wanted: Wanted | None = None

    def show(self, passages: FoundPassages, wanted: Wanted, *, at_least: int = 0) -> None:
        """Show other passages, of which at least so many are read at once."""
        self.beginResetModel()
        self._sought, self.wanted = passages, wanted
        self._read = min(len(passages.ids), max(PAGE, at_least))
        self._passages = self._read_between(0, self._read)
        self.endResetModel()

    def _read_between(self, first: int, last: int) -> list[Passage]:
        with self._session.project.read() as reading:
            return read_passages(reading, self._sought.ids[first:last])

    def found(self) -> FoundPassages:
        """Everything that was found, read or not."""
        return self._sought

    def passages(self, rows: Sequence[int]) -> list[Passage]:
        """The passages in some rows."""
        return [self._passages[row] for row in rows]

    def row_of(self, coding_id: int) -> int:
        """The row of a coding among those read, or -1."""
        ids = (passage.coding.id for passage in self._passages)
        return next((row for row, id_ in enumerate(ids) if id_ == coding_id), -1)

    def canFetchMore(self, _parent: Index) -> bool:
        """Whether some were not read yet."""
        return self._read < len(self._sought.ids)

    def fetchMore(self, _parent: Index) -> None:
        """Read the next page."""
        last = min(len(self._sought.ids), self._read + PAGE)
        more = self._read_between(self._read, last)
        self._read = last
        if more:
            first = len(self._passages)
            self.beginInsertRows(QModelIndex(), first, first + len(more) - 1)
            self._passages += more
            self.endInsertRows()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """How many were read."""
        return 0 if parent.isValid() else len(self._passages)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A passage, and its words for screen readers and tool tips."""
        if not index.isValid():
            return None
        passage = self._passages[index.row()]
        if role == PASSAGE:
            return passage
        if role == FIRST_OF_DOCUMENT:
            return self._first_of_document(index.row(), passage)
        if role == Qt.ItemDataRole.DisplayRole:
            return passage.quote
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return in_words(passage)
        return None

    def _first_of_document(self, row: int, passage: Passage) -> int:
        document_id = passage.coding.document_id
        grouped = self.wanted is not None and self.wanted.order == "document"
        if not grouped or (row and self._passages[row - 1].coding.document_id == document_id):
            return 0
        return self._sought.by_document.get(document_id, 0)


def in_words(passage: Passage) -> str:
    """A passage as a sentence for a screen reader."""
    coding = passage.coding
    parts = [coding.code_name, place_in_words(passage), passage.speaker, passage.coder_name]
    if not coding.sure:
        parts.append(tr("unsure"))
    return f"{', '.join(part for part in parts if part)}: {passage.quote}"


def place_in_words(passage: Passage) -> str:
    """Where a passage stands: “04 Baker · turn 12”."""
    if passage.turn is None:
        return passage.document_name
    return tr("{document} · turn {turn}", document=passage.document_name, turn=passage.turn)
