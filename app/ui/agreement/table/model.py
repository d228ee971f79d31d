"""The model of the agreement table: the report's table, and how deep a code lies."""

from typing import Any

from PySide6.QtCore import QObject, Qt

from app.report import agreement_table
from app.report.agreement_lines import AgreementLine, Lines
from app.report.tables import ReportTable
from app.ui.kit.table import ROW, Index, TableModel

INDENT = ROW + 3  # how deep a code lies, while the codes stand in their order


class AgreementModel(TableModel[AgreementLine]):
    """`lines` are those that are shown, if any."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent=parent)
        self.lines: Lines | None = None

    def show(self, lines: Lines | None) -> None:
        """Show other lines, sorted as before where the columns are the same."""
        self.lines = lines
        self.show_table(ReportTable(()) if lines is None else agreement_table.table(lines))

    def column(self, key: str) -> int:
        """The first column of a key."""
        return self.keys().index(key)

    def keys(self) -> list[str]:
        """The keys of all columns that are shown."""
        return [column.key for column in self.shown]

    def pooled_row(self) -> int:
        """The row of the pooled line, which is always the last."""
        return self.rowCount() - 1

    def row_of(self, line: AgreementLine) -> int:
        """The row of the line that is about the same thing; -1 where there is none."""
        sought = (line.focus, line.pooled)
        return self.line_of(lambda other: (other.focus, other.pooled) == sought)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What the table says, and how far a name is indented."""
        if role != INDENT:
            return super().data(index, role)
        return None if self.is_sorted() else self.row(index.row()).depth
