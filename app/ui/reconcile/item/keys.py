"""What a key means in the Reconcile workspace, decided apart from the widgets."""

from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from app.documents.edges import Edge
from app.report.faces import DIGITS, LETTERS
from app.ui.kit.keyboard import digit_of, letter_of


class Command(Enum):
    """What the person asks for."""

    CODER = auto()
    BOTH = auto()
    UNION = auto()
    INTERSECTION = auto()
    NOBODY = auto()
    LATER = auto()
    EDIT = auto()
    OTHER = auto()
    ADD = auto()
    REASON = auto()
    NOTE = auto()
    TALK = auto()
    SIMILAR = auto()
    PROPOSE = auto()
    REOPEN = auto()
    OPEN = auto()
    NEXT = auto()
    PREVIOUS = auto()
    SCROLL_DOWN = auto()
    SCROLL_UP = auto()
    LEAVE = auto()
    ACCEPT = auto()
    NEXT_CODING = auto()
    REMOVE = auto()
    MOVE = auto()


KEY_OF = {
    Command.BOTH: "+",
    Command.UNION: "U",
    Command.INTERSECTION: "I",
    Command.NOBODY: "N",
    Command.LATER: "L",
    Command.EDIT: "E",
    Command.OTHER: "O",
    Command.ADD: "X",
    Command.REASON: "R",
    Command.NOTE: "W",
    Command.TALK: "T",
    Command.SIMILAR: "S",
    Command.PROPOSE: "P",
    Command.REOPEN: "V",
}
OUTCOME_OF = {
    Command.BOTH: "both",
    Command.UNION: "union",
    Command.INTERSECTION: "intersection",
    Command.NOBODY: "nobody",
    Command.LATER: "deferred",
}
_TYPED = {key: command for command, key in KEY_OF.items()} | {"=": Command.BOTH}
_NONE = Qt.KeyboardModifier.NoModifier
_SHIFT, _CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
_ALT, _KEYPAD = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.KeypadModifier
_PRESSED = {
    (_NONE, Qt.Key.Key_Down): Command.NEXT,
    (_NONE, Qt.Key.Key_Up): Command.PREVIOUS,
    (_CONTROL, Qt.Key.Key_Down): Command.NEXT,
    (_CONTROL, Qt.Key.Key_Up): Command.PREVIOUS,
    (_NONE, Qt.Key.Key_PageDown): Command.SCROLL_DOWN,
    (_NONE, Qt.Key.Key_PageUp): Command.SCROLL_UP,
    (_NONE, Qt.Key.Key_Space): Command.SCROLL_DOWN,
    (_SHIFT, Qt.Key.Key_Space): Command.SCROLL_UP,
    (_NONE, Qt.Key.Key_Escape): Command.LEAVE,
    (_CONTROL, Qt.Key.Key_Return): Command.OPEN,
    (_CONTROL, Qt.Key.Key_Enter): Command.OPEN,
    (_NONE, Qt.Key.Key_Insert): Command.ADD,
}
_EDITING = {
    (_NONE, Qt.Key.Key_Return): Command.ACCEPT,
    (_NONE, Qt.Key.Key_Enter): Command.ACCEPT,
    (_NONE, Qt.Key.Key_Escape): Command.LEAVE,
    (_NONE, Qt.Key.Key_Tab): Command.NEXT_CODING,
    (_NONE, Qt.Key.Key_Delete): Command.REMOVE,
    (_NONE, Qt.Key.Key_Backspace): Command.REMOVE,
}


def command(event: QKeyEvent, *, editing: bool) -> Command | None:
    """The command of a key, None where it has none; while boundaries are edited, arrows move them."""
    modifiers = event.modifiers() & ~_KEYPAD
    pressed = (modifiers, Qt.Key(event.key()))
    if editing:
        if move(event) is not None:
            return Command.MOVE
        if pressed in _EDITING:
            return _EDITING[pressed]
    if pressed in _PRESSED:
        return _PRESSED[pressed]
    if modifiers & ~_SHIFT:
        return None
    typed = event.text() if event.text() in _TYPED else key_of(event)
    if typed in _TYPED:
        return _TYPED[typed]
    return Command.CODER if typed and typed in LETTERS + DIGITS else None


def key_of(event: QKeyEvent) -> str:
    """The letter, in upper case, or the digit that a key stands for on any keyboard."""
    return letter_of(event).upper() or digit_of(event)


def move(event: QKeyEvent) -> tuple[Edge, bool, bool] | None:
    """Which edge an arrow moves, whether to the right, and whether by one sign only.

    The end moves, with Shift the start; as in the Code workspace, Alt may be held as well.
    """
    if event.key() not in (Qt.Key.Key_Left, Qt.Key.Key_Right):
        return None
    modifiers = event.modifiers() & ~_KEYPAD
    if modifiers & ~(_SHIFT | _ALT | _CONTROL):
        return None
    edge: Edge = "start" if modifiers & _SHIFT else "end"
    return edge, event.key() == Qt.Key.Key_Right, bool(modifiers & _CONTROL)
