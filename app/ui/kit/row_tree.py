"""A tree whose lines are rows of a report's table, those of a group below it."""

from collections.abc import Sequence
from typing import Any, Generic

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from app.report.tables import Row, TableColumn
from app.ui.kit.copying import Copying, copied_columns
from app.ui.kit.elided import NamesDelegate
from app.ui.kit.plain import plain_tip
from app.ui.kit.table import ROW, alignment, icon, tip


class RowTree(QTreeWidget, Generic[Row]):
    """Shows and copies what columns say of rows."""

    def __init__(self, name: str, columns: Sequence[TableColumn[Row]]) -> None:
        super().__init__()
        self._shown = [column for column in columns if column.shown]
        self.setItemDelegate(NamesDelegate(self))
        self.setAccessibleName(name)
        self.setColumnCount(len(self._shown))
        self.setHeaderLabels([column.head or column.name for column in self._shown])
        for section, column in enumerate(self._shown):
            self.headerItem().setToolTip(section, plain_tip(column.meaning))
            self.headerItem().setTextAlignment(section, alignment(column))
        Copying(self, columns=lambda: copied_columns(columns))

    def add(self, row: Row, parent: QTreeWidgetItem | None = None) -> QTreeWidgetItem:
        """Add a row at the end, or at the end of the group `parent`."""
        item = QTreeWidgetItem()
        item.setData(0, ROW, row)
        for section, column in enumerate(self._shown):
            item.setText(section, column.text(row))
            item.setToolTip(section, plain_tip(tip(column, row)))
            item.setTextAlignment(section, alignment(column))
            if (picture := icon(column, row)) is not None:
                item.setIcon(section, picture)
        if parent is None:
            self.addTopLevelItem(item)
        else:
            parent.addChild(item)
        return item


def strengthen(item: QTreeWidgetItem) -> None:
    """Let the name of a group be strong."""
    font = QFont()
    font.setWeight(QFont.Weight.DemiBold)
    item.setFont(0, font)


def row_of(item: QTreeWidgetItem) -> Any:
    """What a line is about."""
    return item.data(0, ROW)
