"""A lead's whole pass in the window: plan, code as two coders, close, reconcile, publish; and its history."""

from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox
from pytestqt.qtbot import QtBot

from app.codebook.actions import add_code, change_code
from app.coders.actions import add_coder
from app.documents.actions import add_document
from app.ui import opening
from app.ui.codebook.revising.versions_dialog import VersionsDialog
from app.ui.history.dialog import HistoryDialog
from app.ui.main_window import MainWindow
from app.ui.project_page import ProjectPage
from app.ui.rounds.dialog import RoundsDialog
from app.ui.rounds.new_round import NewRoundDialog

WORDS = ("They took the flour.", "We queued from four.", "My brother stayed.")
ITEMS = 30
Kind = TypeVar("Kind", bound=QDialog)
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(window: MainWindow, tmp_path: Path) -> ProjectPage:
    """Ana and Murat, two codes whose keys are 1 and 2, and three interviews of ten lines."""
    window.enter(opening.new_project(tmp_path / "study.intercoder", "Ana"))
    do = window.project_page().session.do
    do("Add Murat", add_coder, name="Murat")
    for name, key in (("Corruption", "1"), ("Hard life", "2")):
        do(f"Add code {name}", add_code, name=name, shortcut=key)
    for name, words in zip(("Baker", "Driver", "Nurse"), WORDS, strict=True):
        do(f"Import {name}", add_document, name=name, text=f"{words}\n" * 10)
    return window.project_page()


def press(key: str | Qt.Key, *held: Qt.KeyboardModifier) -> None:
    """A key, to whatever has the focus."""
    focus = QApplication.focusWidget()
    assert focus is not None
    modifiers = Qt.KeyboardModifier.NoModifier
    for one in held:
        modifiers |= one
    QTest.keyClick(focus, key, modifiers)


def opened(window: MainWindow, kind: type[Kind], qtbot: QtBot) -> Kind:
    qtbot.waitUntil(lambda: bool(window.findChildren(kind)))
    return window.findChildren(kind)[-1]


def leave(dialog: QDialog, window: MainWindow, qtbot: QtBot) -> None:
    dialog.close()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def plan(window: MainWindow, qtbot: QtBot) -> None:
    """A blind round of everything for everybody, as the dialog proposes it."""
    press(Qt.Key.Key_R, CTRL, SHIFT)
    dialog = opened(window, RoundsDialog, qtbot)
    QTest.mouseClick(dialog.new, Qt.MouseButton.LeftButton)
    new = opened(window, NewRoundDialog, qtbot)
    assert new.blind.isChecked()
    QTest.mouseClick(new.ok, Qt.MouseButton.LeftButton)
    leave(dialog, window, qtbot)


def code_everything(page: ProjectPage, key: str, until: int) -> None:
    """The first words of every line of every document, coded by keys, and each document completed."""
    text = page.code.text
    for entry in page.code.entries():
        page.open_document(entry.document.id)
        text.setFocus()
        press(Qt.Key.Key_Home, CTRL)
        for _ in range(ITEMS // 3):
            for _ in range(until):
                press(Qt.Key.Key_Right, SHIFT)
            press(key)
            press(Qt.Key.Key_Down)
            press(Qt.Key.Key_Home)
        press(Qt.Key.Key_C, CTRL, SHIFT)


def close(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    def agree(box: QMessageBox) -> int:
        next(button for button in box.buttons() if "Close" in button.text()).click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", agree)
    press(Qt.Key.Key_R, CTRL, SHIFT)
    dialog = opened(window, RoundsDialog, qtbot)
    QTest.mouseClick(dialog.close_round, Qt.MouseButton.LeftButton)
    leave(dialog, window, qtbot)


def reconcile(page: ProjectPage, qtbot: QtBot) -> None:
    """Thirty items by keys alone: each coder's coding, both, nobody, and one taken back and decided again."""
    press(Qt.Key.Key_3, CTRL)
    workspace = page.reconcile
    qtbot.waitUntil(workspace.at_work, timeout=20_000)
    assert workspace.head.sentence.text() == f"{ITEMS} open of {ITEMS}"
    for number in range(ITEMS):
        press("ab+n"[number % 4])
        if number == 3:
            press(Qt.Key.Key_Z, CTRL)
            press("a")
    assert f"All {ITEMS} disagreements are settled." in workspace.none_left.text()


def publish(window: MainWindow, qtbot: QtBot) -> None:
    press(Qt.Key.Key_1, CTRL)
    press(Qt.Key.Key_V, CTRL, SHIFT)
    dialog = opened(window, VersionsDialog, qtbot)
    QTest.keyClicks(dialog.reason, "Flour belongs to corruption")
    QTest.mouseClick(dialog.publish, Qt.MouseButton.LeftButton)
    leave(dialog, window, qtbot)


def test_a_lead_plans_codes_closes_reconciles_publishes_and_finds_every_step(
    window: MainWindow, page: ProjectPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan(window, qtbot)
    code_everything(page, "1", until=9)
    page.session.coder_id = 2
    assert page.session.project.undo_label() != "Complete “Nurse”"  # Ana's, and she codes blind
    code_everything(page, "2", until=9)
    page.session.coder_id = 1
    close(window, qtbot, monkeypatch)
    reconcile(page, qtbot)
    page.session.do("Define", change_code, code_id=1, brief_definition="Also flour that was taken")
    publish(window, qtbot)

    press(Qt.Key.Key_H, CTRL)
    dialog = opened(window, HistoryDialog, qtbot)
    while dialog.model.canFetchMore(dialog.table.rootIndex()):
        dialog.model.fetchMore(dialog.table.rootIndex())
    told = [dialog.model.index(row, 2).data() for row in range(dialog.model.rowCount())]
    for code in ("Corruption", "Hard life"):
        assert told.count(f"Apply “{code}”") == ITEMS
    assert sum(one.startswith("Decide: ") for one in told) == ITEMS + 1
    assert sum(one.startswith("Undo: Decide: ") for one in told) == 1
    assert sum(one.startswith("Complete “") for one in told) == 6
    for step in ("Make round “Round 1”", "Close round “Round 1”", "Publish version 1 of the codebook"):
        assert told.count(step) == 1
    dialog.close()
