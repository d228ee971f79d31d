"""A page with nothing on it but what to do first, and a button that does it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from app.ui.kit.lines import STRETCH, below, beside
from app.ui.kit.plain import Hint


def hint_page(hint: Hint, button: QPushButton, wide: int = 400) -> QWidget:
    """The words in the middle, at least so many pixels `wide`, the button below them."""
    page = QWidget()
    page.setObjectName("startPage")
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    hint.setMinimumWidth(wide)
    hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
    middle = beside(STRETCH, hint, STRETCH)
    column = below((STRETCH, 2), middle, 14, on=page)
    column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
    column.addStretch(3)
    return page
