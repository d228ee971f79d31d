"""The bar at a selection's end."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QListWidget, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app.ui.surface.marks import CodeChoice
from app.ui.surface.selection_bar import SelectionBar, matching
from tests.ui.surface.desk import Signals

CODES = [
    CodeChoice(1, "Infighting", "#edae49", "1"),
    CodeChoice(2, "Hard and dull life", "#2e86ab", "2", "Why they left"),
    CodeChoice(3, "Family life", "#00798c"),
    CodeChoice(4, "Corruption", "#d1495b"),
    CodeChoice(5, "Faith", "#6a4c93"),
    CodeChoice(6, "Money", "#3a7d44"),
]
Note = Callable[..., Signals]


@pytest.fixture
def bar(qtbot: QtBot) -> Iterator[SelectionBar]:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 500)
    bar = SelectionBar(window)
    bar.set_codes(CODES, [4, 2, 99, 1])
    window.show()
    qtbot.waitExposed(window)
    bar.open_at(QRect(400, 100, 2, 20), window.rect(), "the flour for  themselves")
    yield bar


def test_hits_at_a_name_s_beginning_come_before_those_at_a_word_s_and_inside() -> None:
    assert [code.code_id for code in matching(CODES, "f")] == [3, 5, 1, 2]
    assert [code.code_id for code in matching(CODES, "LIFE")] == [2, 3]
    assert matching(CODES, "  ") == []


def test_the_last_codes_used_are_chips_in_their_order(bar: SelectionBar, qtbot: QtBot, noted: Note) -> None:
    chosen = noted(bar.code_chosen)
    chips = [b for b in bar.findChildren(QToolButton) if b.accessibleName().startswith("Apply ")]
    assert [chip.accessibleName() for chip in chips] == [
        "Apply Corruption",
        "Apply Hard and dull life",
        "Apply Infighting",
    ]
    qtbot.mouseClick(chips[1], Qt.MouseButton.LeftButton)
    assert chosen == [(2,)]
    assert not bar.isVisible()


def test_enter_takes_the_first_hit(bar: SelectionBar, qtbot: QtBot, noted: Note) -> None:
    chosen = noted(bar.code_chosen)
    bar.type_into("l")
    field = bar.field()
    qtbot.keyClicks(field, "ife")
    assert bar.typed() == "life"
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert chosen == [(2,)]


def test_arrows_choose_another_hit(bar: SelectionBar, qtbot: QtBot, noted: Note) -> None:
    chosen = noted(bar.code_chosen)
    bar.type_into("life")
    qtbot.keyClick(bar.field(), Qt.Key.Key_Down)
    qtbot.keyClick(bar.field(), Qt.Key.Key_Return)
    assert chosen == [(3,)]


def test_a_name_that_no_code_has_becomes_a_new_code(bar: SelectionBar, qtbot: QtBot, noted: Note) -> None:
    wanted = noted(bar.new_code_wanted)
    bar.type_into("Hunger")
    qtbot.keyClick(bar.field(), Qt.Key.Key_Return)
    assert wanted == []  # a typing error and Enter make no code
    assert bar.isVisible()
    assert bar.typed() == "Hunger"
    qtbot.keyClick(bar.field(), Qt.Key.Key_Return)
    assert wanted == [("Hunger",)]
    bar.open_at(QRect(400, 100, 2, 20), bar.parentWidget().rect(), "the flour")
    bar.type_into("Hunger")
    qtbot.keyClick(bar.field(), Qt.Key.Key_Down)
    qtbot.keyClick(bar.field(), Qt.Key.Key_Return)
    assert wanted == [("Hunger",), ("Hunger",)]


def test_the_line_for_a_new_code_is_chosen_by_a_click(bar: SelectionBar, qtbot: QtBot, noted: Note) -> None:
    wanted = noted(bar.new_code_wanted)
    bar.type_into("Hunger")
    lines = bar.findChild(QListWidget)
    assert lines is not None
    place = lines.visualItemRect(lines.item(0)).center()
    qtbot.mouseClick(lines.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert wanted == [("Hunger",)]


def test_the_words_themselves_become_a_new_code(bar: SelectionBar, qtbot: QtBot, noted: Note) -> None:
    wanted = noted(bar.new_code_wanted)
    button = next(b for b in bar.findChildren(QToolButton) if b.text() == "New code from the words")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert wanted == [("the flour for themselves",)]


def test_escape_closes_the_bar_and_chooses_nothing(bar: SelectionBar, qtbot: QtBot, noted: Note) -> None:
    chosen, closed = noted(bar.code_chosen), noted(bar.closed)
    bar.type_into("life")
    qtbot.keyClick(bar.field(), Qt.Key.Key_Escape)
    assert (chosen, closed) == ([], [()])
    assert not bar.isVisible()


@pytest.mark.parametrize("place", [QRect(880, 20, 2, 20), QRect(10, 480, 2, 20), QRect(450, 250, 2, 20)])
def test_the_bar_stays_inside_the_window_and_off_the_selection(
    bar: SelectionBar, place: QRect, qtbot: QtBot
) -> None:
    room = bar.parentWidget().rect()
    bar.open_at(place, room, "words")
    bar.type_into("i")
    qtbot.waitUntil(lambda: room.contains(bar.geometry()) and not bar.geometry().intersects(place))


def test_a_narrow_window_hides_chips_rather_than_cutting_the_field(bar: SelectionBar) -> None:
    bar.set_codes(CODES, [1, 2, 3, 4, 5])
    bar.open_at(QRect(10, 20, 2, 20), QRect(0, 0, 380, 400), "words")
    assert bar.width() <= 380
    assert bar.field().geometry().right() < bar.width()


def test_the_bar_covers_no_line_of_a_long_selection_near_the_foot(bar: SelectionBar) -> None:
    room = bar.parentWidget().rect()
    lines = QRect(300, room.bottom() - 160, 2, 150)
    bar.open_at(lines, room, "words")
    assert room.contains(bar.geometry())
    assert bar.geometry().bottom() < lines.top()


def test_the_bar_leaves_the_end_in_sight_where_the_selection_fills_the_room(bar: SelectionBar) -> None:
    room = bar.parentWidget().rect()
    bar.open_at(QRect(300, -40, 2, room.height() + 30), room, "words")
    assert bar.geometry().top() == room.top()
