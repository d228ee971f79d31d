"""Makes the buttons of panels and bars, each with a name for screen readers."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QToolButton

from app.ui.kit.plain import literal, plain_tip


def tool_button(
    text: str, tip: str, slot: Callable[..., Any] | SignalInstance, name: str = ""
) -> QToolButton:
    """A flat button; `name` is what screen readers say where the text is a symbol."""
    button = QToolButton()
    button.setText(literal(text))
    button.setToolTip(plain_tip(tip))
    button.setAccessibleName(name or text)
    button.clicked.connect(slot)
    return button
