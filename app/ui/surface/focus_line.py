"""The line at the head of a text while keys go there."""

from typing import cast

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QFrame, QWidget

WIDER_THAN_ANY_SCREEN = 16_000
HEIGHT = 2  # pixels


class FocusLine(QFrame):
    """Lies over `parent`, seen while `owner` has the focus."""

    def __init__(self, owner: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._owner = owner
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Accent)
        self.setGeometry(0, 0, WIDER_THAN_ANY_SCREEN, HEIGHT)
        self.hide()
        cast(QApplication, QApplication.instance()).focusChanged.connect(self._follow)

    def _follow(self, former: QWidget | None, now: QWidget | None) -> None:
        if self._owner in (former, now):
            self.setVisible(now is self._owner)
            self.raise_()
