"""The Reconcile workspace, driven by keys and mouse."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.errors import UserError
from app.reconcile.queries import queue
from app.rounds.actions import close_round, complete_document, create_round, reopen_document
from app.ui.reconcile.item.keys import Command
from app.ui.reconcile.workspace import ReconcileWorkspace
from app.ui.session import ProjectSession
from tests.study import BAKER, Study
from tests.ui.reconcile.conftest import consensus, shown_workspace

FLOUR, QUEUED = "They took the flour for themselves", "We queued from four in the morning"


def span(words: str) -> tuple[int, int]:
    return BAKER.index(words), BAKER.index(words) + len(words)


def press(workspace: ReconcileWorkspace, qtbot: QtBot, key: Qt.Key | str, *held: Qt.KeyboardModifier) -> None:
    """A key, to whatever has the focus."""
    target = workspace.focusWidget() or workspace
    modifiers = Qt.KeyboardModifier.NoModifier
    for one in held:
        modifiers |= one
    if isinstance(key, str):
        qtbot.keyClicks(target, key)
    else:
        qtbot.keyClick(target, key, modifiers)


def kinds(workspace: ReconcileWorkspace) -> list[str]:
    return [row.item.kind for row in workspace.queue.queue.rows()]


def at_hand(workspace: ReconcileWorkspace) -> str:
    row = workspace.desk.row
    return row.item.kind if row is not None else ""


def test_open_disagreements_stand_in_the_queue_and_the_first_is_at_hand(
    workspace: ReconcileWorkspace,
) -> None:
    assert kinds(workspace) == ["boundary", "missed"]
    assert at_hand(workspace) == "boundary"
    assert workspace.head.sentence.text() == "2 open of 2"
    assert workspace.queue.hasFocus()


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("a", FLOUR),
        ("b", "took the flour"),
        ("1", FLOUR),
        ("2", "took the flour"),
        ("u", FLOUR),
        ("i", "took the flour"),
        ("+", FLOUR),
    ],
)
def test_one_key_settles_the_item_and_goes_on_to_the_next(
    workspace: ReconcileWorkspace, study: Study, qtbot: QtBot, key: str, words: str
) -> None:
    press(workspace, qtbot, key)

    assert consensus(study.project) == [("Corruption", *span(words))]
    assert at_hand(workspace) == "missed"
    assert workspace.head.sentence.text() == "1 open of 2"


def test_nobody_settles_without_a_coding(workspace: ReconcileWorkspace, study: Study, qtbot: QtBot) -> None:
    press(workspace, qtbot, "n")

    assert consensus(study.project) == []
    assert kinds(workspace) == ["missed"]


def test_later_keeps_the_item_in_the_queue_with_a_flag(workspace: ReconcileWorkspace, qtbot: QtBot) -> None:
    press(workspace, qtbot, "l")

    assert [row.status for row in workspace.queue.queue.rows()] == ["deferred", "open"]
    assert at_hand(workspace) == "missed"
    assert workspace.head.sentence.text() == "1 open of 2, 1 for later"


def test_undo_takes_the_decision_back_and_returns_to_its_item(
    workspace: ReconcileWorkspace, session: ProjectSession, study: Study, qtbot: QtBot
) -> None:
    press(workspace, qtbot, "u")
    press(workspace, qtbot, "n")
    assert workspace._middle.currentIndex() == 1
    session.undo()
    assert at_hand(workspace) == "missed"
    session.undo()

    assert at_hand(workspace) == "boundary"
    assert consensus(study.project) == []


def test_when_all_is_settled_it_says_so_and_offers_to_show_what_was(
    workspace: ReconcileWorkspace, qtbot: QtBot
) -> None:
    press(workspace, qtbot, "u")
    press(workspace, qtbot, "n")
    assert "All 2 disagreements are settled." in workspace.none_left.text()
    assert "1 passage that all coded the same waits" in workspace.none_left.text()

    qtbot.mouseClick(workspace.show_settled, Qt.MouseButton.LeftButton)

    assert [row.status for row in workspace.queue.queue.rows()] == ["settled", "settled"]


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # the list of reasons opens
def test_reason_and_note_go_into_the_decision(
    workspace: ReconcileWorkspace, study: Study, qtbot: QtBot
) -> None:
    press(workspace, qtbot, "r")
    qtbot.keyClick(workspace.desk.bar.reason.menu, Qt.Key.Key_2)
    assert workspace.desk.bar.reason.reason == "slip"
    assert workspace.focusWidget() is workspace.desk.passage
    press(workspace, qtbot, "w")
    press(workspace, qtbot, "union is fine")
    press(workspace, qtbot, Qt.Key.Key_Return)
    assert workspace.focusWidget() is workspace.desk.passage
    assert consensus(study.project) == []
    press(workspace, qtbot, "u")

    with study.project.read() as session:
        decision = queue(session)[0].decision
    assert decision is not None
    assert (decision.outcome, decision.reason, decision.note) == ("union", "slip", "union is fine")
    assert workspace.desk.bar.note.text() == ""
    assert workspace.desk.bar.reason.reason == ""


def test_arrows_move_the_boundaries_and_enter_accepts_them(
    workspace: ReconcileWorkspace, study: Study, qtbot: QtBot
) -> None:
    press(workspace, qtbot, "e")
    press(workspace, qtbot, Qt.Key.Key_Left)
    press(workspace, qtbot, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    press(workspace, qtbot, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    press(workspace, qtbot, Qt.Key.Key_Return)

    assert consensus(study.project) == [("Corruption", *span("took the flour fo"))]
    assert at_hand(workspace) == "missed"


def test_escape_leaves_the_boundaries_as_they_were(
    workspace: ReconcileWorkspace, study: Study, qtbot: QtBot
) -> None:
    press(workspace, qtbot, "e")
    press(workspace, qtbot, Qt.Key.Key_Left)
    press(workspace, qtbot, Qt.Key.Key_Escape)
    press(workspace, qtbot, Qt.Key.Key_Return)

    assert consensus(study.project) == []
    assert workspace.desk.editing.draft is None


def test_a_dragged_handle_moves_a_boundary_to_a_word(
    workspace: ReconcileWorkspace, study: Study, qtbot: QtBot
) -> None:
    press(workspace, qtbot, "e")
    view = workspace.desk.passage
    drag(view, qtbot, place_of_handle(workspace), place(workspace, BAKER.index(" for themselves") + 2))
    press(workspace, qtbot, Qt.Key.Key_Return)

    assert consensus(study.project) == [("Corruption", *span("They took the flour for"))]


def place_of_handle(workspace: ReconcileWorkspace) -> QPoint:
    view = workspace.desk.passage
    place = view.handles().places(view.page.screen_lines)["end"]
    return (place.center() - QPointF(0, view.verticalScrollBar().value())).toPoint()


def place(workspace: ReconcileWorkspace, position: int) -> QPoint:
    """Where a code point stands on screen."""
    view = workspace.desk.passage
    page = view.page
    assert page is not None
    unit = page.position(position)
    line = next(one.line for one in page.lines if one.line.start <= unit < one.line.end)
    x = line.edge(unit, opens=True)
    assert x is not None
    return QPointF(x, line.top + 8 - view.verticalScrollBar().value()).toPoint()


def drag(view: QWidget, qtbot: QtBot, start: QPoint, end: QPoint) -> None:
    target = view.viewport() if hasattr(view, "viewport") else view
    qtbot.mousePress(target, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(target, end)
    qtbot.mouseRelease(target, Qt.MouseButton.LeftButton, pos=end)


def test_another_code_is_found_by_typing_and_put_on_the_passage(
    workspace: ReconcileWorkspace, study: Study, qtbot: QtBot
) -> None:
    press(workspace, qtbot, "o")
    press(workspace, qtbot, "hard")
    press(workspace, qtbot, Qt.Key.Key_Return)
    assert consensus(study.project) == []
    press(workspace, qtbot, Qt.Key.Key_Return)

    assert consensus(study.project) == [("Hard life", *span(FLOUR))]
    with study.project.read() as session:
        decision = queue(session)[0].decision
    assert decision is not None
    assert decision.outcome == "other"


def test_a_coding_that_nobody_made_is_added_to_selected_words_and_the_item_stays_open(
    workspace: ReconcileWorkspace, study: Study, qtbot: QtBot
) -> None:
    first, last = span("your brother")
    drag(workspace.desk.passage, qtbot, place(workspace, first + 1), place(workspace, last - 2))
    assert workspace.desk.passage.selection == (first, last)
    press(workspace, qtbot, "x")
    press(workspace, qtbot, "corr")
    press(workspace, qtbot, Qt.Key.Key_Return)
    press(workspace, qtbot, Qt.Key.Key_Return)

    assert consensus(study.project) == [("Corruption", first, last)]
    assert at_hand(workspace) == "boundary"


def test_what_is_typed_into_a_field_decides_nothing(
    workspace: ReconcileWorkspace, study: Study, qtbot: QtBot
) -> None:
    press(workspace, qtbot, "t")
    press(workspace, qtbot, "nobody sees union")
    press(workspace, qtbot, Qt.Key.Key_Return)

    assert consensus(study.project) == []
    assert "nobody sees union" in workspace.desk.discussion.list.toPlainText()
    assert "Ana Yilmaz" in workspace.desk.discussion.list.toPlainText()
    assert workspace.focusWidget() is workspace.desk.passage


def test_pointing_at_an_outcome_previews_it_and_decides_nothing(
    workspace: ReconcileWorkspace, study: Study, qtbot: QtBot
) -> None:
    button = workspace.desk.bar.button(Command.INTERSECTION)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    lane = workspace.desk.passage._consensus
    assert lane is not None
    assert [(bar.start, bar.end) for row in lane.rows for bar in row] == [span("took the flour")]
    workspace.queue.setFocus()

    assert workspace.desk.passage._consensus is None
    assert consensus(study.project) == []


def test_arrows_walk_through_the_queue_from_wherever_keys_decide(
    workspace: ReconcileWorkspace, qtbot: QtBot
) -> None:
    workspace.desk.passage.setFocus()
    press(workspace, qtbot, Qt.Key.Key_Down)
    assert at_hand(workspace) == "missed"
    press(workspace, qtbot, Qt.Key.Key_Up)
    assert at_hand(workspace) == "boundary"


def test_home_and_end_go_to_the_first_and_last_item(workspace: ReconcileWorkspace, qtbot: QtBot) -> None:
    workspace.queue.setFocus()
    press(workspace, qtbot, Qt.Key.Key_End)
    assert at_hand(workspace) == kinds(workspace)[-1] == "missed"
    press(workspace, qtbot, Qt.Key.Key_Home)
    assert at_hand(workspace) == kinds(workspace)[0] == "boundary"


def test_names_are_hidden_in_blind_order_and_keys_follow_the_letters(
    workspace: ReconcileWorkspace, study: Study, qtbot: QtBot
) -> None:
    qtbot.mouseClick(workspace.head.blind, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert workspace.head.blind.isChecked()
    shown = workspace.desk.faces
    assert {face.name for face in shown} == {""}
    assert "Ana" not in workspace.desk.passage.accessibleDescription()
    second = shown[1].coder_id
    press(workspace, qtbot, "b")

    words = FLOUR if second == study.ana else "took the flour"
    assert consensus(study.project) == [("Corruption", *span(words))]


def test_kinds_and_states_filter_the_queue(workspace: ReconcileWorkspace, qtbot: QtBot) -> None:
    qtbot.mouseClick(workspace.kinds.buttons["boundary"], Qt.MouseButton.LeftButton)
    assert kinds(workspace) == ["missed"]
    qtbot.mouseClick(workspace.kinds.buttons["agreed"], Qt.MouseButton.LeftButton)
    assert kinds(workspace) == ["missed", "agreed"]
    assert workspace.kinds.buttons["boundary"].text() == "1"


def test_a_colleagues_decision_arrives(
    workspace: ReconcileWorkspace, session: ProjectSession, study: Study
) -> None:
    row = workspace.queue.queue.row(1)
    from app.reconcile.actions import decide

    study.project.do(
        "Decide",
        decide,
        item=row.item,
        outcome="nobody",
        codings=(),
        coder_id=study.murat,
        follows_id=None,
    )
    session.look()

    assert kinds(workspace) == ["boundary"]
    assert at_hand(workspace) == "boundary"


def test_codings_that_changed_since_show_what_changed_and_the_decision_can_be_kept(
    workspace: ReconcileWorkspace, session: ProjectSession, study: Study, qtbot: QtBot
) -> None:
    press(workspace, qtbot, "u")
    study.code("the flour", coder_id=study.murat, code_id=study.corruption)
    before = workspace.loaded
    session.look()
    qtbot.waitUntil(lambda: workspace.loaded is not before, timeout=20_000)
    statuses = [row.status for row in workspace.queue.queue.rows()]
    assert statuses == ["changed", "open"]
    workspace.queue.choose(0)
    told = workspace.desk.banner.state.text()
    assert "Murat Kaya had Corruption on “took the flour” and has" in told
    qtbot.mouseClick(workspace.desk.banner.keep, Qt.MouseButton.LeftButton)

    assert consensus(study.project) == [("Corruption", *span(FLOUR))]
    assert kinds(workspace) == ["missed"]


def test_opening_shows_the_passage_in_its_document(
    workspace: ReconcileWorkspace, study: Study, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(workspace.passage_opened) as opened:
        press(workspace, qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert opened.args == [study.baker, *span(FLOUR)]


def test_a_round_that_closes_after_a_first_look_is_chosen_and_the_next_key_settles(
    session: ProjectSession, study: Study, qtbot: QtBot
) -> None:
    pair = [study.ana, study.murat]
    planned = session.do("Plan", create_round, name="Round 1", document_ids=[study.baker], coder_ids=pair)
    workspace = shown_workspace(session, qtbot)
    assert workspace.hint.text() == "“Round 1” is blind and open; its disagreements appear when it is closed."
    for coder_id in pair:
        session.do("Complete", complete_document, document_id=study.baker, coder_id=coder_id)
    session.do("Close", close_round, round_id=planned)
    qtbot.waitUntil(lambda: workspace.head.round_id() == planned and workspace.desk.row is not None)
    assert workspace.focusWidget() is workspace.queue


def test_while_nobody_shares_a_document_it_says_who_has_completed_how_many(
    session: ProjectSession, study: Study, qtbot: QtBot
) -> None:
    session.do("Reopen", reopen_document, document_id=study.baker, coder_id=study.murat)
    workspace = shown_workspace(session, qtbot)

    assert workspace.hint.text() == (
        "Two coders must complete the same document. Ana Yilmaz has completed 1, Murat Kaya 0."
    )
    with pytest.raises(UserError, match="Two coders must complete"):
        workspace.ask_rules()


def test_definitions_of_the_codes_at_hand_are_in_sight(workspace: ReconcileWorkspace, qtbot: QtBot) -> None:
    assert "Corruption" in workspace.desk.definitions.toPlainText()
    assert "Hard life" not in workspace.desk.definitions.toPlainText()


def test_the_queue_can_be_copied(workspace: ReconcileWorkspace, qtbot: QtBot) -> None:
    workspace.queue.copying.copy_all()

    assert "boundary\tCorruption\tBaker · turn 2 · BAKER\topen" in QApplication.clipboard().text()
