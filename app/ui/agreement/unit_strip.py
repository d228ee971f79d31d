"""“If the unit were …”: alpha over all codes at every unit, so that nobody picks the unit blindly."""

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from app.agreement.coefficients.values import Value
from app.agreement.study.material import UNITS
from app.report.names import unit_name, unit_told
from app.report.numbers import coefficient
from app.report.reasons import explained
from app.report.statistics import ALPHA, statistic_name
from app.translation import tr
from app.ui.kit.buttons import tool_button
from app.ui.kit.lines import beside
from app.ui.kit.plain import Hint, plain_tip


class UnitStrip(QFrame):
    """One button for each unit, with its alpha once it is known; a click chooses the unit."""

    unit_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("passageLine")
        words = Hint(tr("If the unit were …"), wordWrap=False)
        alpha = statistic_name(ALPHA)
        tip = tr("{statistic}, all codes together, everything else as chosen above", statistic=alpha)
        words.setToolTip(plain_tip(tip))
        row = beside(words, on=self, margins=(14, 4, 12, 4), spacing=4)
        self.buttons = {
            unit: tool_button("", "", lambda _=False, u=unit: self.unit_wanted.emit(u)) for unit in UNITS
        }
        for button in self.buttons.values():
            button.setCheckable(True)
            row.addWidget(button)
        row.addStretch()
        self.clear()

    def clear(self) -> None:
        """No alpha is known."""
        for unit, button in self.buttons.items():
            button.setText(f"{unit_name(unit)}  …")
            button.setToolTip(tr("Being computed"))

    def offer(self, units: Collection[str]) -> None:
        """Show only those units that there are."""
        for unit, button in self.buttons.items():
            button.setVisible(unit in units)

    def show_unit(self, chosen: str) -> None:
        """Mark the unit that the table shows."""
        for unit, button in self.buttons.items():
            button.setChecked(unit == chosen)

    def show_alpha(self, unit: str, alpha: Value) -> None:
        """Show a unit's alpha, or a dash and why there is none."""
        button = self.buttons[unit]
        button.setText(f"{unit_name(unit)}  {coefficient(alpha.value)}")
        tip = tr("Alpha {alpha}; choose this unit", alpha=coefficient(alpha.value)) + f"\n{unit_told(unit)}"
        button.setToolTip(plain_tip(explained(alpha.reason) if alpha.reason else tip))
