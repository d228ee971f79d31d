"""What is too long for its place: cut at its own end, wrapped, or given more room."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSpinBox, QStyleOptionComboBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.application import apply_look
from app.ui.kit.choice import ChoiceBox
from app.ui.kit.elided import ElidedLabel, cut
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
