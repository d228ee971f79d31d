"""The window that the tests of the interface work in."""

import gc
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QObject, QSortFilterProxyModel
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView, QTreeView
from pytestqt.qtbot import QtBot

from app.ui import application
from app.ui.errors import ErrorSorter
from app.ui.garbage import collect_here
from app.ui.main_window import MainWindow
from app.ui.project_page import ProjectPage
from tests.prepared import PreparedFiles
from tests.ui.pages import as_if_made_here, make_pilot, write_interviews
from tests.ui.watching import watch


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    return QApplication


@pytest.fixture(scope="session", autouse=True)
def an_empty_clipboard_at_the_end(qapp: QApplication) -> Iterator[None]:
    """Without a window system Qt lets go of what was copied after Python has ended, which ends in a crash."""
    yield
    qapp.clipboard().clear()


@pytest.fixture(autouse=True)
def application_of_every_test(qapp: QApplication) -> Iterator[QApplication]:
    """Qt's timers need an application, also without a window; garbage is collected in its thread."""
    collect_here(qapp)
    yield qapp
    gc.enable()  # for the tests that have no window to collect for them


@pytest.fixture(autouse=True)
def models_keep_the_rules_of_qt(monkeypatch: pytest.MonkeyPatch) -> None:
    """Qt's own tester watches every model that is shown, and ends the run where one lies."""
    for shows, name in (
        (QAbstractItemView, "setModel"),
        (QTableView, "setModel"),
        (QTreeView, "setModel"),
        (QSortFilterProxyModel, "setSourceModel"),
    ):
        monkeypatch.setattr(shows, name, _watched(getattr(shows, name)))


def _watched(take: Callable[[QObject, QAbstractItemModel | None], None]) -> Callable[..., None]:
    def watch_first(shows: QObject, model: QAbstractItemModel | None) -> None:
        if model is not None:
            watch(model)
        take(shows, model)

    return watch_first


class Sorter(ErrorSorter):
    """Keeps our bugs, so that a test fails instead of waiting for somebody to close a dialog."""

    def __init__(self) -> None:
        super().__init__()
        self.bugs: list[str] = []

    def report(self, error: BaseException) -> None:
        self.bugs += traceback.format_exception(error)


@pytest.fixture
def window(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    """The main window on its start page, with errors shown in it as the program shows them."""
    application.make_application()
    window = MainWindow(look_changed=application.apply_look)
    sorter = Sorter()
    sorter.show, sorter.offers = window.messages.show_error, window.ways_out
    sorter.holds = window.holds
    monkeypatch.setattr(sys, "excepthook", sorter)
    window.resize(1280, 800)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield window
    assert sorter.bugs == []
    window.close()
    window.deleteLater()


@pytest.fixture
def interviews(tmp_path: Path) -> list[Path]:
    """Two small transcripts."""
    return write_interviews(tmp_path)


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot, tmp_path: Path, prepared: PreparedFiles) -> ProjectPage:
    """A project of Ana's with two interviews and two codes whose keys are 1 and 2, as if just made."""
    path = prepared.copied(make_pilot, tmp_path / "Pilot.intercoder")
    write_interviews(tmp_path)
    as_if_made_here(path)
    window.open_location(str(path))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window.project_page()
