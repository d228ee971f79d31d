"""The grid of cases as a model that can be typed into."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from app.cases.queries import AttributeRow
from app.cases.value_actions import CellText
from app.report.case_grid import CaseEntry, grid
from app.ui.kit.table import Index, TableModel


class CasesModel(TableModel[CaseEntry]):
    """Says what is typed and changes nothing itself."""

    typed = Signal(object)  # a CellText

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(None, parent)
        self._attributes: dict[str, AttributeRow] = {}

    def show_cases(self, attributes: list[AttributeRow], rows: list[CaseEntry]) -> None:
        """Show cases with their attributes."""
        self._attributes = {str(attribute.id): attribute for attribute in attributes}
        self.show_table(grid(attributes, rows))

    def renew(self, changed: Mapping[int, CaseEntry]) -> None:
        """Show some cases, by their ids, as they are now, where they stand."""
        self._all = [changed.get(entry.case.id, entry) for entry in self._all]
        for line, entry in enumerate(self._rows):
            if entry.case.id in changed:
                self._rows[line] = changed[entry.case.id]
                self.dataChanged.emit(self.index(line, 0), self.index(line, len(self.shown) - 1))

    def attribute(self, column: int) -> AttributeRow | None:
        """The attribute of a column; None for what is none."""
        return self._attributes.get(self.shown[column].key) if 0 <= column < len(self.shown) else None

    def cell_text(self, index: Index) -> str:
        """What stands in a cell, as it would be typed."""
        attribute = self.attribute(index.column())
        cell = self.row(index.row()).cells.get(attribute.id) if attribute else None
        return cell.entry.in_a_table if cell else ""

    def typed_into(self, index: Index, text: str) -> CellText | None:
        """A text for a cell; None where nothing can be typed."""
        attribute = self.attribute(index.column())
        return CellText(self.row(index.row()).case.id, attribute.id, text) if attribute else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell says; in an editor as it would be typed."""
        if role == Qt.ItemDataRole.EditRole and index.isValid():
            return self.cell_text(index)
        return super().data(index, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cells of attributes can be typed into."""
        flags = super().flags(index)
        is_attribute = index.isValid() and self.attribute(index.column()) is not None
        return flags | Qt.ItemFlag.ItemIsEditable if is_attribute else flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Say what was typed; the cell shows it when it is stored."""
        cell = self.typed_into(index, str(value)) if role == Qt.ItemDataRole.EditRole else None
        if cell is None or cell.text == self.cell_text(index):
            return False
        self.typed.emit(cell)
        return True
