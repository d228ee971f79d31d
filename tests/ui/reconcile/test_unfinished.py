"""What was begun at an item waits there: notes, reasons, and what was put on the passage."""

import sys

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.models import DiscussionNote
from app.ui.reconcile.workspace import ReconcileWorkspace
from app.ui.session import ProjectSession
from tests.study import BAKER, Study
from tests.ui.reconcile.conftest import consensus

FLOUR = "They took the flour for themselves"


def press(workspace: ReconcileWorkspace, qtbot: QtBot, key: Qt.Key | str) -> None:
    """A key, to whatever has the focus."""
    target = workspace.focusWidget() or workspace
    if isinstance(key, str):
        qtbot.keyClicks(target, key)
    else:
        qtbot.keyClick(target, key)


def walk(workspace: ReconcileWorkspace, qtbot: QtBot, row: int) -> None:
    """Another item comes on the desk by a click in the queue."""
    view = workspace.queue
    middle = view.visualRect(view.model().index(row, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    qtbot.waitUntil(lambda: view.currentIndex().row() == row)


def test_what_was_begun_at_a_passage_waits_there_and_is_stored_nowhere_else(
    workspace: ReconcileWorkspace, study: Study, qtbot: QtBot
) -> None:
    desk = workspace.desk
    first = workspace.queue.currentIndex().row()
    qtbot.keyClicks(desk.discussion.field, "about the flour")
    qtbot.keyClicks(desk.bar.note, "the longer one")
    desk.bar.reason.take("definition unclear")
    walk(workspace, qtbot, 1 - first)
    assert (desk.discussion.field.text(), desk.bar.note.text(), desk.bar.reason.reason) == ("", "", "")
    qtbot.keyClick(desk.discussion.field, Qt.Key.Key_Return)
    walk(workspace, qtbot, first)
    assert desk.discussion.field.text() == "about the flour"
    assert (desk.bar.note.text(), desk.bar.reason.reason) == ("the longer one", "definition unclear")
    with study.project.read() as session:
        assert session.scalars(select(DiscussionNote)).all() == []


def test_a_key_that_would_settle_otherwise_is_refused_while_a_preview_waits_for_enter(
    workspace: ReconcileWorkspace, study: Study, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    start = BAKER.index(FLOUR)
    monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _trace: said.append(str(error)))
    press(workspace, qtbot, "o")
    press(workspace, qtbot, "hard")
    press(workspace, qtbot, Qt.Key.Key_Return)
    for key in ("u", "n", "a", Qt.Key.Key_Down):
        press(workspace, qtbot, key)
    assert consensus(study.project) == []
    assert len(said) == 4
    assert all("not stored yet. Press Enter" in sentence for sentence in said)
    press(workspace, qtbot, Qt.Key.Key_Return)
    assert consensus(study.project) == [("Hard life", start, start + len(FLOUR))]
    assert workspace.desk.editing.draft is None


def test_a_note_that_is_refused_stays_in_its_field(
    workspace: ReconcileWorkspace,
    session: ProjectSession,
    study: Study,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said: list[str] = []
    monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _trace: said.append(str(error)))
    session.project.coder_id = None
    field = workspace.desk.discussion.field
    qtbot.keyClicks(field, "an hour of thought")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert (len(said), field.text()) == (1, "an hour of thought")
    session.project.coder_id = study.ana
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == ""
