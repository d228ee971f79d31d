"""The table of exclusive groups: alpha and the unitizing family of each, and of each of its codes."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidgetItem, QWidget

from app.report.group_table import columns
from app.report.groups import ExclusiveGroups
from app.translation import tr
from app.ui.kit.lines import NO_MARGINS, below
from app.ui.kit.plain import Hint
from app.ui.kit.row_tree import RowTree, row_of, strengthen

NAME, ALPHA, U, RELEVANCE, CU, COVERED, KU, NOTES = range(8)
WIDTHS = {NAME: 220, ALPHA: 84, U: 84, RELEVANCE: 84, CU: 84, COVERED: 72, KU: 88}
INDENT = 14


class GroupView(QWidget):
    """Says which group or code was chosen."""

    line_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.sentence = Hint()
        self.sentence.setContentsMargins(14, 6, 14, 6)
        self.tree = RowTree(tr("Agreement by group"), columns())
        self.tree.setIndentation(INDENT)
        self.tree.header().setSectionResizeMode(NOTES, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setMinimumSectionSize(40)
        for column, width in WIDTHS.items():
            self.tree.setColumnWidth(column, width)
        self.tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.tree.currentItemChanged.connect(self._choose)
        below(self.sentence, (self.tree, 1), on=self, margins=NO_MARGINS, spacing=0)

    def show_groups(self, groups: ExclusiveGroups) -> None:
        """Show other numbers."""
        self.tree.clear()
        group: QTreeWidgetItem | None = None
        for line in groups.lines:
            if line.code is None or group is None:
                group = self.tree.add(line)
                strengthen(group)
            else:
                self.tree.add(line, group)
        self.tree.expandAll()
        nothing = tr(
            "The codebook has no exclusive group among these codes. Where a passage can have only one of "
            "several codes, put them under one code and mark it as exclusive: then this page says how far "
            "coders agree on where each begins and ends, and on which one it is."
        )
        words = tr("Counted on characters, but for “α by unit”; 95 % intervals below the numbers.")
        if not groups.absent:
            words += " " + tr("Units with none of a group’s codes have no value in “α by unit”.")
        self.sentence.setText(words if groups.lines else nothing)
        self.tree.setVisible(bool(groups.lines))

    def _choose(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.line_chosen.emit(row_of(item))
