"""A settled item that is opened again."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.ui.reconcile.workspace import ReconcileWorkspace
from tests.study import Study
from tests.ui.reconcile.conftest import consensus
from tests.ui.reconcile.test_workspace import press


def test_a_settled_item_can_be_opened_again(
    workspace: ReconcileWorkspace, study: Study, qtbot: QtBot
) -> None:
    press(workspace, qtbot, "u")
    workspace.head.want_everything(frozenset(("settled", "open")))
    workspace.queue.choose(0)
    workspace.queue.setFocus()
    assert workspace.desk.banner.state.text().startswith("Union, by Ana Yilmaz on ")
    press(workspace, qtbot, "v")

    assert consensus(study.project) == []
    assert [row.status for row in workspace.queue.queue.rows()] == ["open", "open"]


def test_an_item_that_is_opened_again_stays_at_hand_though_only_settled_ones_are_shown(
    workspace: ReconcileWorkspace, study: Study, qtbot: QtBot
) -> None:
    press(workspace, qtbot, "u")
    press(workspace, qtbot, "n")
    qtbot.mouseClick(workspace.show_settled, Qt.MouseButton.LeftButton)
    workspace.queue.choose(0)
    workspace.queue.setFocus()
    key = workspace.key_at_hand()
    press(workspace, qtbot, "v")

    assert workspace.key_at_hand() == key
    assert [row.status for row in workspace.queue.queue.rows()] == ["open", "settled"]
