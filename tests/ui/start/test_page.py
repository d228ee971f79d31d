"""The start page is used by keys as by mouse."""

from pathlib import Path
from shutil import copyfile

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.store import Project
from app.store.setting import title
from app.ui.main_window import MainWindow
from app.ui.start.new_project import NewProjectDialog


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_presses_the_button_that_has_the_focus(window: MainWindow, qtbot: QtBot, key: Qt.Key) -> None:
    window.start.new.setFocus()
    qtbot.keyClick(window.start.new, key)
    dialog = window.findChild(NewProjectDialog)
    assert dialog is not None
    assert dialog.isVisible()
    dialog.done(0)


def test_a_project_is_called_as_it_was_typed_whatever_its_file_may_be_called(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    qtbot.keyClick(window.start.new, Qt.Key.Key_Return)
    dialog = window.findChild(NewProjectDialog)
    assert dialog is not None
    dialog.folder.setText(str(tmp_path))
    qtbot.keyClicks(dialog.name, "Flight & <b>Work [*]")
    qtbot.keyClicks(dialog.coder, "Ana")
    qtbot.keyClick(dialog.coder, Qt.Key.Key_Return)
    assert window.windowTitle() == "Intercoder — Flight & <b>Work [*][*]"  # as Qt wants it for [*]
    assert (tmp_path / "Flight & -b-Work [-].intercoder").exists()
    with window.project_page().session.project.read() as reading:
        assert title(reading) == "Flight & <b>Work [*]"
    window.close_project()
    (entry,) = [button for button in window.start.findChildren(QPushButton) if button.property("recent")]
    assert entry.text().splitlines()[0] == "Flight && <b>Work [*]"


def test_a_copy_under_another_name_is_told_from_its_original(window: MainWindow, tmp_path: Path) -> None:
    Project.create(str(tmp_path / "Pilot.intercoder")).close()
    copyfile(tmp_path / "Pilot.intercoder", tmp_path / "For Murat.intercoder")
    window.open_location(str(tmp_path / "For Murat.intercoder"))
    assert window.windowTitle() == "Intercoder — Pilot (For Murat)"


def test_escape_in_new_project_gives_the_focus_back_to_its_button(window: MainWindow, qtbot: QtBot) -> None:
    window.start.new.setFocus()
    qtbot.keyClick(window.start.new, Qt.Key.Key_Return)
    dialog = window.findChild(NewProjectDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.name.hasFocus)
    qtbot.keyClick(dialog.name, Qt.Key.Key_Escape)
    qtbot.waitUntil(window.start.new.hasFocus)
