"""A decision that the consensus excludes says what is in the way, and leads there."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.codebook.actions import add_code, move_code
from app.coders.actions import add_coder
from app.reconcile.queries import STATUSES, QueueRow
from app.rounds.actions import complete_document
from app.store import Project
from app.ui import jobs
from app.ui.coders.who import WhoDialog
from app.ui.main_window import MainWindow
from app.ui.project_page import ProjectPage
from app.ui.workspaces import Workspace
from tests.study import BAKER, make_study


@pytest.fixture
def page(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> ProjectPage:
    """Both coded the queue, Ana took the flour for corruption: both codes exclude each other."""
    study = make_study(str(tmp_path / "study.intercoder"))
    domain = study.project.do("Add", add_code, name="Reasons", exclusive=True)
    for place, code in enumerate((study.corruption, study.hard_life)):
        study.project.do("Move", move_code, code_id=code, parent_id=domain, position=place)
    study.code("They took the flour for themselves")
    study.code("We queued", code_id=study.hard_life, coder_id=study.murat)
    for coder_id in (study.ana, study.murat):
        study.project.do("Complete", complete_document, document_id=study.baker, coder_id=coder_id)
    study.project.close()
    window.open_location(study.project.location)
    page = window.project_page()
    for dialog in window.findChildren(WhoDialog):
        dialog.done(0)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    page.session.coder_id = study.ana
    page.show_workspace(Workspace.RECONCILE)
    qtbot.waitUntil(lambda: page.reconcile.loaded is not None, timeout=20_000)
    return page


def press(window: MainWindow, page: ProjectPage, key: Qt.Key) -> None:
    QTest.keyClick(window.focusWidget() or page.reconcile, key)


def be_refused(page: ProjectPage, window: MainWindow, qtbot: QtBot) -> tuple[QueueRow, QueueRow]:
    """Settle an item, and try to draw the other one over it; returns both."""
    desk = page.reconcile.desk
    settled = desk.row
    assert settled is not None
    press(window, page, Qt.Key.Key_U)
    qtbot.waitUntil(lambda: desk.row is not None and desk.row.item.key != settled.item.key)
    other = desk.row
    assert other is not None
    press(window, page, Qt.Key.Key_E)
    assert desk.editing.draft is not None
    both = BAKER.index("They took"), BAKER.index("We queued") + len("We queued")
    desk.editing.draft = desk.editing.draft.spanning(*both)
    press(window, page, Qt.Key.Key_Return)
    assert "Nothing was decided" in window.messages.text()
    return settled, other


def test_what_is_in_the_way_is_named_and_shown_and_can_be_settled_otherwise(
    page: ProjectPage, window: MainWindow, qtbot: QtBot
) -> None:
    reconcile, desk = page.reconcile, page.reconcile.desk
    settled, other = be_refused(page, window, qtbot)
    said = window.messages.text()
    assert "on some of these words already in turn 2" in said
    assert "Open that passage again and settle it otherwise" in said
    QTest.mouseClick(window.messages.offers[0], Qt.MouseButton.LeftButton)
    assert desk.row is not None
    assert desk.row.item.key == settled.item.key
    QTest.keyClick(window.focusWidget() or reconcile, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: not jobs.running(window))
    reconcile.queue.choose(reconcile.queue.queue.number(other.item.key) or 0)
    assert desk.row is not None
    assert desk.row.item.key == other.item.key
    assert desk.editing.draft is not None  # what was begun waits there
    QTest.keyClick(window.focusWidget() or reconcile, Qt.Key.Key_Return)
    qtbot.waitUntil(
        lambda: reconcile.loaded is not None and reconcile.loaded.status(other.item.key) == "settled"
    )


def test_a_refusal_goes_with_the_next_decision_that_succeeds(
    page: ProjectPage, window: MainWindow, qtbot: QtBot
) -> None:
    _, other = be_refused(page, window, qtbot)
    press(window, page, Qt.Key.Key_Escape)
    assert window.messages.text()
    press(window, page, Qt.Key.Key_N)
    loaded = page.reconcile.loaded
    assert loaded is not None
    assert loaded.status(other.item.key) == "settled"
    assert window.messages.text() == ""


def test_a_refusal_goes_with_an_undo(page: ProjectPage, window: MainWindow, qtbot: QtBot) -> None:
    be_refused(page, window, qtbot)
    page.session.undo()
    assert window.messages.text() == ""


def test_a_refusal_goes_when_another_item_is_chosen_and_stays_beside_its_own(
    page: ProjectPage, window: MainWindow, qtbot: QtBot
) -> None:
    settled, other = be_refused(page, window, qtbot)
    queue = page.reconcile.queue
    with Project.open(page.session.project.location, station="other") as colleague:
        colleague.do("Add", add_coder, name="Ben")
    page.session.look()
    qtbot.waitUntil(lambda: not jobs.running(window))
    assert page.reconcile.key_at_hand() == other.item.key
    assert window.messages.text()
    page.reconcile.head.want_everything(frozenset(STATUSES))
    assert window.messages.text()
    queue.choose(queue.queue.number(settled.item.key) or 0)
    assert page.reconcile.key_at_hand() == settled.item.key
    assert window.messages.text() == ""
