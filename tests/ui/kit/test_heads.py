"""What has no room ends in “…”, and a tip has it whole; what has room is shown whole."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QHelpEvent, QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QHeaderView,
    QStyleOptionComboBox,
    QTableView,
    QToolTip,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.ui.application import make_application
from app.ui.kit.choice import ChoiceBox
from app.ui.kit.copying import Copying
from app.ui.kit.heads import WholeHeads
from app.ui.main_window import MainWindow
from app.ui.project_page import ProjectPage
from app.ui.reconcile.item.outcome_buttons import KeyButton

LONG = "Bartholomäus Wolkenstein & نورهان عبد الرحمن"


@pytest.fixture
def table(qtbot: QtBot) -> QTableView:
    """Two columns that are too narrow, of which the second has a tip of its own."""
    make_application()
    model = QStandardItemModel(1, 2)
    model.setHorizontalHeaderLabels([f"<b>{LONG}</b>", LONG])
    model.setHeaderData(1, Qt.Orientation.Horizontal, "Who coded", Qt.ItemDataRole.ToolTipRole)
    table = QTableView()
    model.setParent(table)
    table.setModel(model)
    qtbot.addWidget(table)
    Copying(table)
    for column in range(2):
        table.setColumnWidth(column, 60)
    table.show()
    return table


def watched(header: QHeaderView) -> WholeHeads:
    """What looks after the names of a table's columns."""
    return header.findChildren(WholeHeads)[0]


def test_a_name_that_is_cut_ends_in_an_ellipsis_and_stands_whole_in_the_tip(table: QTableView) -> None:
    header = table.horizontalHeader()
    assert header.textElideMode() == Qt.TextElideMode.ElideRight
    assert watched(header).cut_name(0) == f"<b>{LONG}</b>"
    assert watched(header).cut_name(1) == ""  # its model has a tip
    header.resizeSection(0, 900)
    assert watched(header).cut_name(0) == ""
    assert watched(header).cut_name(-1) == ""


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # the tip opens
@pytest.mark.parametrize(("at", "told"), [(5, "&lt;b&gt;Bartholomäus"), (90, "Who coded")])
def test_the_tip_is_shown_where_the_mouse_rests(table: QTableView, qtbot: QtBot, at: int, told: str) -> None:
    head = table.horizontalHeader().viewport()
    spot = QPoint(at, 5)
    event = QHelpEvent(QHelpEvent.Type.ToolTip, spot, head.mapToGlobal(spot))
    QApplication.sendEvent(head, event)
    qtbot.waitUntil(lambda: told in QToolTip.text())
    QToolTip.hideText()


def test_no_table_of_the_window_cuts_the_names_of_its_columns(window: MainWindow, page: ProjectPage) -> None:
    assert page.window() is window
    cut = [
        f"{type(header.parent()).__name__} {header.parent().objectName()}"
        for header in window.findChildren(QHeaderView)
        if header.orientation() == Qt.Orientation.Horizontal
        and not header.isHidden()
        and header.textElideMode() == Qt.TextElideMode.ElideNone
    ]
    assert not cut


def test_an_outcome_is_whole_where_there_is_room_and_else_ends_in_an_ellipsis(qtbot: QtBot) -> None:
    name = "Wilhelmina-Alexandra von Hohenberg"
    button = KeyButton("1", name, "As Wilhelmina-Alexandra von Hohenberg has it")
    qtbot.addWidget(button)
    button.resize(button.sizeHint())
    assert button.shown_words() == name
    button.resize(button.minimumSizeHint())
    assert button.minimumSizeHint().width() < button.sizeHint().width()
    assert button.shown_words().startswith("Wilhelmina")
    assert button.shown_words().endswith("…")
    assert name in button.toolTip()


@pytest.mark.parametrize("words", ["exact boundaries", "Left to right", "± 10 characters", "i", "WWWWWWWW"])
def test_a_field_for_a_choice_is_as_wide_as_its_entries(qtbot: QtBot, words: str) -> None:
    make_application()
    host = QWidget()
    qtbot.addWidget(host)
    row = QHBoxLayout(host)
    field = ChoiceBox()
    field.addItems([words, "a"])
    row.addWidget(field)
    row.addStretch()
    host.show()
    option = QStyleOptionComboBox()
    field.initStyleOption(option)
    assert option.currentText == words


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # the list opens
def test_the_last_entry_of_a_list_is_in_sight(qtbot: QtBot) -> None:
    make_application()
    field = ChoiceBox()
    qtbot.addWidget(field)
    field.addItems([f"Entry {number}" for number in range(8)])
    field.show()
    field.showPopup()
    entries = field.view()
    last = entries.visualRect(entries.model().index(7, 0))
    assert last.bottom() < entries.viewport().height()
    assert entries.verticalScrollBar().maximum() == 0
    field.hidePopup()
