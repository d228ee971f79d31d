"""Choosing a code's colour: the palette that keeps codes apart, or any other."""

from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QShowEvent
from PySide6.QtWidgets import QColorDialog, QGridLayout, QToolButton, QWidget

from app.codebook.colours import PALETTE
from app.translation import tr
from app.ui.kit.chip import chip_icon
from app.ui.kit.dialog import open_and_forget
from app.ui.kit.lines import below
from app.ui.kit.plain import plain_tip

COLUMNS = 8


def names() -> dict[str, str]:
    """What the palette's colours are called, for tool tips and screen readers."""
    words = (
        tr("blue"), tr("red"), tr("green"), tr("yellow"), tr("sky blue"), tr("purple"),
        tr("orange"), tr("teal"), tr("wine"), tr("olive"), tr("indigo"), tr("rose"),
        tr("mint"), tr("sand"), tr("dark green"), tr("light blue"),
    )  # fmt: skip
    return dict(zip(PALETTE, words, strict=True))


class ColourGrid(QWidget):
    """The palette as buttons, and one for any other colour."""

    colour_chosen = Signal(str)

    def __init__(self, current: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._current = current
        self.buttons: dict[str, QToolButton] = {}
        grid = QGridLayout()
        grid.setSpacing(1)
        for index, (colour, name) in enumerate(names().items()):
            button = QToolButton()
            button.setIcon(chip_icon(colour))
            button.setIconSize(QSize(18, 18))
            button.setToolTip(plain_tip(name))
            button.setAccessibleName(name)
            button.setCheckable(True)
            button.setChecked(colour == current.lower())
            button.clicked.connect(partial(self._choose, colour))
            self.buttons[colour] = button
            grid.addWidget(button, index // COLUMNS, index % COLUMNS)
        other = QToolButton()
        other.setText(tr("Another colour…"))
        other.clicked.connect(self._ask)
        below(grid, other, on=self, margins=(6, 4, 6, 4), spacing=3)

    def showEvent(self, event: QShowEvent) -> None:
        """Keys go to the colours once the menu stands; arrows and Space choose."""
        super().showEvent(event)
        button = self.buttons.get(self._current.lower()) or next(iter(self.buttons.values()))
        QTimer.singleShot(0, button, lambda: button.setFocus(Qt.FocusReason.PopupFocusReason))

    def _choose(self, colour: str, _checked: bool = False) -> None:
        self.colour_chosen.emit(colour)

    def _ask(self) -> None:
        dialog = QColorDialog(QColor(self._current), self.window())
        dialog.colorSelected.connect(self._take)
        open_and_forget(dialog)

    def _take(self, colour: QColor) -> None:
        self.colour_chosen.emit(colour.name())
