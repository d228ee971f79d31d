"""One model for every table and list of the window: it shows what a report's table says."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Generic

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon

from app.report.tables import ReportTable, Row, TableColumn
from app.ui.kit.chip import chip_icon
from app.ui.kit.plain import in_role, plain_tip

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
ROW = Qt.ItemDataRole.UserRole  # what a line is about
PAINTED = ROW + 1  # what a delegate paints in place of words
KEY = ROW + 2  # of the column
CELL = Qt.ItemDataRole.UserRole + 100  # what is copied of a cell
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
UNSORTED = (-1, Qt.SortOrder.AscendingOrder)


class TableModel(QAbstractTableModel, Generic[Row]):
    """Shows a report's table; sorted in place, narrowed to some rows, read on where there are more."""

    def __init__(self, table: ReportTable[Row] | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table: ReportTable[Row] = table or ReportTable(())
        self._all = list(self.table.rows)
        self._rows: list[Row] = []
        self._more: Callable[[], Sequence[Row]] | None = None
        self._accepts: Callable[[Row], bool] | None = None
        self._sorted = UNSORTED
        self.take_columns(self.table.columns)
        self._arrange()

    def take_columns(self, columns: Sequence[TableColumn[Row]]) -> None:
        """Show what these columns say from now on; views are not told."""
        self.table = replace(self.table, columns=columns)
        self.shown = [column for column in columns if column.shown]

    def show_table(self, table: ReportTable[Row]) -> None:
        """Show another table; sorted as before where its columns are called the same."""
        self.beginResetModel()
        is_same = [_identity(column) for column in table.columns] == list(map(_identity, self.table.columns))
        self.table, self._all, self._more = table, list(table.rows), None
        self.take_columns(table.columns)
        self._sorted = self._sorted if is_same else UNSORTED
        self._arrange()
        self.endResetModel()

    def show_rows(self, rows: Sequence[Row], more: Callable[[], Sequence[Row]] | None = None) -> None:
        """Show other rows in the same columns; `more` reads those behind, and none where that was all."""
        self.beginResetModel()
        self._all, self._more = list(rows), more
        self._arrange()
        self.endResetModel()

    def narrow(self, accepts: Callable[[Row], bool] | None) -> None:
        """Show only the rows that this accepts."""
        self.beginResetModel()
        self._accepts = accepts
        self._arrange()
        self.endResetModel()

    def _arrange(self) -> None:
        rows = [row for row in self._all if self._accepts is None or self._accepts(row)]
        section, order = self._sorted
        if 0 <= section < len(self.shown):
            keyed = [(self.shown[section].sort_key(row), row) for row in rows]
            in_order = sorted(
                (pair for pair in keyed if pair[0] is not None),
                key=lambda pair: pair[0],
                reverse=order == Qt.SortOrder.DescendingOrder,
            )
            rows = [row for _, row in in_order] + [row for key, row in keyed if key is None]
        self._rows = [*rows, *self.table.last]

    # looking things up

    def rows(self) -> Sequence[Row]:
        """The rows as they are shown."""
        return self._rows

    def row(self, line: int) -> Row:
        """What a line is about."""
        return self._rows[line]

    def line_of(self, is_sought: Callable[[Row], bool]) -> int:
        """The first line that is about what is sought, or -1."""
        return next((line for line, row in enumerate(self._rows) if is_sought(row)), -1)

    def is_sorted(self) -> bool:
        """Whether the rows stand in another order than in their table."""
        return self._sorted[0] >= 0

    # changing single rows of a table that is neither sorted nor narrowed

    def replace(self, line: int, row: Row) -> None:
        """The same thing as it is now."""
        self._all[line] = self._rows[line] = row
        self.dataChanged.emit(self.index(line, 0), self.index(line, len(self.shown) - 1))

    def insert(self, line: int, row: Row) -> None:
        """Something that is wanted now."""
        self.beginInsertRows(QModelIndex(), line, line)
        self._all.insert(line, row)
        self._rows.insert(line, row)
        self.endInsertRows()

    def remove(self, line: int) -> None:
        """Something that isn't wanted any more."""
        self.beginRemoveRows(QModelIndex(), line, line)
        del self._all[line], self._rows[line]
        self.endRemoveRows()

    # what Qt asks

    def rowCount(self, parent: Index = ROOT) -> int:
        """How many rows were read."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        """How many columns are shown."""
        return 0 if parent.isValid() else len(self.shown)

    def canFetchMore(self, parent: Index) -> bool:
        """Whether there may be more rows."""
        return not parent.isValid() and self._more is not None

    def fetchMore(self, _parent: Index) -> None:
        """Read on."""
        more = list(self._more()) if self._more else []
        if not more:
            self._more = None
            return
        first = len(self._rows)
        self.beginInsertRows(QModelIndex(), first, first + len(more) - 1)
        self._all += more
        self._rows += more
        self.endInsertRows()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell says in a role; the row itself for delegates."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        return row if role == ROW else self.cell(self.shown[index.column()], row, role)

    def cell(self, column: TableColumn[Row], row: Row, role: int) -> Any:
        """What a column says of a row in a role."""
        say = _BY_ROLE.get(role)
        return say(column, row) if say else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The names of the columns, and what they mean; of rows, where these have any."""
        if orientation == Qt.Orientation.Vertical:
            return self._name_of_row(section, role)
        if not 0 <= section < len(self.shown):
            return None
        column = self.shown[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.head or column.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(column.meaning)
        if role == Qt.ItemDataRole.DecorationRole and column.head_colour:
            return chip_icon(column.head_colour)
        return alignment(column) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _name_of_row(self, line: int, role: int) -> str | None:
        if self.table.row_name is None or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return None
        return in_role(self.table.row_name(self._rows[line]), role) if line < len(self._rows) else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; what has nothing there comes behind. -1: as in the table."""
        self.layoutAboutToBeChanged.emit()
        before, persistent = self._rows, self.persistentIndexList()
        self._sorted = (column, order)
        self._arrange()
        lines = {id(row): line for line, row in enumerate(self._rows)}
        moved = [self.index(lines[id(before[index.row()])], index.column()) for index in persistent]
        self.changePersistentIndexList(persistent, moved)
        self.layoutChanged.emit()


def _identity(column: TableColumn[Any]) -> str:
    return column.key or column.name


def alignment(column: TableColumn[Any]) -> Qt.AlignmentFlag:
    """Numbers stand at the right, names at the left."""
    return RIGHT if column.is_number else LEFT


def tip(column: TableColumn[Any], row: Any) -> str:
    """What the tip of a cell says: names are their own."""
    if column.tip:
        return column.tip(row)
    return "" if column.is_number else column.text(row)


def icon(column: TableColumn[Any], row: Any) -> QIcon | None:
    """The chip in the colour of a cell, if it has any."""
    colour = column.colour(row) if column.colour else ""
    return chip_icon(colour) if colour else None


_BY_ROLE: Mapping[int, Callable[[TableColumn[Any], Any], Any]] = {
    Qt.ItemDataRole.DisplayRole: lambda column, row: column.text(row),
    Qt.ItemDataRole.ToolTipRole: lambda column, row: plain_tip(tip(column, row)) or None,
    Qt.ItemDataRole.AccessibleTextRole: lambda column, row: column.spoken(row) if column.spoken else None,
    Qt.ItemDataRole.TextAlignmentRole: lambda column, _: alignment(column),
    Qt.ItemDataRole.DecorationRole: icon,
    PAINTED: lambda column, row: column.painted(row) if column.painted else None,
    KEY: lambda column, _: column.key,
    CELL: lambda column, row: column.value(row),
}
