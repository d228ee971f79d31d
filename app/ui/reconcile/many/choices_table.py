"""A table of what would be decided: where, what kind of item, the passage, what the consensus gets."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from app import in_context
from app.coding.queries import Places
from app.documents.words import trim
from app.reconcile.actions import Choice
from app.reconcile.loaded_queue import Team
from app.reconcile.outcomes import ConsensusSpan
from app.reconcile.queries import QueueRow
from app.report.names import kind_name
from app.store import Project
from app.translation import tr
from app.ui.kit.copying import Copying
from app.ui.kit.elided import NamesDelegate
from app.ui.kit.plain import in_role
from app.ui.reconcile.queue.model import place_of

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
MOST_SHOWN = 500
QUOTE = 140


@dataclass(frozen=True)
class ChoiceLine:
    """One choice in words."""

    place: str
    kind: str
    passage: str
    made: str
    number: int


def lines_of(project: Project, team: Team, choices: Sequence[Choice]) -> list[ChoiceLine]:
    """The first choices in words."""
    with project.read() as session:
        return list(_lines(Places(session), team, choices[:MOST_SHOWN]))


def _lines(places: Places, team: Team, choices: Sequence[Choice]) -> Iterator[ChoiceLine]:
    for index, choice in enumerate(choices):
        text = places.text(choice.item.document_id)
        yield ChoiceLine(
            place_of(QueueRow(choice.item, "open", None), team),
            kind_name(choice.item.kind),
            quote(text, choice.item.start, choice.item.end),
            made_told(choice.codings, team, text, choice.item.start, choice.item.end),
            index,
        )


def made_told(codings: Sequence[ConsensusSpan], team: Team, text: str, start: int, end: int) -> str:
    """“Corruption: all of it; Hard life: “We queued””; what the consensus gets."""
    parts = []
    for coding in codings:
        name = team.codes[coding.code_id].name if coding.code_id in team.codes else tr("a code that is gone")
        whole = (coding.start, coding.end) == (start, end)
        words = tr("all of it") if whole else quote(text, coding.start, coding.end)
        parts.append(f"{name}: {words}")
    return "; ".join(parts) or tr("nothing: left uncoded")


def quote(text: str, start: int, end: int) -> str:
    """The words of a passage; the middle of a long one is left out."""
    first, last = trim(text, start, end)
    start, end = (first, last) if first < last else (start, end)
    return f"“{in_context.quote(text, start, end, QUOTE)}”"


class ChoicesModel(QAbstractTableModel):
    """Lines of words."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: Sequence[ChoiceLine] = ()
        self._heads = (tr("Where"), tr("Kind"), tr("Passage"), tr("The consensus gets"))

    def show_lines(self, lines: Sequence[ChoiceLine]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        """Qt asks how many lines."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Qt asks how many columns."""
        return 0 if parent.isValid() else len(self._heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The columns' names."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._heads[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a cell."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        line = self._lines[index.row()]
        return in_role((line.place, line.kind, line.passage, line.made)[index.column()], role)


class ChoicesTable(QTableView):
    """Shows what would be decided."""

    def __init__(self) -> None:
        super().__init__()
        self.setItemDelegate(NamesDelegate(self))
        self.lines = ChoicesModel()
        self.setModel(self.lines)
        self.setAccessibleName(tr("What would be decided"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for index, width in enumerate((200, 125, 270)):
            header.resizeSection(index, width)
        header.setStretchLastSection(True)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        Copying(self)
