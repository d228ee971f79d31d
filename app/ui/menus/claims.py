"""Keys that are not the menus': of who is typing; and the menus' on any keyboard layout."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from app.ui.kit.keyboard import is_typing, sequence_of

if TYPE_CHECKING:
    from app.ui.menus.registry import Menus

Keys = QKeySequence.StandardKey
_EDITS = (
    Keys.Undo,
    Keys.Redo,
    Keys.DeleteStartOfWord,
    Keys.DeleteEndOfWord,
    Keys.DeleteEndOfLine,
    Keys.DeleteCompleteLine,
)
_ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)
# as other systems have them: who presses one while typing means the words in the field
_EDITS_ELSEWHERE = ("Ctrl+Z", "Ctrl+Y", "Ctrl+Shift+Z", "Ctrl+Backspace", "Ctrl+Del", "Alt+Backspace")
_SHIFT, _ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier


def is_of_the_field(event: QKeyEvent, focus: QWidget | None) -> bool:
    """Whether a key is for the words that somebody is typing, whatever menus would do with it."""
    if not is_typing(focus):
        return False
    modifiers, key = event.modifiers() & ~_KEYPAD, Qt.Key(event.key())
    if key in _ARROWS and not modifiers & ~(_SHIFT | _ALT):
        return True
    if not modifiers & ~_SHIFT and not Qt.Key.Key_F1 <= key <= Qt.Key.Key_F35:
        return True
    pressed = sequence_of(event) or QKeySequence(event.keyCombination())
    elsewhere = any(pressed == QKeySequence(keys) for keys in _EDITS_ELSEWHERE)
    return elsewhere or any(event.matches(edit) for edit in _EDITS)


def action_on_any_layout(menus: Menus, window: QWidget, event: QKeyEvent) -> QAction | None:
    """The action that a key means where Qt, misled by the keyboard's layout, would find another or none."""
    wanted = sequence_of(event)
    if wanted is None:
        return None
    return next(
        (action for action in _reached(menus, window) if action.isEnabled() and wanted in action.shortcuts()),
        None,
    )


def _reached(menus: Menus, window: QWidget) -> Iterable[QAction]:
    """The actions whose shortcuts count where the focus is."""
    focus: QWidget | None = window.focusWidget()
    widget = focus
    while widget is not None and widget is not window:
        for action in widget.actions():
            if widget is focus or action.shortcutContext() != Qt.ShortcutContext.WidgetShortcut:
                yield action
        widget = widget.parentWidget()
    for entry in menus.entries():
        if entry.action.shortcutContext() == Qt.ShortcutContext.WindowShortcut:
            yield entry.action
