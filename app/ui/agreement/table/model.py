"""The model of the agreement table: sorted in place, the pooled line always last."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.agreement.coefficients.values import Value
from app.natural import natural
from app.report.agreement_lines import MOST_COUNTED_APART, AgreementLine, Lines
from app.report.reasons import explained, shortened
from app.report.statistics import head, interval_words, tip, words_of
from app.report.statistics import name as name_of
from app.translation import tr
from app.ui.kit.plain import plain_tip

Index = QModelIndex | QPersistentModelIndex
LINE = Qt.ItemDataRole.UserRole
KIND = Qt.ItemDataRole.UserRole + 1
INDENT = Qt.ItemDataRole.UserRole + 2  # how deep a code lies, while the codes stand in their order
VALUE = Qt.ItemDataRole.UserRole + 3  # what a cell shows a number of; None elsewhere
NAME, COUNT, STATISTIC, INTERVAL, NOTES = "name", "count", "statistic", "interval", "notes"
NUMBERS = (COUNT, STATISTIC)


class AgreementTable(QAbstractTableModel):
    """Columns: name, codings per coder, the statistics that are shown, an interval, notes."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: Lines | None = None
        self._rows: list[AgreementLine] = []
        self._sorted = (-1, Qt.SortOrder.AscendingOrder)

    def show(self, lines: Lines | None) -> None:
        """Show other lines, sorted as before where the columns are the same."""
        self.beginResetModel()
        same = (
            lines is not None
            and self.lines is not None
            and (lines.level, lines.shown) == (self.lines.level, self.lines.shown)
        )
        self.lines = lines
        self._rows = [] if lines is None else [*lines.lines, lines.pooled]
        if not same or self._sorted[0] >= self.columnCount():
            self._sorted = (-1, Qt.SortOrder.AscendingOrder)
        self._arrange()
        self.endResetModel()

    def kinds(self) -> list[tuple[str, int]]:
        """Each column as its kind, and the number of whose codings or of which statistic."""
        if self.lines is None:
            return []
        apart = len(self.lines.counted) <= MOST_COUNTED_APART
        counts = range(len(self.lines.counted)) if apart else range(1)
        values = [(STATISTIC, index) for index in range(len(self.lines.shown))]
        after = self.lines.shown.index(self.lines.drawn) + 1
        values.insert(after, (INTERVAL, 0))
        return [(NAME, 0), *((COUNT, count) for count in counts), *values, (NOTES, 0)]

    def column(self, kind: str) -> int:
        """The first column of a kind, or that of a statistic by its key."""
        if self.lines is not None and kind in self.lines.shown:
            return self.kinds().index((STATISTIC, self.lines.shown.index(kind)))
        return [column_kind for column_kind, _ in self.kinds()].index(kind)

    def is_sorted(self) -> bool:
        """Whether the lines stand in another order than in the project."""
        return self._sorted[0] >= 0

    def pooled_row(self) -> int:
        """The row of the pooled line, which is always the last."""
        return len(self._rows) - 1

    def row_of(self, line: AgreementLine) -> int:
        """The row of the line that is about the same thing; -1 where there is none."""
        about = (line.focus, line.pooled)
        return next((n for n, row in enumerate(self._rows) if (row.focus, row.pooled) == about), -1)

    def line(self, row: int) -> AgreementLine:
        """The line of a row."""
        return self._rows[row]

    # what Qt asks

    def rowCount(self, parent: Index | None = None) -> int:
        """How many lines."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """How many columns."""
        return 0 if parent is not None and parent.isValid() else len(self.kinds())

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words, alignment, tool tip; the line itself for the delegate."""
        line = self._rows[index.row()]
        kind, part = self.kinds()[index.column()]
        if role == LINE:
            return line
        if role == KIND:
            return kind
        if role == INDENT:
            return line.depth if self._sorted[0] < 0 else None
        if role == VALUE:
            return self._value_of(line, kind, part)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(line, kind, part)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            value = self._value_of(line, kind, part)
            return value.reason if value and value.reason else self._words(line, kind, part)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(kind)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._tip(line, kind, part))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The names of the columns."""
        if orientation == Qt.Orientation.Vertical or section >= self.columnCount() or self.lines is None:
            return None
        kind, part = self.kinds()[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(kind)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._head(kind, part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._head_tip(kind, part))
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; what has no number comes behind, the pooled line last. -1: as in the project."""
        self.layoutAboutToBeChanged.emit()
        before = self._rows
        persistent = self.persistentIndexList()
        self._sorted = (column, order)
        self._arrange()
        places = {id(line): row for row, line in enumerate(self._rows)}
        moved = [self.index(places[id(before[old.row()])], old.column()) for old in persistent]
        self.changePersistentIndexList(persistent, moved)
        self.layoutChanged.emit()

    def _arrange(self) -> None:
        if self.lines is None:
            return
        column, order = self._sorted
        rows = list(self.lines.lines)
        if 0 <= column < self.columnCount():
            key = self._sort_key(*self.kinds()[column])
            with_value = [line for line in rows if key(line) is not None]
            with_value.sort(key=key, reverse=order == Qt.SortOrder.DescendingOrder)
            rows = with_value + [line for line in rows if key(line) is None]
        self._rows = [*rows, self.lines.pooled]

    def _sort_key(self, kind: str, part: int) -> Callable[[AgreementLine], Any]:
        apart = self.lines is not None and len(self.lines.counted) <= MOST_COUNTED_APART
        values: dict[str, Callable[[AgreementLine], Any]] = {
            NAME: lambda line: natural(line.title),
            COUNT: lambda line: line.counts[part] if apart else sum(line.counts),
            STATISTIC: lambda line: getattr(self._value_of(line, kind, part), "value", None),
            INTERVAL: lambda line: line.drawn.low,
            NOTES: lambda line: "; ".join(line.notes) or None,
        }
        return values[kind]

    def _words(self, line: AgreementLine, kind: str, part: int) -> str:
        if kind == COUNT:
            return self._count(line, part)
        if kind == STATISTIC:
            return words_of(self._key(part), self._value_of(line, kind, part))
        words = {
            NAME: line.title,
            INTERVAL: interval_words(self._drawn(), line.drawn),
            NOTES: "; ".join(dict.fromkeys(shortened(note) for note in line.notes)),
        }
        return words[kind]

    def _key(self, statistic: int) -> str:
        return self.lines.shown[statistic] if self.lines is not None else ""

    def _drawn(self) -> str:
        return self.lines.drawn if self.lines is not None else ""

    def _value_of(self, line: AgreementLine, kind: str, part: int) -> Value | None:
        """The value that a cell shows; at some levels there is none of a statistic, not even a reason."""
        return line.values.get(self._key(part)) if kind == STATISTIC else None

    def _count(self, line: AgreementLine, part: int) -> str:
        if self.lines is not None and len(self.lines.counted) > MOST_COUNTED_APART:
            return f"{sum(line.counts):,}"
        return f"{line.counts[part]:,}" if len(line.counts) == len(self._counted()) else ""

    def _counted(self) -> tuple[str, ...]:
        return self.lines.counted if self.lines is not None else ()

    def _head(self, kind: str, part: int) -> str:
        if kind == COUNT:
            counted = self._counted()
            return counted[part] if len(counted) <= MOST_COUNTED_APART else tr("codings")
        if kind == STATISTIC:
            return head(self._key(part), self.lines.shown if self.lines else ())
        names = {"code": tr("Code"), "pair": tr("Pair"), "document": tr("Document")}
        return {
            NAME: names[self.lines.level if self.lines else "code"],
            INTERVAL: tr("95 % interval"),
            NOTES: tr("To know"),
        }[kind]

    def _head_tip(self, kind: str, part: int) -> str:
        if kind == STATISTIC:
            return tip(self._key(part))
        return {
            NAME: "",
            COUNT: tr("Number of codings: {name}", name=self._head(kind, part)),
            INTERVAL: tr(
                "95 % interval of {statistic}, by leaving out documents", statistic=name_of(self._drawn())
            ),
            NOTES: tr("Why there is no number, or what to know about it"),
        }[kind]

    def _tip(self, line: AgreementLine, kind: str, part_index: int) -> str:
        if kind == STATISTIC:
            return self._value_tip(self._key(part_index), self._value_of(line, kind, part_index))
        if kind == COUNT and self.lines is not None and len(self.lines.counted) > MOST_COUNTED_APART:
            pairs = zip(self.lines.counted, line.counts, strict=False)
            return ", ".join(f"{name} {count}" for name, count in pairs)
        if kind == NAME:
            return " — ".join(part for part in (line.title, line.group) if part)
        if kind == NOTES:
            return "\n".join(explained(note) for note in line.notes)
        return ""

    def _value_tip(self, key: str, value: Value | None) -> str:
        """A statistic's name with its interval and what to know, or why it has no value."""
        if value is None:
            return tr("{statistic} is not computed here", statistic=name_of(key))
        if value.reason:
            return f"{value.reason}\n{explained(value.reason)}"
        interval = interval_words(key, value)
        first = f"{name_of(key)} {words_of(key, value)}"
        lines = [first, tr("95 % interval: {interval}", interval=interval)] if interval else [first]
        return "\n".join([*lines, *(explained(flag) for flag in value.flags)])


def _alignment(kind: str) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if kind in NUMBERS else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
