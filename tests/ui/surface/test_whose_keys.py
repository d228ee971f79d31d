"""Keys reach what they are meant for: the field for a code, the text after a drag, a coding just made."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.surface.desk import Desk, Signals, coding, move, span

Note = Callable[..., Signals]
ALT = Qt.KeyboardModifier.AltModifier


def test_enter_on_a_name_that_no_code_has_leaves_it_in_the_field(desk: Desk, qtbot: QtBot) -> None:
    desk.select("flour", qtbot)
    qtbot.keyClick(desk.view, Qt.Key.Key_Return)
    field = desk.view.selection_bar.field()
    qtbot.keyClicks(field, "Hunger")
    QTest.keyClick(desk.view.window().windowHandle(), Qt.Key.Key_Return)
    assert desk.view.selection_bar.typed() == "Hunger"


def test_keys_in_the_field_for_a_code_never_move_the_caret_of_the_text(desk: Desk, qtbot: QtBot) -> None:
    desk.select("flour", qtbot)
    qtbot.keyClick(desk.view, Qt.Key.Key_Return)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_Return):
        QTest.keyClick(desk.view.window().windowHandle(), key)
        assert desk.view.words() == "flour"
        assert desk.view.selection_bar.field().hasFocus()


def test_a_bar_that_goes_while_a_name_is_typed_gives_the_focus_to_the_text(qtbot: QtBot, desk: Desk) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    column.addWidget(desk.view)
    column.addWidget(QPushButton("Undo"))
    window.show()
    window.activateWindow()
    desk.select("flour", qtbot)
    qtbot.keyClick(desk.view, Qt.Key.Key_Return)
    qtbot.waitUntil(desk.view.selection_bar.field().hasFocus)
    desk.view.clear_selection()
    assert not desk.view.selection_bar.isVisible()
    has_focus = desk.view.hasFocus()
    desk.view.setParent(None)  # who lent it closes it
    assert has_focus


def test_keys_work_again_after_words_were_dragged_away(desk: Desk, qtbot: QtBot, noted: Note) -> None:
    shortcuts = noted(desk.view.shortcut_pressed)
    desk.view.gestures.set_shortcuts(["1"])
    desk.select("flour", qtbot)
    window = desk.view.window().windowHandle()
    end = QTimer(desk.view, singleShot=True, interval=100)
    end.timeout.connect(lambda: QTest.keyClick(window, Qt.Key.Key_Escape))  # where the drag waits for its end
    end.start()
    start = desk.point(span("flour")[0] + 2)
    qtbot.mousePress(desk.view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    move(desk.view, QPoint(desk.view.viewport().width() + 20, start.y()))
    end.stop()
    desk.view.keyPressEvent(
        QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_1, Qt.KeyboardModifier.NoModifier, "1")
    )
    assert shortcuts == [("1",)]


def test_arrows_move_the_end_of_a_coding_that_was_just_made(desk: Desk, qtbot: QtBot, noted: Note) -> None:
    resized = noted(desk.view.coding_resized)
    desk.show([coding(1, "took the flour")])
    desk.select("took the flour", qtbot)
    desk.view.selection.mark_as_coded(1)
    qtbot.keyClick(desk.view, Qt.Key.Key_Right, ALT)
    assert resized == [(1, *span("took the flour for"))]
