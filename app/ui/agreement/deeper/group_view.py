"""The table of exclusive groups: alpha and the unitizing family of each, and of each of its codes."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QIcon
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from app.agreement.coefficients.values import Value
from app.report.groups import OF_CODES, OF_GROUPS, ExclusiveGroups, GroupLine
from app.report.numbers import NOTHING, coefficient
from app.report.reasons import in_short, why_undefined
from app.translation import tr
from app.ui.agreement.table.cells import columns_of_groups
from app.ui.kit.chip import chip_icon
from app.ui.kit.copying import Copying
from app.ui.kit.elided import NamesDelegate
from app.ui.kit.plain import Label, plain_tip

NAME, ALPHA, U, RELEVANCE, CU, COVERED, KU, NOTES = range(8)
WIDTHS = {NAME: 220, ALPHA: 84, U: 84, RELEVANCE: 84, CU: 84, COVERED: 72, KU: 88}
INDENT = 14
LINE = Qt.ItemDataRole.UserRole
NUMBERS = range(ALPHA, NOTES)


class GroupView(QWidget):
    """Says which group or code was chosen."""

    line_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.sentence = Label(wordWrap=True)
        self.sentence.setProperty("muted", True)
        self.sentence.setContentsMargins(14, 6, 14, 6)
        self.tree = QTreeWidget()
        self.tree.setItemDelegate(NamesDelegate(self.tree))
        self.tree.setAccessibleName(tr("Agreement by group"))
        self.tree.setIndentation(INDENT)
        Copying(self.tree, columns=columns_of_groups)
        self.tree.setColumnCount(NOTES + 1)
        self.tree.setHeaderLabels(
            [
                tr("Group"),
                tr("α by unit"),
                tr("u-alpha"),
                tr("|u-alpha"),
                tr("cu-alpha"),
                tr("covered"),
                tr("(k)u-alpha"),
                tr("To know"),
            ]
        )
        self._explain_heads()
        self.tree.header().setSectionResizeMode(NOTES, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setMinimumSectionSize(40)
        for column, width in WIDTHS.items():
            self.tree.setColumnWidth(column, width)
        self.tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.tree.currentItemChanged.connect(self._choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.sentence)
        layout.addWidget(self.tree, 1)

    def _explain_heads(self) -> None:
        head = self.tree.headerItem()
        tips = {
            ALPHA: tr(
                "The group as one variable: which of its codes a unit has, or none of them; Krippendorff’s "
                "alpha, nominal, by the unit chosen above"
            ),
            U: tr("Boundaries and codes, uncoded text included"),
            RELEVANCE: tr("Coded or not, whatever the code"),
            CU: tr("Which code, where two coders or more have coded"),
            COVERED: tr("The share of the code’s text that others coded in this group too"),
            KU: tr("How reliably this code is told from the others of its group"),
        }
        for column, tip in tips.items():
            head.setToolTip(column, plain_tip(tip))
        for column in NUMBERS:
            head.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def show_groups(self, groups: ExclusiveGroups) -> None:
        """Show other numbers."""
        self.tree.clear()
        parent: QTreeWidgetItem | None = None
        for line in groups.lines:
            item = _item(line)
            if line.code is None or parent is None:
                parent = item
                self.tree.addTopLevelItem(item)
            else:
                parent.addChild(item)
        self.tree.expandAll()
        nothing = tr(
            "The codebook has no exclusive group among these codes. Where a passage can have only one of "
            "several codes, put them under one code and mark it as exclusive: then this page says how far "
            "coders agree on where each begins and ends, and on which one it is."
        )
        words = tr("Counted on characters, but for “α by unit”; 95 % intervals below the numbers.")
        self.sentence.setText(words if groups.lines else nothing)
        self.tree.setVisible(bool(groups.lines))

    def _choose(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.line_chosen.emit(item.data(NAME, LINE))


def _item(line: GroupLine) -> QTreeWidgetItem:
    item = QTreeWidgetItem([line.title])
    item.setData(NAME, LINE, line)
    item.setIcon(NAME, chip_icon(line.colour) if line.colour else QIcon())
    item.setToolTip(NAME, plain_tip(line.title))
    if line.code is None:
        bold = QFont()
        bold.setWeight(QFont.Weight.DemiBold)
        item.setFont(NAME, bold)
    for column, key in zip((ALPHA, U, RELEVANCE, CU, KU), (*OF_GROUPS, OF_CODES), strict=True):
        if key in line.values:
            value = line.values[key]
            item.setText(column, _words(value))
            item.setToolTip(column, plain_tip(why_undefined(value.reason) if value.reason else ""))
    if line.covered is not None:
        item.setText(COVERED, f"{100 * line.covered:.0f} %")
    item.setText(NOTES, "; ".join(dict.fromkeys(in_short(note) for note in line.notes)))
    item.setToolTip(NOTES, plain_tip("\n".join(why_undefined(note) for note in line.notes)))
    for column in NUMBERS:
        item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return item


def _words(value: Value) -> str:
    if value.value is None:
        return NOTHING
    if value.low is None or value.high is None:
        return coefficient(value.value)
    return f"{coefficient(value.value)}\n{coefficient(value.low, 2)} … {coefficient(value.high, 2)}"
