"""What a key means in the text view, decided apart from the widget."""

from collections.abc import Collection
from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from app.documents.edges import Edge
from app.ui.kit.keyboard import digit_of, means_letter


class Gesture(Enum):
    """What the person asks for."""

    APPLY_SHORTCUT = auto()
    OPEN_PALETTE = auto()
    SELECT_CODING = auto()
    REMOVE_CODING = auto()
    TOGGLE_SURE = auto()
    MOVE_END_RIGHT = auto()
    MOVE_END_LEFT = auto()
    MOVE_START_RIGHT = auto()
    MOVE_START_LEFT = auto()
    NEXT = auto()
    PREVIOUS = auto()
    LEAVE = auto()


_CONTROL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)

_ALWAYS = {
    (_CONTROL, Qt.Key.Key_Down): Gesture.NEXT,
    (_CONTROL, Qt.Key.Key_Up): Gesture.PREVIOUS,
    (Qt.KeyboardModifier.NoModifier, Qt.Key.Key_Escape): Gesture.LEAVE,
}
_ON_A_CODING = {
    (Qt.KeyboardModifier.NoModifier, Qt.Key.Key_Delete): Gesture.REMOVE_CODING,
    (Qt.KeyboardModifier.NoModifier, Qt.Key.Key_Backspace): Gesture.REMOVE_CODING,
    (_ALT, Qt.Key.Key_Right): Gesture.MOVE_END_RIGHT,
    (_ALT, Qt.Key.Key_Left): Gesture.MOVE_END_LEFT,
    (_ALT | _SHIFT, Qt.Key.Key_Right): Gesture.MOVE_START_RIGHT,
    (_ALT | _SHIFT, Qt.Key.Key_Left): Gesture.MOVE_START_LEFT,
}


# which edge a gesture moves, and whether to the right
MOVES: dict[Gesture, tuple[Edge, bool]] = {
    Gesture.MOVE_END_RIGHT: ("end", True),
    Gesture.MOVE_END_LEFT: ("end", False),
    Gesture.MOVE_START_RIGHT: ("start", True),
    Gesture.MOVE_START_LEFT: ("start", False),
}
SURE_KEY = "u"


def gesture(
    event: QKeyEvent,
    *,
    passage: bool,
    coding: bool,
    inside: bool,
    shortcuts: Collection[str],
    coded: bool = False,
) -> Gesture | None:
    """The gesture, or None for what the text itself does with the key (caret, selection, copying).

    `passage`: something is selected, and was just `coded`; `coding`: a coding is; `inside`: the caret is in
    one; `shortcuts`: the codes' keys, lower case.
    """
    modifiers = event.modifiers() & ~_KEYPAD
    pressed = (modifiers, Qt.Key(event.key()))
    if pressed in _ALWAYS:
        return _ALWAYS[pressed]
    if coding and pressed in _ON_A_CODING:
        return _ON_A_CODING[pressed]
    if coded and _ON_A_CODING.get(pressed) in MOVES:
        return _ON_A_CODING[pressed]
    plain = not modifiers & ~_SHIFT
    if plain and event.key() in _ENTER:
        return Gesture.OPEN_PALETTE if passage else Gesture.SELECT_CODING
    if not plain:
        return None
    if code_key(event, shortcuts):  # without a passage or a coding the owner says what is missing
        return Gesture.APPLY_SHORTCUT
    if means_letter(event, SURE_KEY) and (coded or (not passage and (coding or inside))):
        return Gesture.TOGGLE_SURE
    text = event.text()
    printable = len(text) == 1 and text.isprintable() and not text.isspace()
    return Gesture.OPEN_PALETTE if passage and printable else None


def code_key(event: QKeyEvent, shortcuts: Collection[str]) -> str:
    """The code's key that was pressed, as it is in `shortcuts`, or nothing.

    A digit is one on every keyboard: as another script writes it, or as the key that it stands on where a
    layout has letters there. A letter must be typed, for a name of a code may begin with it.
    """
    typed = event.text().lower()
    if len(typed) == 1 and typed in shortcuts:
        return typed
    digit = digit_of(event)
    return digit if digit in shortcuts else ""
