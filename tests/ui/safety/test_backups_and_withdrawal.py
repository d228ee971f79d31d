"""Backups and withdrawal in the window."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.codebook.actions import add_code
from app.documents.actions import add_document
from app.store import backups
from app.store.backup_rule import backup_rule
from app.store.check import problems
from app.ui import opening
from app.ui.documents.withdrawing import WithdrawDialog, withdraw
from app.ui.main_window import MainWindow
from app.ui.safety import backups_dialog
from app.ui.safety.backups_dialog import BackupsDialog, show_backups
from app.ui.safety.regular_backups import RegularBackups

WORDS = "They took the flour and then the bread from us."


@pytest.fixture
def path(window: MainWindow, tmp_path: Path) -> Path:
    """A project with two documents, open in the window."""
    path = tmp_path / "Pilot.intercoder"
    window.enter(opening.new_project(path, "Ana"))
    assert window.session is not None
    for name, text in (("Baker", WORDS), ("Nurse", "I stayed with the sick.")):
        window.session.do("Import", add_document, name=name, text=text)
    return path


def test_a_backup_is_made_and_put_back(
    window: MainWindow, qtbot: QtBot, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    show_backups(window)
    dialog = window.findChild(BackupsDialog)
    assert dialog is not None
    dialog.make.click()
    qtbot.waitUntil(lambda: dialog.list.count() == 1, timeout=60_000)
    assert window.session is not None
    window.session.do("Add", add_code, name="Later")
    asked: list[str] = []

    def agree(_: QWidget, question: object) -> bool:
        asked.append(str(question))
        return True

    monkeypatch.setattr(backups_dialog, "confirmed", agree)
    dialog.list.setCurrentRow(0)
    dialog.restore.click()
    qtbot.waitUntil(lambda: window.has_project() and "put back" in window.messages.text(), timeout=60_000)
    assert "Codes: 1 only now (“Later”)" in asked[0]
    assert len(backups.backups(str(path), backup_rule())) == 2
    with window.session.project.read() as reading:
        assert "Restored from" in str(_labels(reading))


def _labels(reading: object) -> list[str]:
    from app.store.history import history

    return [row.label for row in history(reading)]  # type: ignore[arg-type]  # a reading session


def test_nothing_is_backed_up_of_a_project_of_today(window: MainWindow, path: Path) -> None:
    RegularBackups(window).look()
    assert backups.backups(str(path), backup_rule()) == []


def test_a_withdrawn_document_leaves_the_window_and_every_byte(
    window: MainWindow, qtbot: QtBot, path: Path
) -> None:
    assert window.page is not None and window.session is not None
    window.page.open_document(1)
    withdraw(window, window.session, [1])
    dialog = window.findChild(WithdrawDialog)
    assert dialog is not None
    assert "Undo can't bring it back" in dialog.words.text()
    dialog.ok.click()
    page = window.page
    qtbot.waitUntil(
        lambda: [entry.document.name for entry in page.code.entries()] == ["Nurse"], timeout=60_000
    )
    assert WORDS not in page.code.text.toPlainText()
    assert not problems(window.session.project)
    window.close_project()
    assert WORDS.encode() not in path.read_bytes()
