"""Who codes what in a round: documents by coders, and how far each is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.report import rounds as words
from app.rounds.queries import AssignmentRow, Progress, State
from app.translation import tr
from app.ui.documents.delegate import SYMBOL, paint_state
from app.ui.kit.chip import chip_icon
from app.ui.kit.plain import in_role, plain_tip

STATE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
RING: dict[Progress, State] = {"assigned": "not started", "started": "started", "completed": "completed"}


@dataclass(frozen=True)
class RoundCoder:
    """A coder of the round."""

    id: int
    name: str
    initials: str
    colour: str


@dataclass(frozen=True)
class RoundPlan:
    """A round's documents (id, name) and coders, and the state of each pair that is assigned."""

    documents: Sequence[tuple[int, str]]
    people: Sequence[RoundCoder]
    states: Mapping[tuple[int, int], Progress]


def plan_of(
    assigned: Sequence[AssignmentRow], names: Mapping[int, str], people: Mapping[int, RoundCoder]
) -> RoundPlan:
    """A plan of assignments; documents and coders that aren't there any more are left out."""
    states = {(row.document_id, row.coder_id): row.state for row in assigned}
    documents = dict.fromkeys(row.document_id for row in assigned)
    coders = {row.coder_id for row in assigned}
    return RoundPlan(
        [(document, names[document]) for document in documents if document in names],
        [person for person in people.values() if person.id in coders],
        states,
    )


class PlanModel(QAbstractTableModel):
    """One line for each document, one column for each coder."""

    def __init__(self) -> None:
        super().__init__()
        self._plan = RoundPlan((), (), {})

    def show(self, plan: RoundPlan) -> None:
        """Show a plan."""
        self.beginResetModel()
        self._plan = plan
        self.endResetModel()

    def document(self, line: int) -> int:
        """The id of the document in a line."""
        return self._plan.documents[line][0]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt has it
        """How many documents there are."""
        return 0 if parent.isValid() else len(self._plan.documents)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt has it
        """The document's name, and one column for each coder."""
        return 0 if parent.isValid() else 1 + len(self._plan.people)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Who, and how much of it is done."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if section == 0:
            return tr("Document") if role == Qt.ItemDataRole.DisplayRole else None
        person = self._plan.people[section - 1]
        if role == Qt.ItemDataRole.DecorationRole:
            return chip_icon(person.colour)
        states = [state for (_, coder), state in self._plan.states.items() if coder == person.id]
        done = f"{states.count('completed')}/{len(states)}"
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{person.initials}  {done}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(tr("{coder}: {done} completed", coder=person.name, done=done))
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The document's name, or how far a coder is with it."""
        document, name = self._plan.documents[index.row()]
        if index.column() == 0:
            shown = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
            return in_role(name, role) if shown else None
        person = self._plan.people[index.column() - 1]
        state = self._plan.states.get((document, person.id))
        if role == STATE:
            return state
        state_words = words.state(state) if state else tr("not assigned")
        if role == Qt.ItemDataRole.DisplayRole:
            return state_words  # the delegate paints a symbol instead; copying takes the words
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            if state == "assigned":  # the list of documents counts what was coded before, too
                state_words = tr("assigned; nothing coded since the round was made")
            return in_role(f"{name}, {person.name}: {state_words}", role)
        return None


class StateDelegate(QStyledItemDelegate):
    """A ring, half a disc or a check mark; a dot where nothing is assigned."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a cell."""
        self.initStyleOption(option, index)
        option.text = ""
        option.widget.style().drawControl(
            QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget
        )
        state = index.data(STATE)
        painter.save()
        middle = QRectF(option.rect).center()
        if state is None:
            painter.setPen(option.palette.placeholderText().color())
            painter.drawText(option.rect, Qt.AlignmentFlag.AlignCenter, "·")
        else:
            box = QRectF(middle.x() - SYMBOL / 2, middle.y() - SYMBOL / 2, SYMBOL, SYMBOL)
            paint_state(painter, box, RING[state], option.palette)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Room for the symbol."""
        return QSize(SYMBOL + 20, option.fontMetrics.height() + 10)
