"""The start page is used by keys as by mouse."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.ui.main_window import MainWindow
from app.ui.start.new_project import NewProjectDialog


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_presses_the_button_that_has_the_focus(window: MainWindow, qtbot: QtBot, key: Qt.Key) -> None:
    window.start.new.setFocus()
    qtbot.keyClick(window.start.new, key)
    dialog = window.findChild(NewProjectDialog)
    assert dialog is not None
    assert dialog.isVisible()
    dialog.done(0)
