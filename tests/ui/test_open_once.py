"""A window that stands beside the work is there once: called again it comes to the front."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from app.ui.codebook.revising.as_one_dialog import AsOneDialog
from app.ui.codebook.revising.proposals_dialog import ProposalsDialog
from app.ui.codebook.revising.versions_dialog import VersionsDialog
from app.ui.codebook.revising.worklist_dialog import WorklistDialog
from app.ui.history.dialog import HistoryDialog
from app.ui.kit.dialog import Dialog, show_once
from app.ui.main_window import MainWindow
from app.ui.menus.manual_window import ManualWindow
from app.ui.packets.list import PacketsDialog
from app.ui.project_page import ProjectPage
from app.ui.rounds.dialog import RoundsDialog

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def take(window: MainWindow, words: str) -> None:
    entries = window.menu.menus.entries()
    next(entry.action for entry in entries if entry.action.text().replace("&", "") == words).trigger()


def standing(window: MainWindow, kind: type[QDialog]) -> list[QDialog]:
    return [dialog for dialog in window.findChildren(kind) if dialog.isVisible()]


OF_A_PROJECT = {
    "Rounds…": RoundsDialog,
    "History…": HistoryDialog,
    "Versions…": VersionsDialog,
    "Codings to look at again…": WorklistDialog,
    "Proposals…": ProposalsDialog,
    "What if these codes were one?": AsOneDialog,
    "What is out and back…": PacketsDialog,
}


@pytest.mark.parametrize("words", OF_A_PROJECT)
def test_a_window_of_the_project_is_there_once_and_goes_with_it(
    page: ProjectPage, window: MainWindow, qtbot: QtBot, words: str
) -> None:
    kind = OF_A_PROJECT[words]
    take(window, words)
    (first,) = standing(window, kind)
    take(window, words)
    assert standing(window, kind) == [first]
    window.close_project()
    qtbot.waitUntil(lambda: not standing(window, kind))


def test_the_manual_is_there_once(window: MainWindow, qtbot: QtBot) -> None:
    take(window, "Manual")
    take(window, "Manual")
    (manual,) = standing(window, ManualWindow)
    manual.close()
    qtbot.waitUntil(lambda: not window.findChildren(ManualWindow))


@pytest.fixture
def make(window: MainWindow) -> Callable[[], Dialog]:
    return lambda: Dialog(window)


def test_one_that_is_about_something_else_takes_the_place(
    window: MainWindow, make: Callable[[], Dialog]
) -> None:
    first = show_once(window, Dialog, make, about=(1, 2))
    assert show_once(window, Dialog, make, about=(1, 2)) is first
    second = show_once(window, Dialog, make, about=(1, 3))
    assert standing(window, Dialog) == [second]
    second.close()
    assert show_once(window, Dialog, make, about=(1, 3)) is not second
