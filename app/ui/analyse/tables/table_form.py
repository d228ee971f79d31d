"""What a table counts: rows, columns, whose codings, which cases, and of what percentages are."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from app.crosstabs.choices import TableChoice
from app.report.crosstab_table import TableOptions
from app.translation import tr
from app.ui.kit.choice import ChoiceBox
from app.ui.kit.flow import FlowLayout
from app.ui.kit.lines import NO_MARGINS, below, beside
from app.ui.kit.plain import Hint


class TableForm(QWidget):
    """Tells the table that it asks for."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows, self.columns, self.layer = (
            self._box(name) for name in (tr("Rows"), tr("Columns"), tr("Whose codings"))
        )
        self.denominator, self.percent = self._box(tr("Which cases count")), self._box(tr("Percent of"))
        for words, key in (
            (tr("all cases"), "all"),
            (tr("those with codings"), "coded"),
            (tr("those that are completed"), "completed"),
        ):
            self.denominator.addItem(words, key)
        for words, key in ((tr("the column"), "column"), (tr("the row"), "row"), (tr("all"), "total")):
            self.percent.addItem(words, key)
        self.children_too = QCheckBox(tr("with codes under it"))
        self.children_too.setToolTip(tr("A code counts where it or a code under it was given"))
        self._lay_out()
        for box in (self.rows, self.columns, self.layer, self.denominator, self.percent):
            box.currentIndexChanged.connect(self.changed)
        self.children_too.toggled.connect(self.changed)

    def _box(self, name: str) -> ChoiceBox:
        box = ChoiceBox()
        box.setAccessibleName(name)
        return box

    def _lay_out(self) -> None:
        flow, inside = FlowLayout(), QWidget()
        flow.setSpacing(10)
        for words, box in (
            (tr("Rows"), self.rows),
            (tr("Columns"), self.columns),
            (tr("Codings of"), self.layer),
            (tr("Counting"), self.denominator),
            (tr("Percent of"), self.percent),
        ):
            pair = QWidget()
            beside(Hint(words, wordWrap=False), box, on=pair, margins=NO_MARGINS, spacing=6)
            flow.addWidget(pair)
        alone = QWidget()
        beside(self.children_too, on=alone, margins=NO_MARGINS)
        alone.setMinimumHeight(self.rows.sizeHint().height())
        flow.addWidget(alone)
        inside.setLayout(flow)
        below(inside, on=self, margins=(14, 8, 14, 2))

    def fill(self, options: TableOptions, choice: TableChoice) -> None:
        """Offer what there is; what was chosen stays where it is still there."""
        wanted = self.choice() if self.rows.count() else choice
        for box, entries, key in (
            (self.rows, options.dimensions, wanted.rows),
            (self.columns, options.dimensions, wanted.columns),
            (self.layer, options.layers, wanted.layer),
        ):
            box.blockSignals(True)
            box.clear()
            for entry, words in entries:
                box.addItem(words, entry)
            box.setCurrentIndex(max(0, box.findData(key)))
            box.blockSignals(False)

    def choice(self) -> TableChoice:
        """What is chosen now."""
        return TableChoice(
            rows=str(self.rows.currentData()),
            columns=str(self.columns.currentData()),
            layer=str(self.layer.currentData()),
            denominator=str(self.denominator.currentData()),
            percent=str(self.percent.currentData()),
            with_children=self.children_too.isChecked(),
        )
