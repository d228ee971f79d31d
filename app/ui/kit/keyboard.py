"""What a key means on any keyboard layout: by what it types, else by where it stands."""

import sys
import unicodedata

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

_ROWS = {2: "1234567890-=", 16: "qwertyuiop[]", 30: "asdfghjkl;'", 44: "zxcvbnm,./"}
# Where keys stand, named by what an American keyboard has there. Windows and Linux number them alike.
_STANDARD = {first + at: letter for first, row in _ROWS.items() for at, letter in enumerate(row)}
_X11_OFFSET = 8
# fmt: off
_MACINTOSH = dict(zip(
    (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 25, 26, 28, 29,
     31, 32, 34, 35, 37, 38, 40, 45, 46),
    "asdfhgzxcvbqweryt1234659780ouipljknm", strict=True))
# fmt: on
_ON_ARABIC_LETTERS = "~}{[]'"  # what Arabic keyboards have with Shift where Latin ones have a letter
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


def place_of(event: QKeyEvent) -> str:
    """What an American keyboard has on this key, in lower case; nothing where that isn't known."""
    if sys.platform == "darwin":
        # 0 is both A and "not known" there
        return _MACINTOSH.get(event.nativeVirtualKey(), "") if event.nativeScanCode() else ""
    offset = 0 if sys.platform == "win32" else _X11_OFFSET
    return _STANDARD.get(event.nativeScanCode() - offset, "")


def digit_of(event: QKeyEvent) -> str:
    """The digit that is meant, as 0 to 9: in whatever script, or by the key without Shift; else nothing."""
    typed = event.text()
    if len(typed) == 1 and typed.isdecimal():
        return str(unicodedata.decimal(typed))
    key_place = place_of(event)
    return key_place if key_place.isdecimal() and not event.modifiers() & _SHIFT else ""


def letter_of(event: QKeyEvent) -> str:
    """The Latin letter that is meant, in lower case: as typed, or by its place under another script."""
    typed = event.text().lower()
    if len(typed) == 1 and typed.isascii():
        return typed if typed.isalpha() else ""
    key_place = place_of(event)
    return key_place if key_place.isalpha() and _is_of_another_script(event.key()) else ""


def means_letter(event: QKeyEvent, letter: str) -> bool:
    """Whether a key means a Latin letter."""
    return letter_of(event) == letter


def sequence_of(event: QKeyEvent) -> QKeySequence | None:
    """The shortcut that is meant where Qt would look for another one or none, else None.

    Qt takes Shift away where it makes a Latin letter of one of another script (Ctrl+Shift+Z then undoes),
    finds no letter on such keyboards if they are the only ones, and no digit where digits need Shift.
    """
    modifiers, key, key_place = event.modifiers(), event.key(), place_of(event)
    if not modifiers & _COMMANDS or key >= Qt.Key.Key_Escape.value:
        return None
    typed = chr(key) if 0x20 < key < 0x110000 else ""
    if typed.isascii() and typed.isalpha() and modifiers & _SHIFT:
        return _sequence(modifiers, key)
    on_a_letter = key_place.isalpha() and typed in _ON_ARABIC_LETTERS
    if key_place and (_is_of_another_script(key) or on_a_letter):
        return _sequence(modifiers, ord(key_place.upper()))
    if key_place.isdecimal() and not typed.isdecimal() and not modifiers & _SHIFT:
        return _sequence(modifiers, ord(key_place))
    return None


def _sequence(modifiers: Qt.KeyboardModifier, key: int) -> QKeySequence:
    plain = modifiers & ~Qt.KeyboardModifier.KeypadModifier & ~Qt.KeyboardModifier.GroupSwitchModifier
    return QKeySequence(QKeyCombination(plain, Qt.Key(key)))


def _is_of_another_script(key: int) -> bool:
    if not 0x80 <= key < Qt.Key.Key_Escape.value:
        return False
    letter = chr(key) if key < 0x110000 else ""
    return letter.isalpha() and not unicodedata.name(letter, "LATIN").startswith("LATIN")


def is_typing(widget: QWidget | None) -> bool:
    """Whether somebody who gives a widget keys is writing there."""
    if isinstance(widget, QLineEdit | QTextEdit | QPlainTextEdit):
        return not widget.isReadOnly()
    return isinstance(widget, QAbstractSpinBox) or (isinstance(widget, QComboBox) and widget.isEditable())
