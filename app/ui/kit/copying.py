"""“Copy for Excel” for every table of the window: Ctrl+C, the context menu, the Edit menu and the palette.

A table gets it by `Copying(view)`, made once beside the view; the rest is done here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractProxyModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QListView, QTableView, QTreeView, QWidget

from app.errors import UserError
from app.report.tables import Row, TableColumn
from app.translation import tr
from app.ui.kit.cells import Cell, clipboard_data
from app.ui.kit.heads import WholeHeads
from app.ui.kit.table import CELL, ROW, Index, TableModel

MOST_COPIED = 20_000
SEVERAL = (
    QAbstractItemView.SelectionMode.ExtendedSelection,
    QAbstractItemView.SelectionMode.MultiSelection,
    QAbstractItemView.SelectionMode.ContiguousSelection,
)
_WRITTEN_NUMBER = re.compile(r"[-−]?(0|[1-9]\d{0,2}(,\d{3})*|[1-9]\d*|(?=\.))(\.\d+)?")


@dataclass(frozen=True)
class CopiedColumn:
    """A column as it is copied: its header, and its cell in the line of an index."""

    head: str
    cell: Callable[[Index], Cell]


class Copying(QObject):
    """Copies lines of a view, or of several that are seen as one table, under a header.

    Ctrl+C takes the selected lines where several can be selected, else the whole table. Without `columns`
    they are those of the report's table or of the view; `copy_all` reads more than the model has, where there
    is more.
    """

    copied = Signal(int)  # how many lines

    def __init__(
        self,
        view: QAbstractItemView,
        *more: QAbstractItemView,
        columns: Callable[[], Sequence[CopiedColumn]] | None = None,
        copy_all: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(view)
        self.views = (view, *more)
        self._columns = columns or (lambda: columns_of(view))
        self._copy_all = copy_all or self._copy_whole_table
        self.selected = self._action(tr("&Copy for Excel"), self.copy)
        self.selected.setShortcut(QKeySequence.StandardKey.Copy)
        self.selected.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.actions = [self.selected]
        if view.selectionMode() in SEVERAL:
            self.actions.append(self._action(tr("Copy the &whole table for Excel"), self.copy_all))
        for table_view in self.views:
            if (header := _header(table_view)) is not None:
                WholeHeads(header)  # as whole as they are copied
            table_view.addActions(self.actions)
            if table_view.contextMenuPolicy() == Qt.ContextMenuPolicy.DefaultContextMenu:
                table_view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def _action(self, name: str, slot: Callable[[], object]) -> QAction:
        action = QAction(name, self)
        action.triggered.connect(lambda _=False: slot())
        return action

    @property
    def name(self) -> str:
        """What the table is called."""
        return self.views[0].accessibleName()

    def offered(self) -> bool:
        """Whether the table is seen and has lines."""
        return any(view.isVisible() and view.model().rowCount() > 0 for view in self.views)

    def has_focus(self) -> bool:
        """Whether a person is in the table."""
        return any(view.hasFocus() for view in self.views)

    def copy(self) -> None:
        """Copy the selected lines; the whole table where none is, or where only one can be."""
        lines = [index for view in self.views for index in selected_lines(view)]
        if lines:
            self._put(lines)
        else:
            self.copy_all()

    def copy_all(self) -> None:
        """Copy the whole table, as it is sorted and filtered now."""
        self._copy_all()

    def _copy_whole_table(self) -> None:
        for view in self.views:
            _fetch_all(view)
        self._put([index for view in self.views for index in lines_of(view)])

    def _put(self, lines: Sequence[Index]) -> None:
        if len(lines) > MOST_COPIED:
            raise UserError(
                f"{len(lines):,} lines are too many for the clipboard, which takes {MOST_COPIED:,}. "
                "Select fewer, or export the workbook."
            )
        columns = self._columns()
        head = [column.head for column in columns]
        self._put_cells(head, [[column.cell(index) for column in columns] for index in lines])

    def put_rows(self, model: TableModel[Row], rows: Sequence[Row]) -> None:
        """Copy rows as a model would have them, also such as it has not read."""
        columns = [column for column in model.table.columns if column.copied]
        head = [column.name for column in columns]
        self._put_cells(head, [[column.value(row) for column in columns] for row in rows])

    def _put_cells(self, head: list[str], rows: Sequence[Sequence[Cell]]) -> None:
        QGuiApplication.clipboard().setMimeData(clipboard_data([head, *rows]))
        self.copied.emit(len(rows))


def offered(window: QWidget) -> list[Copying]:
    """The tables of a window that can be copied now, the one with the focus first."""
    copyings = [copying for copying in window.findChildren(Copying) if copying.offered()]
    return sorted(copyings, key=lambda copying: not copying.has_focus())


def lines_of(view: QAbstractItemView) -> list[QModelIndex]:
    """The first cell of each line that a view shows or has folded, from top to bottom."""
    return list(_below(view, view.rootIndex()))


def _below(view: QAbstractItemView, parent: QModelIndex) -> Iterator[QModelIndex]:
    model = view.model()
    for row in range(model.rowCount(parent)):
        if not _hidden(view, row, parent):
            index = model.index(row, 0, parent)
            yield index
            if isinstance(view, QTreeView):
                yield from _below(view, index)


def _hidden(view: QAbstractItemView, row: int, parent: QModelIndex) -> bool:
    if isinstance(view, QTreeView):
        return view.isRowHidden(row, parent)
    return isinstance(view, QTableView | QListView) and view.isRowHidden(row)


def selected_lines(view: QAbstractItemView) -> list[QModelIndex]:
    """The lines of a view with a selected cell, in its order; none where only one can be selected."""
    if view.selectionMode() not in SEVERAL:
        return []
    chosen = {(index.row(), index.parent().internalId()) for index in view.selectionModel().selectedIndexes()}
    return [line for line in lines_of(view) if (line.row(), line.parent().internalId()) in chosen]


def _fetch_all(view: QAbstractItemView) -> None:
    model = view.model()
    while model.canFetchMore(QModelIndex()) and model.rowCount() <= MOST_COPIED:
        model.fetchMore(QModelIndex())


def columns_of(view: QAbstractItemView) -> list[CopiedColumn]:
    """The columns of the report's table where some aren't shown, or not copied; else those that are seen."""
    model = view.model()
    while isinstance(model, QAbstractProxyModel):
        model = model.sourceModel()
    if not isinstance(model, TableModel):
        return shown_columns(view)
    columns: Sequence[TableColumn[Any]] = model.table.columns
    if _header(view) and all(column.shown and column.copied for column in columns):
        return shown_columns(view)
    return copied_columns(columns)


def copied_columns(columns: Sequence[TableColumn[Any]]) -> list[CopiedColumn]:
    """What is copied of the lines that are about rows of a report's table."""
    return [CopiedColumn(column.name, partial(_value_in_line, column)) for column in columns if column.copied]


def _value_in_line(column: TableColumn[Any], index: Index) -> Cell:
    return column.value(index.data(ROW))


def shown_columns(view: QAbstractItemView) -> list[CopiedColumn]:
    """The columns that a view shows, in its order, with the names of its lines before them."""
    header = _header(view)
    if header is None:
        return [CopiedColumn(view.accessibleName(), cell_of)]
    columns = []
    if isinstance(view, QTableView) and not view.verticalHeader().isHidden():
        columns.append(CopiedColumn("", _name_of_line))
    for position in range(header.count()):
        column = header.logicalIndex(position)
        if not header.isSectionHidden(column):
            columns.append(CopiedColumn(_head(view, column), partial(_cell_beside, column=column)))
    return columns


def _header(view: QAbstractItemView) -> QHeaderView | None:
    if isinstance(view, QTableView):
        return view.horizontalHeader()
    return view.header() if isinstance(view, QTreeView) and not view.isHeaderHidden() else None


def _head(view: QAbstractItemView, section: int) -> str:
    return str(view.model().headerData(section, Qt.Orientation.Horizontal) or "")


def _name_of_line(index: Index) -> str:
    return str(index.model().headerData(index.row(), Qt.Orientation.Vertical) or "")


def _cell_beside(index: Index, column: int) -> Cell:
    return cell_of(index.sibling(index.row(), column))


def cell_of(index: Index) -> Cell:
    """What is copied of one cell: what the model says for it, else its words; a number where one stands."""
    value: Any = index.data(CELL)
    if value is not None:
        return value if isinstance(value, str | int | float) else str(value)
    words = str(index.data() or "")
    aligned = index.data(Qt.ItemDataRole.TextAlignmentRole)
    to_the_right = aligned is not None and bool(Qt.AlignmentFlag(aligned) & Qt.AlignmentFlag.AlignRight)
    if to_the_right and _WRITTEN_NUMBER.fullmatch(words):
        return float(words.replace(",", "").replace("−", "-"))
    return words
