"""Clicks, double clicks and keys while words are selected, by real mouse events and key presses."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from tests.ui.surface.desk import Desk, Signals, coding, move, span

Note = Callable[..., Signals]


def test_a_click_on_a_band_chooses_the_innermost_coding(desk: Desk, qtbot: QtBot, noted: Note) -> None:
    desk.show([coding(1, "They took the flour for themselves"), coding(2, "the flour", coder=2)])
    selected = noted(desk.view.coding_selected)
    qtbot.mouseClick(desk.view.viewport(), Qt.MouseButton.LeftButton, pos=desk.point(span("flour")[0]))
    assert selected == [(2,)]
    qtbot.mouseClick(desk.view.viewport(), Qt.MouseButton.LeftButton, pos=desk.point(span("We queued")[0]))
    assert desk.view.codings.selected is None


def test_a_double_click_selects_the_word_inside_a_coding_too(desk: Desk, qtbot: QtBot, noted: Note) -> None:
    desk.show([coding(1, "They took the flour for themselves"), coding(2, "the flour", coder=2)])
    pressed = noted(desk.view.shortcut_pressed)
    desk.view.gestures.set_shortcuts(["1"])
    place, viewport = desk.point(span("flour")[0]) + QPoint(6, 0), desk.view.viewport()
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=place)
    assert desk.view.passage() == span("flour")
    assert desk.view.codings.selected is None
    qtbot.keyClick(desk.view, Qt.Key.Key_1)
    assert pressed == [("1",)]
    assert desk.view.passage() == span("flour")


def test_a_caret_moved_off_the_selected_coding_lets_go_of_it(desk: Desk, qtbot: QtBot) -> None:
    desk.show([coding(1, "took the flour")])
    qtbot.mouseClick(desk.view.viewport(), Qt.MouseButton.LeftButton, pos=desk.point(span("took")[0]))
    assert desk.view.codings.selected == 1
    qtbot.keyClick(desk.view, Qt.Key.Key_Right)
    assert desk.view.codings.selected == 1
    qtbot.keyClick(desk.view, Qt.Key.Key_Down)
    assert desk.view.codings.selected is None


def test_keys_do_nothing_while_words_are_being_selected(desk: Desk, qtbot: QtBot, noted: Note) -> None:
    desk.view.gestures.set_shortcuts(["1"])
    pressed, palette = noted(desk.view.shortcut_pressed), noted(desk.view.palette_requested)
    viewport = desk.view.viewport()
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=desk.point(span("took")[0]))
    move(desk.view, desk.point(span("flour")[0]))
    for key in (Qt.Key.Key_1, Qt.Key.Key_G, Qt.Key.Key_Escape, Qt.Key.Key_End):
        qtbot.keyClick(desk.view, key)
    move(desk.view, desk.point(span("or themselves")[0]))
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=desk.point(span("or themselves")[0]))
    assert (pressed, palette) == ([], [])
    assert desk.view.passage() == span("took the flour for")
