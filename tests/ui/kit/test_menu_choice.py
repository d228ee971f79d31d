"""Menus that choose one of several, or some, mark what is chosen by a tick that needs no colour."""

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.coders.actions import add_coder
from app.ui.kit.chip import chip_icon
from app.ui.kit.menu_choice import add_choice
from app.ui.main_window import MainWindow
from app.ui.project_page import ProjectPage
from app.ui.workspaces import Workspace, name_of


def ticked(menu: QMenu) -> list[str]:
    menu.aboutToShow.emit()
    return [action.text() for action in menu.actions() if action.isChecked()]


@pytest.mark.parametrize("colour", ["#ffffff", "#000000", "#d55e00", "#0072b2"])
def test_a_tick_is_seen_on_a_chip_of_any_colour(colour: str) -> None:
    plain, ticked = (chip_icon(colour, ticked=is_so).pixmap(20, 20).toImage() for is_so in (False, True))
    differing = [
        abs(plain.pixelColor(x, y).lightness() - ticked.pixelColor(x, y).lightness())
        for x in range(20)
        for y in range(20)
    ]
    assert sum(difference > 80 for difference in differing) > 10


def test_taking_an_entry_chooses_it(qtbot: QtBot) -> None:
    menu, taken = QMenu(), []
    qtbot.addWidget(menu)
    entry = add_choice(menu, "Ana", lambda: taken.append("Ana"), chosen=True, colour="#d55e00")
    entry.trigger()
    assert taken == ["Ana"]


def test_who_codes_and_whose_codings_are_shown_is_ticked(page: ProjectPage, window: MainWindow) -> None:
    for name in ("Murat", "Lena"):
        page.session.do("Add", add_coder, name=name)
    whose, at_work = page.code.head.whose.menu(), page.bar.coder.menu()
    assert [name.endswith("Ana") for name in ticked(at_work)] == [True]
    assert ticked(whose) == ["Only mine"]
    assert of_view(window) == ["Show only my codings"]
    named(whose, "Murat").trigger()
    assert ticked(whose) == ["Murat"]
    assert of_view(window) == []
    named(whose, "Everybody’s").trigger()
    assert ticked(whose) == ["Everybody’s", "Murat", "Lena"]
    assert of_view(window) == ["Show everybody’s codings"]
    named(whose, "Murat").trigger()
    assert ticked(whose) == ["Lena"]


def named(menu: QMenu, name: str) -> QAction:
    return next(action for action in menu.actions() if action.text() == name)


def of_view(window: MainWindow) -> list[str]:
    return [words for words in ticked(window.menu.menus.menu("&View")) if words.startswith("Show")]


@pytest.mark.parametrize("workspace", [Workspace.CODE, Workspace.ANALYSE])
def test_the_workspace_that_is_shown_is_ticked(
    page: ProjectPage, window: MainWindow, workspace: Workspace
) -> None:
    page.show_workspace(workspace)
    names = {name_of(each) for each in Workspace}
    assert [words for words in ticked(window.menu.menus.menu("&View")) if words in names] == [
        name_of(workspace)
    ]
