"""Under the passages: the 2x2 table of a pair of coders, and the formulas with the numbers filled in."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from app.agreement.coefficients.tallies import CategoryTallies
from app.agreement.study.focus import pairs_of, tallies_of
from app.report.agreement_lines import AgreementLine
from app.report.comparing import ShownComparison
from app.report.explained import (
    alpha_html,
    kappa_html,
    others_html,
    summary_html,
    table_html,
    values_html,
)
from app.report.names import unit_name
from app.report.statistics import ALPHA, common, kappa_of, statistic_name
from app.translation import tr
from app.ui.kit.choice import ChoiceBox
from app.ui.kit.lines import below
from app.ui.kit.plain import RichLabel


class Detail(QScrollArea):
    """Shows how one line's numbers came about."""

    def __init__(self) -> None:
        super().__init__()
        self._compared: ShownComparison | None = None
        self._line: AgreementLine | None = None
        self._tallies: CategoryTallies | None = None
        self._pairs: list[tuple[int, int]] = []
        self.pair = ChoiceBox()
        self.pair.setAccessibleName(tr("Pair of coders"))
        self.pair.currentIndexChanged.connect(self._show_table)
        self.table = RichLabel()
        self.words = RichLabel(wordWrap=True)
        for label in (self.table, self.words):
            label.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
        self.table.setWordWrap(True)
        self.table.setAccessibleName(tr("2x2 table"))
        self.words.setAccessibleName(tr("Formulas with their numbers"))
        self._page = QWidget()
        column = below(on=self._page, margins=(12, 8, 12, 10), spacing=4)
        column.addWidget(self.pair, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.table)
        column.addWidget(self.words)
        column.addStretch()
        self.setWidget(self._page)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("How the numbers came about"))
        self.clear()

    def clear(self) -> None:
        """No line is chosen."""
        self._compared = self._line = None
        self._page.hide()

    def show_line(self, compared: ShownComparison, line: AgreementLine) -> None:
        """Show a line's table and formulas."""
        self._compared, self._line = compared, line
        coders = compared.result.material.coders
        before = self.pair.currentText()
        self._pairs = pairs_of(compared.result.material, line.focus)
        self.pair.blockSignals(True)
        self.pair.clear()
        self.pair.addItems([" – ".join(coders[coder].initials for coder in pair) for pair in self._pairs])
        self.pair.setCurrentIndex(max(0, self.pair.findText(before)))
        self.pair.blockSignals(False)
        self.pair.setVisible(len(self._pairs) > 1 and line.code is not None)
        self.table.setVisible(line.code is not None)
        which = kappa_of(len(coders), "code" if line.pooled else compared.lines.level)
        self._tallies = None if line.code is None else tallies_of(compared.result, line.focus)
        parts = [
            values_html(line, unit_name(compared.choices.unit)),
            *_formulas(self._tallies, line, which),
            others_html(line, [key for key in compared.lines.shown if key not in common(which)]),
        ]
        self.words.setText("".join(parts))
        self._show_table()
        self._page.show()
        self.verticalScrollBar().setValue(0)

    def _show_table(self) -> None:
        compared, line, pair_index = self._compared, self._line, self.pair.currentIndex()
        if compared is None or line is None or self._tallies is None or pair_index < 0:
            return
        coders = compared.result.material.coders
        first, second = (coders[coder].initials for coder in self._pairs[pair_index])
        self.table.setText(table_html(self._tallies.tables[pair_index], first, second))


def _formulas(tallies: CategoryTallies | None, line: AgreementLine, which: str) -> tuple[str, str]:
    """Alpha and kappa of a code from its counts, or of several codes from theirs."""
    alpha, kappa = line.values[ALPHA], line.values[which]
    if tallies is None:
        return summary_html(statistic_name(ALPHA), "α", alpha, alpha=True), summary_html(
            statistic_name(which), "κ", kappa, alpha=False
        )
    return alpha_html(tallies, alpha), kappa_html(tallies, kappa, which)
