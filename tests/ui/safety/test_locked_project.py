"""A locked project in the window: asked for its passphrase, locked, locked again when nobody is there."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app import settings
from app.recent_projects import TITLES
from app.store import keys, unlocking
from app.ui import opening
from app.ui.kit.file_dialog import FileDialog
from app.ui.main_window import MainWindow
from app.ui.safety.idle import IdleLock, lock_now
from app.ui.safety.lock_dialog import LockDialog
from app.ui.safety.locking import lock_project
from app.ui.safety.unlock_dialog import UnlockDialog
from app.ui.start.new_project import NewProjectDialog

PASSPHRASE = "sieben Ziegen"


@pytest.fixture(autouse=True)
def _of_few_rounds(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(keys, "ROUNDS", 500)
    yield
    keys.forget_all()


@pytest.fixture
def locked(window: MainWindow, tmp_path: Path) -> Path:
    """A locked project, open in the window."""
    path = tmp_path / "Pilot.intercoder"
    window.enter(opening.new_project(path, "Ana", "A title that tells much", PASSPHRASE))
    return path


def unlock_dialog(window: MainWindow) -> UnlockDialog:
    dialog = next(dialog for dialog in window.findChildren(UnlockDialog) if dialog.isVisible())
    assert dialog is not None
    return dialog


def test_a_locked_project_asks_says_what_is_wrong_and_opens(window: MainWindow, locked: Path) -> None:
    lock_now(window)
    assert not window.has_project()
    assert "is locked" in window.messages.text()
    with pytest.raises(Exception, match="is locked with a passphrase"):
        opening.open_project(str(locked))
    window.open_location(str(locked))
    dialog = unlock_dialog(window)
    QTest.keyClicks(dialog.passphrase, "falsch")
    QTest.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    assert "not the passphrase" in dialog.problem.text()
    assert not window.has_project()
    dialog.passphrase.setText(PASSPHRASE)
    QTest.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    assert window.has_project()


def test_the_start_page_says_which_project_is_locked_and_keeps_no_title_of_it(
    window: MainWindow, locked: Path
) -> None:
    window.close_project()
    buttons = [button.text() for button in window.start.findChildren(QPushButton)]
    assert any("Locked" in words and "Pilot" in words for words in buttons)
    assert "A title that tells much" not in str(settings.read(TITLES, list[str]()))


def test_a_locked_project_is_locked_again_when_nobody_is_there(
    window: MainWindow, locked: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = IdleLock(qapp, window)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 14 * 60)
    watch.look()
    assert window.has_project()
    monkeypatch.setattr(time, "time", lambda: now + 16 * 60)
    watch.look()
    assert not window.has_project()
    assert "was locked after 15 minutes" in window.messages.text()
    assert not unlocking.is_open_to_us(str(locked))


def test_a_plain_project_is_locked_and_its_recovery_sheet_saved(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, sheet = tmp_path / "Pilot.intercoder", tmp_path / "sheet.txt"
    window.enter(opening.new_project(path, "Ana"))
    monkeypatch.setattr(FileDialog, "file_to_write", lambda *_, **__: (str(sheet), ""))
    lock_project(window)
    dialog = window.findChild(LockDialog)
    assert dialog is not None
    dialog.passphrase.first.setText(PASSPHRASE)
    dialog.passphrase.again.setText(PASSPHRASE + "x")
    dialog.ok.click()
    assert "not alike" in dialog.problem.text()
    assert not unlocking.is_locked(str(path))
    dialog.passphrase.again.setText(PASSPHRASE)
    dialog.ok.click()
    qtbot.waitUntil(lambda: window.has_project() and sheet.exists(), timeout=60_000)
    assert unlocking.is_locked(str(path))
    assert "Print “sheet.txt”" in window.messages.text()
    keys.forget_all()
    unlocking.unlock(str(path), sheet.read_text().partition("KEY")[2].partition("To open")[0])


def test_a_new_project_is_locked_from_its_first_byte(window: MainWindow, tmp_path: Path) -> None:
    window.new_project()
    dialog = window.findChild(NewProjectDialog)
    assert dialog is not None
    dialog.name.setText("Pilot")
    dialog.folder.setText(str(tmp_path))
    dialog.coder.setText("Ana")
    dialog.lock.setChecked(True)
    dialog.ok.click()
    assert "Type a passphrase" in dialog.problem.text()
    for field in (dialog.passphrase.first, dialog.passphrase.again):
        field.setText(PASSPHRASE)
    dialog.ok.click()
    assert window.has_project()
    assert unlocking.is_locked(str(tmp_path / "Pilot.intercoder"))
