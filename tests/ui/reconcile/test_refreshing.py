"""What the Reconcile workspace shows of codings, names and memos when these change or are gone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.codebook.actions import delete_code, merge_codes
from app.coders.actions import remove_coder
from app.coding.actions import apply_code, change_coding, remove_codings
from app.documents.actions import add_document
from app.models import Code, Coding
from app.rounds.actions import close_round, complete_document, create_round
from app.store import Project
from app.ui.reconcile.passage.excerpt import MOST
from app.ui.reconcile.workspace import ReconcileWorkspace
from app.ui.session import ProjectSession
from tests.prepared import PreparedFiles
from tests.study import Study
from tests.ui.reconcile.conftest import consensus, shown_workspace
from tests.ui.reconcile.test_workspace import at_hand, kinds, press


@pytest.fixture
def plain(prepared: PreparedFiles, tmp_path: Path) -> Iterator[Study]:
    """The small study, of which nobody has coded or completed anything."""
    with prepared.study(tmp_path) as study:
        yield study


@pytest.fixture
def closed(plain: Study) -> Study:
    """A closed round: Ana has the flour, Murat less of it; the queue is Ana's alone."""
    place = {"document_ids": [plain.baker], "coder_ids": [plain.ana, plain.murat]}
    round_id = plain.project.do("Plan", create_round, name="Pilot", blind=True, **place)
    plain.code("They took the flour for themselves", memo="Is this still hardship?", sure=False)
    plain.code("took the flour", coder_id=plain.murat)
    plain.code("We queued from four in the morning", code_id=plain.hard_life)
    for coder in (plain.ana, plain.murat):
        plain.project.do("Complete", complete_document, document_id=plain.baker, coder_id=coder)
    plain.project.do("Close", close_round, round_id=round_id)
    return plain


def look(study: Study, qtbot: QtBot) -> tuple[ReconcileWorkspace, ProjectSession]:
    """The workspace as Ana sees it."""
    session = ProjectSession(study.project)
    session.coder_id = study.ana
    session._timer.stop()
    session.look()
    workspace = shown_workspace(session, qtbot)
    qtbot.waitUntil(lambda: at_hand(workspace) != "")
    return workspace, session


def test_a_code_that_was_deleted_since_a_round_was_closed_keeps_its_name_and_definition(
    closed: Study, qtbot: QtBot
) -> None:
    closed.project.do("Delete", delete_code, code_id=closed.corruption)
    workspace, _ = look(closed, qtbot)

    assert "Corruption" in workspace.queue.queue.index(0, 0).data()
    assert "Corruption" in workspace.desk.definitions.toPlainText()
    assert (
        "Corruption, “They took the flour for themselves”" in workspace.desk.passage.accessibleDescription()
    )
    assert closed.corruption not in [one.id for one in workspace.loaded.team.codebook()]  # type: ignore[union-attr]  # at hand


def test_a_code_that_was_merged_keeps_its_name_in_the_round_and_the_consensus_gets_the_other(
    closed: Study, qtbot: QtBot
) -> None:
    closed.project.do("Merge", merge_codes, source_ids=[closed.corruption], target_id=closed.hard_life)
    workspace, _ = look(closed, qtbot)
    assert "Corruption" in workspace.queue.queue.index(0, 0).data()
    press(workspace, qtbot, "u")

    assert [code for code, _, _ in consensus(closed.project)] == ["Hard life"]


def test_a_coder_who_left_since_a_round_was_closed_keeps_a_lane_and_a_key(
    closed: Study, qtbot: QtBot
) -> None:
    closed.project.do("Remove", remove_coder, coder_id=closed.murat)
    workspace, _ = look(closed, qtbot)
    assert [face.name for face in workspace.desk.faces] == ["Ana Yilmaz", "Murat Kaya"]
    press(workspace, qtbot, "b")

    assert len(consensus(closed.project)) == 1


def test_memos_stand_beside_the_passage_without_names_in_blind_order(closed: Study, qtbot: QtBot) -> None:
    workspace, _ = look(closed, qtbot)
    told = workspace.desk.discussion.list.toPlainText()
    assert "A Ana Yilmaz, memo on Corruption, “They took the flour for themselves”" in told
    assert "Is this still hardship?" in told

    qtbot.mouseClick(workspace.head.blind, Qt.MouseButton.LeftButton)
    told = workspace.desk.discussion.list.toPlainText()
    assert "Is this still hardship?" in told
    assert "Ana" not in told


def test_a_memo_written_now_is_read_anew(
    workspace: ReconcileWorkspace, session: ProjectSession, study: Study, qtbot: QtBot
) -> None:
    with study.project.read() as reading:
        coding_id = reading.scalars(select(Coding.id).order_by(Coding.id)).first()
    session.do("Memo", change_coding, coding_id=coding_id, coder_id=study.ana, memo="Perhaps")

    qtbot.waitUntil(lambda: "Perhaps" in workspace.desk.discussion.list.toPlainText())


def test_an_undone_decision_and_a_colleagues_removal_in_one_look_are_both_seen(
    workspace: ReconcileWorkspace, session: ProjectSession, study: Study, qtbot: QtBot
) -> None:
    session._timer.stop()
    press(workspace, qtbot, "u")
    study.project.undo()
    with Project.open(study.project.location, station="there") as other, other.read() as reading:
        queued = reading.scalars(select(Coding.id).join(Code).where(Code.name == "Hard life")).one()
    with Project.open(study.project.location, station="there") as other:
        other.do("Remove", remove_codings, coding_ids=[queued], coder_id=study.ana)
    session.look()

    qtbot.waitUntil(lambda: kinds(workspace) == ["boundary"])
    assert at_hand(workspace) == "boundary"
    assert consensus(study.project) == []


@pytest.mark.parametrize("order", ["text", "weight", "similar", "kind", "code"])
def test_an_item_that_was_taken_back_stands_where_it_stood(
    workspace: ReconcileWorkspace, session: ProjectSession, qtbot: QtBot, order: str
) -> None:
    workspace.head.order.setCurrentIndex(workspace.head.order.findData(order))
    workspace.head.order.activated.emit(0)
    before = kinds(workspace)
    workspace.queue.choose(0)
    first = at_hand(workspace)
    press(workspace, qtbot, "n")
    assert kinds(workspace) == before[1:]
    session.undo()

    assert kinds(workspace) == before
    assert at_hand(workspace) == first


def test_a_passage_that_is_too_long_to_be_shown_whole_says_so(plain: Study, qtbot: QtBot) -> None:
    words = "We queued from four in the morning. " * (MOST // 36 + 100)
    document = plain.project.do("Import", add_document, name="Long", text=words)
    for coder, end in ((plain.ana, len(words) - 1), (plain.murat, len(words) - 40)):
        span = {"document_id": document, "start": 0, "end": end}
        plain.project.do("Apply", apply_code, code_id=plain.corruption, coder_id=coder, **span)
        plain.project.do("Complete", complete_document, document_id=document, coder_id=coder)
    workspace, _ = look(plain, qtbot)

    assert "only the first 40,000 characters are shown" in workspace.desk.banner.kind.text()
