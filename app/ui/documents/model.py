"""The documents as a list model: name, language, and how far the coder at work is with each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from app.documents.queries import DocumentRow, documents
from app.rounds.queries import State, Work, work
from app.store import ReadSession
from app.store.changes import Changes
from app.translation import tr
from app.ui.kit.copying import CopiedColumn
from app.ui.kit.plain import in_role

ID = Qt.ItemDataRole.UserRole
DOCUMENTS_MIME = "application/x-intercoder-documents"  # ids in digits, parted by spaces
ENTRY = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True)
class DocumentEntry:
    """One document as it is listed."""

    document: DocumentRow
    state: State
    codings: int


class DocumentsModel(QAbstractListModel):
    """Reads itself from the project; `coder_id` is whose work is shown."""

    move_wanted = Signal(object, object)  # ids of documents, and that of the one behind them or None

    def __init__(self) -> None:
        super().__init__()
        self._documents: list[DocumentRow] = []
        self._work: dict[int, Work] = {}
        self._entries: list[DocumentEntry] = []

    def load(self, session: ReadSession, coder_id: int | None, changes: Changes | None) -> None:
        """Read everything, or only what changed."""
        if changes is None or changes.touch("document"):
            self.beginResetModel()
            self._documents = documents(session)
            self._work = _by_document(session, coder_id, None)
            self._entries = [self._entry(document) for document in self._documents]
            self.endResetModel()
        else:
            self._load_work(session, coder_id, changes.documents)

    def _load_work(self, session: ReadSession, coder_id: int | None, touched: frozenset[int]) -> None:
        fresh = _by_document(session, coder_id, touched)
        for document_id in touched:
            self._work.pop(document_id, None)
        self._work |= fresh
        for row, document in enumerate(self._documents):
            if document.id in touched:
                self._entries[row] = self._entry(document)
                self.dataChanged.emit(self.index(row), self.index(row))

    def entries(self) -> list[DocumentEntry]:
        """All documents in their order."""
        return self._entries

    def row_of(self, document_id: int) -> int:
        """The row of a document, or -1."""
        return next((row for row, document in enumerate(self._documents) if document.id == document_id), -1)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008  # as Qt has it
        """How many documents there are."""
        return 0 if parent.isValid() else len(self._documents)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """A document's name, its id, its entry, and everything in words for tool tips and screen readers."""
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return entry.document.name
        if role == ID:
            return entry.document.id
        if role == ENTRY:
            return entry
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return in_role(in_words(entry), role)
        return None

    # dragging and dropping

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Documents are dragged, and dropped between others."""
        whole = super().flags(index)
        return whole | (Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else Qt.ItemFlag.ItemIsDropEnabled)

    def mimeTypes(self) -> list[str]:
        """Documents by their ids."""
        return [DOCUMENTS_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The ids of documents, in digits."""
        data = QMimeData()
        ids = " ".join(str(index.data(ID)) for index in indexes)
        data.setData(DOCUMENTS_MIME, QByteArray(ids.encode()))
        return data

    def supportedDropActions(self) -> Qt.DropAction:
        """Documents can be moved."""
        return Qt.DropAction.MoveAction

    def dropMimeData(
        self,
        data: QMimeData,
        _action: Qt.DropAction,
        row: int,
        _column: int,
        _parent: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Documents were dropped before a row: said, not done."""
        ids = [int(digits) for digits in bytes(data.data(DOCUMENTS_MIME).data()).split()]
        if not ids:
            return False
        behind = self._documents[row].id if 0 <= row < len(self._documents) else None
        self.move_wanted.emit(ids, behind)
        return True

    def _entry(self, document: DocumentRow) -> DocumentEntry:
        done = self._work.get(document.id)
        return DocumentEntry(document, done.state if done else "not started", done.codings if done else 0)


def columns() -> list[CopiedColumn]:
    """What is copied of each document."""
    return [
        CopiedColumn(tr("Document"), lambda index: index.data(ENTRY).document.name),
        CopiedColumn(tr("State"), lambda index: state_in_words(index.data(ENTRY).state)),
        CopiedColumn(tr("Codings"), lambda index: index.data(ENTRY).codings),
        CopiedColumn(tr("Language"), lambda index: index.data(ENTRY).document.language),
        CopiedColumn(tr("Characters"), lambda index: index.data(ENTRY).document.length),
    ]


def _by_document(
    session: ReadSession, coder_id: int | None, document_ids: frozenset[int] | None
) -> dict[int, Work]:
    if coder_id is None:
        return {}
    return {pair[0]: done for pair, done in work(session, coder_id, document_ids).items()}


def in_words(entry: DocumentEntry) -> str:
    """An entry as a sentence: “04 Baker: started, 12 codings, language ar”."""
    codings = tr("1 coding") if entry.codings == 1 else tr("{number} codings", number=entry.codings)
    parts = [state_in_words(entry.state), codings]
    if entry.document.language:
        parts.append(tr("language {language}", language=entry.document.language))
    return f"{entry.document.name}: {', '.join(parts)}"


def state_in_words(state: State) -> str:
    """A state as people read it."""
    words = {
        "not started": tr("not started"),
        "started": tr("started"),
        "completed": tr("completed"),
    }
    return words[state]
