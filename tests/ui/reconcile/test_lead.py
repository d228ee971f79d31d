"""A lead settles thirty disagreements in the main window, by keyboard alone."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.codebook.actions import add_code
from app.coders.actions import add_coder
from app.coders.here import remember_here
from app.coding.actions import apply_code
from app.documents.actions import add_document
from app.rounds.actions import close_round, complete_document, create_round
from app.store import Project
from app.store.history import history
from app.ui.main_window import MainWindow
from app.ui.reconcile.workspace import ReconcileWorkspace
from app.ui.rounds.dialog import RoundsDialog
from app.ui.workspaces import Workspace

SENTENCE = "We queued from four in the morning. "
ITEMS = 30


def make_project(path: Path, *, closed: bool) -> None:
    """Ana, who works here, and Murat differ in thirty sentences of a blind round."""
    with Project.create(str(path), station="there") as project:
        do = project.do
        coders = [do("Add", add_coder, name=name) for name in ("Ana", "Murat")]
        remember_here(project, coders[0])
        code = do("Add", add_code, name="Hard life")
        document = do("Import", add_document, name="Baker", text=SENTENCE * ITEMS)
        place = {"document_ids": [document], "coder_ids": coders}
        round_id = do("Plan", create_round, name="Round 1", kind="reliability", blind=True, **place)
        for number in range(ITEMS):
            start = number * len(SENTENCE)
            for coder, end in zip(coders, (34, 9), strict=True):
                span = {"start": start, "end": start + end}
                do("Apply", apply_code, document_id=document, code_id=code, coder_id=coder, **span)
        for coder in coders:
            do("Complete", complete_document, document_id=document, coder_id=coder)
        if closed:
            do("Close", close_round, round_id=round_id)


def reconcile(window: MainWindow, path: Path, qtbot: QtBot) -> ReconcileWorkspace:
    """Open the project and go to the workspace by its key."""
    window.open_location(str(path))
    page = window.project_page()
    qtbot.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert page.bar._group.checkedId() == Workspace.RECONCILE
    qtbot.waitUntil(lambda: page.reconcile.loaded is not None, timeout=20_000)
    return page.reconcile


def press(qtbot: QtBot, key: str | Qt.Key, *held: Qt.KeyboardModifier) -> None:
    """A key, to whatever has the focus."""
    focus = QApplication.focusWidget()
    assert focus is not None
    if isinstance(key, str):
        qtbot.keyClicks(focus, key)
    else:
        qtbot.keyClick(focus, key, held[0] if held else Qt.KeyboardModifier.NoModifier)


def test_thirty_items_are_settled_by_keyboard_alone_and_every_step_is_in_the_history(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    make_project(tmp_path / "Study.intercoder", closed=True)
    workspace = reconcile(window, tmp_path / "Study.intercoder", qtbot)
    qtbot.waitUntil(workspace.at_work, timeout=20_000)
    assert workspace.head.round.currentText() == "Round 1 (closed)"
    for number in range(ITEMS):
        if number == 3:
            press(qtbot, "w")
            press(qtbot, "the whole sentence, nobody doubts it")
            press(qtbot, Qt.Key.Key_Return)
        if number == 5:
            press(qtbot, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
            assert workspace.head.sentence.text() == f"{ITEMS - 4} open of {ITEMS}"
            press(qtbot, "n")
        press(qtbot, "aubin+"[number % 6])

    assert "All 30 disagreements are settled." in workspace.none_left.text()
    with window.project_page().session.project.read() as reading:
        steps = [row.kind for row in history(reading, limit=100) if row.label.startswith("Decide: ")]
    assert (steps.count("do"), steps.count("undo")) == (ITEMS + 1, 1)


def test_keys_with_control_and_shift_are_the_windows_while_an_item_is_at_hand(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    make_project(tmp_path / "Study.intercoder", closed=True)
    workspace = reconcile(window, tmp_path / "Study.intercoder", qtbot)
    qtbot.waitUntil(workspace.at_work, timeout=20_000)
    held = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    press(qtbot, "u")
    press(qtbot, Qt.Key.Key_Z, held[0])
    assert workspace.head.sentence.text() == f"{ITEMS} open of {ITEMS}"
    press(qtbot, Qt.Key.Key_Z, held[0] | held[1])
    assert workspace.head.sentence.text() == f"{ITEMS - 1} open of {ITEMS}"
    press(qtbot, Qt.Key.Key_Z, held[0])
    press(qtbot, Qt.Key.Key_Y, held[0])
    assert workspace.head.sentence.text() == f"{ITEMS - 1} open of {ITEMS}"
    press(qtbot, Qt.Key.Key_R, held[0] | held[1])
    assert len(window.findChildren(RoundsDialog)) == 1


def test_the_text_grows_with_that_of_the_other_workspaces(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    make_project(tmp_path / "Study.intercoder", closed=True)
    workspace = reconcile(window, tmp_path / "Study.intercoder", qtbot)
    qtbot.waitUntil(workspace.at_work, timeout=20_000)
    before = workspace.desk.passage._size
    press(qtbot, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)

    assert workspace.desk.passage._size == before + 1


def test_an_open_blind_round_shows_nothing_and_says_when_it_will(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    make_project(tmp_path / "Study.intercoder", closed=False)
    workspace = reconcile(window, tmp_path / "Study.intercoder", qtbot)

    assert not workspace.at_work()
    assert "“Round 1” is blind and open; its disagreements appear when it is closed." in workspace.hint.text()
    workspace.head.round.setCurrentIndex(1)
    workspace.head.round_chosen.emit()
    qtbot.waitUntil(lambda: workspace.loaded is not None and workspace.loaded.round_id == 1, timeout=20_000)
    assert "its disagreements appear when it is closed. 2 of 2 assignments" in workspace.hint.text()
    assert workspace.queue.queue.rowCount() == 0
