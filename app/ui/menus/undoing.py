"""Undo and Redo in windows beside the main one, and in fields that have nothing to take back."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from app.ui.kit.keyboard import is_typing, sequence_of

ASKED = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)


class UndoEverywhere(QObject):
    """Listens to what has the focus where the menu bar's own shortcuts don't reach."""

    def __init__(self, window: QWidget, actions: Sequence[QAction]) -> None:
        super().__init__(window)
        self._window, self._actions = window, actions
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        if before is not None and isValid(before):
            before.removeEventFilter(self)
        if now is not None and self._is_ours(now):
            now.installEventFilter(self)

    def _is_ours(self, widget: QWidget) -> bool:
        """Whether it is in a window beside ours that leaves ours usable, or a field of ours."""
        window = widget.window()
        if window is self._window:
            return is_typing(widget)
        beside = isinstance(window, QDialog) and not window.isModal()
        parent = window.parentWidget()
        return beside and parent is not None and parent.window() is self._window

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys of Undo and Redo, unless the field with the focus has something to take back."""
        if event.type() not in ASKED or not isinstance(event, QKeyEvent) or not isinstance(watched, QWidget):
            return False
        action = self._meant(event)
        if action is None or _takes_back(watched) or QApplication.activeModalWidget() is not None:
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            action.trigger()
        return True

    def _meant(self, event: QKeyEvent) -> QAction | None:
        pressed = sequence_of(event) or QKeySequence(event.keyCombination())
        return next((action for action in self._actions if pressed in action.shortcuts()), None)


def _takes_back(field: QWidget) -> bool:
    """Whether a field has typed words to take back or put there again, or is open in a list."""
    line: QWidget | None = field
    if isinstance(field, QAbstractSpinBox | QComboBox):
        line = field.lineEdit()
    if isinstance(line, QTextEdit | QPlainTextEdit):
        document = line.document()
        return not line.isReadOnly() and (document.isUndoAvailable() or document.isRedoAvailable())
    if not isinstance(line, QLineEdit):
        return False
    parent = field.parentWidget()
    edits = parent is not None and isinstance(parent.parentWidget(), QAbstractItemView)
    return edits or line.isUndoAvailable() or line.isRedoAvailable()
