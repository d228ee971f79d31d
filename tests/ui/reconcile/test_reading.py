"""What stands around the codings while an item is settled: definitions in order, and warnings about turns."""

from pytestqt.qtbot import QtBot

from app.coding.actions import apply_code
from app.ui.reconcile.workspace import ReconcileWorkspace
from app.ui.session import ProjectSession
from tests.study import BAKER, Study


def test_the_codes_of_the_item_are_defined_before_those_beside_it(
    study: Study, session: ProjectSession, workspace: ReconcileWorkspace, qtbot: QtBot
) -> None:
    start = BAKER.index("We queued from")
    for coder in (study.ana, study.murat):
        session.do(
            "Beside",
            apply_code,
            document_id=study.baker,
            code_id=study.corruption,
            coder_id=coder,
            start=start,
            end=start + len("We"),
        )
    shown = workspace.desk.definitions
    qtbot.waitUntil(lambda: workspace.loaded is not None and len(workspace.loaded.rows) == 4, timeout=20_000)
    qtbot.keyClicks(workspace.queue, "u")

    words = shown.toPlainText()
    assert words.index("Hard life") < words.index("On the same words") < words.index("Corruption")


def test_a_boundary_moved_over_the_end_of_a_turn_says_so(workspace: ReconcileWorkspace, qtbot: QtBot) -> None:
    qtbot.keyClicks(workspace.queue, "u")
    editing = workspace.desk.bar.editing
    qtbot.keyClicks(workspace.desk.passage, "e")
    assert "turn" not in editing.text()
    workspace.desk.editing.move("end", right=True, by_sign=False)  # the morning: the turn's last word
    for _ in range(2):
        workspace.desk.editing.move("end", right=True, by_sign=False)

    assert "over the end of a turn: from turn 2 (BAKER) into turn 3 (INTERVIEWER)" in editing.text()
    assert workspace.desk.editing.draft is not None
    workspace.desk.editing.move("end", right=False, by_sign=False)
    workspace.desk.editing.move("end", right=False, by_sign=False)
    workspace.desk.editing.move("end", right=False, by_sign=False)
    assert "turn" not in editing.text()
