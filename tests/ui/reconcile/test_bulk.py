"""Many items at once, votes, feedback and proposals, driven by mouse and keys."""

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app.coding.actions import apply_code
from app.documents.actions import add_document
from app.reconcile.actions import decide_many
from app.reconcile.queries import queue
from app.store.history import history
from app.ui import jobs
from app.ui.reconcile import workspace as reconcile_workspace
from app.ui.reconcile.many import rules_dialog, settle_dialog, similar_dialog
from app.ui.reconcile.many.feedback_dialog import FeedbackDialog
from app.ui.reconcile.many.rules_dialog import RulesDialog
from app.ui.reconcile.many.similar_dialog import SimilarDialog
from app.ui.reconcile.workspace import ReconcileWorkspace
from app.ui.session import ProjectSession
from tests.study import BAKER, Study
from tests.ui.reconcile.conftest import complete, consensus

FLOUR = (BAKER.index("They took"), BAKER.index(". We queued"))
QUEUED = (BAKER.index("We queued"), BAKER.index(".\nINTERVIEWER: And"))


def click(qtbot: QtBot, button: object) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))


def statuses(study: Study) -> list[str]:
    with study.project.read() as session:
        return [row.status for row in queue(session)]


def test_rules_say_what_they_would_settle_and_one_undo_takes_all_back(
    workspace: ReconcileWorkspace, session: ProjectSession, study: Study, qtbot: QtBot
) -> None:
    click(qtbot, workspace.head.rules)
    dialog = workspace.findChildren(RulesDialog)[0]
    assert dialog.counts[dialog.exact].text() == "1"
    dialog.share.setValue(30)
    assert dialog.boundary.isChecked()
    assert dialog.counts[dialog.boundary].text() == "1"
    assert dialog.sentence.text() == "2 would be settled, 1 stay open."
    assert dialog.table.lines.index(0, 2).data() == "“They took the flour for themselves”"
    assert dialog.table.lines.index(0, 3).data() == "Corruption: all of it"
    assert statuses(study) == ["open", "open", "open"]
    qtbot.waitUntil(lambda: dialog.counts[dialog.one].text() == "(1)", timeout=20_000)
    counts = [dialog.counts[box].text() for box in dialog.boxes()]
    assert counts == ["1", "1", "(0)", "(0)", "(1)"]
    click(qtbot, dialog.ok)

    assert statuses(study) == ["settled", "open", "settled"]
    assert len(consensus(study.project)) == 2
    session.undo()
    assert statuses(study) == ["open", "open", "open"]
    assert consensus(study.project) == []


def test_each_rule_says_what_it_settles_after_those_above_and_the_sum_is_the_total(
    workspace: ReconcileWorkspace, qtbot: QtBot
) -> None:
    workspace.ask_rules()
    dialog = workspace.findChildren(RulesDialog)[0]
    dialog.share.setValue(30)
    for ticked in (
        (),
        (dialog.exact,),
        (dialog.boundary, dialog.one),
        (dialog.exact, dialog.sure, dialog.one),
    ):
        for box in dialog.boxes():
            box.setChecked(box in ticked)
        qtbot.waitUntil(lambda: "…" not in "".join(counts_told(dialog)), timeout=20_000)
        told = dict(zip(dialog.boxes(), counts_told(dialog), strict=True))
        assert sum(int(told[box]) for box in ticked) == len(dialog.preview.choices)
        for box in dialog.boxes():
            if box not in ticked:
                box.setChecked(True)  # the number in brackets is the one it then has
                assert told[box] == f"({dialog.counts[box].text()})"
                box.setChecked(False)


def counts_told(dialog: RulesDialog) -> list[str]:
    return [dialog.counts[box].text() for box in dialog.boxes()]


def test_many_items_are_settled_and_looked_at_in_the_background(
    workspace: ReconcileWorkspace, study: Study, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settle_dialog, "SETTLED_AT_ONCE", 0)
    monkeypatch.setattr(reconcile_workspace, "AT_ONCE", 0)
    workspace.ask_rules()
    dialog = workspace.findChildren(RulesDialog)[0]
    click(qtbot, dialog.ok)
    qtbot.waitUntil(lambda: workspace.loaded is not None and settled(workspace) == 1, timeout=20_000)
    assert len(consensus(study.project)) == 1


@pytest.mark.parametrize("at_once", [200, 0])
def test_rules_that_a_colleague_forestalled_say_so_and_keep_what_was_chosen(
    workspace: ReconcileWorkspace,
    study: Study,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    at_once: int,
) -> None:
    monkeypatch.setattr(settle_dialog, "SETTLED_AT_ONCE", at_once)
    workspace.ask_rules()
    dialog = workspace.findChildren(RulesDialog)[0]
    dialog.share.setValue(30)
    study.project.do("Settle", decide_many, choices=dialog.choices, coder_id=study.murat)
    click(qtbot, dialog.ok)
    qtbot.waitUntil(dialog.problem.isVisible, timeout=20_000)
    assert dialog.problem.text()
    assert dialog.ok.isEnabled()
    assert (dialog.share.value(), dialog.boundary.isChecked()) == (30, True)
    dialog.reject()
    assert not dialog.isVisible()


def test_rules_are_previewed_in_the_background_and_only_the_last_choice_counts(
    workspace: ReconcileWorkspace, study: Study, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules_dialog, "AT_ONCE", 0)
    workspace.ask_rules()
    dialog = workspace.findChildren(RulesDialog)[0]
    assert not dialog.ok.isEnabled()
    assert dialog.counts[dialog.exact].text() == "…"
    dialog.share.setValue(30)
    assert not dialog.ok.isEnabled()
    qtbot.waitUntil(dialog.ok.isEnabled, timeout=20_000)
    assert dialog.sentence.text() == "2 would be settled, 1 stay open."
    assert dialog.table.lines.rowCount() == 2
    click(qtbot, dialog.ok)
    assert statuses(study) == ["settled", "open", "settled"]


def settled(workspace: ReconcileWorkspace) -> int:
    assert workspace.loaded is not None
    return sum(row.status == "settled" for row in workspace.loaded.rows)


def test_rules_can_be_kept_to_what_the_queue_shows(workspace: ReconcileWorkspace, qtbot: QtBot) -> None:
    workspace.ask_rules()
    dialog = workspace.findChildren(RulesDialog)[0]
    click(qtbot, dialog.only_shown)

    assert dialog.sentence.text() == "No item would be settled by these rules."
    assert not dialog.ok.isEnabled()


@pytest.fixture
def alike(
    workspace: ReconcileWorkspace, session: ProjectSession, study: Study, qtbot: QtBot
) -> ReconcileWorkspace:
    """Another item that is like the first."""
    other = session.do("Import", add_document, name="Nurse", text="Nothing was left. We had no salt at all.")
    for coder, end in ((study.ana, 16), (study.murat, 11)):
        session.do(
            "Apply",
            apply_code,
            document_id=other,
            code_id=study.corruption,
            coder_id=coder,
            start=0,
            end=end,
        )
    complete(study, other)
    before = workspace.loaded
    session.look()
    qtbot.waitUntil(
        lambda: workspace.loaded is not before and len(workspace.loaded.rows) == 4, timeout=20_000
    )
    assert workspace.desk.bar.similar.text().startswith("Similar: 1 ")
    return workspace


def test_similar_items_get_the_same_outcome(alike: ReconcileWorkspace, study: Study, qtbot: QtBot) -> None:
    qtbot.keyClicks(alike.queue, "s")
    dialog = alike.findChildren(SimilarDialog)[0]
    dialog.outcome.setCurrentIndex(dialog.outcome.findText("intersection"))
    dialog.refresh()
    assert dialog.table.lines.rowCount() == 2
    click(qtbot, dialog.ok)

    first = BAKER.index("took the flour")
    assert consensus(study.project) == [("Corruption", first, first + 14), ("Corruption", 0, 11)]


def test_similar_items_are_previewed_in_the_background_and_only_the_last_choice_counts(
    alike: ReconcileWorkspace, study: Study, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(similar_dialog, "AT_ONCE", 0)
    qtbot.keyClicks(alike.queue, "s")
    dialog = alike.findChildren(SimilarDialog)[0]
    assert not dialog.ok.isEnabled()
    assert dialog.table.lines.rowCount() == 0
    dialog.outcome.setCurrentIndex(similar_dialog.SIMPLE.index("nobody"))
    dialog.refresh()
    assert not dialog.ok.isEnabled()
    qtbot.waitUntil(dialog.ok.isEnabled, timeout=20_000)
    assert dialog.table.lines.rowCount() == 2
    click(qtbot, dialog.ok)
    assert consensus(study.project) == []
    assert statuses(study).count("settled") == 2


def test_votes_stay_hidden_until_all_are_in_then_the_next_key_decides(
    workspace: ReconcileWorkspace, study: Study, qtbot: QtBot
) -> None:
    click(qtbot, workspace.head.meeting)
    meeting = workspace.desk.meeting
    assert "0 of 2 have voted" in meeting.sentence.text()
    qtbot.keyClicks(workspace.queue, "a")
    assert "1 of 2 has voted" in meeting.sentence.text()
    assert "Murat Kaya votes now" in meeting.sentence.text()
    assert "as A" not in meeting.sentence.text()
    assert [button.text() for button in meeting.buttons()] == ["✓ Ana Yilmaz", "Murat Kaya"]
    qtbot.keyClicks(workspace.queue, "u")
    assert "All votes are in. Ana Yilmaz: as A.   Murat Kaya: union." in meeting.sentence.text()
    with workspace.session.project.read() as reading:
        last, before = (row.label for row in history(reading, limit=2))
    assert last.startswith("Vote of Murat Kaya on ")
    assert before.startswith("Vote of Ana Yilmaz on ")
    assert consensus(study.project) == []
    qtbot.keyClicks(workspace.queue, "u")

    assert consensus(study.project) == [("Corruption", *FLOUR)]


def test_who_votes_can_be_chosen(workspace: ReconcileWorkspace, qtbot: QtBot) -> None:
    click(qtbot, workspace.head.meeting)
    click(qtbot, workspace.desk.meeting.buttons()[1])
    qtbot.keyClicks(workspace.queue, "n")

    assert [button.text() for button in workspace.desk.meeting.buttons()] == ["Ana Yilmaz", "✓ Murat Kaya"]


def test_feedback_lists_where_the_consensus_differs_and_opens_the_passage(
    workspace: ReconcileWorkspace, study: Study, qtbot: QtBot
) -> None:
    qtbot.keyClicks(workspace.queue, "b")
    qtbot.keyClicks(workspace.queue, "a")
    click(qtbot, workspace.head.feedback)
    dialog = workspace.findChildren(FeedbackDialog)[0]
    qtbot.waitUntil(lambda: dialog.figure.topLevelItemCount() == 2, timeout=20_000)
    top = dialog.lessons.topLevelItem(0)
    assert top is not None
    assert top.text(0) == "Corruption"
    lesson = top.child(0)
    assert lesson.text(1) == "boundary: the coder begins earlier"
    assert lesson.text(2) == "Corruption: “They took the flour for themselves”"
    assert lesson.text(3) == "Corruption: “took the flour”"
    with qtbot.waitSignal(workspace.passage_opened) as opened:
        dialog.lessons.itemActivated.emit(lesson, 0)
    assert opened.args[0] == study.baker
    ana = dialog.figure.topLevelItem(0)
    assert ana is not None
    assert [ana.text(column) for column in range(4)] == ["Ana Yilmaz", "2", "1", "50 %"]
    dialog.close()


def test_feedback_counts_a_passage_once_that_is_listed_under_two_codes(
    workspace: ReconcileWorkspace, session: ProjectSession, study: Study, qtbot: QtBot
) -> None:
    study.code("We queued from four in the morning", coder_id=study.murat)
    session.look()
    qtbot.waitUntil(lambda: not jobs.running(workspace))
    for key in "aa":
        qtbot.keyClicks(workspace.queue, key)
    click(qtbot, workspace.head.feedback)
    dialog = workspace.findChildren(FeedbackDialog)[0]
    dialog.coder.setCurrentIndex(dialog.coder.findData(study.murat))
    dialog.refresh()
    qtbot.waitUntil(lambda: dialog.lessons.topLevelItemCount() == 2, timeout=20_000)
    under = [dialog.lessons.topLevelItem(0), dialog.lessons.topLevelItem(1)]
    assert [top.child(top.childCount() - 1).text(0) for top in under] == [
        "“We queued from four in the morning”"
    ] * 2
    assert dialog.sentence.text().startswith("2 passages where")
    dialog.close()


def test_a_proposal_carries_the_passage_as_evidence(
    workspace: ReconcileWorkspace, study: Study, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(workspace.bulk.proposal_wanted) as wanted:
        qtbot.keyClicks(workspace.queue, "p")
    passage, kind, code_id, _ = wanted.args
    assert (passage.document_id, passage.start, passage.end) == (study.baker, *FLOUR)
    assert (kind, code_id) == ("exclusion", study.corruption)


@pytest.mark.parametrize("names", ["", "lazy\nlong day\n\nlazy"])
def test_the_projects_own_reasons_stand_after_the_usual_ones(
    workspace: ReconcileWorkspace, session: ProjectSession, names: str
) -> None:
    from app.reconcile.reasons import own_reasons, set_own_reasons

    session.do("Own reasons", set_own_reasons, reasons=names.splitlines())

    with session.project.read() as reading:
        assert own_reasons(reading) == (("lazy", "long day") if names else ())
    assert list(workspace.desk.bar.reason._own_reasons) == (["lazy", "long day"] if names else [])
