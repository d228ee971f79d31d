"""What is too long for its place: cut at its own end, wrapped, or given more room."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QStandardItemModel, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QListWidget, QSpinBox, QStyleOptionComboBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.application import apply_look
from app.ui.kit.choice import ChoiceBox
from app.ui.kit.elided import ElidedLabel, NamesDelegate, cut
from app.ui.kit.flow import FlowLayout
from app.ui.kit.form import with_margin
from app.ui.kit.wrapped_list import WrappedList

ARABIC = "الحرب والخدمة العسكرية والمشاركة في القتال"
GERMAN = "Donaudampfschifffahrtsgesellschaftskapitänsversammlung und Verwandtes"


@pytest.mark.parametrize(("name", "at_the_left"), [(ARABIC, True), (GERMAN, False)])
def test_the_sign_of_a_cut_name_stands_at_the_names_own_end(
    qtbot: QtBot, name: str, at_the_left: bool
) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    words = cut(label.fontMetrics(), name, 120)
    layout = QTextLayout(words, label.font())
    layout.setTextOption(painted_from_left_to_right())
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    assert "…" in words
    places = [line.cursorToX(at) for at in (words.index("…"), 4)]  # Qt gives the place and the character
    sign, first = (place[0] if isinstance(place, tuple) else place for place in places)
    assert (sign < first) is at_the_left


def painted_from_left_to_right() -> QTextOption:
    option = QTextOption()
    option.setTextDirection(Qt.LayoutDirection.LeftToRight)
    return option


def test_a_name_that_fits_stays_as_it_is(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    assert cut(label.fontMetrics(), ARABIC, 5_000) == ARABIC


def test_a_long_name_in_a_heading_does_not_widen_its_window(qtbot: QtBot) -> None:
    label = ElidedLabel()
    qtbot.addWidget(label)
    label.setText(GERMAN)
    assert label.minimumSizeHint().width() < 60


@pytest.mark.parametrize("entries", [["sure or not", "?"], ["documents", "?"], ["Left to right", "?"]])
def test_a_list_to_choose_from_has_room_for_its_longest_entry(qtbot: QtBot, entries: list[str]) -> None:
    apply_look()
    box = ChoiceBox()
    qtbot.addWidget(box)
    box.addItems(entries)
    box.show()
    box.resize(box.sizeHint())
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    assert option.currentText == entries[0]


def test_a_number_keeps_off_the_edge_of_its_field(qtbot: QtBot) -> None:
    box = with_margin(QSpinBox())
    qtbot.addWidget(box)
    assert box.lineEdit().textMargins().left() > 0


def test_a_list_of_long_entries_wraps_and_never_scrolls_sideways(qtbot: QtBot) -> None:
    entries = WrappedList("Versions")
    qtbot.addWidget(entries)
    entries.addItem("Version 2\nVereinbarkeit von Beruf und Kampf nach dem Krieg, wie sie erzählt wird")
    entries.resize(160, 300)
    entries.show()
    qtbot.waitUntil(lambda: entries.visualItemRect(entries.item(0)).width() <= entries.viewport().width())
    line = entries.fontMetrics().lineSpacing()
    assert entries.visualItemRect(entries.item(0)).height() >= 4 * line
    assert entries.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff


def test_buttons_without_room_go_on_in_the_next_line(qtbot: QtBot) -> None:
    place = QWidget()
    qtbot.addWidget(place)
    row = FlowLayout()
    row.setSpacing(4)
    column = QVBoxLayout(place)
    column.addLayout(row)
    parts = [QWidget() for _ in range(3)]
    for part in parts:
        part.setFixedSize(100, 20)
        row.addWidget(part)
    place.resize(400, 100)
    place.show()
    assert len({part.y() for part in parts}) == 1
    place.resize(240, 100)
    qtbot.waitUntil(lambda: len({part.y() for part in parts}) == 2)
    assert parts[2].x() == parts[0].x()
    assert all(part.width() == 100 for part in parts)


@pytest.mark.parametrize(("name", "at_the_left"), [(ARABIC, True), (GERMAN, False)])
def test_a_name_that_a_list_cuts_ends_at_its_own_end(qtbot: QtBot, name: str, at_the_left: bool) -> None:
    view = QListWidget()
    qtbot.addWidget(view)
    view.setItemDelegate(NamesDelegate(view))
    view.addItem(name)
    painted = view.itemDelegate().displayText(view.item(0).text(), view.locale())
    fitting = view.fontMetrics().elidedText(painted, Qt.TextElideMode.ElideRight, 120)
    assert sign_stands_left_of_the_name(fitting, view) is at_the_left
    assert view.item(0).text() == name


def sign_stands_left_of_the_name(words: str, view: QWidget) -> bool:
    layout = QTextLayout(words, view.font())
    layout.setTextOption(painted_from_left_to_right())
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    places = [line.cursorToX(at) for at in (words.index("…"), 4)]
    sign, first = (place[0] if isinstance(place, tuple) else place for place in places)
    return sign < first


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # the list opens
def test_a_list_of_many_entries_is_searched_and_one_of_them_chosen(qtbot: QtBot) -> None:
    box = ChoiceBox()
    qtbot.addWidget(box)
    box.addItems([f"{number:02} {GERMAN}" for number in range(20)] + [ARABIC, "Hungersnöte"])
    box.show()
    box.showPopup()
    found = box.list
    assert found is not None
    assert found.view.currentIndex().row() == 0
    qtbot.keyClicks(found.search, "hungersnote")
    assert found.view.model().rowCount() == 1
    with qtbot.waitSignal(box.activated) as activated:
        qtbot.keyClick(found.search, Qt.Key.Key_Return)
    assert (box.currentText(), activated.args) == ("Hungersnöte", [21])
    assert not found.isVisible()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # the list opens
def test_an_entry_that_may_not_be_chosen_is_not_chosen_from_the_searched_list(qtbot: QtBot) -> None:
    box = ChoiceBox()
    qtbot.addWidget(box)
    box.addItems([f"Round {number}" for number in range(12)])
    model = box.model()
    assert isinstance(model, QStandardItemModel)
    model.item(5).setEnabled(False)
    box.show()
    box.showPopup()
    assert box.list is not None
    qtbot.keyClicks(box.list.search, "Round 5")
    qtbot.keyClick(box.list.search, Qt.Key.Key_Return)
    assert box.currentIndex() == 0
    box.list.hide()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # the list opens
def test_the_searched_list_lies_within_its_screen(qtbot: QtBot) -> None:
    box = ChoiceBox()
    qtbot.addWidget(box)
    box.addItems([f"{number} {GERMAN}" for number in range(40)])
    room = box.screen().availableGeometry()
    box.move(room.right() - 60, room.bottom() - 20)
    box.show()
    box.showPopup()
    assert box.list is not None
    frame = 2  # pixels, which the display-less platform puts around a window
    assert room.adjusted(0, 0, frame, frame).contains(box.list.geometry())
    box.list.hide()


def test_a_heading_is_as_high_as_its_letters_when_they_are_cut(qtbot: QtBot) -> None:
    label = ElidedLabel()
    qtbot.addWidget(label)
    label.setText(ARABIC)
    metrics = label.fontMetrics()
    painted = metrics.boundingRect(QRect(), 0, cut(metrics, ARABIC, 100))
    assert label.sizeHint().height() >= painted.height()
    assert label.minimumSizeHint().height() >= painted.height()
