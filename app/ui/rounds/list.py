"""The list of rounds: name, what it is, and how much of it is done."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.report import rounds as words
from app.rounds.queries import RoundRow
from app.ui.kit.elided import cut
from app.ui.kit.plain import in_role

ROUND = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
BAR = 3


class RoundsModel(QAbstractListModel):
    """Rounds, the latest first."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[RoundRow] = []

    def show(self, rows: Sequence[RoundRow]) -> None:
        """Show these rounds."""
        self.beginResetModel()
        self._rows = list(reversed(rows))
        self.endResetModel()

    def row_of(self, round_id: int) -> int:
        """The line of a round, or -1."""
        return next((line for line, row in enumerate(self._rows) if row.id == round_id), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt has it
        """How many rounds there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The name, the round itself, and all of it in words for tool tips and screen readers."""
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == ROUND:
            return row
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return in_role(f"{row.name}: {words.facts(row)}", role)
        return None


class RoundDelegate(QStyledItemDelegate):
    """Name over facts, and a bar that fills."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a round."""
        row: RoundRow = index.data(ROUND)
        self.initStyleOption(option, index)
        option.text = ""
        option.widget.style().drawControl(
            QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget
        )
        painter.save()
        room = option.rect.adjusted(12, 8, -12, -8)
        metrics = option.fontMetrics
        font = option.font
        font.setBold(not row.closed_at)
        painter.setFont(font)
        name = cut(painter.fontMetrics(), row.name, room.width())
        painter.setPen(option.palette.color(QPalette.ColorRole.Text))
        painter.drawText(room, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, name)
        font.setBold(False)
        painter.setFont(font)
        painter.setPen(option.palette.color(QPalette.ColorRole.PlaceholderText))
        below = room.adjusted(0, metrics.lineSpacing() + 1, 0, 0)
        facts = cut(metrics, words.facts(row), room.width())
        painter.drawText(below, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, facts)
        if not row.closed_at:
            _paint_bar(painter, room, row, option.palette)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Two lines and a bar."""
        return QSize(180, 2 * option.fontMetrics.lineSpacing() + BAR + 24)


def _paint_bar(painter: QPainter, room: QRect, row: RoundRow, palette: QPalette) -> None:
    bar = QRect(room.left(), room.bottom() - BAR + 1, room.width(), BAR)
    painter.fillRect(bar, palette.color(QPalette.ColorRole.Mid))
    bar.setWidth(round(room.width() * row.completed / max(1, row.assigned)))
    painter.fillRect(bar, palette.color(QPalette.ColorRole.Accent))
