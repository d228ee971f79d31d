"""A list to choose from: what is typed narrows it, and many are chosen at once."""

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.kit.checklist import Checklist, Entry

NAMES = [f"{place} {number}" for place in ("Ankara", "القاهرة") for number in range(6)]
CHECKED, ROLE = Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole


@pytest.fixture
def checklist(qtbot: QtBot) -> Checklist:
    checklist = Checklist("Documents")
    qtbot.addWidget(checklist)
    checklist.show_entries([Entry(number, name) for number, name in enumerate(NAMES)], ())
    return checklist


def test_all_and_none_choose_what_the_typed_words_leave(checklist: Checklist, qtbot: QtBot) -> None:
    qtbot.keyClicks(checklist.list.search, "ankara")
    with qtbot.waitSignal(checklist.changed):
        checklist.list.all.click()
    assert checklist.chosen() == (0, 1, 2, 3, 4, 5)
    checklist.list.search.setText("القاهرة")
    checklist.list.none.click()
    assert checklist.chosen() == (0, 1, 2, 3, 4, 5)


def test_checking_one_of_several_marked_entries_checks_them_all(checklist: Checklist, qtbot: QtBot) -> None:
    view = checklist.list.view
    for row in (2, 4, 7):
        view.selectionModel().select(view.model().index(row, 0), QItemSelectionModel.SelectionFlag.Select)
    with qtbot.waitSignal(checklist.changed):
        view.model().setData(view.model().index(4, 0), CHECKED, ROLE)
    assert checklist.chosen() == (2, 4, 7)
    view.model().setData(view.model().index(9, 0), CHECKED, ROLE)
    assert checklist.chosen() == (2, 4, 7, 9)


def test_its_owner_takes_every_choice_back_without_a_word_of_it(checklist: Checklist, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(checklist.changed):
        checklist.choose_all()
    assert checklist.chosen() is None


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # the list opens
@pytest.mark.parametrize("beside", [100, 12])  # pixels from the left: on the name, and on its box
def test_a_click_on_a_name_does_what_one_on_its_box_does(
    checklist: Checklist, qtbot: QtBot, beside: int
) -> None:
    checklist.show()
    checklist.open()
    view = checklist.list.view
    place = view.visualRect(view.model().index(3, 0))
    point = QPoint(place.left() + beside, place.center().y())
    with qtbot.waitSignal(checklist.changed):
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert checklist.chosen() == (3,)
    QTest.qWait(QApplication.doubleClickInterval() + 50)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert checklist.chosen() == ()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # the list opens
def test_a_click_that_marks_several_names_checks_none(checklist: Checklist) -> None:
    checklist.show()
    checklist.open()
    view = checklist.list.view
    for row in (2, 4):
        point = view.visualRect(view.model().index(row, 0)).center()
        QTest.mouseClick(
            view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, point
        )
    assert checklist.chosen() == ()
    assert len(view.selectionModel().selectedIndexes()) >= 2
