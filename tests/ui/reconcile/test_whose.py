"""Whose coding was taken is said where it is looked up later, in blind order nowhere."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.coders.actions import add_coder, change_coder
from app.isolation import bare, isolated
from app.store.history import history
from app.ui import jobs
from app.ui.reconcile.many.feedback_dialog import FeedbackDialog
from app.ui.reconcile.workspace import ReconcileWorkspace
from app.ui.session import ProjectSession
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


def test_who_coded_nothing_stands_beside_it_with_letter_and_initials_and_the_name_in_the_tip(
    workspace: ReconcileWorkspace, study: Study, session: ProjectSession, qtbot: QtBot
) -> None:
    study.project.do("Rename", change_coder, coder_id=study.murat, name="عمر الحسن", initials="عح")
    session.look()
    qtbot.waitUntil(lambda: not jobs.running(workspace))
    workspace.queue.choose(1)
    page = workspace.desk.passage.page
    assert page is not None
    lanes = {row.lane.label: row.lane for line in page.lines for row in line.rows if not row.lane.rows}
    assert list(lanes) == [f"B  {isolated('عح')}"]
    assert bare(lanes[f"B  {isolated('عح')}"].who) == "B عمر الحسن: coded nothing here"
    workspace.head.blind.setChecked(True)
    assert workspace.desk.passage.page is not None
    lines = workspace.desk.passage.page.lines
    assert {row.lane.label for line in lines for row in line.rows if not row.lane.rows} <= {"A", "B"}


def test_feedback_begins_with_a_coder_who_coded_and_not_with_a_lead_who_has_nothing(
    workspace: ReconcileWorkspace, study: Study, session: ProjectSession, qtbot: QtBot
) -> None:
    lead = study.project.do("Lead", add_coder, name="Aaron Lead", role="lead")
    session.coder_id = lead
    session.look()
    qtbot.waitUntil(lambda: workspace.loaded is not None and lead in workspace.loaded.team.coders)
    workspace.bulk.show_feedback(workspace.loaded)
    dialog = workspace.findChildren(FeedbackDialog)[0]
    assert dialog.coder.currentData() == study.ana
    assert all(
        dialog.figure.headerItem().textAlignment(column) & Qt.AlignmentFlag.AlignRight
        for column in range(1, dialog.figure.columnCount())
    )
    dialog.close()
    session.coder_id = study.murat
    qtbot.waitUntil(lambda: workspace.loaded is not None)
    workspace.bulk.show_feedback(workspace.loaded)
    dialog = workspace.findChildren(FeedbackDialog)[-1]
    assert dialog.coder.currentData() == study.murat
    dialog.close()
