"""Entries of a menu of which one or some are chosen: a tick says which, also where an entry has a colour."""

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from app.ui.kit.chip import chip_icon
from app.ui.kit.plain import name_action


def add_choice(
    menu: QMenu, words: str, choose: Callable[[], object], *, chosen: bool, colour: str = ""
) -> QAction:
    """Add an entry in words where Qt takes `&` for the sign of a key; `choose` is called when it is taken."""
    action = name_action(menu.addAction(""), words)
    action.setCheckable(True)
    action.setChecked(chosen)
    if colour:
        action.setIcon(chip_icon(colour, ticked=chosen))  # with an icon the style paints no tick of its own
    action.triggered.connect(lambda _=False: choose())
    return action
