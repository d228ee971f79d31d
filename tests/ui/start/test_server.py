"""A project on a server, from the window: made, opened again, and never with its password on disk."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.recent_projects import recent, without_password
from app.ui.main_window import MainWindow
from app.ui.start.server import ServerDialog


def ask(window: MainWindow, address: str, password: str = "") -> ServerDialog:
    window.open_server()
    dialog = window.findChild(ServerDialog)
    dialog.address.setText(address)
    dialog.password.setText(password)
    return dialog


def agree(dialog: ServerDialog) -> None:
    QTest.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)


def test_a_project_is_made_on_a_server_and_opened_again(
    window: MainWindow, qtbot: QtBot, postgres_url: str
) -> None:
    dialog = ask(window, postgres_url)
    dialog.new.setChecked(True)
    dialog.coder.setText("Ana")
    agree(dialog)
    qtbot.waitUntil(window.has_project)
    assert "Ana" in window.project_page().bar.coder.text()
    window.close_project()
    qtbot.waitUntil(lambda: window.findChild(ServerDialog) is None)
    agree(ask(window, postgres_url))
    qtbot.waitUntil(window.has_project)
    assert "Ana" in window.project_page().bar.coder.text()
    window.close_project()


def test_an_empty_database_is_not_taken_for_a_project_and_the_form_stays_for_making_one(
    window: MainWindow, qtbot: QtBot, postgres_url: str
) -> None:
    dialog = ask(window, postgres_url)
    agree(dialog)
    qtbot.waitUntil(dialog.problem.isVisible)
    assert window.page is None
    dialog.new.setChecked(True)
    dialog.coder.setText("Ana")
    agree(dialog)
    qtbot.waitUntil(window.has_project)
    window.close_project()


def test_a_server_that_does_not_answer_is_told_in_the_form_and_nothing_typed_is_lost(
    window: MainWindow, qtbot: QtBot
) -> None:
    dialog = ask(window, "postgresql://ana@localhost:1/study", "secret")
    dialog.new.setChecked(True)
    dialog.coder.setText("Ana")
    agree(dialog)
    assert not dialog.address.isEnabled()
    qtbot.waitUntil(lambda: "can't be reached" in dialog.problem.text())
    assert dialog.isVisible()
    assert "secret" not in dialog.problem.text()
    assert (dialog.address.text(), dialog.password.text()) == ("postgresql://ana@localhost:1/study", "secret")
    assert (dialog.new.isChecked(), dialog.coder.text()) == (True, "Ana")
    assert dialog.address.isEnabled()
    assert dialog.ok.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_leaving_while_the_server_is_tried_enters_nothing_later(window: MainWindow, qtbot: QtBot) -> None:
    dialog = ask(window, "postgresql://ana@localhost:1/study")
    agree(dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.wait(300)
    assert window.page is None
    assert window.messages.text() == ""


def test_the_password_joins_the_address_and_is_never_kept(
    window: MainWindow, own_settings_folder: Path, qtbot: QtBot
) -> None:
    dialog = ask(window, "postgresql://ana@localhost:1/study", "p@ss/word")
    assert dialog.location() == "postgresql://ana:p%40ss%2Fword@localhost:1/study"
    assert without_password(dialog.location()) == "postgresql://ana@localhost:1/study"
    agree(dialog)
    qtbot.waitUntil(dialog.problem.isVisible)
    kept = "".join(path.read_text("utf-8") for path in own_settings_folder.glob("*.json"))
    assert "postgresql://ana@localhost:1/study" in kept
    assert "ss%2Fword" not in kept
    assert recent() == []
