"""Widgets and layouts beside or below one another, with the room around and between them, in one gesture."""

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

Margins = tuple[int, int, int, int]  # left, top, right, bottom
Part = QWidget | QLayout | int | None
Box = TypeVar("Box", bound=QBoxLayout)
NO_MARGINS: Margins = (0, 0, 0, 0)
STRETCH = None  # takes the room that is left


def beside(
    *parts: Part | tuple[Part, int],
    on: QWidget | None = None,
    margins: Margins | None = None,
    spacing: int | None = None,
) -> QHBoxLayout:
    """Parts from left to right, laid out `on` a widget; a number is so many empty pixels.

    A part with a number, (part, stretch), takes so large a share of the room that is left. Margins and
    spacing are the style's where nothing is said.
    """
    return _filled(QHBoxLayout() if on is None else QHBoxLayout(on), parts, margins, spacing)


def below(
    *parts: Part | tuple[Part, int],
    on: QWidget | None = None,
    margins: Margins | None = None,
    spacing: int | None = None,
) -> QVBoxLayout:
    """Parts from top to bottom, as `beside`."""
    return _filled(QVBoxLayout() if on is None else QVBoxLayout(on), parts, margins, spacing)


def _filled(
    box: Box, parts: Sequence[Part | tuple[Part, int]], margins: Margins | None, spacing: int | None
) -> Box:
    if margins is not None:
        box.setContentsMargins(*margins)
    if spacing is not None:
        box.setSpacing(spacing)
    for part in parts:
        what, stretch = part if isinstance(part, tuple) else (part, 0)
        if isinstance(what, QLayout):
            box.addLayout(what, stretch)
        elif isinstance(what, QWidget):
            box.addWidget(what, stretch)
        elif what is STRETCH:
            box.addStretch(stretch)
        else:
            box.addSpacing(what)
    return box
