"""Makes the buttons of panels and bars, each with a name for screen readers."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QToolButton


def tool_button(
    text: str, tip: str, slot: Callable[..., Any] | SignalInstance, name: str = ""
) -> QToolButton:
    """A flat button; `name` is what screen readers say where the text is a symbol."""
    button = QToolButton()
    button.setText(text)
    button.setToolTip(tip)
    button.setAccessibleName(name or text)
    button.clicked.connect(slot)
    return button
