"""The desk that the tests of the text view work at."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.surface.view import CodedTextView
from tests.ui.surface.desk import Desk, Signals


@pytest.fixture(autouse=True)
def no_look_of_other_tests(qapp: QApplication) -> None:
    """Windows of other tests leave the program's style sheet behind, and sizes and colours follow it."""
    qapp.setStyleSheet("")
    qapp.setPalette(qapp.style().standardPalette())
    qapp.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont))


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    QApplication.setCursorFlashTime(0)  # a blinking caret would differ from picture to picture
    view = CodedTextView()
    qtbot.addWidget(view)
    view.resize(900, 600)
    view.show()
    qtbot.waitExposed(view)
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    desk = Desk(view)
    desk.show([])
    return desk


@pytest.fixture
def noted() -> Callable[..., Signals]:
    def note(signal: object) -> Signals:
        seen: Signals = []
        signal.connect(lambda *values: seen.append(values))  # type: ignore[attr-defined]  # a bound Qt signal
        return seen

    return note
