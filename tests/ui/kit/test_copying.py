"""“Copy for Excel”: one way for all tables of the window."""

import csv
import io
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QLocale, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QMenu,
    QTableView,
    QTableWidget,
    QTableWidgetItem,
    QTreeView,
    QTreeWidget,
    QTreeWidgetItem,
)
from pytestqt.qtbot import QtBot

from app.coders.here import remember_here
from app.errors import UserError
from app.ui.kit.copying import Copying, offered
from app.ui.main_window import MainWindow
from app.ui.palette.choices import choices
from app.ui.workspaces import Workspace
from tests.study import make_study

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def cells() -> list[list[str]]:
    return list(csv.reader(io.StringIO(QGuiApplication.clipboard().text(), newline=""), delimiter="\t"))


@pytest.fixture
def table(qtbot: QtBot) -> QTableWidget:
    """Three lines of a name and a number."""
    table = QTableWidget(3, 2)
    qtbot.addWidget(table)
    table.setHorizontalHeaderLabels(["Name", "Number"])
    table.verticalHeader().hide()
    for row, (name, number) in enumerate((("Faith", "1,234"), ("1,234", "−.250"), ("007", "85 %"))):
        table.setItem(row, 0, QTableWidgetItem(name))
        table.setItem(row, 1, QTableWidgetItem(number))
        table.item(row, 1).setTextAlignment(RIGHT)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    return table


@pytest.fixture
def opened(window: MainWindow, tmp_path: Path) -> MainWindow:
    """The window with a small study open, and Ana at work."""
    made = make_study(str(tmp_path / "study.intercoder"))
    made.code("They took the flour")
    remember_here(made.project, made.ana)
    made.project.close()
    window.open_location(made.project.location)
    return window


def test_without_a_selection_the_whole_table_is_copied_under_its_header(table: QTableWidget) -> None:
    Copying(table).copy()
    assert cells()[0] == ["Name", "Number"]
    assert len(cells()) == 4


def test_the_selected_lines_are_copied_in_the_order_of_the_table(table: QTableWidget) -> None:
    copying = Copying(table)
    for row in (2, 0):
        index = table.model().index(row, 0)
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        table.selectionModel().select(index, flags)
    copying.copy()
    assert [row[0] for row in cells()] == ["Name", "Faith", "007"]


def test_what_stands_at_the_right_is_a_number_and_a_name_never_is(
    table: QTableWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    Copying(table).copy()
    assert cells()[1:] == [["Faith", "1234"], ["1,234", "-0.25"], ["007", "85 %"]]
    monkeypatch.setattr(QLocale, "system", lambda: QLocale("de_DE"))
    Copying(table).copy()
    assert cells()[2] == ["1,234", "-0,25"]


def test_hidden_lines_and_columns_are_left_out_and_moved_columns_follow_the_eye(table: QTableWidget) -> None:
    table.setRowHidden(1, True)
    table.horizontalHeader().moveSection(1, 0)
    Copying(table).copy()
    assert [row[0] for row in cells()] == ["Number", "1234", "85 %"]
    table.setColumnHidden(1, True)
    Copying(table).copy()
    assert cells()[0] == ["Name"]


def test_names_of_lines_come_first_where_they_are_shown(table: QTableWidget) -> None:
    table.setVerticalHeaderLabels(["a", "b", "c"])
    table.verticalHeader().show()
    Copying(table).copy()
    assert [row[0] for row in cells()] == ["", "a", "b", "c"]


def test_a_tree_is_copied_with_what_is_folded(qtbot: QtBot) -> None:
    tree = QTreeWidget()
    qtbot.addWidget(tree)
    tree.setHeaderLabels(["Code", "Then"])
    above = QTreeWidgetItem(tree, ["Changed", ""])
    QTreeWidgetItem(above, ["Faith", "new"])
    QTreeWidgetItem(tree, ["Unchanged", ""])
    Copying(tree).copy()
    assert [row[0] for row in cells()] == ["Code", "Changed", "Faith", "Unchanged"]


def test_ctrl_c_in_a_table_copies_and_the_context_menu_offers_it(table: QTableWidget, qtbot: QtBot) -> None:
    copying = Copying(table)
    table.show()
    qtbot.waitUntil(table.isVisible)
    table.activateWindow()
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    with qtbot.waitSignal(copying.copied):
        QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert table.contextMenuPolicy() == Qt.ContextMenuPolicy.ActionsContextMenu
    assert [action.text() for action in table.actions()] == [
        "&Copy for Excel",
        "Copy the &whole table for Excel",
    ]


def test_more_lines_than_the_clipboard_takes_are_refused_in_a_sentence(
    table: QTableWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ui.kit.copying.MOST_COPIED", 2)
    with pytest.raises(UserError, match="3 lines are too many for the clipboard"):
        Copying(table).copy()


def test_documents_and_codebook_are_offered_in_the_palette_and_in_the_edit_menu(opened: MainWindow) -> None:
    assert {table.name for table in offered(opened)} == {"Documents", "Codebook"}
    found = {choice.name: choice for choice in choices(opened)}
    found["Copy for Excel: Documents"].do()
    assert cells() == [
        ["Document", "State", "Codings", "Language", "Characters"],
        ["Baker", "started", "1", "", "160"],
    ]
    assert opened.messages.text().startswith("“Documents” was copied, 1 line.")
    found["Copy for Excel: Codebook"].do()
    assert [row[:5] for row in cells()[1:]] == [
        ["Corruption", "Corruption", "", "1", "1"],
        ["Hard life", "Hard life", "", "0", "0"],
    ]
    menu = next(menu for menu in opened.findChildren(QMenu) if menu.title() == "&Copy for Excel")
    menu.aboutToShow.emit()
    assert sorted(action.text() for action in menu.actions()) == ["Codebook", "Documents"]


def test_the_table_with_the_focus_is_offered_first(opened: MainWindow) -> None:
    page = opened.project_page()
    for view in (page.code.codebook.tree, page.code.documents.view):
        view.setFocus()
        assert offered(opened)[0].has_focus()


def test_every_table_of_the_window_can_be_copied(opened: MainWindow, qtbot: QtBot) -> None:
    page = opened.project_page()
    for workspace in Workspace:
        page.show_workspace(workspace)
    copied = {view for one in opened.findChildren(Copying) for view in one.views}
    found = [view for kind in (QTableView, QTreeView) for view in opened.findChildren(kind)]
    tables = [view for view in found if not isinstance(view.parent(), QTableView)]  # a column kept in sight
    assert [view.accessibleName() or view.objectName() for view in tables if view not in copied] == []
    assert {"Documents", "Passages"} <= {one.name for one in opened.findChildren(Copying)}
