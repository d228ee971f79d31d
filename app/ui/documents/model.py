"""The documents as a model: name, language, and how far the coder at work is with each."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QByteArray, QMimeData, QModelIndex, Qt, Signal

from app.documents.queries import DocumentRow, documents
from app.report.document_list import DocumentEntry, columns
from app.report.tables import ReportTable
from app.rounds.queries import Work, work
from app.store import ReadSession
from app.store.changes import Changes
from app.ui.kit.table import ROW, Index, TableModel

ID = ROW + 3
DOCUMENTS_MIME = "application/x-intercoder-documents"  # ids in digits, parted by spaces


class DocumentsModel(TableModel[DocumentEntry]):
    """Reads itself from the project; `coder_id` is whose work is shown."""

    move_wanted = Signal(object, object)  # ids of documents, and that of the one behind them or None

    def __init__(self) -> None:
        super().__init__(ReportTable(columns()))

    def load(self, session: ReadSession, coder_id: int | None, changes: Changes | None) -> None:
        """Read everything, or only what changed."""
        if changes is None or changes.touch("document"):
            by_document = _by_document(session, coder_id, None)
            rows = documents(session)
            self.show_rows([_entry(document, by_document.get(document.id)) for document in rows])
            return
        by_document = _by_document(session, coder_id, changes.documents)
        for line, entry in enumerate(self.rows()):
            document = entry.document
            if document.id in changes.documents:
                self.replace(line, _entry(document, by_document.get(document.id)))

    def row_of(self, document_id: int) -> int:
        """The row of a document, or -1."""
        return self.line_of(lambda entry: entry.document.id == document_id)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What the list says of a document, and its id."""
        return self.row(index.row()).document.id if role == ID else super().data(index, role)

    # dragging and dropping

    def flags(self, index: Index) -> Qt.ItemFlag:
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
        _parent: Index,
    ) -> bool:
        """Documents were dropped before a row: said, not done."""
        ids = [int(digits) for digits in bytes(data.data(DOCUMENTS_MIME).data()).split()]
        if not ids:
            return False
        behind = self.row(row).document.id if 0 <= row < self.rowCount() else None
        self.move_wanted.emit(ids, behind)
        return True


def _entry(document: DocumentRow, done: Work | None) -> DocumentEntry:
    return DocumentEntry(document, done.state if done else "not started", done.codings if done else 0)


def _by_document(
    session: ReadSession, coder_id: int | None, document_ids: frozenset[int] | None
) -> dict[int, Work]:
    if coder_id is None:
        return {}
    return {pair[0]: done for pair, done in work(session, coder_id, document_ids).items()}
