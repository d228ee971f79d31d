"""Whose coding was taken is said where it is looked up later, in blind order nowhere."""

from pytestqt.qtbot import QtBot

from app.store.history import history
from app.ui.reconcile.workspace import ReconcileWorkspace
from tests.study import Study
from tests.ui.reconcile.test_workspace import press


def test_the_history_and_the_banner_say_whose_coding_was_taken_but_not_in_blind_order(
    workspace: ReconcileWorkspace, study: Study, qtbot: QtBot
) -> None:
    press(workspace, qtbot, "b")
    workspace.head.blind.setChecked(True)
    press(workspace, qtbot, "a")
    workspace.head.blind.setChecked(False)

    with study.project.read() as session:
        labels = [row.label for row in history(session, limit=2)]
    assert labels == [
        "Decide: one coder’s coding, Hard life in Baker, turn 2",
        "Decide: the coding of Murat Kaya, Corruption in Baker, turn 2",
    ]
    workspace.head.want_everything(frozenset(("settled", "open")))
    workspace.queue.choose(0)
    assert workspace.desk.banner.state.text().startswith("The coding of Murat Kaya, by Ana Yilmaz on ")
