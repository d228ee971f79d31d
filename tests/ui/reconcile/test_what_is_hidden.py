"""Reconcile shows nothing of what may not be seen any more, nor of what another person began."""

from pytestqt.qtbot import QtBot

from app.rounds.actions import close_round, create_round
from app.ui.reconcile.workspace import ReconcileWorkspace
from app.ui.session import ProjectSession
from tests.study import Study
from tests.ui.reconcile.conftest import shown_workspace


def test_what_is_shown_is_hidden_at_once_when_the_closing_of_its_round_is_taken_back(
    session: ProjectSession, study: Study, qtbot: QtBot
) -> None:
    round_id = session.do(
        "Make",
        create_round,
        name="Pilot",
        document_ids=[study.baker],
        coder_ids=[study.ana, study.murat],
        blind=True,
    )
    session.do("Close", close_round, round_id=round_id, unfinished="leave out")
    workspace = shown_workspace(session, qtbot)
    qtbot.waitUntil(workspace.at_work)
    session.undo()
    assert not workspace.desk.isVisible()
    qtbot.waitUntil(lambda: workspace.hint.isVisible() and "…" not in workspace.hint.text())


def test_what_one_person_began_waits_for_that_person(
    workspace: ReconcileWorkspace, study: Study, qtbot: QtBot
) -> None:
    qtbot.keyClicks(workspace.desk.bar.note, "as Ana sees it")
    workspace.session.coder_id = study.murat
    assert not workspace.desk.isVisible()
    qtbot.waitUntil(workspace.at_work)
    assert workspace.desk.bar.note.text() == ""
    workspace.session.coder_id = study.ana
    qtbot.waitUntil(workspace.at_work)
    assert workspace.desk.bar.note.text() == "as Ana sees it"
