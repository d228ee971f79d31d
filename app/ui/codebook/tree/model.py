"""The codebook as a tree model: names, colours, keys, and how often each code was used."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, overload

from PySide6.QtCore import (
    QAbstractItemModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from app.codebook.queries import CodeRow, codebook, counts
from app.report.blind import not_counted
from app.store import ReadSession
from app.store.changes import Changes
from app.translation import tr
from app.ui.kit.plain import in_role
from app.ui.surface.carrying import CODE_MIME

Index = QModelIndex | QPersistentModelIndex
NODE = Qt.ItemDataRole.UserRole
NO_INDEX = QModelIndex()
CODE_FLAGS = (
    Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsEditable
    | Qt.ItemFlag.ItemIsDragEnabled
    | Qt.ItemFlag.ItemIsDropEnabled
)


@dataclass(eq=False)
class Node:
    """A code at its place; `own` and `everybody` count codings of this code alone."""

    code: CodeRow
    above: "Node | None"
    place: int
    below: list["Node"] = field(default_factory=list)
    own: int = 0
    everybody: int = 0

    def with_those_below(self) -> int:
        """Own codings of this code and of all codes under it."""
        return self.own + sum(node.with_those_below() for node in self.below)


class CodebookModel(QAbstractItemModel):
    """Reads itself from the project; says what a person wants changed and changes nothing."""

    rename_wanted = Signal(int, str, str)  # code id, name, and the name that it takes the place of
    move_wanted = Signal(int, object, int)  # code id, parent id or None, position among its children

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._roots: list[Node] = []
        self._nodes: dict[int, Node] = {}
        self._counts: dict[int, dict[int, int]] = {}
        self._coder_id: int | None = None
        self.not_counted = ""  # what the numbers lack, as a sentence

    def load(self, session: ReadSession, coder_id: int | None, changes: Changes | None) -> None:
        """Read everything, or only what changed."""
        self._coder_id, self.not_counted = coder_id, not_counted(session)
        counted = frozenset(self._nodes) if changes is None else changes.codes
        if changes is None:
            self._counts = counts(session)
        elif counted:
            fresh = counts(session, code_ids=counted)
            self._counts |= {code_id: fresh.get(code_id, {}) for code_id in counted}
        if changes is None or changes.touch("code"):
            self._take(codebook(session))
        self._count(counted)

    def _take(self, rows: Sequence[CodeRow]) -> None:
        if [_place(row) for row in rows] == [_place(row) for row in self.rows()]:
            for row in rows:
                node = self._nodes[row.id]
                if node.code != row:
                    node.code = row
                    self._tell(node)
            return
        self.beginResetModel()
        self._roots, self._nodes = [], {}
        for row in rows:
            above = self._nodes.get(row.parent_id) if row.parent_id is not None else None
            siblings = above.below if above else self._roots
            node = Node(row, above, len(siblings))
            siblings.append(node)
            self._nodes[row.id] = node
            self._count_one(node)
        self.endResetModel()

    def _count(self, code_ids: frozenset[int]) -> None:
        for code_id in code_ids & self._nodes.keys():
            node = self._nodes[code_id]
            before = (node.own, node.everybody)
            self._count_one(node)
            if before != (node.own, node.everybody):
                self._tell_upwards(node)

    def _count_one(self, node: Node) -> None:
        by_coder = self._counts.get(node.code.id, {})
        node.own = by_coder.get(self._coder_id, 0) if self._coder_id is not None else 0
        node.everybody = sum(by_coder.values())

    def _tell_upwards(self, node: Node | None) -> None:
        while node is not None:
            self._tell(node)
            node = node.above

    def _tell(self, node: Node) -> None:
        index = self.index_of(node.code.id)
        self.dataChanged.emit(index, index)

    # looking things up

    def rows(self) -> list[CodeRow]:
        """All codes, parents before their children."""
        return [node.code for node in self._nodes.values()]

    def node(self, code_id: int) -> Node | None:
        """A code at its place, or None when there is none of this id."""
        return self._nodes.get(code_id)

    def index_of(self, code_id: int) -> QModelIndex:
        """Where a code stands; invalid when there is none of this id."""
        node = self._nodes.get(code_id)
        return self.createIndex(node.place, 0, code_id) if node else QModelIndex()

    def siblings(self, node: Node) -> list[Node]:
        """The children of a code's parent."""
        return node.above.below if node.above else self._roots

    # what Qt asks

    def index(self, row: int, column: int, parent: Index = NO_INDEX) -> QModelIndex:
        """A child's index."""
        below = self._below(parent)
        if column != 0 or not 0 <= row < len(below):
            return QModelIndex()
        return self.createIndex(row, 0, below[row].code.id)

    @overload
    def parent(self) -> QObject | None: ...
    @overload
    def parent(self, child: Index) -> QModelIndex: ...
    def parent(self, child: Index | None = None) -> QModelIndex | QObject | None:
        """The index above; without an argument the object that owns the model."""
        if child is None:
            return super().parent()
        node = self._nodes.get(child.internalId()) if child.isValid() else None
        return self.index_of(node.above.code.id) if node and node.above else QModelIndex()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """How many codes lie directly under a code, or at the top."""
        return len(self._below(parent)) if parent.column() <= 0 else 0

    def columnCount(self, _parent: Index = NO_INDEX) -> int:
        """One: the delegate paints all parts of a row."""
        return 1

    def _below(self, parent: Index) -> list[Node]:
        if not parent.isValid():
            return self._roots
        node = self._nodes.get(parent.internalId())
        return node.below if node else []

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A code's name, its node, and everything in words for tool tips and screen readers."""
        node = self._nodes.get(index.internalId()) if index.isValid() else None
        if node is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return node.code.name
        if role == NODE:
            return node
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return in_role(in_words(node, self.not_counted), role)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """A name was typed, over another one that was seen: said, not done."""
        node = self._nodes.get(index.internalId()) if index.isValid() else None
        if node is None or role != Qt.ItemDataRole.EditRole:
            return False
        typed, seen = value
        if typed.strip() and typed.strip() not in (node.code.name, seen):
            self.rename_wanted.emit(node.code.id, typed, seen)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Codes can be renamed, dragged, and dropped onto."""
        return CODE_FLAGS if index.isValid() else Qt.ItemFlag.ItemIsDropEnabled

    # dragging and dropping

    def mimeTypes(self) -> list[str]:
        """A code by its id."""
        return [CODE_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The id of the first code, in digits."""
        data = QMimeData()
        if indexes:
            data.setData(CODE_MIME, QByteArray(str(indexes[0].internalId()).encode()))
        return data

    def supportedDropActions(self) -> Qt.DropAction:
        """A code can be moved."""
        return Qt.DropAction.MoveAction

    def canDropMimeData(
        self, data: QMimeData, _action: Qt.DropAction, _row: int, _column: int, parent: Index
    ) -> bool:
        """A code can't be moved into itself."""
        dragged = _dragged(data)
        above = self._nodes.get(parent.internalId()) if parent.isValid() else None
        while above is not None and above.code.id != dragged:
            above = above.above
        return above is None and dragged in self._nodes

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """A code was dropped: said, not done."""
        if not self.canDropMimeData(data, action, row, column, parent):
            return False
        node = self._nodes[_dragged(data)]
        below = self._below(parent)
        position = row if row >= 0 else len(below)
        if node in below and node.place < position:
            position -= 1
        self.move_wanted.emit(node.code.id, parent.internalId() if parent.isValid() else None, position)
        return True


def _dragged(data: QMimeData) -> int:
    digits = bytes(data.data(CODE_MIME).data())
    return int(digits) if digits.isdigit() else 0


def _place(row: CodeRow) -> tuple[int, int | None]:
    return row.id, row.parent_id


def in_words(node: Node, missing: str = "") -> str:
    """A code as a few lines: “Joining / Faith. Key 2. 7 codings of yours, 12 of all coders.”"""
    code = node.code
    parts = [f"{code.path}."]
    if code.shortcut:
        parts.append(tr("Key {key}.", key=code.shortcut.upper()))
    words = tr(
        "{count} coding of yours, {all} of all coders.",
        "{count} codings of yours, {all} of all coders.",
        node.own,
        all=f"{node.everybody:,}",
    )
    parts += [words, missing] if missing else [words]
    if node.below:
        parts.append(tr("With the codes under it {number} of yours.", number=node.with_those_below()))
    if code.exclusive:
        parts.append(tr("The codes under it exclude each other."))
    return " ".join(parts)
